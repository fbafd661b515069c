// @ts-check
// The page of a tool: removes the search that led to it from its address, which readers copy.
// The search page: puts a search into the addresses of its results, so that the log of the web server shows what was
// searched for, shown and opened; and moves results by what was recorded before, where the site has such counts.
// It sets no cookie and no identifier, and does nothing of the first for readers who ask not to be tracked.

import { phrase } from "./words.js";

/** @typedef {[slug: string, places: number, opened: number, shown: number]} Recorded */

const MOST_SHOWN = 20;  // results in an address, as in ssg/evidence/rows.py
const SETTLED = 3000;   // milliseconds without a new search after which the beacon is requested

const form = /** @type {HTMLElement | null} */ (document.querySelector("#search"));
const refused = navigator.doNotTrack === "1" || /** @type {any} */ (navigator).globalPrivacyControl;
/** @type {Map<string, Recorded[]>} */
let counts = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** The query of the results that are shown; empty where they answer none. */
const query = () => new URLSearchParams(location.search).getAll("q").filter(text => text.trim()).join(" vs ");

/**
 * Return the key of a query: its words in order of the alphabet, as in ssg/search/evidence.py.
 * @param {string} text
 */
const keyOf = text => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}+#]+/gu))].sort().join(" ");

/** @param {Element} item */
const toolOf = item => /** @type {HTMLAnchorElement} */ (item.querySelector("h2 a"));

/** @param {Element} item */
const slugOf = item => toolOf(item).pathname.replace(/(\.html|\/)$/, "").split("/").at(-1) ?? "";

/**
 * Move results by the recorded places, and say so.
 * @param {Element[]} items
 * @param {string} text
 */
function move(items, text) {
  const found = new Map((counts.get(keyOf(text)) ?? []).map(entry => [entry[0], entry]));
  const placed = items.map((item, place) => {
    const places = found.get(slugOf(item))?.[1] ?? 0;
    return { item, place: place - places - Math.sign(places) / 2 };  // a half: before those that keep their place
  });
  placed.sort((a, b) => a.place - b.place);
  placed.forEach(({ item }, place) => {
    const [, , opened, shown] = found.get(slugOf(item)) ?? [];
    const change = items.indexOf(item) - place;
    if (opened === undefined || !change) return;
    const note = document.createElement("p");
    note.className = "small";
    const times = shown ? phrase("opened {0} of {1} times", opened, shown) :
      opened === 1 ? /*_*/"opened 1 time" : phrase("opened {0} times", opened);
    note.textContent = change > 0 ? phrase("Higher because of recorded searches: {0}", times) :
      phrase("Lower because of recorded searches: {0}", times);
    item.lastElementChild?.append(note);
  });
  items[0].parentElement?.append(...placed.map(({ item }) => item));
}

/**
 * Prepare the results that were just shown.
 * @param {HTMLElement} list
 * @param {DOMStringMap} options
 */
function prepare(list, { beacon, links }) {
  const text = query(), items = [...list.querySelectorAll("ol > li")];
  clearTimeout(waiting);
  if (!text || !items.length) return;
  if (!items.some(item => "moved" in /** @type {HTMLElement} */ (item).dataset)) {
    move(items, text);
    for (const item of items) /** @type {HTMLElement} */ (item).dataset.moved = "";
  }
  if (refused) return;
  const shown = [...list.querySelectorAll("ol > li")].slice(0, MOST_SHOWN).map(slugOf).join(".");
  const parameters = new URLSearchParams({ from: "search", q: text, shown });
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll("ol > li a"))) {
    const capability = link.hash.startsWith("#c-") ? "&c=" + link.hash.slice(3) : "";
    if (links !== "plain") link.search = "?" + parameters + capability;
  }
  if (beacon) {
    const report = () => void fetch(beacon + "?" + parameters, { cache: "no-store", keepalive: true }).catch(() => {});
    waiting = setTimeout(report, SETTLED);
  }
}

/** @param {HTMLElement} search The form of the search page. */
async function watch({ dataset }) {
  const list = /** @type {HTMLElement} */ (document.querySelector(".results"));
  const update = () => {
    if (!list.querySelector(".initial")) prepare(list, dataset);  // results may have been drawn before this
  };
  const observer = new MutationObserver(() => {
    update();
    observer.takeRecords();  // those of the update itself
  });
  if (dataset.recorded) counts = new Map(await fetch(dataset.recorded, { cache: "no-cache" }).then(response => response.json(), () => []));
  update();
  observer.observe(list, { childList: true, subtree: true });
}

if (form) watch(form);
else if (location.search.startsWith("?from=search")) history.replaceState(null, "", location.pathname + location.hash);

export {};  // a module, so that its names are its own
