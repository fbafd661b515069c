// Asks search engines the questions of benchmarks/questions.py: questions.mjs ENGINE ARGUMENTS QUESTIONS, all paths;
// prints JSON: { found: [[slug, ...], ...], bytes }. Bytes are those of a question on a cold cache, median; 0 if not counted.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [engine, folder, modules, questions] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(questions));
const LIMIT = 10;

/** Search with the modules of the site's own search. */
async function own() {
  let fetched = 0;
  globalThis.fetch = async address => {
    try {
      const bytes = readFileSync(folder + address);
      fetched += bytes.length;
      return new Response(bytes);
    } catch {
      return new Response("", { status: 404 });
    }
  };
  const { openIndex } = await import(pathToFileURL(modules + "/bm25.js"));
  const found = [], sizes = [];
  for (const text of texts) {
    fetched = 0;
    const index = await openIndex("/search/");
    const { hits } = await index.search(text, { limit: LIMIT });
    sizes.push(fetched);
    found.push(hits.map(hit => hit.slug));
  }
  return { found, sizes };
}

/** Search with Pagefind over the built pages of tools. */
async function pagefind() {
  globalThis.location = new URL("http://localhost/");
  globalThis.window = globalThis;
  globalThis.document = { querySelector: () => null, currentScript: null };
  const read = path => readFileSync(folder + new URL(path, "http://localhost/").pathname);
  globalThis.fetch = async address => new Response(read(String(address)));
  const engine = await import(pathToFileURL(folder + "/pagefind/pagefind.js"));
  await engine.options({ basePath: "/pagefind/", baseUrl: "/" });
  await engine.init();
  const found = [];
  for (const text of texts) {
    const { results } = await engine.search(text);
    const shown = await Promise.all(results.slice(0, LIMIT).map(result => result.data()));
    found.push(shown.map(({ url }) => url.split("/").filter(Boolean).at(-1)));
  }
  return { found, sizes: [] };  // it does not fetch by the function that is counted
}

/** @param {string} name */
const npm = name => createRequire(modules + "/x.js")(name);
const documents = () => JSON.parse(readFileSync(folder + "/documents.json"));

/** Search tools with Lunr; its whole index is loaded first. */
function lunr() {
  const lunr = npm("lunr");
  const index = lunr(function () {
    this.ref("slug");
    for (const [field, boost] of [["name", 5], ["labels", 3], ["titles", 3], ["summary", 2], ["text", 1]])
      this.field(field, { boost });
    for (const document of documents()) this.add(document);
  });
  const size = gzipSync(JSON.stringify(index)).length;
  const found = texts.map(text => index.search(text.replace(/[~^:*+-]/g, " ")).slice(0, LIMIT).map(({ ref }) => ref));
  return { found, sizes: texts.map(() => size) };
}

/** Search tools with MiniSearch; its whole index is loaded first. */
function minisearch() {
  const MiniSearch = npm("minisearch");
  const index = new MiniSearch({ idField: "slug", fields: ["name", "labels", "titles", "summary", "text"],
    searchOptions: { boost: { name: 5, labels: 3, titles: 3, summary: 2 }, fuzzy: 0.2, prefix: true } });
  index.addAll(documents());
  const size = gzipSync(JSON.stringify(index)).length;
  const found = texts.map(text => index.search(text).slice(0, LIMIT).map(({ id }) => id));
  return { found, sizes: texts.map(() => size) };
}

const { found, sizes } = await { own, pagefind, lunr, minisearch }[engine]();
console.log(JSON.stringify({ found, bytes: sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0 }));
