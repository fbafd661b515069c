// @ts-check
// Turns text into index terms, by the tokenizer table of the index: the same rules as ssg/tokenizer.py.

/**
 * @typedef {object} TokenizerTable Rules of a language, written by the build.
 * @property {string} word Pattern of a token.
 * @property {string} spaceless Pattern of a token that is split into pairs of letters.
 * @property {string} letters Pattern of the characters of a whole name.
 * @property {string} stemmed Pattern of the words that are stemmed.
 * @property {string} stop Stop words, separated by spaces.
 * @property {[pattern: string, ending: string][][]} steps Stemmer rules by step.
 * @property {string} indexed Pattern of an indexed word.
 * @property {string} joined Pattern of a token that is also indexed as a single word.
 * @property {number} longest_whole Length limit of a whole name.
 * @property {[traditional: string, simplified: string]} fold Letters to replace, and their replacements.
 *
 * @typedef {{ words: string[], compound: string }} Token The words of a token, and its joined form or "".
 *
 * @typedef {object} Tokenizer
 * @property {(text: string) => Token[]} read
 * @property {(word: string) => string} term The stem of a word.
 * @property {(name: string) => string} whole
 */

const ACCENTS = /[\u0300-\u036f]/g;

/**
 * Return a text without accents, in Unicode normal form C.
 * @param {string} text
 */
export const unaccented = text => text.normalize("NFKD").replace(ACCENTS, "").normalize("NFC");

/** @param {string} text */
const lower = text => text.normalize("NFKD").toLowerCase().normalize("NFC");

/**
 * Return a text in lower case, without accents, in Unicode normal form C.
 * @param {string} text
 */
export const normalize = text => unaccented(lower(text));

/**
 * Create a tokenizer from its table.
 * @param {TokenizerTable} table
 * @param {(word: string) => string} [stemmer] Stems a word with its accents, in place of the table's rules.
 * @returns {Tokenizer}
 */
export function openTokenizer(table, stemmer) {
  const tokens = new RegExp(table.word, "gu"), spaceless = new RegExp(table.spaceless, "u");
  const letters = new RegExp(table.letters, "gu"), stemmed = new RegExp(table.stemmed);
  const indexed = new RegExp(table.indexed, "u"), joined = new RegExp(table.joined, "u");
  const stopWords = new Set(table.stop.split(" "));
  const steps = table.steps.map(step =>
    step.map(([pattern, ending]) => ({ pattern: new RegExp(pattern), kept: "$1" + ending })));

  /** @param {string} token @returns {Token} */
  function split(token) {
    const parts = token.split(/[-._]/), all = [...token];
    if (spaceless.test(token))
      return { words: all[1] ? all.slice(1).map((letter, before) => all[before] + letter) : all, compound: "" };
    const words = parts.filter(part => !stopWords.has(part) && indexed.test(part)), compound = joined.test(token) ? parts.join("") : "";
    return words[0] || !compound ? { words, compound } : { words: [compound], compound: "" };
  }

  /** @param {string} word */
  function stem(word) {
    if (stemmer) return unaccented(stemmed.test(word) ? stemmer(word) : word);
    if (stemmed.test(word)) for (const step of steps) {
      const rule = step.find(({ pattern }) => pattern.test(word));
      if (rule) word = word.replace(rule.pattern, rule.kept);
    }
    return word;
  }

  const [traditional, simplified] = table.fold;
  /** @param {string} text */
  const folded = text => text.replace(/[^\0-\u2fff]/g, letter => simplified[traditional.indexOf(letter)] ?? letter);

  return {
    term: stem,
    read: text => (folded((stemmer ? lower : normalize)(text)).match(tokens) ?? []).map(split),
    whole: name =>
      "=" + (folded(normalize(name)).match(letters) ?? []).slice(0, table.longest_whole).join(""),
  };
}

/**
 * Return the Damerau-Levenshtein distance (optimal string alignment) of two words, in letters.
 * A distance above `limit` is returned as any number above `limit`.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 * @param {boolean} [begins] Whether the beginning of `b` is compared, up to the letter that fits best.
 */
export function editDistance(a, b, limit, begins) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[]} */
  let twoAbove = [];
  let above = [...Array(b.length + 1).keys()];
  for (let row = 1; row <= a.length; row++) {
    const current = [row], letter = a[row - 1], before = a[row - 2];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1] + (letter === b[column - 1] ? 0 : 1);
      let steps = Math.min(above[column] + 1, current[column - 1] + 1, replaced);
      if (letter === b[column - 2] && before === b[column - 1])
        steps = Math.min(steps, twoAbove[column - 2] + 1);
      least = Math.min(least, current[column] = steps);
    }
    if (least > limit) return least;
    twoAbove = above;
    above = current;
  }
  return begins ? Math.min(...above) : above[b.length];
}

/**
 * Return how many typos a word may have.
 * @param {string} word
 */
export const maxTypos = word => word.length < 4 ? 0 : word.length < 9 ? 1 : 2;

/**
 * Return a title as part of a URL, as the build does; the index omits slugs that follow from the title.
 * @param {string} title
 */
export const slugify = title =>
  (title.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
