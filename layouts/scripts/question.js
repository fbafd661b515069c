// @ts-check
// Reads what a question asks for besides words: a comparison, alternatives, a price, a value to filter by.

/** @import { Tokenizer } from "./tokenizer.js" */

/**
 * @typedef {object} Intents Patterns of a language, written by the build; see ssg/search/intents.py.
 * @property {string} versus
 * @property {string} weak
 * @property {string} joint All separators of a question that begins like a comparison.
 * @property {string} compare
 * @property {string[]} alternative Group 1 begins with a name, or is the name if there is a group 2, the rest.
 * @property {string} platform
 * @property {string} denied What tools should not have, and the word before.
 *
 * @typedef {object} WishTables The part of the manifest that filters need.
 * @property {Intents} intents
 * @property {string[]} light Terms that fit every tool.
 * @property {Record<string, Wish>} phrases Values that a question can be all of, by a blank and their stems.
 * @property {Record<string, Wish>} ends Values that it can end with.
 * @property {[pattern: string, facet: number, values: number[]][]} prices
 *
 * @typedef {[facet: number, values: number[]]} Wish A filter that the question asks for.
 */

export const SHOWN_FACETS = 4;  // as in ssg/search/facets.py
const MAX_NAMES = 4, MAX_WORDS_OF_NAME = 5;

const pattern = (/** @type {string} */ source) => new RegExp(source, "giu");

/**
 * Return the texts that may be the names of a comparison; none if the text does not compare.
 * @param {string} text
 * @param {Pick<Intents, "versus" | "weak" | "joint" | "compare">} intents
 * @returns {{ names: string[], sure: boolean }} `sure` if the text can only mean a comparison.
 */
export function comparedNames(text, { versus, weak, joint, compare }) {
  const rest = text.replace(pattern(compare), " "), sure = pattern(versus).test(rest);
  const separator = rest !== text ? joint : sure ? versus : weak;
  const names = rest.split(pattern(separator)).map(name => name.replace(/^[\s,:]+|[\s?!.]+$/g, ""));
  const compares = names[1] && names.length <= MAX_NAMES &&
    names.every(name => name && name.split(/\s+/).length <= MAX_WORDS_OF_NAME);
  return { names: compares ? names : [], sure };
}

/**
 * Return the texts that may be the name whose alternatives are asked for, the longest first, and what follows the name.
 * @param {string} text
 * @param {Intents} intents
 */
export function alternativesOf(text, { alternative }) {
  for (const expression of alternative) {
    const [, name, rest] = pattern(expression).exec(text) ?? [];
    if (rest != null) return [{ name, rest }];
    const words = name?.split(/\s+/);
    if (words) return words.slice(0, MAX_WORDS_OF_NAME).map((_, place) =>
      ({ name: words.slice(0, place + 1).join(" "), rest: words.slice(place + 1).join(" ") })).reverse();
  }
  return [];
}

/**
 * Return a reader of the filters that a text asks for. It also returns the values of attributes that the text names,
 * the text without words about prices, and the terms that weigh little.
 * @param {WishTables} tables
 * @param {Tokenizer} tokenizer
 */
export function openWishes({ intents, light, phrases, ends, prices }, tokenizer) {
  /** @param {string} text */
  const stems = text => tokenizer.read(text).flatMap(({ words }) => words.map(tokenizer.term));

  return (/** @type {string} */ text) => {
    /** @type {Wish[]} */
    const wishes = [];
    for (const [expression, facet, values] of prices) {
      const rest = text.replace(pattern(expression), " ");
      if (rest !== text) wishes.push([facet, values]);
      text = rest;
    }
    const general = [...light, ...stems(text.match(pattern(intents.denied))?.join(" ") ?? "")];
    const words = stems(text).filter(word => !general.includes(word)), parts = text.split(pattern(intents.platform));
    const tail = stems(parts.slice(1).at(-1) ?? ""), named = " " + words.join(" "), whole = phrases[named];
    const wish = whole ?? (words.length > tail.length && ends[" " + tail.join(" ")]);
    if (wish) {
      wishes.push(wish);
      if (!whole) general.push(...tail);
    }
    const facts = Object.keys(phrases).filter(name => phrases[name][0] >= SHOWN_FACETS && (named + " ").includes(name + " "))
      .map(name => ends[name] ?? phrases[name]);  // `gpu` is also `NVIDIA GPU`
    return { wishes, facts, rest: text, light: general, tail };
  };
}
