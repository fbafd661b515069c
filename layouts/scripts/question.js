// @ts-check
// Reads what a question asks for besides words: a comparison, alternatives, a price, a value to filter by.

/** @import { Tokenizer } from "./tokenizer.js" */

/**
 * @typedef {object} Intents Patterns of a language, written by the build; see ssg/search/intents.py.
 * @property {string} versus
 * @property {string} weak
 * @property {string} compare
 * @property {string[]} alternative
 * @property {[pattern: string, models: string[]][]} prices
 * @property {string} platform
 * @property {string} generic
 *
 * @typedef {object} Wish A filter that the question asks for.
 * @property {number} facet
 * @property {number[]} values
 */

const MAX_NAMES = 4, MAX_WORDS_OF_NAME = 5;

/** @param {string} pattern */
const pattern = (pattern, flags = "iu") => new RegExp(pattern, flags);

/**
 * Return the texts that may be the names of a comparison; none if the text does not compare.
 * @param {string} text
 * @param {Pick<Intents, "versus" | "weak" | "compare">} intents
 * @returns {{ names: string[], sure: boolean }} `sure` if the text can only mean a comparison.
 */
export function comparedNames(text, { versus, weak, compare }) {
  const rest = text.replace(pattern(compare), " ").replace(/^[\s,:]+|[\s?!.]+$/g, "");
  const led = rest !== text, sure = pattern(versus).test(rest);
  const names = rest.split(pattern(sure ? led ? versus + "|" + weak : versus : weak)).map(name => name.trim());
  const many = names.length > 1 && names.length <= MAX_NAMES &&
    names.every(name => name && name.split(/\s+/).length <= MAX_WORDS_OF_NAME);
  return { names: many ? names : [], sure };
}

/**
 * Return the texts that may be the name whose alternatives are asked for, the longest first, and what follows the name.
 * @param {string} text
 * @param {Intents} intents
 */
export function alternativesOf(text, { alternative }) {
  for (const [place, expression] of alternative.entries()) {
    const words = text.match(pattern(expression))?.[1].split(/\s+/);
    if (!words) continue;
    const after = place < alternative.length - 1;
    return [...Array(Math.min(words.length, MAX_WORDS_OF_NAME)).keys()].reverse().map(size => ({
      name: (after ? words.slice(0, size + 1) : words.slice(-size - 1)).join(" "),
      rest: after ? words.slice(size + 1).join(" ") : "",
    }));
  }
  return [];
}

/**
 * Return a reader of filters.
 * @param {{ intents: Intents, common: string[], phrases: Record<string, [facet: number, value: number][]>, facets: [facet: string, values: [value: string, label: string][]][] }} tables
 * @param {Tokenizer} tokenizer
 */
export function openWishes({ intents, common, phrases, facets }, tokenizer) {
  /** @param {string} text */
  const stems = text => tokenizer.read(text).flatMap(({ words }) => words.map(tokenizer.stem));
  const generic = new Set([...common, ...stems(intents.generic)]);
  const entries = Object.entries(phrases);
  /** @param {string} id */
  const facetNumber = id => facets.findIndex(([facet]) => facet === id);

  /** @param {[facet: number, value: number][]} pairs @returns {Wish[]} */
  function wishes(pairs) {
    /** @type {Record<number, number[]>} */
    const byFacet = {};
    for (const [facet, value] of pairs) (byFacet[facet] ??= []).push(value);
    return Object.entries(byFacet).slice(0, 1).map(([facet, values]) => ({ facet: Number(facet), values }));
  }

  /**
   * Return the filters that a text asks for, and the text without words about prices.
   * @param {string} text
   */
  function read(text) {
    /** @type {Wish[]} */
    const found = [];
    let rest = text;
    for (const [expression, models] of intents.prices) {
      const word = pattern("(?<![\\p{L}\\p{N}-])(?:" + expression + ")(?![\\p{L}\\p{N}-])", "giu");
      if (!word.test(rest)) continue;
      const facet = facetNumber(models.length ? "pricing" : "open");
      if (facet < 0) continue;
      rest = rest.replace(word, " ");
      const values = facets[facet][1].flatMap(([value], place) => !models.length || models.includes(value) ? [place] : []);
      if (!found.some(wish => wish.facet === facet)) found.push({ facet, values });
    }
    const words = stems(rest);
    while (generic.has(words[0])) words.shift();
    while (generic.has(words.at(-1) ?? "")) words.pop();
    const whole = phrases[words.join(" ")];
    if (whole) return { wishes: [...found, ...wishes(whole)], rest, light: new Set() };
    for (const { index, 0: { length } } of [...rest.matchAll(pattern(intents.platform, "giu"))].reverse()) {
      const tail = stems(rest.slice(index + length)), wanted = " " + tail.join(" ") + " ";
      const pairs = tail.length && stems(rest.slice(0, index)).some(word => !generic.has(word))
        ? entries.flatMap(([phrase, pairs]) => " " + phrase + " " === wanted ||
          tail.length === 1 && phrase.split(" ").length === 2 && (" " + phrase + " ").includes(wanted)
          ? pairs.filter(([facet]) => facets[facet][0].startsWith("attribute")) : []) : [];
      if (pairs.length) return { wishes: [...found, ...wishes(pairs)], rest, light: new Set(tail) };
    }
    return { wishes: found, rest, light: new Set() };
  }

  return { read, generic };
}
