// @ts-check
// Finds tools by the beginning of their name, for the fields that complete names.
//
// const names = await openNames("/search/");
// await names.find("unslo", { limit: 8, exclude: "peft" });   // [{ slug, name, type, label }]
// await names.comparison("flax vs pe");                       // two tools or more; none if the text compares none

import { json, memoize, openFiles } from "./index-reader.js";
import { comparedNames } from "./question.js";
import { editDistance, maxTypos, normalize, slugify, unaccented } from "./tokenizer.js";

/**
 * @typedef {{ number: number, slug: string, name: string, type: string, label: string, forms: Form[] }} NamedTool
 * `number`: position in the order of scores, as in the index.
 *
 * @typedef {object} NameFile A file of names, written by the build.
 * @property {string} names Lines: the name, a tab and the slug where it does not follow from the name, other names after tabs.
 * @property {string} kinds A character for the type of each tool.
 * @property {number[]} [gaps] Tools left out before each.
 *
 * @typedef {object} NameHead
 * @property {[id: string, label: string][]} types
 * @property {string} word Pattern of a word.
 * @property {Pick<import("./question.js").Intents, "versus" | "weak" | "joint" | "compare">} intents
 * @property {string[]} [files] For each further file a word from which on it holds the words.
 *
 * @typedef {{ words: string, whole: string }} Form A name as words with blanks before, and as letters.
 *
 * @typedef {object} NameLookup
 * @property {(text: string, options?: { limit?: number, exclude?: string }) => Promise<NamedTool[]>} find
 * @property {(text: string) => Promise<NamedTool[]>} comparison
 * @property {(candidates: { name: string, rest: string }[], isKnown: (name: string) => Promise<boolean>) =>
 *   Promise<{ tool: NamedTool, rest: string } | undefined>} firstNamed
 */

const LIMIT = 8, MIN_MATCHES = 3, MAX_LENGTH = 200;
const MAX_FILES = 2;            // files fetched for what is typed
const MIN_SUBSTRING = 3;        // letters from which on a match inside a name counts
const NO_MATCH = 5;

/**
 * Open the names below an address.
 * @param {string} base
 * @param {import("./index-reader.js").ReadFile} [read] Reads the files of the index, if it is open already.
 * @returns {Promise<NameLookup>}
 */
