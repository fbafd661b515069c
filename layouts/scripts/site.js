// What the box, the pickers and the search page share: the names, addresses, whose shape that of the search form shows, elements.
import { once } from "./files.js";
import { openNames } from "./names.js";

const [, base, end] = document.querySelector("[role=search]").action.match(/^(.*\/)search(.*)$/);

export const files = base + "search/";
export const link = (...names) => base + names.map(encodeURIComponent).join("/") + end;
export const tool = slug => link("tools", slug);
export const versus = (a, b) => link("compare", [a.slug, b.slug].sort().join("-vs-"));

export const named = once(() => openNames(files));

/** Tell whether there is such a page; where nobody can be asked, there may be. */
export const exists = once(address => fetch(address, { method: "HEAD" }).then(({ ok }) => ok, () => true));

/** Make an element. What comes from content is only ever text, or the value of an attribute. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

/** Show a name, in whatever direction it is written. */
export const bdi = (...name) => make("bdi", {}, ...name);

/** Lead to a tool. */
export const linked = (one, ...more) => make("a", { href: tool(one.slug) }, bdi(one.name), ...more);

/** Say that two tools have no comparison, and what there is in its place. */
export const unpaired = (a, b) => ["No page compares ", bdi(a.name), " with ", bdi(b.name), " yet. Read ", linked(a), " and ",
  linked(b), "."];
