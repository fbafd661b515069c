// @ts-check
// Full-text search in the browser: ranks tools by BM25 over the index files that the build wrote.
//
// const index = await openIndex("/search/");
// const { total, hits, corrections, marks, facets } = await index.search("fine-tune with little memory",
//   { filters: { type: ["framework"], pricing: [], category: [], status: [] }, limit: 10, offset: 0 });

import { Reader, json, openFiles } from "./index-reader.js";
import { openQueries } from "./query.js";
import { slugify } from "./tokenizer.js";

/** @import { Correction, Postings, QueryTables, TermGroup } from "./query.js" */

/**
 * @typedef {object} ManifestOnly
 * @property {number} documents
 * @property {number} tools
 * @property {number} block Cards of a file.
 * @property {(number | string)[]} scores The score of each tool: 0 to 100, a range or a dash; empty on a site without.
 * @property {[facet: string, values: [value: string, label: string][]][]} facets
 *
 * @typedef {QueryTables & ManifestOnly} Manifest
 * @typedef {[name: string, slug: string, titles: string[], anchors: Record<number, string>]} StoredCard
 * @typedef {Record<string, string[]>} Filters Facet -> accepted values; no values accept all.
 *
 * @typedef {object} Hit
 * @property {string} slug
 * @property {string} name
 * @property {string} type
 * @property {string} pricing
 * @property {number | string | undefined} score 0 to 100, a range or a dash; undefined on a site without scores.
 * @property {{ title: string, anchor: string }[]} capabilities
 *
 * @typedef {object} Results
 * @property {number} total Tools that match and pass the filters.
 * @property {Hit[]} hits
 * @property {Correction[]} corrections
 * @property {string[]} marks Prefixes to highlight.
 * @property {Record<string, Record<string, number>>} facets Facet -> value -> tools.
 */

const RANK = 0.2;              // share that a score of 100 adds to the relevance of a tool
const COVERAGE = 0.9;          // share of a capability's relevance that depends on the share of the query it covers, squared
const FULL_COVERAGE = 2.2;     // a word is covered by one use in a description, less by one in a comparison with others
const TOOL_COVERAGE = 0.7;     // share of a tool's relevance that depends on the share of the query it covers
const MIN_COVERAGE = 0.3;      // tools that cover less than this share of the best tool's coverage are left out
const MISSING_WORD = 6;        // inverse document frequency of a word that is not in the index
const MIN_LEVEL = 0.15, LEVEL_STEP = 0.05;    // as in ssg/search/postings.py
const MAX_CAPABILITIES = 3, MIN_SHARE_OF_BEST = 0.4;
const MAX_ANCHOR = 60;         // as in ssg/search/result_cards.py

/**
 * Open the index below an address.
 * @param {string} base
 */
