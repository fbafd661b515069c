// @ts-check
// Parses a query and looks up the postings of its words, of prefixes, synonyms and spelling corrections.

import { openDictionary, softly } from "./index-reader.js";
import { editDistance, maxTypos, unaccented } from "./tokenizer.js";

/** @import { ReadFile, WordList } from "./index-reader.js" */
/** @import { TokenizerTable } from "./tokenizer.js" */

/**
 * @typedef {object} QueryTables The part of the manifest that queries need.
 * @property {WordList} s Terms.
 * @property {WordList} d The spelling dictionary.
 * @property {WordList} b Words of the dictionary spelled backwards.
 * @property {string[]} light Terms that fit every tool.
 * @property {number} longest_name Length of the longest term of a whole name.
 * @property {TokenizerTable} tokenizer
 *
 * @typedef {object} Postings Where the postings of a term are: `length` bytes from `at`.
 * @property {number} frequency Documents that have the term.
 * @property {number} count Documents that are stored.
 * @property {Uint8Array} bytes
 * @property {number} at
 * @property {number} length
 *
 * @typedef {object} QueryWord
 * @property {string} typed
 * @property {string} term
 * @property {Map<string, number>} alternatives Further terms, each with its weight.
 *
 * @typedef {{ typed: string, used: string }} Correction
 *
 * @typedef {object} TermGroup The postings that one word of the query matches.
 * @property {{ postings: Postings, weight: number }[]} found
 * @property {number} frequency Documents that have the word.
 * @property {string} typed The word as it was typed.
 * @property {string} term
 * @property {Correction} [correction]
 * @property {string[]} marks Prefixes to highlight.
 *
 * @typedef {object} ParsedQuery
 * @property {TermGroup[]} groups
 * @property {[term: string, postings: Postings][]} names Whole names that the query is or begins.
 * @property {string} name The query as the term of a whole name.
 * @property {Correction[]} corrections
 * @property {string[]} marks
 * @property {string[]} missing Words whose file failed to load.
 */

// Weights of matches other than the word itself: 1 is the word itself.
const JOINED = 0.8, PREFIX = 0.5, PREFIX_OF_KNOWN = 0.25, SYNONYM = 0.7, PHRASE = 1.2, REVERSED = 1.1;
const BY_TYPOS = [1, 0.8, 0.55];
const MAX_POSTINGS = 20000;     // stored for a term, as in ssg/search/postings.py
const IS_NAME = 64;            // as in ssg/search/dictionary.py
const MAX_NAME_TOKENS = 5;      // a longer question is not corrected to a name, and has no name in several words
const MAX_WORDS = 24, MAX_PHRASE = 6;
const MAX_PREFIXES = 8, MAX_CORRECTIONS = 3;

/**
 * @param {QueryTables} tables
 * @param {ReadFile} part
 * @param {import("./tokenizer.js").Tokenizer} tokenizer
 */
