// @ts-check
// The search page. The form holds the query, the address keeps it, and the results replace the list of the page.

import { openIndex } from "./bm25.js";
import { memoize } from "./index-reader.js";
import {
  bdi, comparisonAddress, find, make, pageAddress, pageExists, searchFolder, toolAddress, versusAddress,
} from "./site.js";
import { normalize } from "./tokenizer.js";

/** @import { Filters, Hit, Results } from "./bm25.js" */
/** @import { Child, NamedTool } from "./site.js" */

const PAGE_SIZE = 10, DELAY = 150, MAX_LENGTH = 200;  // results, milliseconds, characters
const COMPARE = "Compare ";
const EXPLAINED = 3;  // results that show a sentence of the page of the tool, which is fetched after they are drawn

/**
 * Return a text with the words that begin like a term highlighted.
 * @param {string} text
 * @param {string[]} terms
 * @returns {Child[]}
 */
function highlighted(text, terms) {
  return text.split(/([\p{L}\p{N}]+)/u).map(part => {
    const word = normalize(part);
    const matches = terms.some(term => term.length > 2 ? word.startsWith(term) : word === term);
    return matches ? make("mark", {}, part) : part;
  });
}

/**
 * @param {Hit} hit
 * @param {string[]} terms
 */
function card(hit, terms) {
  const { name, score, summary } = hit, href = toolAddress(hit.slug);
  const capabilities = hit.capabilities.map(({ title, anchor }) =>
    make("li", {}, make("a", { href: href + "#" + anchor }, ...highlighted(title, terms))));
  return make("li", {}, make("div", {},
    make("h2", {}, make("a", { href }, bdi(...highlighted(name, terms)))),
    make("p", {}, ...highlighted(summary, terms)),
    make("ul", { class: "matches" }, ...capabilities),
    make("ul", { class: "badges" }, make("li", {}, hit.type),
      hit.pricing === "unknown" ? "" : make("li", { class: "price" }, hit.pricing),
      score == null ? "" : make("li", {}, "Score " + score),
      make("li", {}, make("label", {}, make("input", { type: "checkbox", value: hit.slug, "aria-label": COMPARE + name }), " Compare")))));
}

/**
 * Return the message above the results: how many there are, which spelling was searched for as well, and what failed.
 * @param {Results} results
 * @param {boolean} filtered
 * @param {string | undefined} order What orders the tools, where there is no query.
 * @returns {Child[]}
 */
function summary({ total, corrections, missing }, filtered, order) {
  const count = total + (total === 1 ? " tool" : " tools") + (filtered ? " with these filters" : "");
  return [count + order, ...corrections.flatMap(({ typed, used }, number) =>
    [number ? " and " : ", including results for ", make("b", {}, used), " (not “" + typed + "”)"]),
  missing.length ? ", “" + missing + "” failed to load" : ""];
}

/**
 * Return a link to a comparison, if there is one.
 * @param {NamedTool} a
 * @param {NamedTool} b
 * @returns {Promise<Child[]>}
 */
async function comparisonOf(a, b) {
  const href = await comparisonAddress(a, b);
  return href ? [make("a", { href }, bdi(a.name), " vs ", bdi(b.name)), " side by side"] : [];
}

/**
 * Return the pages that answer a question: comparisons of the tools it names, or alternatives to one.
 * @param {Results} results
 * @returns {Promise<Child[]>}
 */
async function answers({ compared, replaced }) {
  const pairs = compared.flatMap((a, place) => compared.slice(place + 1).map(b => comparisonOf(a, b)));
  const lines = (await Promise.all(pairs)).map(line => make("span", {}, ...line));
  if (replaced) {
    const href = pageAddress("alternatives", replaced.slug);
    if (await pageExists(href)) lines.push(make("a", { href }, "Alternatives to ", bdi(replaced.name)));
  }
  return lines;
}

/**
 * Return a page of the site as a document; nothing if it cannot be loaded.
 * The request parses the page, because the pages' policy allows scripts no other parser.
 * @param {string} href
 * @returns {Promise<Document | null>}
 */
async function pageAt(href) {
  const request = new XMLHttpRequest();
  request.open("GET", href);
  request.responseType = "document";
  request.send();
  await new Promise(done => request.onloadend = done);
  return request.response;
}

/**
 * Return what is shown about two ticked tools: the verdict of their comparison, and a link to it.
 * @param {NamedTool} a
 * @param {NamedTool} b
 */
async function preview(a, b) {
  const verdict = (await pageAt(versusAddress(a, b)))?.querySelector("#verdict strong");
  return [verdict ? verdict.textContent + " " : "", ...await comparisonOf(a, b)];
}

