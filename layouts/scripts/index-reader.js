// @ts-check
// Reads the files of the search index. The build compresses them, so their size does not depend on the host.

/**
 * @typedef {object} Head First line of the files with fixed addresses, and of `all`; see ssg/search/index.py.
 * @property {string} index Id of the index.
 * @property {Record<string, string>} files By folder the hashes of its files, which are in the addresses.
 * @property {number} group How many files of a folder share a hash.
 * @property {Record<string, [from: number, to: number]>} parts Offsets of the files that follow the line.
 *
 * @typedef {(name: string, signal?: AbortSignal) => Promise<Uint8Array>} ReadFile Fetches and decompresses a file by name; a
 * request that can be aborted has a low priority, and is made only while others wait.
 * @typedef {[shared: string, endings: string]} WordList
 * Words in order: for each the length of the prefix it shares with the word before, and its ending.
 */

/** @type {Promise<Response> | null} */
let prefetched = null;

/**
 * Use a request that was started while this module was loading: for `start` on the search page, else for current.json.
 * @param {Promise<Response>} request
 */
export const usePrefetched = request => {
  prefetched = request;
};

const COPY = "-copy";  // ending of the second copy of a file, as in ssg/search/index.py

const FILES_OF_A_PREFIX = 3;
const MAX_FILES = 2 ** 20;  // of a dictionary, a power of two

const HASH = 7;  // letters of a hash, as in ssg/search/addresses.py

/**
 * Return a file that begins with a line of JSON.
 * @param {Promise<Response>} request
 */
async function opened(request) {
  const bytes = await content(request), at = bytes.indexOf(10) + 1;
  /** @type {Head} */
  const head = json(bytes.subarray(0, at));
  return { ...head, rest: bytes.subarray(at) };
}

/** @param {string} address */
const fresh = address => fetch(address, { cache: "no-cache" });

const readCurrent = (/** @type {string} */ base) =>
  opened(fresh(base + "current.json")).catch(() => opened(fresh(base + "current-copy.json")));

/**
 * Open the current index. `read` fetches a file; `part` also finds it inside the first file.
 *
 * A missing file may mean that a new index was deployed: the first one is followed by a look at current.json,
 * and the error has `stale` if that names another index. Otherwise the copy of the file is used, if there is one.
 * @param {string} base Address of the search folder, e.g. "/search/".
 * @param {string} [first] The first file: `start` for a search, current.json for names.
 * @returns {Promise<{ read: ReadFile, part: ReadFile }>}
 */
export async function openFiles(base, first = "current.json") {
  const request = prefetched;
  prefetched = null;  // after a failure the next call asks again
  const whole = (/** @type {Pick<Head, "files">} */ { files }) => fetch(base + "all/" + files.all + 0);
  const { index, files, group, parts, rest } = await opened(request ?? fresh(base + first)).catch(async () => {
    const current = await readCurrent(base);
    return first === "start" ? opened(whole(current)) : current;
  });
  let pending = 0;
  const fetchFile = async (/** @type {string} */ name, copy = "", /** @type {AbortSignal | undefined} */ signal = undefined) => {
    const [folder, number = 0] = /** @type {[string, any?]} */ (name.split("/"));
    const address = base + folder + "/" + files[folder].substr((number / group | 0) * HASH, HASH) + number % group + copy;
    pending++;
    return content(fetch(address, { priority: signal && "low", signal })).finally(() => pending--);
  };
  /** @type {Promise<boolean> | undefined} */
  let stale;
  const read = memoize((/** @type {string} */ name, /** @type {AbortSignal | undefined} */ signal) => fetchFile(name, "", signal).catch(async () => {
    // Who else waits for an aborted request asks again.
    if (signal?.aborted || await (stale ??= readCurrent(base).then(current => current.index !== index && !!(prefetched = whole(current)))))
      throw { stale: true };
    return fetchFile(name, COPY);
  }));
  return { read, part: async (name, signal) => parts[name] ? rest.subarray(...parts[name]) : /** @type {any} */ (signal && !pending) || read(name, signal) };
}

