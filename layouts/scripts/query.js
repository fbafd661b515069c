// @ts-check
// Parses a query and looks up the postings of its words, of prefixes, synonyms and spelling corrections.

import { openDictionary } from "./index-reader.js";
import { editDistance, maxTypos, openTokenizer } from "./tokenizer.js";

/** @import { ReadFile, WordList } from "./index-reader.js" */
/** @import { TokenizerTable } from "./tokenizer.js" */

/**
 * @typedef {object} QueryTables The part of the manifest that queries need.
 * @property {WordList} terms
 * @property {WordList} dictionary
 * @property {WordList} rotated
 * @property {Record<string, string>} synonyms Phrase, as stems -> the term of its group.
 * @property {number} max_postings Postings stored for a term at most.
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
 * @property {string} word
 * @property {Map<string, number>} alternatives Further terms, each with its weight.
 * @property {boolean} [last] Whether it may be incomplete.
 *
 * @typedef {{ typed: string, used: string }} Correction
 *
 * @typedef {object} TermGroup The postings that one word of the query matches.
 * @property {{ postings: Postings, weight: number }[]} matches
 * @property {number} frequency Documents that have the word.
 * @property {Correction} [correction]
 * @property {string[]} marks Prefixes to highlight.
 *
 * @typedef {object} ParsedQuery
 * @property {TermGroup[]} groups
 * @property {[Postings, number][]} names Tools whose name the query is or begins, with a factor.
 * @property {Correction[]} corrections
 * @property {string[]} marks
 */

// Weights of matches other than the word itself: 1 is the word itself.
const JOINED = 0.8, PREFIX = 0.7, SYNONYM = 0.6;
const BY_TYPOS = [1, 0.8, 0.55];
// Factors on a tool's score when the query is its name, or the beginning of it.
const NAME = 3, NAME_PREFIX = 1.5;
const MAX_WORDS = 24, MAX_LENGTH = 1000, MAX_PHRASE = 6;
const MAX_PREFIXES = 8, FILES_OF_A_PREFIX = 3, MAX_CORRECTIONS = 3;

/**
 * @param {QueryTables} tables
 * @param {ReadFile} part
 */
