// @ts-check
// Full-text search in the browser: ranks tools by BM25 over the index files that the build wrote.
//
// const index = await openIndex("/search/");
// const { total, hits, corrections, marks, facets } = await index.search("fine-tune with little memory",
//   { filters: { type: ["framework"], pricing: [], category: [], status: [] }, limit: 10, offset: 0 });

import { Reader, json, openFiles, softly } from "./index-reader.js";
import { openNames } from "./name-lookup.js";
import { openQueries } from "./query.js";
import { SHOWN_FACETS, alternativesOf, comparedNames, openWishes } from "./question.js";
import { normalize, openTokenizer, slugify } from "./tokenizer.js";

/** @import { Correction, Postings, QueryTables, TermGroup } from "./query.js" */
/** @import { NamedTool } from "./name-lookup.js" */
/** @import { Wish, WishTables } from "./question.js" */

/**
 * @typedef {object} ManifestOnly
 * @property {number} documents
 * @property {number} tools
 * @property {(number | string | null)[]} scores The score of each tool: 0 to 100, a range, or null without a score; empty on a site without.
 * @property {[facet: string, values: [value: string, label: string][]][]} facets
 * @property {string[]} labels The label of each facet.
 *
 * @typedef {QueryTables & WishTables & ManifestOnly} Manifest
 * @typedef {[name: string, slug: string, titles: string[], anchors: Record<number, string>, summary: string, peers: number[],
 *   picture: string]} StoredCard
 * @typedef {Record<string, string[]>} Filters Facet -> accepted values; no values accept all.
 *
 * @typedef {object} Hit
 * @property {string} slug
 * @property {string} name
 * @property {string} type
 * @property {string} pricing
 * @property {number | string | null | undefined} score 0 to 100 or a range; null without a score, undefined on a site without scores.
 * @property {string} summary
 * @property {string} picture For `picture.js`; nothing where the card failed to load.
 * @property {{ title: string, anchor: string }[]} capabilities
 *
 * @typedef {object} Results
 * @property {number} total Tools that match and pass the filters.
 * @property {Hit[]} hits
 * @property {Correction[]} corrections
 * @property {string[]} marks Prefixes to highlight.
 * @property {Record<string, Record<string, number>>} facets Facet -> value -> tools.
 * @property {{ id: string, label: string, values: string[] }[]} wishes Filters that the question asked for.
 * @property {NamedTool[]} compared The tools that the question compares.
 * @property {NamedTool | undefined} replaced The tool whose alternatives the question asks for.
 * @property {string[]} missing Words that could not be searched, because a file failed to load; "filters" as well.
 */

const RANK = 0.2;              // share that a score of 100 adds to the relevance of a tool
const COVERAGE = 0.9;          // share of a capability's relevance that depends on the share of the query it covers, squared
const FULL_COVERAGE = 2.6;     // a word is covered by one use in a description, less by one in a comparison with others
const CONTEXT = 0.85;          // weight of words after `for`, `in` and the like
const SMOOTHING = 2;           // added to the documents of a word, so that very rare words weigh about the same
const LIGHT = 0.4;             // weight of words that fit every tool
const INTEGRATED = 0.6;        // weight of the name of a tool that the site does not have, in texts of tools
const OTHER_FORM = 0.7;        // weight of a word in another form in a capability: odd levels are not the stem
const REPEATED = 0.9;          // share of the relevance of a further capability that does not count
const NAMED = 6;               // factor on the tools that the question names, less where few of its words are answered or names
const MENTIONED = 2;           // divisor of tools that mention a value, but have other values of the attribute
const COMPARED = 1e6;          // relevance of the tools that the question compares
const NAME = 3, NAME_PREFIX = 1.5;            // when the question is the tool's name, or the beginning of it
const TOP_LEVEL = 15, NAME_LEVELS = 3;        // levels of the words of names, as in ssg/search/documents.py
const FEEDBACK_TOOLS = 10;     // best tools, whose categories are favoured
// Tools with less than this share of the best tool's relevance are left out; the next few may have less.
const MIN_RELEVANCE = 0.2, MIN_OF_FIRST = 0.05, FIRST = 4, FAR_AHEAD = 3;
const MIN_GOOD = 0.2;          // share of the best tool's relevance that the best one that passes a filter must have
const MEMBER = 0.15;           // share of the best tool's relevance that members of the favoured category have without any word
const MISSING_WORD = 6;        // inverse document frequency of a word that is not in the index
const MIN_LEVEL = 0.2, LEVEL_STEP = 0.05;    // as in ssg/search/postings.py
const MAX_CAPABILITIES = 3, MIN_SHARE_OF_BEST = 0.2;
const PRICING = 1, CATEGORY = 2;  // numbers of facets, as in ssg/search/facets.py
const BLOCK = 2;               // cards of a file, as in ssg/search/index.py
const MAX_ANCHOR = 60;         // as in ssg/search/result_cards.py

