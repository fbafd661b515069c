// @ts-check
// Shared by the search field, the comparison pickers and the search page: addresses, names, and HTML elements.

import { memoize } from "./index-reader.js";
import { openNames } from "./name-lookup.js";
import { normalize } from "./tokenizer.js";

/** @typedef {string | number | Node} Child */
/** @typedef {{ slug: string, name: string }} NamedTool */

// The action of the search form shows the form of all addresses: what precedes and what follows the name of a page.
const form = /** @type {HTMLFormElement} */ (document.querySelector("[role=search]"));
const [, base, end] = /** @type {RegExpMatchArray} */ (form.action.match(/^(.*\/)search(.*)$/));

export const searchFolder = base + "search/";

/** @param {string[]} names */
export const pageAddress = (...names) => base + names.map(encodeURIComponent).join("/") + end;

/** @param {string} slug */
export const toolAddress = slug => pageAddress("tools", slug);

/**
 * @param {{ slug: string }} a
 * @param {{ slug: string }} b
 */
export const versusAddress = (a, b) => pageAddress("compare", [a.slug, b.slug].sort().join("-vs-"));

const names = /* @__PURE__ */ memoize((/** @type {string} */ base) => openNames(base));

/** Return the name lookup; it is loaded once. */
export const loadNames = () => names(searchFolder);

/** Return whether a page exists; true if the request fails. */
export const pageExists = /* @__PURE__ */ memoize((/** @type {string} */ address) =>
  fetch(address, { method: "HEAD" }).then(({ ok }) => ok, () => true));

/**
 * Return where two tools are compared: on their page, or else in the browser on sites that publish the data for it;
 * undefined if there is neither.
 * @param {{ slug: string }} a
 * @param {{ slug: string }} b
 */
export async function comparisonAddress(a, b) {
  const address = versusAddress(a, b);
  const { compare } = document.documentElement.dataset;
  return await pageExists(address) ? address : compare && compare + a.slug + "," + b.slug;
}

/**
 * Return the first element that matches a selector; pages always have the elements that scripts ask for.
 * @template {HTMLElement} [Element=HTMLElement]
 * @param {string} selector
 */
export const find = selector => /** @type {Element} */ (document.querySelector(selector));

/**
 * Create an element. Content only ever becomes text or the value of an attribute.
 * @param {string} tag
 * @param {Record<string, string | number | boolean>} attributes
 * @param {Child[]} children
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, /** @type {string} */ (attributes[name]));
  element.append(.../** @type {string[]} */ (children));
  return element;
}

/**
 * Return a text with the words that begin like a term highlighted.
 * @param {string} text
 * @param {string[]} terms
 * @returns {Child[]}
 */
export function highlighted(text, terms) {
  return text.split(/([\p{L}\p{N}]+)/u).map(part => {
    const word = normalize(part);
    const matches = terms.some(term => term.length > 2 ? word.startsWith(term) : word === term);
    return matches ? make("mark", {}, part) : part;
  });
}

/**
 * Isolate a name from the text direction around it.
 * @param {Child[]} name
 */
export const bdi = (...name) => make("bdi", {}, ...name);

/**
 * Link to a tool.
 * @param {NamedTool} tool
 * @param {Child[]} more
 */
export const toolLink = (tool, ...more) => make("a", { href: toolAddress(tool.slug) }, bdi(tool.name), ...more);
