// @ts-check
// The search page. The form holds the query, the address keeps it, and the results replace the list of the page.

import { openIndex } from "./bm25.js";
import { memoize } from "./index-reader.js";
import { bdi, find, highlighted, make, pageAddress, searchFolder, toolAddress } from "./site.js";
import { filled, phrase } from "./words.js";

/** @import { Filters, Hit, Results } from "./bm25.js" */
/** @import { Child } from "./site.js" */

const PAGE_SIZE = 10, DELAY = 150, MAX_LENGTH = 200;  // results, milliseconds, characters

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
      hit.pricing && make("li", { class: "price" }, hit.pricing),
      score == null ? "" : make("li", {}, phrase("Score {0}", score)),
      make("li", {}, make("label", {}, make("input", { type: "checkbox", value: hit.slug, name, "aria-label": phrase("Compare {0}", name) }), /*_*/" Compare")))));
}

/**
 * Return the message above the results: how many there are, which spelling was searched for as well, and what failed.
 * @param {Results} results
 * @param {boolean} filtered
 * @param {string | undefined} order What orders the tools, where there is no query.
 * @returns {Child[]}
 */
function summary({ total, corrections, missing }, filtered, order) {
  const count = phrase(total === 1 ? /*_*/"{0} tool" : /*_*/"{0} tools", total);
  const found = corrections.reduce((before, { typed, used }) => filled("{0}, including results for {1} (not “{2}”)", before,
    make("b", {}, used), typed), [(filtered ? phrase("{0} with these filters", count) : count) + order]);
  return missing[0] ? [...found, phrase(", “{0}” failed to load", missing)] : found;
}

/** Make the search page interactive. */
export function openPage() {
  const { title } = document, form = find("#search");
  const field = /** @type {HTMLInputElement} */ (find("#search input"));
  const boxes = [...document.querySelectorAll(".filters input")].map(box =>
    /** @type {HTMLInputElement} */ (box));
  const status = find(".count"), list = find(".results"), comparison = find(".comparison");
  const noResults = find(".no-results"), more = find("#more"), wishes = find(".wishes"), ticked = find(".preview");
  const reset = find(".no-results button");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let turn = 0, shown = PAGE_SIZE;
  /** @type {string[]} Facets that the question must not filter by. */
  let without = [];

  const index = memoize((/** @type {string} */ base) => openIndex(base, form.dataset.stemmer));
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
    } catch { /* the message says so */ }
    if (mine !== turn) return;
    list.ariaBusy = "false";
    if (results) draw(results, from, mine);
    else fail();
  }

  /** Remove what belongs to another question. */
  const clear = () => [list, comparison, wishes, ticked].forEach(element => element.replaceChildren());

  function fail() {
    clear();
    status.textContent = /*_*/"The search failed to load. Try again.";
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
    }
    import("./details.js").then(async ({ answers, explain, filterButtons, illustrate }) => {
      illustrate(cards, hits);
      if (from || mine !== turn) return;
      wishes.append(...filterButtons(results.wishes, id => {
        without.push(id);
        start();
        field.focus();
      }));
      explain(cards, marks);
      const lines = await answers(results);
      if (mine === turn) comparison.replaceChildren(.../** @type {Node[]} */ (lines));
    }, () => mine === turn && results.wishes.forEach(({ id }) => {  // no filter applies that cannot be shown
      without.push(id);
      run();
    }));
    shown = from + hits.length;
    noResults.hidden = total > 0;
    reset.hidden = !checked()[0];
    more.hidden = shown >= total;
    more.textContent = phrase("More results ({0} of {1} shown)", shown, total);
    status.replaceChildren(.../** @type {string[]} */ (summary(results, !!checked()[0], text ? "" : status.dataset.order)));
    for (const box of boxes) {
      const number = facets[box.name]?.[box.value] ?? 0;
      const label = /** @type {HTMLElement} */ (box.parentElement);
      /** @type {Element} */ (label.lastElementChild).textContent = /** @type {any} */ (number);
      label.classList.toggle("none", !number);
    }
  }

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
  else if (query() || checked()[0]) start(true);
  else index(searchFolder).catch(() => {});
}
