// What somebody looks for -> the tools that do it. Everything is computed here, from files of the site.
//
// const index = await openIndex("/search/");
// const { total, hits, corrections, terms, facets } = await index.search("fine-tune with little memory",
//   { filters: { type: ["framework"], pricing: [], category: [], status: [] }, limit: 10, offset: 0 });

import { Reader, json, openFiles } from "./files.js";
import { openTerms } from "./terms.js";
import { slugify } from "./words.js";

const RANK = 0.2;       // how much a score of 100 adds to a match
const COVERED = 0.9;    // share of a capability's score that depends on how much of the question it covers, squared
const FULL = 2.2;       // a word is covered in full where it stands once in a description, less where only others are compared
const ANSWERED = 0.7;   // the same for a tool
const NEAR = 0.3;       // tools that cover less than this share of what the best one covers are no answers
const UNKNOWN = 6;      // what a word that is nowhere in the index would have counted
const LEAST = 0.15, STEP = 0.05;
const SHOWN = 3, WORTH_SHOWING = 0.4;

export async function openIndex(base) {
  const { part } = await openFiles(base);
  const [manifest, counts] = await Promise.all(["manifest", "counts"].map(part));
  const about = json(manifest), terms = openTerms(about, part);
  const { documents, tools, block } = about, values = Object.fromEntries(about.labels);
  const start = new Uint32Array(tools + 1), owner = new Uint32Array(documents);
  const sizes = new Reader(counts);
  for (let tool = 0; tool < tools; tool++) {
    start[tool + 1] = start[tool] + sizes.number();
    owner.fill(tool, start[tool], start[tool + 1]);
  }
  const scores = about.scores.flatMap((times, place) => Array(times).fill(100 - place));
  const shown = tool => scores[tool] ?? about.provisional[tool - scores.length] ?? (about.scored && "-");
  const points = new Float32Array(documents), covered = new Float32Array(documents), now = new Float32Array(documents);
  let columns;

  /** Return what each matching tool is worth, and each of its documents. */
  function match(groups) {
    const touched = [], answered = new Map(), worth = new Map();
    let whole = 0;
    for (const group of groups) {
      const idf = Math.log(1 + (documents - group.frequency + 0.5) / (group.frequency + 0.5));
      whole += group.found.length ? idf : UNKNOWN;
      const here = new Set(), docs = [];
      for (const { weight, postings } of group.found) {
        eachPosting(postings, (doc, level) => {
          const gain = weight * idf * (LEAST + STEP * level);
          if (!now[doc]) docs.push(doc);
          if (gain > now[doc]) now[doc] = gain;
        });
      }
      for (const doc of docs) {
        if (!points[doc]) touched.push(doc);
        points[doc] += now[doc];
        covered[doc] += Math.min(idf, FULL * now[doc]);
        now[doc] = 0;
        here.add(owner[doc]);
      }
      for (const tool of here) answered.set(tool, (answered.get(tool) ?? 0) + idf);
    }
    const worthOf = new Map();
    for (const doc of touched) {
      const gain = points[doc] * (1 - COVERED + COVERED * (covered[doc] / whole) ** 2), tool = owner[doc];
      worthOf.set(doc, gain);
      if (gain > (worth.get(tool) ?? 0)) worth.set(tool, gain);
      points[doc] = covered[doc] = 0;
    }
    const least = NEAR * Math.max(0, ...answered.values());
    for (const [tool, sum] of answered) {
      if (sum < least) worth.delete(tool);
      else worth.set(tool, worth.get(tool) * (1 - ANSWERED + ANSWERED * sum / whole) * (1 + RANK * (scores[tool] ?? 0) / 100));
    }
    return { worth, worthOf };
  }

  /** Return the best capabilities of a tool, as places in its list. */
  function best(tool, worthOf) {
    const found = [];
    for (let doc = start[tool] + 1; doc < start[tool + 1]; doc++)
      if (worthOf.has(doc)) found.push([worthOf.get(doc), doc - start[tool] - 1]);
    found.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return found.slice(0, SHOWN).filter(([gain]) => gain >= WORTH_SHOWING * found[0][0]).map(([, place]) => place);
  }

  async function card(tool, worthOf) {
    const [name, slug, titles, anchors] = json(await part("f/" + Math.floor(tool / block)))[tool % block];
    const label = facet => values[facet][columns[facet][tool][0]]?.[1];
    const capabilities = best(tool, worthOf).map(place =>
      ({ title: titles[place], anchor: "c-" + (anchors[place] ?? slugify(titles[place]).slice(0, 60).replace(/-+$/, "")) }));
    return { slug: slug || slugify(name), name, type: label("type"), pricing: label("pricing"), score: shown(tool),
      capabilities };
  }

  /** Return the tools that pass, and for each value of each filter how many would if it alone were chosen of its filter. */
  function filter(found, filters) {
    const sieves = Object.entries(values).map(([facet, known]) => {
      const chosen = filters[facet], open = chosen?.length && known.map(([value]) => chosen.includes(value));
      return { facet, column: columns[facet], open, times: known.map(() => 0) };
    });
    const passing = found.filter(tool => {
      const closed = sieves.filter(({ open, column }) => open && !column[tool].some(value => open[value]));
      for (const sieve of closed.length ? closed : sieves)
        if (closed.length < 2) for (const value of sieve.column[tool]) sieve.times[value]++;
      return !closed.length;
    });
    const counted = sieves.map(({ facet, times }) =>
      [facet, Object.fromEntries(values[facet].map(([value], place) => [value, times[place]]).filter(([, many]) => many))]);
    return { passing, facets: Object.fromEntries(counted) };
  }

  async function search(question, { filters = {}, limit = 10, offset = 0 } = {}) {
    // The words' files are asked for first; what filters and cards need comes beside them.
    const [{ groups, names, corrections, marks }, bytes] = await Promise.all([terms.ask(question), part("facets")]);
    columns ??= readFacets(bytes, Object.keys(values), tools);
    const { worth, worthOf } = match(groups);
    for (const [postings, times] of names)
      eachPosting(postings, doc => worth.set(owner[doc], times * (worth.get(owner[doc]) ?? 1)));
    let found = [...worth.keys()].sort((a, b) => worth.get(b) - worth.get(a) || a - b);
    if (!groups.length && !found.length) found = [...Array(tools).keys()];
    const { passing, facets } = filter(found, filters);
    const hits = await Promise.all(passing.slice(offset, offset + limit).map(tool => card(tool, worthOf)));
    return { total: passing.length, hits, corrections, terms: marks, facets };
  }

  return { search };
}

/** Call take(document, level) for each posting of a term. */
function eachPosting({ bytes, at, length, count }, take) {
  const gaps = new Reader(bytes, at), levels = at + length - (count + 1 >> 1);
  for (let place = 0, doc = -1; place < count; place++) {
    doc += gaps.number() + 1;
    take(doc, bytes[levels + (place >> 1)] >> (place & 1) * 4 & 15);
  }
}

/** Return for each facet the numbers of every tool's values. */
function readFacets(bytes, names, tools) {
  const reader = new Reader(bytes), facets = {};
  for (const facet of names) {
    const values = facets[facet] = Array.from({ length: tools }, () => {
      const value = reader.number();
      return value ? [value - 1] : [];
    });
    for (let rest = reader.number(), tool = 0; rest > 0; rest--) values[tool += reader.number()].push(reader.number() - 1);
  }
  return facets;
}
