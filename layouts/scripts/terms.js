// The words somebody typed -> the terms of the index that may be meant, each with its postings.

import { openPacks } from "./files.js";
import { allowed, distance, openWords } from "./words.js";

const JOINED = 0.8, BEGUN = 0.7, SAME = 0.6;  // what a match counts that is not the word itself
const TYPOS = [1, 0.8, 0.55];
const NAME = 3, NAME_BEGINS = 1.5;            // and what a name makes of a tool's score
const MOST_WORDS = 24, MOST_TEXT = 1000;
const BEGINNINGS = 8, FILES_OF_A_BEGINNING = 3, CORRECTIONS = 3;

export function openTerms({ first, spelled, turned, synonyms, most, longest, words: table }, part) {
  const words = openWords(table);
  const index = openPacks(first, "s", part, reader => {
    const frequency = reader.number(), length = reader.number(), { bytes, at } = reader;
    reader.at += length;
    return { frequency, count: Math.min(frequency, most), bytes, at, length };
  });
  const spellings = openPacks(spelled, "d", part, reader => reader.byte());
  const late = openPacks(turned, "t", part, reader => reader.byte());

  /** Return the terms that begin so, those of the most documents first. */
  const beginning = async start => (await index.beginning(start, FILES_OF_A_BEGINNING))
    .sort((a, b) => b[1].frequency - a[1].frequency).slice(0, BEGINNINGS);

  /** Return what a word that is nowhere was perhaps to be, the likeliest first. */
  async function corrected(word) {
    const most = allowed(word), [a, b, c] = word;
    if (!most) return [];
    const near = lists => {
      const found = new Map();
      for (const [other, common] of lists.flat()) {
        const typos = distance(word, other, most);
        if (typos <= most) found.set(other, [typos, typos * 4.5 - common * 0.35 + (other[0] === a ? 0 : 2)]);
      }
      return [...found].sort((x, y) => x[1][1] - y[1][1]).slice(0, CORRECTIONS);
    };
    const turnedBack = found => found.map(([other, common]) => [other.at(-1) + other.slice(0, -1), common]);
    const found = near([await spellings.beginning(a + b)]);
    return found.length ? found : near(await Promise.all([
      spellings.beginning(a), spellings.beginning(b + a), spellings.beginning(b + c),
      late.beginning(b + c).then(turnedBack), late.beginning(a + b).then(turnedBack)]));
  }

  /** Return what counts so much for each of these terms that the index has. */
  const look = async weights => (await Promise.all(weights.map(([term]) => index.get(term))))
    .flatMap((postings, place) => postings ? [{ postings, weight: weights[place][1] }] : []);

  /** Return what stands for a word: itself, what it begins, what else it may be, what it was perhaps to be. */
  async function group({ word, others, last }) {
    const term = words.stem(word);
    const [found, begun] = await Promise.all([look([[term, 1], ...others]), last && word.length > 1 ? beginning(word) : []]);
    const exact = found.find(one => one.weight === 1);
    for (const [, postings] of begun) found.push({ postings, weight: BEGUN });
    const meant = found.length ? [] : await corrected(word);
    found.push(...await look(meant.map(([other, [typos]]) => [words.stem(other), TYPOS[typos]])));
    return { found, frequency: Math.max(0, ...(exact ? [exact] : found).map(one => one.postings.frequency)),
      correction: meant[0] && { typed: word, used: meant[0][0] },
      marks: [common(word, term), ...meant.map(([other]) => common(other, words.stem(other)))] };
  }

  /** Return the words of a question, each once, with the other terms that it may be found by. */
  function asked(question) {
    const found = new Map(), order = [];
    for (const [some, joined] of words.read(question)) {
      for (const word of some) {
        const one = found.get(word) ?? { word, others: new Map() };
        if (joined && some.length === 2) one.others.set(words.stem(joined), JOINED);
        if (found.size < MOST_WORDS) found.set(word, one);
        order.push([words.stem(word), one]);
      }
    }
    for (let from = 0; from < order.length; from++) {
      for (let to = from + 1; to <= Math.min(order.length, from + 6); to++) {
        const some = order.slice(from, to), phrase = some.map(([term]) => term).join(" ");
        if (Object.hasOwn(synonyms, phrase)) for (const [, one] of some) one.others.set(synonyms[phrase], SAME);
      }
    }
    return [...found.values()];
  }

  async function ask(question) {
    const text = question.slice(0, MOST_TEXT), list = asked(text), whole = words.whole(text);
    if (list.length && /\S$/.test(text)) list.at(-1).last = true;
    const [groups, begun] = await Promise.all([Promise.all(list.map(group)),
      whole.length > 1 && whole.length <= longest ? index.beginning(whole, FILES_OF_A_BEGINNING) : []]);
    const corrections = groups.flatMap(one => one.correction ?? []), marks = new Set(groups.flatMap(one => one.marks));
    const names = begun.map(([name, postings]) => [postings, name === whole ? NAME : NAME_BEGINS]);
    return { groups, names, corrections, marks: [...marks] };
  }

  return { ask };
}

/** Return how two words begin alike. */
function common(a, b) {
  let size = 0;
  while (size < a.length && a[size] === b[size]) size++;
  return a.slice(0, size);
}
