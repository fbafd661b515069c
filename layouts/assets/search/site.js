// Addresses of this site, as the search form's own address shows them, and elements.
const [, base, end] = document.querySelector("[role=search]").action.match(/^(.*\/)search(.*)$/);

export const files = `${base}search/`;
export const link = (...names) => base + names.map(encodeURIComponent).join("/") + end;
export const tool = slug => link("tools", slug);
export const versus = (a, b) => link("compare", [a, b].sort().join("-vs-"));
export const searchFor = text => `${link("search")}?q=${encodeURIComponent(text)}`;
const asked = new Map();

/** Tell whether there is a page; where nobody can be asked, there may be. */
export function exists(address) {
  if (!asked.has(address)) asked.set(address, fetch(address, { method: "HEAD" }).then(({ ok }) => ok, () => true));
  return asked.get(address);
}

/** Make an element; what comes from content is only ever text or an attribute's value. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Say that two tools have no comparison, and what there is in its place. */
export const unpaired = (a, b) => ["No page compares ", make("bdi", {}, a.name), " with ", make("bdi", {}, b.name), " yet. Read ",
  make("a", { href: tool(a.slug) }, make("bdi", {}, a.name)), " and ",
  make("a", { href: tool(b.slug) }, make("bdi", {}, b.name)), " one after the other."];
