// The words somebody typed -> the terms of the index that may be meant, each with its postings.

import { Reader } from "./files.js";
import { allowed, distance } from "./typos.js";
import { openWords } from "./words.js";

const JOINED = 0.8, BEGUN = 0.7, SAME = 0.6;  // what a match counts that is not the word itself
const TYPOS = [1, 0.8, 0.55];
const MOST_WORDS = 24, MOST_TEXT = 1000;
const BEGINNINGS = 8, FILES_OF_A_BEGINNING = 3, CORRECTIONS = 3;

export function openTerms({ first, letters, synonyms, most, words: table }, part) {
  const words = openWords(table), files = new Map(), lists = new Map();
  const groupsOf = new Map();
  for (const [phrase, group] of Object.entries(synonyms))
    groupsOf.set(group, [...groupsOf.get(group) ?? [], ...phrase.includes(" ") ? [] : [phrase.replace(/[iz]$/, "")]]);

  /** Return the number of the file in which a term stands, if anywhere. */
  function fileOf(term) {
    let low = 0, high = first.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (first[middle] <= term) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Return the terms of a file with their postings. */
  async function termsOf(file) {
    if (!files.has(file)) {
      const reader = new Reader(await part("s/" + file)), found = new Map();
      while (reader.more) {
        const term = reader.next(), frequency = reader.number(), length = reader.number();
        found.set(term, { frequency, count: Math.min(frequency, most), bytes: reader.bytes, at: reader.at, length });
        reader.at += length;
      }
      files.set(file, found);
    }
    return files.get(file);
  }

  const postingsOf = async term => first.length ? (await termsOf(fileOf(term))).get(term) : undefined;

  /** Return the terms that begin so, those of the most documents first. */
  async function beginning(start) {
    const found = [];
    if (!first.length) return found;
    for (let file = fileOf(start), end = file + FILES_OF_A_BEGINNING; file < Math.min(end, first.length); file++) {
      if (found.length && !first[file].startsWith(start)) break;
      for (const [term, postings] of await termsOf(file)) if (term.startsWith(start)) found.push([term, postings]);
    }
    return found.sort((a, b) => b[1].frequency - a[1].frequency).slice(0, BEGINNINGS);
  }

  /** Return the words that have a letter at a place, with the logarithm of how many documents have them. */
  async function list(place, letter) {
    const file = letter ? [...letters[place]].indexOf(letter) : -1, name = "d" + place + "/" + file;
    if (file < 0) return [];
    if (!lists.has(name)) {
      const reader = new Reader(await part(name)), found = [];
      while (reader.more) found.push([reader.next(), reader.byte()]);
      lists.set(name, found);
    }
    return lists.get(name);
  }

  /** Return what a word that is nowhere was perhaps to be, the likeliest first. */
  async function corrected(word) {
    const most = allowed(word), [a, b] = word;
    if (!most) return [];
    const near = lists => {
      const found = new Map();
      for (const [other, common] of lists.flat()) {
        const typos = distance(word, other, most);
        if (typos <= most) found.set(other, [typos, typos * 4.5 - common * 0.35 + (other[0] === a ? 0 : 2)]);
      }
      return [...found].sort((x, y) => x[1][1] - y[1][1]).slice(0, CORRECTIONS);
    };
    const found = near([await list(0, a)]);
    return found.length ? found : near(await Promise.all([list(1, a), list(1, b), list(0, b)]));
  }

  /** Return what stands for a word: itself, what it begins, what else it may be, what it was perhaps to be. */
  async function group({ word, others, last }, corrections, marks) {
    const term = words.stem(word), exact = await postingsOf(term), found = [];
    const add = (weight, postings) => postings && found.push({ weight, postings });
    add(1, exact);
    marks.push(common(word, term));
    if (last && word.length > 1) for (const [, postings] of await beginning(word)) add(BEGUN, postings);
    for (const [other, weight] of others) add(weight, await postingsOf(other));
    if (!found.length) {
      for (const [other, [typos]] of await corrected(word)) {
        const meant = words.stem(other);
        if (!found.length) corrections.push({ typed: word, used: other });
        add(TYPOS[typos], await postingsOf(meant));
        marks.push(common(other, meant));
      }
    }
    return { found, frequency: (exact ? [exact] : found.map(one => one.postings)).reduce((most, one) => Math.max(most, one.frequency), 0) };
  }

  /** Return the words of a question, each once, with the other terms that it may be found by. */
  function asked(question, marks) {
    const found = new Map(), order = [];
    for (const [some, joined] of words.read(question)) {
      for (const word of some) {
        const one = found.get(word) ?? { word, others: new Map(), last: false };
        if (joined && some.length === 2) one.others.set(words.stem(joined), JOINED);
        if (found.size < MOST_WORDS) found.set(word, one);
        order.push([words.stem(word), one]);
      }
    }
    for (let from = 0; from < order.length; from++) {
      for (let to = from + 1; to <= Math.min(order.length, from + 6); to++) {
        const some = order.slice(from, to), group = Object.hasOwn(synonyms, some.map(([term]) => term).join(" "))
          && synonyms[some.map(([term]) => term).join(" ")];
        if (!group) continue;
        for (const [, one] of some) one.others.set(group, SAME);
        marks.push(...groupsOf.get(group));
      }
    }
    return [...found.values()];
  }

  async function ask(question) {
    const text = question.slice(0, MOST_TEXT), corrections = [], marks = [], list = asked(text, marks), whole = words.whole(text);
    if (list.length && /[^\s]$/.test(text)) list.at(-1).last = true;
    const [groups, named, begun] = await Promise.all([
      Promise.all(list.map(one => group(one, corrections, marks))),
      whole.length > 1 ? postingsOf(whole) : undefined,
      whole.length > 2 ? beginning(whole) : []]);
    return { groups, corrections, marks: [...new Set(marks)], named: named ? [named] : [],
      begun: begun.filter(([name]) => name !== whole).map(([, postings]) => postings) };
  }

  return { ask };
}

/** Return how two words begin alike. */
function common(a, b) {
  let size = 0;
  while (size < a.length && a[size] === b[size]) size++;
  return a.slice(0, size);
}
