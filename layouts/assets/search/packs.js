// Words in order, cut into files: each is known by a word from which on it holds them.

import { Reader } from "./files.js";

/** Open the files of a folder; value(reader) reads what belongs to a word. */
export function openPacks(firsts, folder, part, value) {
  const files = new Map();

  /** Return the number of the file in which a word stands, if anywhere. */
  function fileOf(word) {
    let low = 0, high = firsts.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (firsts[middle] <= word) low = middle;
      else high = middle;
    }
    return low;
  }

  function file(number) {
    if (!files.has(number)) files.set(number, part(folder + "/" + number).then(bytes => {
      const reader = new Reader(bytes), found = new Map();
      while (reader.more) found.set(reader.next(), value(reader));
      return found;
    }).catch(error => { files.delete(number); throw error; }));
    return files.get(number);
  }

  const get = async word => firsts.length ? (await file(fileOf(word))).get(word) : undefined;

  /** Return the words that begin so, with what belongs to them, out of so many files at most. */
  async function beginning(start, most = firsts.length) {
    const from = fileOf(start), to = Math.min(fileOf(start + "\uffff") + 1, from + most, firsts.length), found = [];
    for (const entries of await Promise.all(Array.from({ length: to - from }, (_, place) => file(from + place))))
      for (const entry of entries) if (entry[0].startsWith(start)) found.push(entry);
    return found;
  }

  return { get, beginning };
}