/** Make the search page interactive. */
export function openPage() {
  const { title } = document, form = find("#search");
  const field = /** @type {HTMLInputElement} */ (find("#search input"));
  const boxes = [...document.querySelectorAll(".filters input")].map(box =>
    /** @type {HTMLInputElement} */ (box));
  const status = find(".count"), list = find(".results"), comparison = find(".comparison");
  const noResults = find(".no-results"), more = find("#more"), wishes = find(".wishes"), ticked = find(".preview");
  const reset = /** @type {HTMLButtonElement} */ (noResults.querySelector("button"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let turn = 0, shown = PAGE_SIZE;
  /** @type {string[]} Facets that the question must not filter by. */
  let without = [];

  const index = memoize(openIndex);
  const query = () => field.value.trim();
  const checked = () => boxes.filter(box => box.checked);

  /** Return the address of the current query and filters. */
  function address() {
    const parameters = new URLSearchParams(query() ? { q: query() } : {});
    for (const box of checked()) parameters.append(box.name, box.value);
    for (const facet of without) parameters.append("without", facet);
    return pageAddress("search") + ("?" + parameters).replace(/^\?$/, "");
  }

  /** Search for what the address asks. Two tools picked without scripts arrive as two values of `q`. */
  function restore() {
    const parameters = new URLSearchParams(location.search);
    field.value = parameters.getAll("q").filter(text => text.trim()).join(" vs ").slice(0, MAX_LENGTH);
    for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
    without = parameters.getAll("without");
    shown = history.state?.shown || PAGE_SIZE;
    run();
  }

  /**
   * Start a new search and store it in the address. Drafts, searches while typing, share one history entry.
   * @param {boolean} [draft]
   */
  function start(draft) {
    clearTimeout(timer);
    shown = PAGE_SIZE;
    const replaces = address() === location.href || draft && history.state?.draft;
    history[replaces ? "replaceState" : "pushState"]({ draft }, "", address());
    run();
  }

  /** @param {number} [from] Position of the first result; results are appended if it is not 0. */
  async function run(from = 0) {
    const mine = ++turn, text = query();
    /** @type {Filters} */
    const filters = {};
    for (const box of checked()) (filters[box.name] ??= []).push(box.value);
    document.title = text ? text + " | " + title : title;
    list.ariaBusy = "true";
    /** @type {Results | undefined} */
    let results;
    try {
      const { search } = await index(searchFolder);
      results = await search(text, { filters, limit: from ? PAGE_SIZE : shown, offset: from, without });
    } catch {
      if (mine === turn) fail();
    }
    if (mine !== turn) return;
    list.ariaBusy = "false";
    if (results) draw(results, from, mine);
  }

  /** Remove what belongs to another question. */
  const clear = () => [list, comparison, wishes, ticked].forEach(element => element.replaceChildren());

  function fail() {
    clear();
    status.textContent = "The search failed to load. Try again.";
    more.hidden = true;
  }

  /**
   * @param {Results} results
   * @param {number} from
   * @param {number} mine
   */
  function draw(results, from, mine) {
    const { total, hits, marks, facets } = results, text = query();
    const cards = hits.map(hit => card(hit, marks));
    if (from) {
      list.firstElementChild?.append(...cards);
      cards[0]?.querySelector("a")?.focus();
    } else {
      clear();
      list.append(make("ol", { class: "entries" }, ...cards));
      answers(results).then(lines => {
        if (mine === turn) comparison.replaceChildren(.../** @type {Node[]} */ (lines));
      });
      explain(cards, marks);
    }
    shown = from + hits.length;
    wishes.replaceChildren(...results.wishes.map(({ id, label, values }) => {
      const button = make("button", { type: "button", class: "button", "aria-label": "Remove filter " + label }, label + ": " + values.join(", ") + " ×");
      button.addEventListener("click", () => {
        without.push(id);
        start();
        field.focus();
      });
      return button;
    }));
    noResults.hidden = total > 0;
    reset.hidden = !checked().length;
    more.hidden = shown >= total;
    more.textContent = "More results (" + shown + " of " + total + " shown)";
    status.replaceChildren(.../** @type {string[]} */ (summary(results, checked().length > 0, text ? "" : status.dataset.order)));
    for (const box of boxes) {
      const number = facets[box.name]?.[box.value] ?? 0;
      const label = /** @type {HTMLElement} */ (box.parentElement);
      /** @type {Element} */ (label.lastElementChild).textContent = /** @type {any} */ (number);
      label.classList.toggle("none", !number);
    }
  }

  /**
   * Add to the first results the sentence about their best capability that has most of the words, from the tool's page.
   * @param {HTMLElement[]} cards
   * @param {string[]} marks
   */
  async function explain(cards, marks) {
    for (const card of cards.slice(0, EXPLAINED)) {
      const link = /** @type {HTMLAnchorElement | null} */ (card.querySelector("ul a"));
      const text = link && (await pageAt(link.href))?.querySelector(link.hash + " .text")?.textContent || "";
      const [best] = text.split(/(?<=[.!?]) /).map(line => make("p", {}, ...highlighted(line, marks)))
        .sort((a, b) => b.childElementCount - a.childElementCount);
      if (best.childElementCount) link?.after(best);
    }
  }

  list.addEventListener("change", async () => {
    const [a, b] = [...list.querySelectorAll("input")].filter(box => box.checked).slice(-2)
      .map(box => ({ slug: box.value, name: /** @type {string} */ (box.ariaLabel).slice(COMPARE.length) }));
    ticked.replaceChildren(.../** @type {string[]} */ (b ? await preview(a, b) : []));
  });
  field.addEventListener("input", () => {
    without = [];
    clearTimeout(timer);
    timer = setTimeout(start, DELAY, true);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    start();
  });
  for (const box of boxes) box.addEventListener("change", () => start());
  reset.addEventListener("click", () => {
    for (const box of checked()) box.checked = false;
    start();
    field.focus();
  });
  more.addEventListener("click", async () => {
    await run(shown);
    history.replaceState({ ...history.state, shown }, "");
  });
  addEventListener("popstate", restore);
  if (location.search) restore();
  else if (query() || checked().length) start(true);
  else index(searchFolder).catch(() => {});
}