export async function openNames(base, read) {
  read ??= (await openFiles(base)).read;
  /** @type {NameHead & NameFile} */
  const head = json(await read("names"));
  const word = new RegExp(head.word, "gu"), firsts = head.files ?? [];
  /** @param {string} text @returns {string[]} */
  const wordsOf = text => normalize(text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")).match(word) ?? [];
  const known = entries(head);
  const list = memoize(async (/** @type {string} */ name) => entries(json(await read(name))));

  /** @param {NameFile} file @returns {NamedTool[]} */
  function entries({ names, kinds, gaps }) {
    let number = -1;
    return names ? names.split("\n").map((line, place) => {
      const [name, slug, ...others] = line.split("\t");
      const [type, label] = head.types[kinds.charCodeAt(place) - 48];
      number += 1 + (gaps?.[place] ?? 0);
      const forms = [name, slug || name, ...others].map(wordsOf).map(words => ({ words: " " + words.join(" "), whole: words.join("") }));
      return { number, forms, slug: slug || slugify(name), name, type, label };
    }) : [];
  }

  /**
   * Return the names to search: the loaded ones, and on large sites those of the files that may match.
   * @param {string[]} typed
   */
  async function candidates(typed) {
    const wanted = new Set();
    for (const start of [typed.join(""), ...typed]) {
      let from = firsts.findLastIndex(first => first <= start);
      const to = firsts.findLastIndex(first => first <= start + "\uffff");
      if (to - from < MAX_FILES)
        for (from = Math.max(0, from); from <= to; from++) wanted.add("n/" + from);
    }
    if (!wanted.size) return known;
    const all = [known, ...await Promise.all([...wanted].map(list))].flat();
    return [...new Map(all.map(entry => [entry.number, entry])).values()]
      .sort((a, b) => a.number - b.number);
  }

  /**
   * Return how well a name matches: 0 exactly, 1 but for case, 2 as prefix, 3 as prefix of a word, 4 inside, 5 not.
   * @param {NamedTool} tool
   * @param {string} text
   * @param {string} letters The text as letters.
   * @param {string} start The text as words with blanks before.
   */
  function quality({ name, forms }, text, letters, start) {
    let least = NO_MATCH;
    for (const { words, whole } of forms) {
      if (whole === letters) return name === text ? 0 : 1;
      const at = whole.indexOf(letters);
      if (!at) least = 2;
      else if (at > 0) least = Math.min(least, words.includes(start) ? 3 : letters.length < MIN_SUBSTRING ? NO_MATCH : 4);
    }
    return least;
  }

  /** @type {NameLookup["find"]} */
  async function find(text, { limit = LIMIT, exclude } = {}) {
    const typed = wordsOf(text.slice(0, MAX_LENGTH)), letters = typed.join(""), start = " " + typed.join(" ");
    const all = (await candidates(typed)).filter(({ slug }) => slug !== exclude);
    /** @type {NamedTool[][]} */
    const byQuality = [[], [], [], [], [], []];
    text = text.trim();
    for (const tool of all) byQuality[letters ? quality(tool, text, letters, start) : 0].push(tool);
    const good = byQuality.slice(0, 4).flat();
    const rest = good.length < MIN_MATCHES ? mistyped(byQuality[NO_MATCH], letters) : [];
    return [...good, ...byQuality[4], ...rest].slice(0, limit);
  }

  /**
   * Return the names that begin with a misspelling of the letters, fewest typos first.
   * @param {NamedTool[]} all
   * @param {string} letters
   */
  function mistyped(all, letters) {
    const limit = maxTypos(letters), [a, b] = letters;
    /** @type {NamedTool[][]} */
    const byTypos = [[], [], []];
    for (const tool of limit ? all : [])
      byTypos[Math.min(...tool.forms.map(({ whole: { 0: x, 1: y }, whole }) => x === a || y === b || x === b || y === a ?
        editDistance(letters, whole.slice(0, letters.length + 1), limit, true) : NO_MATCH))]?.push(tool);
    return byTypos.slice(0, limit + 1).flat();
  }

  /**
   * Return the tool that a text names.
   * @param {string} text
   * @param {number} part What is enough of a name: -1 all of it, 0 all with typos, 1 its first words, 2 anything.
   * @param {NamedTool[]} [known] Tools that it does not mean.
   */
  async function named(text, part, known = []) {
    const typed = wordsOf(text), letters = typed.join(""), limit = part < 0 ? 0 : maxTypos(letters), start = ` ${typed.join(" ")} `;
    const tools = letters ? await find(text) : [];
    return tools.find(tool => !known.includes(tool) && (part > 1 || tool.forms.some(({ words, whole }) =>
      part > 0 && (words + " ").startsWith(start) || editDistance(whole, letters, limit) <= limit)));
  }

  /**
   * Return the tools of "A vs B", "compare A and B" or "A, B, C"; none if the text compares no tools.
   * @type {NameLookup["comparison"]}
   */
  async function comparison(text) {
    const { names, sure } = comparedNames(unaccented(text), head.intents);
    /** @type {NamedTool[]} */
    const tools = [];
    if (!names[0] || (await find(text, { limit: 1 })).some(tool => tool.forms.some(({ whole }) => whole === wordsOf(text).join("")))) return tools;
    for (const name of names) {
      let tool = await named(name, sure ? 2 : 1, tools);
      if (sure) for (const word of name.split(" ")) tool ??= await named(word, 0, tools);
      if (tool) tools.push(tool);
      else if (!sure) return [];
    }
    return tools[1] ? tools : [];
  }

  /**
   * Return the first tool that one of the texts names. A name whose words need no correction is not misspelled.
   * @type {NameLookup["firstNamed"]}
   */
  async function firstNamed(candidates, isKnown) {
    for (const { name, rest } of candidates) {
      const tool = await named(name, await isKnown(name) ? -1 : 0);
      if (tool) return { tool, rest };
    }
  }

  return { find, comparison, firstNamed };
}