export async function openIndex(base) {
  const { part } = await openFiles(base);
  const [manifestBytes, counts] = await Promise.all(["manifest", "counts"].map(part));
  /** @type {Manifest} */
  const manifest = json(manifestBytes);
  const queries = openQueries(manifest, part);
  const { documents, tools, block, scores } = manifest, values = Object.fromEntries(manifest.facets);
  const start = new Uint32Array(tools + 1), owner = new Uint32Array(documents);
  const sizes = new Reader(counts);
  for (let tool = 0; tool < tools; tool++) {
    start[tool + 1] = start[tool] + sizes.number();
    owner.fill(tool, start[tool], start[tool + 1]);
  }
  // By document; kept from search to search, and set back to 0 by each.
  const points = new Float32Array(documents), covered = new Float32Array(documents);
  const gains = new Float32Array(documents);
  /** @type {Record<string, number[][]>} */
  let columns;

  /**
   * Add the best gain of a group to each of its documents; return the tools it matches.
   * @param {TermGroup} group
   * @param {number} idf
   * @param {number[]} touched Documents with points; new ones are added.
   */
  function addGroup({ matches }, idf, touched) {
    /** @type {number[]} */
    const docs = [];
    for (const { weight, postings } of matches) {
      eachPosting(postings, (doc, level) => {
        const gain = weight * idf * (MIN_LEVEL + LEVEL_STEP * level);
        if (!gains[doc]) docs.push(doc);
        if (gain > gains[doc]) gains[doc] = gain;
      });
    }
    for (const doc of docs) {
      if (!points[doc]) touched.push(doc);
      points[doc] += gains[doc];
      covered[doc] += Math.min(idf, FULL_COVERAGE * gains[doc]);
      gains[doc] = 0;
    }
    return new Set(docs.map(doc => owner[doc]));
  }

  /**
   * Return the relevance of each matching tool and of each of its documents.
   * @param {TermGroup[]} groups
   */
  function match(groups) {
    /** @type {number[]} */
    const touched = [];
    /** @type {Map<number, number>} */
    const answered = new Map(), relevance = new Map(), relevanceOf = new Map();
    let whole = 0;
    for (const group of groups) {
      const { frequency } = group;
      const idf = Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
      whole += group.matches.length ? idf : MISSING_WORD;
      for (const tool of addGroup(group, idf, touched))
        answered.set(tool, (answered.get(tool) ?? 0) + idf);
    }
    for (const doc of touched) {
      const share = (covered[doc] / whole) ** 2, tool = owner[doc];
      const gain = points[doc] * (1 - COVERAGE + COVERAGE * share);
      relevanceOf.set(doc, gain);
      if (gain > (relevance.get(tool) ?? 0)) relevance.set(tool, gain);
      points[doc] = covered[doc] = 0;
    }
    const least = MIN_COVERAGE * Math.max(0, ...answered.values());
    for (const [tool, sum] of answered) {
      const coverage = 1 - TOOL_COVERAGE + TOOL_COVERAGE * sum / whole;
      const rank = 1 + RANK * (Number(scores[tool]) || 0) / 100;
      if (sum < least) relevance.delete(tool);
      else relevance.set(tool, (relevance.get(tool) ?? 0) * coverage * rank);
    }
    return { relevance, relevanceOf };
  }

  /**
   * Return the most relevant capabilities of a tool, as positions in its list.
   * @param {number} tool
   * @param {Map<number, number>} relevanceOf
   */
  function bestCapabilities(tool, relevanceOf) {
    /** @type {[gain: number, position: number][]} */
    const ranked = [];
    for (let doc = start[tool] + 1; doc < start[tool + 1]; doc++) {
      const gain = relevanceOf.get(doc);
      if (gain !== undefined) ranked.push([gain, doc - start[tool] - 1]);
    }
    ranked.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return ranked.slice(0, MAX_CAPABILITIES)
      .filter(([gain]) => gain >= MIN_SHARE_OF_BEST * ranked[0][0]).map(([, position]) => position);
  }

  /**
   * @param {number} tool
   * @param {Map<number, number>} relevanceOf
   * @returns {Promise<Hit>}
   */
  async function card(tool, relevanceOf) {
    /** @type {StoredCard[]} */
    const cards = json(await part("f/" + Math.floor(tool / block)));
    const [name, slug, titles, anchors] = cards[tool % block];
    /** @param {string} facet */
    const label = facet => values[facet][columns[facet][tool][0]]?.[1] ?? "";
    /** @param {string} title */
    const anchor = title => slugify(title).slice(0, MAX_ANCHOR).replace(/-+$/, "");
    const capabilities = bestCapabilities(tool, relevanceOf).map(position =>
      ({ title: titles[position], anchor: "c-" + (anchors[position] ?? anchor(titles[position])) }));
    return { slug: slug || slugify(name), name, type: label("type"), pricing: label("pricing"),
      score: scores[tool], capabilities };
  }

  /**
   * Return the tools that pass, and for each value how many would pass if it were its facet's only choice.
   * @param {number[]} matching
   * @param {Filters} filters
   */
  function filter(matching, filters) {
    const sieves = Object.entries(values).map(([facet, known]) => {
      const chosen = filters[facet];
      const open = chosen?.length && known.map(([value]) => chosen.includes(value));
      return { facet, column: columns[facet], open, times: known.map(() => 0) };
    });
    const passing = matching.filter(tool => {
      const closed = sieves.filter(({ open, column }) => open && !column[tool].some(value => open[value]));
      for (const sieve of closed.length ? closed : sieves)
        if (closed.length < 2) for (const value of sieve.column[tool]) sieve.times[value]++;
      return !closed.length;
    });
    const counted = sieves.map(({ facet, times }) => [facet, Object.fromEntries(
      values[facet].map(([value], place) => [value, times[place]]).filter(([, many]) => many))]);
    return { passing, facets: Object.fromEntries(counted) };
  }

  /**
   * Search for tools; without words all tools are returned, best score first.
   * @param {string} query
   * @param {{ filters?: Filters, limit?: number, offset?: number }} [options]
   * @returns {Promise<Results>}
   */
  async function search(query, { filters = {}, limit = 10, offset = 0 } = {}) {
    // The facets are fetched at the same time as the words' files.
    const [parsed, bytes] = await Promise.all([queries.parse(query), part("facets")]);
    const { groups, names, corrections, marks } = parsed;
    columns ??= readFacets(bytes, Object.keys(values), tools);
    const { relevance, relevanceOf } = match(groups);
    for (const [postings, factor] of names)
      eachPosting(postings, doc => relevance.set(owner[doc], factor * (relevance.get(owner[doc]) ?? 1)));
    let matching = [...relevance].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([tool]) => tool);
    if (!groups.length && !matching.length) matching = [...Array(tools).keys()];
    const { passing, facets } = filter(matching, filters);
    const shown = passing.slice(offset, offset + limit);
    const hits = await Promise.all(shown.map(tool => card(tool, relevanceOf)));
    return { total: passing.length, hits, corrections, marks, facets };
  }

  return { search };
}

/**
 * Call `visit(document, level)` for each posting of a term.
 * @param {Postings} postings
 * @param {(doc: number, level: number) => void} visit
 */
function eachPosting({ bytes, at, length, count }, visit) {
  const gaps = new Reader(bytes, at), levels = at + length - (count + 1 >> 1);
  for (let place = 0, doc = -1; place < count; place++) {
    doc += gaps.number() + 1;
    visit(doc, bytes[levels + (place >> 1)] >> (place & 1) * 4 & 15);
  }
}

/**
 * Return for each facet the numbers of every tool's values.
 * @param {Uint8Array} bytes
 * @param {string[]} facets
 * @param {number} tools
 */
function readFacets(bytes, facets, tools) {
  const reader = new Reader(bytes);
  /** @type {Record<string, number[][]>} */
  const columns = {};
  for (const facet of facets) {
    const column = columns[facet] = Array.from({ length: tools }, () => {
      const value = reader.number();
      return value ? [value - 1] : [];
    });
    for (let rest = reader.number(), tool = 0; rest > 0; rest--)
      column[tool += reader.number()].push(reader.number() - 1);
  }
  return columns;
}
