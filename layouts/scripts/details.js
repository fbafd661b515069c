// @ts-check
// What the search page shows after the results: pictures, the filters that the question asked for, the pages that answer it,
// the sentences that match, and the preview of a comparison. Loaded when results are drawn, so that they do not wait for it.
// Also what the page for unknown addresses suggests.

import { picture } from "./picture.js";
import { bdi, comparisonAddress, find, highlighted, make, pageAddress, pageExists, toolLink, versusAddress } from "./site.js";
import { suggested } from "./suggested.js";
import { filled, phrase } from "./words.js";

/** @import { Hit, Results } from "./bm25.js" */
/** @import * as Lookup from "./name-lookup.js" */
/** @import { Child, NamedTool } from "./site.js" */

const EXPLAINED = 3;  // results that show a sentence of the page of the tool

/**
 * Return a link to a comparison, if there is one.
 * @param {NamedTool} a
 * @param {NamedTool} b
 * @returns {Promise<Child[]>}
 */
async function comparisonOf(a, b) {
  const href = await comparisonAddress(a, b);
  return href ? filled("{0} side by side", make("a", { href }, ...filled("{0} vs {1}", bdi(a.name), bdi(b.name)))) : [];
}

/**
 * Return the pages that answer a question: comparisons of the tools it names, or alternatives to one.
 * @param {Results} results
 * @returns {Promise<Child[]>}
 */
export async function answers({ compared, replaced }) {
  const pairs = compared.flatMap((a, place) => compared.slice(place + 1).map(b => comparisonOf(a, b)));
  const lines = (await Promise.all(pairs)).map(line => make("span", {}, ...line));
  if (replaced) {
    const href = pageAddress("alternatives", replaced.slug);
    if (await pageExists(href)) lines.push(make("a", { href }, ...filled("Alternatives to {0}", bdi(replaced.name))));
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

/** Show about the last two ticked tools the verdict of their comparison, and a link to it. */
async function preview() {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".results :checked"));
  const [a, b] = [...boxes].slice(-2).map(({ value, name }) => ({ slug: value, name }));
  const verdict = b && (await pageAt(versusAddress(a, b)))?.querySelector("#verdict strong");
  const lines = b ? [verdict ? verdict.textContent + " " : "", ...await comparisonOf(a, b)] : [];
  find(".preview").replaceChildren(.../** @type {string[]} */ (lines));
}

/**
 * Return a button for each filter that the question asked for; it removes the filter.
 * @param {Results["wishes"]} wishes
 * @param {(facet: string) => void} remove
 */
export const filterButtons = (wishes, remove) => wishes.map(({ id, label, values }) => {
  const text = label + ": " + values.join(", ");
  const button = make("button", { type: "button", class: "button", "aria-label": phrase("Remove filter {0}", text) }, text + " ×");
  button.addEventListener("click", () => remove(id));
  return button;
});

/**
 * Put the pictures of tools before their results; the style sheet keeps the place free. Also make the boxes of results work.
 * @param {HTMLElement[]} cards
 * @param {Hit[]} hits
 */
export function illustrate(cards, hits) {
  for (const [place, hit] of hits.entries()) {
    if (hit.picture) cards[place].prepend(picture(hit.picture));
    cards[place].addEventListener("change", preview);
  }
  preview();  // boxes that were ticked before this was loaded
}

/**
 * Add to the first results the sentence about their best capability that has most of the words, from the tool's page.
 * @param {HTMLElement[]} cards
 * @param {string[]} marks
 */
export async function explain(cards, marks) {
  for (const card of cards.slice(0, EXPLAINED)) {
    const link = /** @type {HTMLAnchorElement | null} */ (card.querySelector("ul a"));
    const text = link && (await pageAt(link.href))?.querySelector(link.hash + " .text")?.textContent || "";
    const [best] = text.split(/(?<=[.!?]) /).map(line => make("p", {}, ...highlighted(line, marks)))
      .sort((a, b) => b.childElementCount - a.childElementCount);
    if (best.childElementCount) link?.after(best);
  }
}

/**
 * Add suggestions to the not-found page.
 * @param {Element} place
 * @param {Lookup.NameLookup} names
 */
export async function suggestPages(place, names) {
  const tools = await suggested(location.pathname, names);
  if (!tools.length) return;
  const items = tools.map(tool => make("li", {}, toolLink(tool, " ", make("small", {}, tool.label))));
  place.append(/*_*/"Did you mean ", make("ul", { class: "chips" }, ...items));
}
