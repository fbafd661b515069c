// The files of the search: they are packed by the build, so that their size does not depend on the host.

let early;

/** Take what is asked for while this script comes: what current.json says. */
export const take = answer => early = answer;

/** Open the index that is current. read(name) fetches a file; part(name) also finds it in the one file of a small site. */
export async function openFiles(base) {
  const asked = early;
  early = null;  // should it have failed, it is asked for again the next time
  const { index, whole } = await (asked ?? (await answer(base + "current.json", { cache: "no-cache" })).json());
  const read = once(async name => unpacked(await (await answer(base + index + "/" + name)).arrayBuffer()));
  return { read, part: async name => whole ? cut(await read("all"), name) : read(name) };
}

/** Return a function that asks for each key once; where that fails, again the next time. */
export function once(ask) {
  const kept = {};
  return key => kept[key] ??= ask(key).catch(error => { kept[key] = null; throw error; });
}

async function answer(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(address + ": " + response.status);
  return response;
}

/** Unpack, unless the host has said that it is packed and the browser has done it. */
async function unpacked(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Cut a file out of the one that begins with a line of names and sizes. */
function cut(bytes, name) {
  let at = bytes.indexOf(10) + 1;
  const sizes = json(bytes.subarray(0, at));
  for (const one in sizes) {
    if (one === name) return bytes.subarray(at, at + sizes[one]);
    at += sizes[one];
  }
}

const decoder = new TextDecoder();
export const text = bytes => decoder.decode(bytes);
export const json = bytes => JSON.parse(text(bytes));

/** Reads numbers and words one after the other. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.word = new Uint8Array();
  }

  get more() {
    return this.at < this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value;
  }

  /** Read a word that says how much of its beginning is that of the word before. */
  next() {
    const same = this.byte(), more = this.byte(), word = new Uint8Array(same + more);
    word.set(this.word.subarray(0, same));
    word.set(this.bytes.subarray(this.at, this.at += more), same);
    return text(this.word = word);
  }
}

/** Open the files of a folder that hold words in order: each is known by a word from which on it does. They are listed as
 * how much each of these shares with the one before it, and the rest; value(reader) reads what belongs to a word. */
export function openPacks([same, ends], folder, part, value) {
  let before = "";
  const firsts = same && ends.split("\n").map((end, place) => before = before.slice(0, same.charCodeAt(place) - 48) + end);

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

  const file = once(async number => {
    const reader = new Reader(await part(folder + "/" + number)), found = new Map();
    while (reader.more) found.set(reader.next(), value(reader));
    return found;
  });

  const get = async word => firsts.length ? (await file(fileOf(word))).get(word) : undefined;

  /** Return the words that begin so, with what belongs to them, out of so many files at most. */
  async function beginning(start, most = firsts.length) {
    const from = fileOf(start), to = Math.min(fileOf(start + "\uffff") + 1, from + most, firsts.length), found = [];
    for (const entries of await Promise.all([...Array(to - from).keys()].map(place => file(from + place))))
      for (const entry of entries) if (entry[0].startsWith(start)) found.push(entry);
    return found;
  }

  return { get, beginning };
}
