// The beginning of a name -> tools. A list in rank order, for the boxes that complete names.
//
// const names = await openNames("/search/");
// await names.find("unslo", { limit: 8, exclude: "peft" });   // [{ slug, name, type, label }]
// await names.comparison("flax vs pe");                       // { a, b } or nothing
// await names.guess("/tools/unslot/");                        // what somebody may have wanted at an address

import { json, once, openFiles } from "./files.js";
import { allowed, distance, normal, slugify } from "./words.js";

const LIMIT = 8, ENOUGH = 3, MOST_TOOLS = 4, MOST_TEXT = 200;
const FILES = 2;          // of names that are fetched for what is typed
const SUBSTRING = 3;      // letters from which on they may stand anywhere
export const BETWEEN = /\s+(?:vs?\.?|versus|or|against)\s+|\s*[,|]\s*|\s+\/\s+/i;

export async function openNames(base) {
  const { read } = await openFiles(base), head = json(await read("names"));
  const word = new RegExp(head.word, "gu"), firsts = head.files ?? [];
  const wordsOf = text => normal(text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")).match(word) ?? [];
  const known = entries(head), list = once(async name => entries(json(await read(name))));

  function entries({ names, kinds, gaps }) {
    let number = -1;
    return names ? names.split("\n").map((line, place) => {
      const [name, slug] = line.split("\t"), words = wordsOf(name), [type, label] = head.types[kinds.charCodeAt(place) - 48];
      number += 1 + (gaps?.[place] ?? 0);
      return { number, words: " " + words.join(" "), whole: words.join(""),
        tool: { slug: slug ?? slugify(name), name, type, label } };
    }) : [];
  }

  /** Return all names that may begin so: those at hand, and where there are many, those of the files in question. */
  async function pool(typed) {
    const wanted = new Set();
    for (const one of [typed.join(""), ...typed]) {
      let from = firsts.findLastIndex(first => first <= one), to = firsts.findLastIndex(first => first <= one + "\uffff");
      if (to - from < FILES) for (from = Math.max(0, from); from <= to; from++) wanted.add("n/" + from);
    }
    if (!wanted.size) return known;
    const all = [known, ...await Promise.all([...wanted].map(list))].flat();
    return [...new Map(all.map(one => [one.number, one])).values()].sort((a, b) => a.number - b.number);
  }

  /** Return how well a name matches: 0 to the letter, 1 but for case, 2 its beginning, 3 a word's, 4 anywhere, 5 not at all. */
  function kind({ tool, words, whole }, text, phrase, letters) {
    if (whole === letters) return tool.name === text ? 0 : 1;
    if (whole.startsWith(letters)) return 2;
    if (words.includes(" " + phrase)) return 3;
    return letters.length >= SUBSTRING && whole.includes(letters) ? 4 : 5;
  }

  async function find(text, { limit = LIMIT, exclude } = {}) {
    const typed = wordsOf(text.slice(0, MOST_TEXT)), phrase = typed.join(" "), letters = typed.join("");
    const all = (await pool(typed)).filter(one => one.tool.slug !== exclude), kinds = [[], [], [], [], [], []];
    if (letters) for (const one of all) kinds[kind(one, text.trim(), phrase, letters)].push(one);
    else kinds[0] = all;
    const good = kinds.slice(0, 4).flat(), rest = good.length < ENOUGH ? mistyped(kinds[5], letters) : [];
    return [...good, ...kinds[4], ...rest].slice(0, limit).map(one => one.tool);
  }

  /** Return the names that begin with what was mistyped, the likeliest first. */
  function mistyped(all, letters) {
    const most = allowed(letters), [a, b] = letters, found = [];
    if (most) {
      for (const one of all) {
        const [x, y] = one.whole;
        if (x !== a && y !== b && x !== b && y !== a) continue;
        let typos = most + 1;
        for (let size = letters.length - 1; size <= letters.length + 1 && typos > 1; size++)
          typos = Math.min(typos, distance(letters, one.whole.slice(0, size), most));
        if (typos <= most) found.push([typos, one]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || a[1].number - b[1].number).map(([, one]) => one);
  }

  /** Return the tools of "A vs B", "A or B" or "A, B", or nothing when it is no comparison of two tools. */
  async function comparison(text) {
    const parts = text.slice(0, MOST_TEXT).split(BETWEEN).map(part => part.trim()), tools = [];
    if (parts.length < 2 || parts.length > MOST_TOOLS || parts.some(part => !wordsOf(part).length)) return;
    if (wordsOf((await find(text, { limit: 1 }))[0]?.name ?? "").join("") === wordsOf(text).join("")) return;
    for (const part of parts) {
      const found = (await find(part)).find(one => !tools.includes(one));
      if (!found) return;
      tools.push(found);
    }
    return { a: tools[0], b: tools[1] };
  }

  /** Return tools that an address may have meant; two when it is that of a comparison. */
  async function guess(path) {
    let last = path.split("/").filter(Boolean).at(-1) ?? "";
    try {
      last = decodeURIComponent(last);
    } catch { /* it stays as it is */ }
    const sides = last.replace(/\.html?$/, "").split("-vs-").slice(0, 2).filter(side => wordsOf(side).length), found = [];
    for (const side of sides) {
      const some = (await find(side.replace(/[-_+.]+/g, " "), { limit: 3 })).filter(one => !found.includes(one));
      found.push(...sides.length > 1 ? some.slice(0, 1) : some);
    }
    return found;
  }

  return { find, comparison, guess };
}
