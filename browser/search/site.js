// Addresses of this site, whose shape the address of the search form shows, and elements.
const [, base, end] = document.querySelector("[role=search]").action.match(/^(.*\/)search(.*)$/);
const asked = {};

export const files = base + "search/";
export const link = (...names) => base + names.map(encodeURIComponent).join("/") + end;
export const tool = slug => link("tools", slug);
export const versus = (a, b) => link("compare", [a.slug, b.slug].sort().join("-vs-"));
export const searchFor = text => link("search") + "?q=" + encodeURIComponent(text);

/** Tell whether there is such a page; where nobody can be asked, there may be. */
export const exists = address => asked[address] ??= fetch(address, { method: "HEAD" }).then(({ ok }) => ok, () => true);

/** Make an element. What comes from content is only ever text, or the value of an attribute. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

/** Show a name, in whatever direction it is written. */
export const bdi = (...name) => make("bdi", {}, ...name);

/** Say that two tools have no comparison, and what there is in its place. */
export const unpaired = (...tools) => ["No page compares ", bdi(tools[0].name), " with ", bdi(tools[1].name), " yet. Read ",
  ...tools.flatMap((one, number) => [number ? " and " : "", make("a", { href: tool(one.slug) }, bdi(one.name))]), "."];
