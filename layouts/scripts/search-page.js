// @ts-check
// The search page. The form holds the query, the address keeps it, and the results replace the list of the page.

import { openIndex } from "./bm25.js";
import { memoize } from "./index-reader.js";
import { VERSUS } from "./name-lookup.js";
import {
  bdi, find, loadNames, make, notCompared, pageAddress, pageExists, searchFolder, toolAddress, versusAddress,
} from "./site.js";
import { normalize } from "./tokenizer.js";

/** @import { Filters, Hit, Results } from "./bm25.js" */
/** @import { Child } from "./site.js" */

const PAGE_SIZE = 10, DELAY = 150, MAX_LENGTH = 200;  // results, milliseconds, characters

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
  const { score } = hit, href = toolAddress(hit.slug);
  const capabilities = hit.capabilities.map(({ title, anchor }) =>
    make("li", {}, make("a", { href: href + "#" + anchor }, ...highlighted(title, terms))));
  return make("li", {}, make("span", { class: "number", "aria-hidden": true }, score ?? ""), make("div", {},
    make("h2", {}, make("a", { href }, bdi(...highlighted(hit.name, terms)))),
    make("ul", { class: "matches" }, ...capabilities),
    make("ul", { class: "badges" }, make("li", {}, hit.type),
      hit.pricing === "unknown" ? "" : make("li", { class: "price" }, hit.pricing)),
    make("span", { class: "hidden" }, score == null ? "" : "Score " + score + " of 100")));
}

/**
 * Return the message above the results: how many there are, and which spelling was searched for as well.
 * @param {Results} results
 * @param {boolean} filtered
 * @param {string | undefined} order What orders the tools, where there is no query.
 * @returns {Child[]}
 */
function summary({ total, corrections }, filtered, order) {
  const count = total + (total === 1 ? " tool" : " tools") + (filtered ? " with these filters" : "");
  return [count + order, ...corrections.flatMap(({ typed, used }, number) =>
    [number ? " and " : ", including results for ", make("b", {}, used), " (not “" + typed + "”)"])];
}

/**
 * Return what is shown about "A vs B": a link to their comparison, or that there is none.
 * @param {string} text
 * @returns {Promise<Child[]>}
 */
async function comparisonOf(text) {
  const pair = VERSUS.test(text) && await (await loadNames()).comparison(text);
  if (!pair) return [];
  const { a, b } = pair, href = versusAddress(a, b);
  if (!await pageExists(href)) return notCompared(a, b);
  return [make("a", { href }, bdi(a.name), " vs ", bdi(b.name)), " side by side"];
}

/** Make the search page interactive. */
export function openPage() {
  const { title } = document, form = find("#search");
  const field = /** @type {HTMLInputElement} */ (find("#search input"));
  const boxes = [...document.querySelectorAll(".filters input")].map(box =>
    /** @type {HTMLInputElement} */ (box));
  const status = find(".count"), list = find(".results"), comparison = find(".comparison");
  const noResults = find(".no-results"), more = find("#more");
  const reset = /** @type {HTMLButtonElement} */ (noResults.querySelector("button"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let turn = 0, shown = PAGE_SIZE;

  const index = memoize(openIndex);
  const query = () => field.value.trim().slice(0, MAX_LENGTH);
  const checked = () => boxes.filter(box => box.checked);

  /** Return the address of the current query and filters. */
  function address() {
    const parameters = new URLSearchParams(query() ? { q: query() } : {});
    for (const box of checked()) parameters.append(box.name, box.value);
    return pageAddress("search") + ("?" + parameters).replace(/^\?$/, "");
  }

  /** Search for what the address asks. Two tools picked without scripts arrive as two values of `q`. */
  function restore() {
    const parameters = new URLSearchParams(location.search);
    field.value = parameters.getAll("q").filter(text => text.trim()).join(" vs ").slice(0, MAX_LENGTH);
    for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
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
    /** @type {[Results, Child[]] | undefined} */
    let found;
    try {
      const options = { filters, limit: from ? PAGE_SIZE : shown, offset: from };
      const results = index(searchFolder).then(({ search }) => search(text, options));
      found = await Promise.all([results, comparisonOf(text).catch(() => [])]);
    } catch {
      status.textContent = "The search failed to load. Try again.";
    }
    if (mine !== turn) return;
    list.ariaBusy = "false";
    if (found) draw(text, ...found, from);
  }

  /**
   * @param {string} text
   * @param {Results} results
   * @param {Child[]} pair
   * @param {number} from
   */
  function draw(text, results, pair, from) {
    const { total, hits, marks, facets } = results;
    const cards = hits.map(hit => card(hit, marks));
    if (from) {
      list.firstElementChild?.append(...cards);
      cards[0]?.querySelector("a")?.focus();
    } else list.replaceChildren(make("ol", { class: "entries" }, ...cards));
    shown = from + hits.length;
    comparison.replaceChildren(.../** @type {string[]} */ (pair));
    comparison.hidden = !pair.length;
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

  field.addEventListener("input", () => {
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