export function openQueries(tables, part) {
  const { synonyms, max_postings: maxPostings, longest_name: longestName } = tables;
  const tokenizer = openTokenizer(tables.tokenizer);
  const index = openDictionary(tables.terms, "s", part, reader => {
    const frequency = reader.number(), length = reader.number(), { bytes, at } = reader;
    reader.at += length;
    return { frequency, count: Math.min(frequency, maxPostings), bytes, at, length };
  });
  const dictionary = openDictionary(tables.dictionary, "d", part, reader => reader.byte());
  const rotated = openDictionary(tables.rotated, "t", part, reader => reader.byte());

  /**
   * Return the terms with a prefix, those of the most documents first.
   * @param {string} start
   */
  const withPrefix = async start => (await index.withPrefix(start, FILES_OF_A_PREFIX))
    .sort((a, b) => b[1].frequency - a[1].frequency).slice(0, MAX_PREFIXES);

  /**
   * Return dictionary words within the typo limit of a word, the likeliest first, each with its typos.
   * @param {string} word
   * @returns {Promise<[word: string, [typos: number, penalty: number]][]>}
   */
  async function corrections(word) {
    const limit = maxTypos(word), [a, b, c] = word;
    if (!limit) return [];
    /** @param {[string, number][][]} lists */
    const near = lists => {
      /** @type {Map<string, [typos: number, penalty: number]>} */
      const candidates = new Map();
      for (const [other, common] of lists.flat()) {
        const typos = editDistance(word, other, limit);
        const penalty = typos * 4.5 - common * 0.35 + (other[0] === a ? 0 : 2);
        if (typos <= limit) candidates.set(other, [typos, penalty]);
      }
      return [...candidates].sort((x, y) => x[1][1] - y[1][1]).slice(0, MAX_CORRECTIONS);
    };
    /** @param {string} start @returns {Promise<[string, number][]>} */
    const laterLetters = async start => (await rotated.withPrefix(start))
      .map(([other, common]) => [other.at(-1) + other.slice(0, -1), common]);
    const matches = near([await dictionary.withPrefix(a + b)]);
    return matches.length ? matches : near(await Promise.all([
      dictionary.withPrefix(a), dictionary.withPrefix(b + a), dictionary.withPrefix(b + c),
      laterLetters(b + c), laterLetters(a + b)]));
  }

  /**
   * Return the postings of terms, without those that are not in the index.
   * @param {[term: string, weight: number][]} weights
   */
  const lookUp = async weights => (await Promise.all(weights.map(([term]) => index.lookUp(term))))
    .flatMap((postings, place) => postings ? [{ postings, weight: weights[place][1] }] : []);

  /**
   * Return the postings of a word and its alternatives; of corrections where it has none.
   * @param {QueryWord} queryWord
   * @returns {Promise<TermGroup>}
   */
  async function group({ word, alternatives, last }) {
    const term = tokenizer.stem(word);
    const [matches, prefixed] = await Promise.all([
      lookUp([[term, 1], ...alternatives]),
      last && word.length > 1 ? withPrefix(word) : [],
    ]);
    const exact = matches.find(match => match.weight === 1);
    for (const [, postings] of prefixed) matches.push({ postings, weight: PREFIX });
    const corrected = matches.length ? [] : await corrections(word);
    matches.push(...await lookUp(
      corrected.map(([other, [typos]]) => [tokenizer.stem(other), BY_TYPOS[typos]])));
    return {
      matches,
      frequency: Math.max(0, ...(exact ? [exact] : matches).map(match => match.postings.frequency)),
      correction: corrected[0] && { typed: word, used: corrected[0][0] },
      marks: [
        commonPrefix(word, term),
        ...corrected.map(([other]) => commonPrefix(other, tokenizer.stem(other))),
      ],
    };
  }

  /**
   * Return the different words of a query, with their joined forms and synonyms as alternatives.
   * @param {string} text
   */
  function queryWords(text) {
    /** @type {Map<string, QueryWord>} */
    const byWord = new Map();
    /** @type {[term: string, word: QueryWord][]} */
    const inOrder = [];
    for (const { words, joined } of tokenizer.read(text)) {
      for (const word of words) {
        const queryWord = byWord.get(word) ?? { word, alternatives: new Map() };
        if (joined && words.length === 2)
          queryWord.alternatives.set(tokenizer.stem(joined), JOINED);
        if (byWord.size < MAX_WORDS) byWord.set(word, queryWord);
        inOrder.push([tokenizer.stem(word), queryWord]);
      }
    }
    for (let from = 0; from < inOrder.length; from++) {
      for (let to = from + 1; to <= Math.min(inOrder.length, from + MAX_PHRASE); to++) {
        const some = inOrder.slice(from, to), phrase = some.map(([term]) => term).join(" ");
        if (Object.hasOwn(synonyms, phrase))
          for (const [, queryWord] of some) queryWord.alternatives.set(synonyms[phrase], SYNONYM);
      }
    }
    return [...byWord.values()];
  }

  /**
   * Parse a query and look up its postings.
   * @param {string} query
   * @returns {Promise<ParsedQuery>}
   */
  async function parse(query) {
    const text = query.slice(0, MAX_LENGTH), words = queryWords(text), name = tokenizer.whole(text);
    const last = words.at(-1);
    if (last && /\S$/.test(text)) last.last = true;
    const [groups, prefixed] = await Promise.all([
      Promise.all(words.map(group)),
      name.length > 1 && name.length <= longestName ? index.withPrefix(name, FILES_OF_A_PREFIX) : [],
    ]);
    return {
      groups,
      names: prefixed.map(([other, postings]) => [postings, other === name ? NAME : NAME_PREFIX]),
      corrections: groups.flatMap(({ correction }) => correction ?? []),
      marks: [...new Set(groups.flatMap(({ marks }) => marks))],
    };
  }

  return { parse };
}

/**
 * @param {string} a
 * @param {string} b
 */
function commonPrefix(a, b) {
  let size = 0;
  while (size < a.length && a[size] === b[size]) size++;
  return a.slice(0, size);
}