/**
 * Return the result of a request, or a replacement if it failed; not if a new index has to be opened.
 * @template Value, Other
 * @param {Promise<Value>} request
 * @param {() => Other | Promise<Other>} replace
 * @returns {Promise<Value | Other>}
 */
export const softly = (request, replace) => request.catch(error => {
  if (error.stale) throw error;
  return replace();
});

/**
 * Return a function that calls `load` once for each key; after a failure the next call tries again.
 * @template {string | number} Key
 * @template Option
 * @template Value
 * @param {(key: Key, option: Option) => Promise<Value>} load
 * @returns {(key: Key, option?: Option) => Promise<Value>}
 */
export function memoize(load) {
  const cache = /** @type {Record<Key, Promise<Value> | null>} */ ({});
  return (key, option) => cache[key] ??= load(key, /** @type {Option} */ (option)).catch(error => {
    cache[key] = null;
    throw error;
  });
}

/**
 * Return the content of a file. Gzip is decompressed, unless the host declared the encoding and the browser has done it.
 * @param {Promise<Response>} request
 */
async function content(request) {
  const response = await request;
  if (!response.ok) throw Error("" + response.status);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
  const { body } = /** @type {{ body: ReadableStream<Uint8Array<ArrayBuffer>> }} */ (new Response(bytes));
  const stream = body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
export const json = bytes => JSON.parse(decoder.decode(bytes));

/** Reads numbers and words in sequence. */
export class Reader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} [at] Offset of the next byte.
   */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.last = new Uint8Array();
  }

  get more() {
    return this.at < this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** Read a varint: seven bits a byte, the lowest first. */
  number() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value;
  }

  /** Read a word stored as the length of the prefix shared with the word before, a length, and the rest. */
  next() {
    const shared = this.byte(), rest = this.byte(), word = new Uint8Array(shared + rest);
    word.set(this.last.subarray(0, shared));
    word.set(this.bytes.subarray(this.at, this.at += rest), shared);
    return decoder.decode(this.last = word);
  }
}

/**
 * Open a sorted dictionary that is split into numbered files of one folder.
 * @template Value
 * @template {string} Folder
 * @param {Record<Folder, WordList>} lists By folder, for each file a word from which on it holds the words.
 * @param {Folder} folder
 * @param {ReadFile} part
 * @param {(reader: Reader) => Value} readValue Reads what is stored with a word.
 */
export function openDictionary(lists, folder, part, readValue) {
  const [shared, endings] = lists[folder];
  let before = "";
  const firsts = endings.split("\n").map((ending, place) =>
    before = before.slice(0, shared.charCodeAt(place) - 48) + ending);

  /**
   * Return the number of the file that may hold a word. The first file is of all words, files with the word of the next
   * one are empty.
   * @param {string} word
   */
  function fileOf(word) {
    let file = 0;
    for (let step = MAX_FILES; step; step >>= 1) if (firsts[file + step] <= word) file += step;
    return file;
  }

  const file = memoize(async (/** @type {number} */ number) => {
    const reader = new Reader(await part(folder + "/" + number));
    /** @type {Map<string, Value>} */
    const entries = new Map();
    while (reader.more) entries.set(reader.next(), readValue(reader));
    return entries;
  });

  /**
   * Fetch the file that may hold a word; reading it is left for later.
   * @param {string} word
   * @param {AbortSignal} signal
   */
  const prefetch = (word, signal) => part(folder + "/" + fileOf(word), signal).catch(() => {});

  /**
   * Return the entries of the file that may hold a word.
   * @param {string} word
   */
  const around = async word => [...await file(fileOf(word))];

  /** @param {string} word */
  const lookUp = async word => (await file(fileOf(word))).get(word);

  /**
   * Return the entries whose word begins with `start`, from a few files.
   * @param {string} start
   */
  async function withPrefix(start) {
    const from = fileOf(start), to = Math.min(fileOf(start + "\uffff") + 1, from + FILES_OF_A_PREFIX);
    const files = [...Array(to - from).keys()].map(place => file(from + place));
    return (await Promise.all(files)).flatMap(entries => [...entries].filter(([word]) => word.startsWith(start)));
  }

  return { around, lookUp, prefetch, withPrefix };
}