export function openQueries(tables, part, tokenizer) {
  const { light, longest_name: longestName } = tables;
  const index = openDictionary(tables, "s", part, reader => {
    const frequency = reader.number(), length = reader.number(), { bytes, at } = reader;
    reader.at += length;
    return { frequency, count: Math.min(frequency, MAX_POSTINGS), bytes, at, length };
  });
  const dictionary = openDictionary(tables, "d", part, reader => reader.byte());
  const backward = openDictionary(tables, "b", part, reader => reader.byte());

  /**
   * Return the terms with a prefix, those of the most documents first; no phrases, which have blanks.
   * @param {string} start
   */
  const withPrefix = async start => (await index.withPrefix(start))
    .filter(([term]) => !/ /.test(term)).sort((a, b) => b[1].frequency - a[1].frequency).slice(0, MAX_PREFIXES);

  /**
   * Return the words of the dictionary that share the beginning or the end of a word, and have about its length.
   * A typo leaves the beginning or the end of a word as it is.
   * @param {string} word
   */
  async function around(word) {
    const lists = await Promise.all([dictionary.around(grouped(word)), backward.around(grouped(reversed(word)))]);
    return lists.flatMap((list, turned) => list.map(([key, common]) =>
      /** @type {[word: string, common: number]} */ ([turned ? reversed(key.slice(1)) : key.slice(1), common])));
  }

  /**
   * Fetch what is needed to correct a word.
   * @param {string} word
   * @param {AbortSignal} signal
   */
  function prefetch(word, signal) {
    dictionary.prefetch(grouped(word), signal);
    backward.prefetch(grouped(reversed(word)), signal);
  }

  /**
   * Return dictionary words within the typo limit of a word, the likeliest first, each with its typos.
   * Words of names come first. A short word is not changed to another of its length.
   * @param {string} word
   * @param {boolean} [onlyNames]
   * @returns {Promise<[word: string, [typos: number, penalty: number]][]>}
   */
  async function corrections(word, onlyNames) {
    const limit = maxTypos(word);
    /** @type {Map<string, [typos: number, penalty: number]>} */
    const candidates = new Map();
    for (const [other, common] of limit ? await around(word) : []) {
      const isName = common >= IS_NAME ? 3 : 0;
      if (onlyNames ? !isName : word.length < 5 && other.length === word.length) continue;
      const typos = editDistance(word, other, limit), wrongStart = other[0] === word[0] ? 0 : 2;
      const penalty = typos * 4.5 - common % IS_NAME * 0.35 + wrongStart - isName;
      if (typos <= (wrongStart ? Number(word.length > 4) : limit)) candidates.set(other, [typos, penalty]);
    }
    return [...candidates].sort((x, y) => x[1][1] - y[1][1]).slice(0, MAX_CORRECTIONS);
  }

  /**
   * Return the postings of terms, without those that are not in the index. Only the file of the first one must not fail.
   * @param {[term: string, weight: number][]} weights
   */
  const lookUp = async weights => (await Promise.all(weights.map(([term, weight], place) => index.lookUp(term).then(
    postings => postings ? [{ postings, weight }] : [], error => {
      if (!place || error.stale) throw error;
      return [];
    })))).flat();

  /**
   * Return the postings of a word and its alternatives.
   * @param {QueryWord} queryWord
   * @param {boolean} last Whether it may be incomplete.
   * @returns {Promise<TermGroup>}
   */
  async function group({ typed, term, alternatives }, last) {
    const [found, prefixed] = await Promise.all([
      lookUp([[term, 1], ...alternatives]),
      last && typed.length > 1 ? withPrefix(typed) : [],
    ]);
    const exact = found.find(({ weight }) => weight === 1);
    const weight = found.length ? PREFIX_OF_KNOWN : PREFIX;
    for (const [other, postings] of prefixed) if (other !== term) found.push({ postings, weight });
    const frequency = mostFrequent(exact ? [exact] : found);
    return { found, frequency, typed, term, marks: [commonPrefix(unaccented(typed), term)] };
  }

  /**
   * Add the postings of corrections to a group that has none.
   * @param {TermGroup} group
   */
  async function correct(group) {
    const corrected = await corrections(group.typed);
    if (!corrected[0]) return;
    group.found = await lookUp(corrected.map(([other, [typos]]) => [tokenizer.term(other), BY_TYPOS[typos]]));
    group.frequency = mostFrequent(group.found);
    group.correction = { typed: group.typed, used: corrected[0][0] };
    for (const [other] of corrected) group.marks.push(commonPrefix(unaccented(other), tokenizer.term(other)));
  }

  /**
   * Return the whole names that are a text, or begin with it.
   * @param {string} name The text as the term of a whole name.
   * @returns {Promise<[term: string, postings: Postings][]>}
   */
  const withName = async name => name.length > 1 && name.length <= longestName
    ? index.withPrefix(name) : [];

  /**
   * Return the different words of a query, with their joined forms and synonyms as alternatives.
   * @param {string} text
   */
  function queryWords(text) {
    /** @type {Map<string, QueryWord>} */
    const byTerm = new Map();
    /** @type {QueryWord[]} */
    const inOrder = [];
    const tokens = tokenizer.read(text);
    // Of `to do` no word is left, and of `Q&A` neither: they are searched as `to-do` and `Q-A`.
    for (const { words, compound } of tokens.some(({ words }) => words[0]) ? tokens : tokenizer.read(text.replace(/\W+/g, "-"))) {
      for (const typed of words) {
        const term = tokenizer.term(typed), queryWord = byTerm.get(term) ?? { typed, term, alternatives: new Map() };
        if (compound) queryWord.alternatives.set(tokenizer.term(compound), JOINED);
        if (byTerm.size < MAX_WORDS) byTerm.set(term, queryWord);
        inOrder.push(queryWord);
      }
    }
    for (const from of inOrder.keys()) {
      for (let to = from; to++ < Math.min(inOrder.length, from + MAX_PHRASE);) {
        const whole = inOrder.slice(from, to), first = whole[0], end = inOrder[to - 1];
        if (first !== end && inOrder.length <= MAX_NAME_TOKENS)  // `red pajama` may be `redpajama`
          for (const { alternatives } of whole) alternatives.set(tokenizer.term(whole.map(({ typed }) => typed).join("")), 1);
        const phrase = whole.map(({ term }) => term).join(" ") + " ";
        for (const { alternatives } of whole) {
          if (to === from + 2) alternatives.set(end.term + " " + first.term + " ", REVERSED);
          alternatives.set(phrase, whole[1] ? PHRASE : SYNONYM);
        }
      }
    }
    return [...byTerm.values()];
  }

  /**
   * Parse a query and look up its postings.
   * @param {string} text
   * @returns {Promise<ParsedQuery>}
   */
  async function parse(text) {
    const words = queryWords(text), name = tokenizer.whole(text), letters = words.length > MAX_NAME_TOKENS ? "" : name.slice(1);
    /** @type {string[]} */
    const missing = [];
    /** @param {string} word */
    const lose = word => () => {
      missing.push(word);
      return [];
    };
    const found = Promise.all([
      Promise.all(words.map((word, place) => softly(group(word, !words[place + 1] && /\S$/.test(text)), lose(word.typed)))).then(groups => groups.flat()),
      softly(withName(name), () => []),
    ]);
    // Asked for after the words' own files, in case that a word is misspelled; aborted if none is.
    const spelling = new AbortController();
    for (const word of [...words.map(({ typed, term }) => light.includes(term) ? "" : typed), letters])
      if (maxTypos(word)) prefetch(word, spelling.signal);
    const [groups, names] = await found;
    const unknown = groups.filter(({ found, term }) => !found.length && !light.includes(term));
    if (!unknown[0] || names[0]) spelling.abort();
    else {
      const [[nearest]] = await Promise.all([
        softly(corrections(letters, true), () => []),
        ...unknown.map(group => softly(correct(group), lose(group.typed)))]);
      if (nearest) {
        const [used] = nearest;
        return { ...await parse(used), corrections: [{ typed: text, used }] };
      }
    }
    return {
      groups,
      names,
      name,
      corrections: groups.flatMap(({ correction }) => correction ?? []),
      marks: [...new Set(groups.flatMap(({ marks }) => marks))],
      missing,
    };
  }

  return { parse };
}

/**
 * Return a word after the number of its group: words of about the same length, as in ssg/search/dictionary.py.
 * @param {string} word
 */
const grouped = word => (Math.min(word.length - 1, 9) / 3 | 0) + word;

/** @param {string} word */
const reversed = word => [...word].reverse().join("");

/** @param {TermGroup["found"]} found */
const mostFrequent = found => Math.max(0, ...found.map(({ postings }) => postings.frequency));

/**
 * @param {string} a
 * @param {string} b
 */
function commonPrefix(a, b) {
  let size = 0;
  while (size < a.length && a[size] === b[size]) size++;
  return a.slice(0, size);
}