/**
 * Open the index below an address. After a deployment a file may be gone: then the new index is opened once.
 * @param {string} base
 * @param {string} [stemmer] Address of the module that stems words of the site's language.
 */
export async function openIndex(base, stemmer) {
  let opened = await openCurrent(base, stemmer);
  return {
    /** @type {typeof opened.search} */
    search: (...options) => opened.search(...options).catch(async error => {
      if (!error.stale) throw error;
      opened = await openCurrent(base, stemmer);
      return opened.search(...options);
    }),
  };
}

/**
 * @param {string} base
 * @param {string} [stemmer]
 */
async function openCurrent(base, stemmer) {
  const [{ part, read }, language] = await Promise.all([openFiles(base, "start"), stemmer && import(stemmer)]);
  part("facets").catch(() => {});  // needed by every search
  /** @type {Manifest} */
  const manifest = json(await part("manifest"));
  const tokenizer = openTokenizer(manifest.tokenizer, language?.stem);
  const queries = openQueries(manifest, part, tokenizer);
  const { documents, tools, scores, intents } = manifest;
  const readWishes = openWishes(manifest, tokenizer), shownFacets = manifest.facets.slice(0, SHOWN_FACETS);
  const start = new Uint32Array(tools + 1), owner = new Uint32Array(documents);
  const counts = new Reader(await part("counts"));
  for (let tool = 0; tool < tools; tool++) {
    start[tool + 1] = start[tool] + counts.number();
    owner.fill(tool, start[tool], start[tool + 1]);
  }
  /** @type {number[][][]} The values of each tool, by facet. */
  let columns = [];
  /** @type {number[]} Tools of each category. */
  let sizes = [];

  /**
   * Return the relevance of each matching tool and of each of its documents.
   * @param {TermGroup[]} groups
   * @param {string[]} light Terms that weigh little.
   * @param {string[]} tail Terms of the circumstances, which weigh less: `for my team`.
   * @param {boolean} [stranger] Whether the question names a tool that the site does not have: tools with this word in
   * their name do not replace it.
   */
  function match(groups, light, tail, stranger) {
    const points = new Float64Array(documents), covered = new Float64Array(documents), gains = new Float64Array(documents);
    // For each tool: the weight of the groups that match, and the share of its name that does.
    const relevance = new Float64Array(tools), answered = new Float64Array(tools), named = new Float64Array(tools);
    let whole = 0, names = 0;

    /**
     * Add the gain of a group to each of its documents: a document with the word and an alternative has the cube root of
     * their cubes. Return the weight of the group if it is the name of a tool, else 0.
     * @param {TermGroup} group
     * @param {number} idf
     */
    function add({ found, typed, term }, idf) {
      /** @type {number[]} */
      const docs = [], seen = new Uint8Array(tools), form = Number(typed !== term);
      let name = 0;
      for (const { weight, postings } of found) {
        eachPosting(postings, (doc, level) => {
          const tool = owner[doc], about = doc === start[tool];
          const gain = weight * idf * (MIN_LEVEL + LEVEL_STEP * (about ? Math.min(level, TOP_LEVEL - NAME_LEVELS) : level & 14)) *
            (stranger && weight === 1 ? INTEGRATED : 1) * (weight < 1 || about || (level & 1) === form ? 1 : OTHER_FORM);
          if (!gains[doc]) docs.push(doc);
          gains[doc] += gain * gain * gain;
          if (weight === 1 && about && level > TOP_LEVEL - NAME_LEVELS) {
            named[tool] += 1 / (TOP_LEVEL + 1 - level);
            if (level === TOP_LEVEL) name = idf;
          }
        });
      }
      for (const doc of docs) {
        const gain = Math.cbrt(gains[doc]), tool = owner[doc];
        gains[doc] = 0;
        points[doc] += gain;
        covered[doc] += Math.min(idf, FULL_COVERAGE * gain);
        if (!seen[tool]++) answered[tool] += idf;
      }
      return name;
    }

    for (const group of groups) {
      const { frequency, term } = group;
      const weight = light.includes(term) ? LIGHT : tail.includes(term) ? CONTEXT : 1;
      const idf = weight * Math.log((documents + SMOOTHING + 0.5) / (frequency + SMOOTHING));
      // A name is the whole question whatever version follows it.
      if (!/^v?\d+$/.test(term)) whole += group.found.length ? idf : weight * MISSING_WORD;
      names += add(group, idf);
    }
    whole ||= 1;
    owner.forEach((tool, doc) => {
      if (!points[doc]) return;
      const before = relevance[tool], gain = points[doc] *= 1 - COVERAGE + COVERAGE * (covered[doc] / whole) ** 2;
      relevance[tool] = gain + before - REPEATED * Math.min(gain, before);
    });
    named.forEach((share, tool) => {
      relevance[tool] *= (1 + RANK * (+/** @type {any} */ (scores[tool]) || 0) / 100) * (stranger && share ? 1 / NAMED :
        share > 0.9 ? 1 + NAMED * (Math.max(names, answered[tool]) / whole) ** 4 : 1);
    });
    // A category whose tools have the words is what the question is about.
    favour(relevance, byCategory(answered).map((sum, value) => sum / sizes[value] / whole), 2);
    return { relevance, relevanceOf: points };
  }

  /**
   * Return the numbers of the values that a tool has of a facet.
   * @param {number} tool
   * @param {number} [facet]
   */
  const valuesOf = (tool, facet = CATEGORY) => columns[facet]?.[tool] ?? [];

  /**
   * Return the sum of a number of each tool for each category.
   * @param {Float64Array} numbers
   */
  function byCategory(numbers) {
    /** @type {number[]} */
    const sums = [];
    numbers.forEach((number, tool) => {
      for (const value of number ? valuesOf(tool) : []) sums[value] = (sums[value] ?? 0) + number;
    });
    return sums;
  }

  /**
   * Add to the relevance of tools the share of their best category.
   * @param {Float64Array} relevance
   * @param {number[]} shares
   * @param {number} power Of the shares: a high one leaves small shares without effect.
   * @param {number} [least] Relevance of a tool without any word of the question in a category with all shares.
   */
  function favour(relevance, shares, power, least = 0) {
    for (let tool = 0; tool < tools; tool++) {
      const share = valuesOf(tool).reduce((most, value) => Math.max(most, shares[value] ?? 0), 0);
      relevance[tool] += (relevance[tool] + least) * share ** power;
    }
  }

  /**
   * Favour the categories that most of the best results have; then remove the tail.
   * @param {Float64Array} relevance
   * @param {boolean} isName Whether the question is a name: then a tool that has it may be far ahead of all others.
   */
  function refine(relevance, isName) {
    const top = best(relevance, FEEDBACK_TOOLS), whole = top.reduce((sum, tool) => sum + relevance[tool], 0);
    const shares = byCategory(relevance.map((gain, tool) => top.includes(tool) ? gain / whole : 0));
    favour(relevance, shares, 3, MEMBER * (relevance[top[0]] || 0));
    const kept = best(relevance, FIRST + 1), most = relevance[kept[0]] || 0;
    const limit = isName ? most : Math.min(most, FAR_AHEAD * relevance[kept[1] ?? kept[0]]);
    for (let tool = 0; tool < tools; tool++)
      if (relevance[tool] < limit * MIN_RELEVANCE && (relevance[tool] < limit * MIN_OF_FIRST || !kept.includes(tool))) relevance[tool] = 0;
    return most || 1;
  }

  /**
   * Return the card of a tool; if its file fails, the name and slug from the list of names.
   * @param {number} tool
   * @returns {Promise<StoredCard>}
   */
  const stored = async tool => softly(
    part("f/" + (tool / BLOCK | 0)).then(bytes => json(bytes)[tool % BLOCK]),
    async () => [...json(await part("names")).names.split("\n")[tool].concat("\t").split("\t", 2), [], {}, "", []]);

  /**
   * @param {number} tool
   * @param {Float64Array} relevanceOf
   * @returns {Promise<Hit>}
   */
  async function card(tool, relevanceOf) {
    const [name, slug, titles, anchors, summary, , picture] = await stored(tool);
    /** @param {number} facet */
    const label = facet => shownFacets[facet][1][valuesOf(tool, facet)[0]]?.[1] ?? "";
    const gains = relevanceOf.subarray(start[tool] + 1, start[tool + 1]), positions = titles[0] ? best(gains, MAX_CAPABILITIES) : [];
    const good = positions.filter(position => gains[position] >= MIN_SHARE_OF_BEST * gains[positions[0]]);
    const capabilities = good.map(position =>
      ({ title: titles[position], anchor: "c-" + (anchors[position] ?? slugify(titles[position]).slice(0, MAX_ANCHOR).replace(/-+$/, "")) }));
    return { slug: slug || slugify(name), name, type: label(0), pricing: label(PRICING),
      score: scores[tool], summary, picture, capabilities };
  }

  /**
   * Return the tools that pass, and for each value how many would pass if it were its facet's only choice.
   * @param {number[]} matching
   * @param {Filters} filters
   */
  function filter(matching, filters) {
    const sieves = columns.slice(0, SHOWN_FACETS).map((_, number) => {
      const [facet, known] = shownFacets[number], chosen = filters[facet] ?? [];
      return { facet, chosen, times: /** @type {Record<string, number>} */ (Object.create(null)),
        held: (/** @type {number} */ tool) => valuesOf(tool, number).map(value => known[value][0]) };
    });
    const passing = matching.filter(tool => {
      const closed = sieves.filter(({ chosen, held }) => chosen[0] && !held(tool).some(value => chosen.includes(value)));
      for (const { times, held } of closed[0] ? closed : sieves)
        if (!closed[1]) for (const value of held(tool)) times[value] = (times[value] ?? 0) + 1;
      return !closed[0];
    });
    return { passing, facets: Object.fromEntries(sieves.map(({ facet, times }) => [facet, times])) };
  }

  /**
   * Return the relevance of the tools that can replace a tool: those it is paired with, then those of its category.
   * @param {number} tool
   * @param {Float64Array} relevance Of the rest of the question.
   */
  async function alternatives(tool, relevance) {
    const most = relevance.reduce((a, b) => Math.max(a, b), 1), categories = valuesOf(tool);
    const others = [...Array(tools).keys()].filter(other =>
      other !== tool && holds(other, [CATEGORY, categories]));
    const result = new Float64Array(tools);
    [...new Set([...(await stored(tool))[5], ...others])].forEach((other, place) => {
      result[other] = 1 / (1 + place / 10) + relevance[other] / most;
    });
    return result;
  }

  /**
   * Read the columns of the facets: all that the page shows, and others that are asked for.
   * @param {Wish[]} wishes
   */
  async function loadColumns(wishes) {
    const bytes = await part("facets");
    if (!columns[0]) {
      columns = readFacets(bytes, shownFacets.length, tools);
      sizes = byCategory(new Float64Array(tools).fill(1));
    }
    for (const [facet] of wishes) columns[facet] ??= readFacets(await part("c/" + facet), 1, tools)[0];
  }

  /**
   * Remove the tools that do not pass the filters of a question; a filter that leaves no good result is not applied.
   * @param {Float64Array} relevance
   * @param {Wish[]} wishes
   * @returns The filters that are applied.
   */
  const narrow = (relevance, wishes) => wishes.filter(wish => {
    const [top] = best(relevance, 1);
    const rest = relevance.map((gain, tool) => holds(tool, wish) ? gain : 0);
    if (!rest.some(gain => gain > MIN_GOOD * relevance[top])) return false;
    relevance.set(rest);
    return true;
  });

  /** @param {number} tool @param {Wish} wish */
  const holds = (tool, [facet, values]) => valuesOf(tool, facet).some(value => values.includes(value));

  /**
   * Search for tools; without words all tools are returned, best score first.
   * @param {string} query
   * @param {{ filters?: Filters, limit?: number, offset?: number, without?: string[] }} [options]
   * `without`: facets that the question must not filter by.
   * @param {TermGroup[]} [misspelled] The words before their correction, where the query is corrected.
   * @returns {Promise<Results>}
   */
  async function search(query, options = {}, misspelled) {
    const { filters = {}, limit = 10, offset = 0, without = [] } = options;
    const text = normalize(query);
    const candidates = alternativesOf(text, intents);
    let replaced;
    /** @type {NamedTool[]} */
    let compared = [];
    if (comparedNames(text, intents).names[0] || candidates[0]) {
      queries.parse(query).catch(() => {});  // the files of its words are fetched at the same time as the names
      const lookup = await softly(openNames("", read), () => undefined);
      compared = await lookup?.comparison(text) ?? compared;
      replaced = await lookup?.firstNamed(candidates, async name => !(await queries.parse(name + " ")).corrections[0]);
    }
    const [like] = candidates;  // no tool of the site: its name is searched for
    const asked = readWishes(replaced?.rest ?? (like ? like.name + " " + like.rest : text));
    let wishes = compared[0] ? [] : asked.wishes.filter(([facet]) => !without.includes(manifest.facets[facet][0]));
    // The facets are fetched at the same time as the words' files.
    const [{ groups, names, name, corrections, marks, missing }, lost] = await Promise.all([
      queries.parse(like || wishes.length ? asked.rest : query), softly(loadColumns([...wishes, ...asked.facts]), () => "filters")]);
    // The corrected question is read again: it may ask for alternatives, or have phrases.
    if (corrections[0] && !misspelled) {
      const fixed = corrections.reduce((rest, { typed, used }) => rest.replace(typed, used), text);
      const again = await search(fixed, options, groups);
      return { ...again, corrections, marks: [...marks, ...again.marks] };
    }
    // Further corrections are searched for as well.
    misspelled?.forEach(({ correction, found }) =>
      groups.find(({ typed }) => typed === correction?.used)?.found.push(...found.slice(1)));
    const { relevance: matched, relevanceOf } = match(groups, asked.light, asked.tail, like && !replaced);
    const isName = names.some(([term]) => term === name);
    wishes = isName ? [] : wishes.reverse();  // that of a category or type comes last, and is tried first
    narrow(matched, wishes);
    // A tool with other values of an attribute only mentions this one.
    for (let tool = 0; tool < tools; tool++)
      for (const fact of asked.facts) if (valuesOf(tool, fact[0]).length && !holds(tool, fact)) matched[tool] /= MENTIONED ** (1 / asked.facts.length);
    const most = refine(matched, isName);
    for (const [term, postings] of names)
      eachPosting(postings, (doc, level) => {
        const tool = owner[doc], before = matched[tool] || most / 2;
        matched[tool] = term === name ? before + NAME * most * level / TOP_LEVEL : NAME_PREFIX * before;
      });
    const relevance = replaced ? await alternatives(replaced.tool.number, matched) : matched;
    compared.forEach(({ number }, place) => {
      relevance[number] = COMPARED - place;
    });
    if (!groups[0] && !relevance.some(Boolean)) relevance.fill(1);
    wishes = narrow(relevance, wishes);
    const { passing, facets } = filter(best(relevance), filters);
    const hits = await Promise.all(passing.slice(offset, offset + limit).map(tool => card(tool, relevanceOf)));
    return {
      total: passing.length, hits, corrections, marks, facets, missing: lost ? [...missing, lost] : missing,
      wishes: wishes.map(([facet, values]) => {
        const [id, known] = manifest.facets[facet];
        return { id, label: manifest.labels[facet], values: values.map(value => known[value][1]) };
      }),
      compared, replaced: replaced?.tool,
    };
  }

  return { search };
}

/**
 * Return the tools with relevance, best first; those of equal relevance by their score.
 * @param {Float64Array} relevance
 * @param {number} [many] How many tools, the first ones.
 */
function best(relevance, many = Infinity) {
  /** @type {number[]} */
  const top = [], inOrder = () => top.sort((a, b) => relevance[b] - relevance[a] || a - b);
  relevance.forEach((gain, tool) => {
    if (gain > (relevance[top[many - 1]] ?? 0) && top.push(tool) >= many) inOrder().splice(many);
  });
  return inOrder();
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
 * @param {number} facets
 * @param {number} tools
 */
function readFacets(bytes, facets, tools) {
  const reader = new Reader(bytes), none = /** @type {number[]} */ ([]);
  /** @type {number[][]} Lists of one value, which tools share. */
  const lists = [none];
  return Array.from({ length: facets }, () => {
    const column = Array.from({ length: tools }, () => {
      const value = reader.number();
      return lists[value] ??= [value - 1];
    });
    for (let rest = reader.number(), tool = 0; rest > 0; rest--)
      column[tool += reader.number()] = [...column[tool], reader.number() - 1];
    return column;
  });
}
