// Asks the search what benchmarks/search.py wants to know: search.mjs SITE SCRIPTS QUESTIONS, all paths; prints JSON.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [site, scripts, questions] = process.argv.slice(2);
const { queries, names: asked } = JSON.parse(readFileSync(questions));
const load = name => import(pathToFileURL(scripts + "/" + name));
const kept = new Map();
let fetched = 0;

globalThis.fetch = async address => {
  if (!kept.has(address)) kept.set(address, readFileSync(site + address));
  fetched += kept.get(address).length;
  return new Response(kept.get(address));
};

const { openIndex } = await load("bm25.js");
const { openNames } = await load("name-lookup.js");
const warm = await openIndex("/search/");
const found = [];
for (const { text, slug } of queries) {
  fetched = 0;
  const cold = await openIndex("/search/");
  const { hits, total } = await cold.search(text);
  const first = fetched;
  fetched = 0;
  await warm.search(text);
  const next = fetched;
  const began = process.cpuUsage();
  await warm.search(text);
  const { user, system } = process.cpuUsage(began);
  const place = hits.findIndex(hit => hit.slug === slug);
  found.push({ place, total, first, next, milliseconds: (user + system) / 1000, anchor: hits[place]?.capabilities[0]?.anchor ?? "" });
}

fetched = 0;
const names = await openNames("/search/"), namesBytes = fetched, keys = [];
const hits = [];
for (const { typed, slug } of asked) {
  const began = process.cpuUsage();
  const list = await names.find(typed);
  const { user, system } = process.cpuUsage(began);
  keys.push((user + system) / 1000);
  hits.push(list.some(one => one.slug === slug));
}
console.log(JSON.stringify({ found, namesBytes, keys, hits }));
