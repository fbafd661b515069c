// @ts-check
// Compares the tools that the address of the page names, /compare/?tools=a,b, in any order. The state is in the URL:
// `tools`, `differences` and the keys of `hidden` rows. Data are the documents of the tools, loaded on first use.

import { common, judge, nameOf, shared, table } from "./comparison.js";
import { picture } from "./picture.js";
import { filled, phrase } from "./words.js";

/** @import { Row, Rules, Side, Tool } from "./comparison.js" */

/** @param {string} selector */
const all = selector => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
/** @param {string} selector */
const find = selector => all(selector)[0];

const MOST_LOADED = 8;  // of the tools that an address names
/** @type {Rules} */
const rules = JSON.parse(find(".any").dataset.rules ?? "");
const [place, chosen, status, output, heading] = [".any", ".chosen", ".said-aloud", ".compared", "h1"].map(find);
const form = /** @type {HTMLFormElement} */ (find(".any form"));
const usual = all(".lede, .pick, .browse, .count, .results").filter(element => !place.contains(element));
const canonical = /** @type {HTMLLinkElement | undefined} */ (find("link[rel=canonical]"));
const before = { title: document.title, heading: heading.textContent, canonical: canonical?.href };
/** @type {Map<string, Promise<Tool | undefined>>} */
const requests = new Map();
/** @type {Tool[]} */
let tools = [];
/** @type {Set<string>} */
let hidden = new Set();
let differences = false, turn = 0;

/**
 * Create an element. Content only ever becomes text or the value of an attribute.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(string | Node)[]} children
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {string} label
 * @param {string} shown
 * @param {() => void} act
 */
function button(label, shown, act) {
  const element = make("button", { type: "button", class: "button", "aria-label": label, title: label }, shown);
  element.addEventListener("click", act);
  return element;
}

/** @param {string} name */
const bdi = name => make("bdi", {}, name);

/** @param {string} url */
const hrefOf = url => new URL(url).pathname;

/** @param {Tool} a @param {Tool} b */
const pageOf = (a, b) => a.comparisons.find(({ slug }) => slug === b.slug)?.comparison;

/** @param {number} side */
const letter = side => "abcd"[side];

/**
 * Load the document of a tool once; undefined if there is no such tool.
 * @param {string} slug
 */
function load(slug) {
  let request = requests.get(slug);
  if (!request) {
    request = fetch(rules.data.replace("*", () => encodeURIComponent(slug))).then(response => {
      if (response.status === 404) return;
      if (!response.ok) throw Error(response.statusText);
      return response.json();
    });
    request.catch(() => requests.delete(slug));
    requests.set(slug, request);
  }
  return request;
}

/** @param {string[]} slugs */
function address(slugs) {
  const list = (/** @type {string[]} */ values) => values.map(encodeURIComponent).join(",");
  return location.pathname + (differences ? "?differences=1&" : "?") + (hidden.size ? "hidden=" + list([...hidden]) + "&" : "") +
    "tools=" + list(slugs);
}

/** @param {string} name */
const listed = name => (new URLSearchParams(location.search).get(name) ?? "").split(",").map(text => text.trim()).filter(text => text);

/** Show what the URL asks for. */
async function restore() {
  const mine = ++turn, slugs = [...new Set(listed("tools"))].slice(0, MOST_LOADED);
  hidden = new Set(listed("hidden"));
  differences = listed("differences")[0] === "1";
  if (slugs.length) status.textContent = /*_*/"Loading the comparison";
  try {
    const loaded = await Promise.all(slugs.map(load));
    if (mine !== turn) return;
    const found = loaded.filter(tool => tool !== undefined);
    tools = found.slice(0, rules.most);
    const missing = slugs.filter((_, at) => !loaded[at]).map(slug => phrase("There is no “{0}” on this site.", slug));
    const extra = found.length > rules.most ? [phrase("Only the first {0} are compared.", rules.most)] : [];
    if (tools.length) note();
    draw([...missing, ...extra]);
    status.textContent = tools.length ? [...missing, ...extra, phrase("Comparing {0}", tools.map(nameOf).join(", "))].join(" ") : missing.join(" ");
  } catch {
    if (mine !== turn) return;
    tools = [];
    draw([/*_*/"The comparison failed to load. Reload the page to try again."]);
  }
}

/**
 * Compare these tools from now on, and announce why.
 * @param {Tool[]} next
 * @param {string} message
 * @param {string} [focus] Selector of the element that gets the focus.
 */
function change(next, message, focus) {
  turn++;
  tools = next;
  history.pushState(null, "", tools.length ? address(tools.map(({ slug }) => slug)) : location.pathname);
  draw([]);
  status.textContent = message;
  (focus && find(focus) || find(tools.length ? ".chosen button:not([disabled])" : ".pick [type=text]"))?.focus();
}

/** Put what is shown into the URL; `tools` is last, because the field that adds a tool appends to the URL. */
function note() {
  history.replaceState(null, "", address(tools.map(({ slug }) => slug)));
}

/** @param {string[]} notices */
function draw(notices) {
  const active = tools.length > 0 || notices.length > 0, names = tools.map(nameOf).reduce((a, b) => a && phrase("{0} vs {1}", a, b) || b, "");
  place.hidden = !active;
  for (const element of usual) element.hidden = tools.length > 0;
  heading.replaceChildren(...tools.length ? tools.flatMap((tool, side) => [...side ? [" ", make("span", { class: "vs" }, rules.messages.vs), " "] : [], bdi(nameOf(tool))]) :
    [before.heading ?? ""]);
  document.title = names ? names + " | " + rules.site : before.title;
  if (canonical) canonical.href = (tools.length === 2 && pageOf(tools[0], tools[1])) || (before.canonical ?? "");
  form.hidden = tools.length >= rules.most || !tools.length;
  chosen.replaceChildren(...notices.map(text => make("p", { class: "notice" }, text)), ...tools.length ? [picked()] : []);
  output.replaceChildren(...tools.length > 1 ? comparison() :
    tools.length ? [make("p", {}, ...filled("Add another to compare it with {0}.", bdi(nameOf(tools[0]))))] : []);
}

/** Return the list of the tools, with buttons to move and remove each. */
function picked() {
  return make("ol", { class: "order", "aria-label": /*_*/"Compared" }, ...tools.map((tool, side) => {
    const step = (/** @type {number} */ by) => {
      const at = side + by, next = [...tools];
      next[side] = next[at];
      next[at] = tool;
      const number = by < 0 ? at ? 1 : 2 : at < tools.length - 1 ? 2 : 1;  // the button of the other way at an end
      change(next, phrase("{0} is now number {1} of {2}.", nameOf(tool), at + 1, tools.length),
        `.order li:nth-child(${at + 1}) button:nth-of-type(${number})`);
    };
    const [left, right] = [button(phrase("Move {0} left", nameOf(tool)), "←", () => step(-1)), button(phrase("Move {0} right", nameOf(tool)), "→", () => step(1))];
    left.toggleAttribute("disabled", !side);
    right.toggleAttribute("disabled", side === tools.length - 1);
    const remove = button(phrase("Remove {0}", nameOf(tool)), "×", () => change(tools.filter(other => other !== tool), phrase("{0} removed.", nameOf(tool)),
      `.order li:nth-child(${Math.min(side + 1, tools.length - 1)}) button:last-of-type`));
    return make("li", { class: letter(side) }, picture(tool.basis.picture), make("a", { href: hrefOf(tool.url) }, bdi(nameOf(tool))), " ", left, right, remove);
  }));
}

function comparison() {
  const pairs = tools.flatMap((a, at) => tools.slice(at + 1).map(b => /** @type {[Tool, Tool]} */ ([a, b])));
  return [...tools.length === 2 ? verdict(...pairs[0]) : [], ...glance(table(tools, rules)), ...capabilities(),
    ...tools.length > 2 ? [make("h2", {}, /*_*/"Two at a time"), make("ul", {}, ...pairs.map(pairLine))] : []];
}

/** @param {Tool} a @param {Tool} b */
const pairName = (a, b) => filled("{0} vs {1}", bdi(nameOf(a)), bdi(nameOf(b)));

/** @param {[Tool, Tool]} pair */
function pairLine([a, b]) {
  const { headline, facts } = judge(a, b, rules), page = pageOf(a, b), href = page ? hrefOf(page) : location.pathname + "?tools=" + a.slug + "," + b.slug;
  return make("li", {}, make("a", { href }, ...pairName(a, b)), (facts[0] ?? headline) && ": " + (facts[0] ?? headline));
}

/** @param {Tool} a @param {Tool} b */
function verdict(a, b) {
  const { headline, reasons, facts, tens } = judge(a, b, rules);
  const page = pageOf(a, b), more = page ? [make("p", {}, ...filled("{0} has more: reasons to choose, and sources.", make("a", { href: hrefOf(page) }, ...filled("The page on {0}", pairName(a, b)))))] : [];
  const bar = tens ? [phrase("{0} leads in about {1} of 10 ways to weigh the score, {2} in {3}.", nameOf(a), tens[0], nameOf(b), tens[1])] : [];
  const [first, ...rest] = [...facts, ...headline ? [headline] : []], text = [...rest, ...reasons, ...bar].join(" ");
  const answer = [...first ? [make("p", {}, make("strong", {}, first))] : [], ...text ? [make("p", {}, text)] : []];
  return [...more, ...answer.length ? [make("div", { class: "answer" }, ...answer)] : []];
}

/** @param {string} first */
const head = first => make("thead", {}, make("tr", {}, make("th", { scope: "col" }, make("span", { class: "hidden" }, first)),
  ...tools.map((tool, side) => make("th", { scope: "col", class: letter(side) }, bdi(nameOf(tool))))));

/** @param {Row[]} rows */
function glance(rows) {
  const shown = rows.filter(row => !hidden.has(row.key)), rest = rows.filter(row => hidden.has(row.key));
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id: "differences" }));
  box.checked = differences;
  box.addEventListener("change", () => {
    differences = box.checked;
    note();
    status.textContent = differences ? /*_*/"Only differences are shown." : /*_*/"All rows are shown.";
  });
  const bodies = [make("tbody", {})];
  let group = "";
  for (const row of shown) {
    if (row.group !== group && row.group)
      bodies.push(make("tbody", {}, make("tr", { class: "group" }, make("th", { colspan: tools.length + 1, scope: "rowgroup" }, row.group))));
    group = row.group;
    bodies[bodies.length - 1].append(...line(row));
  }
  return [
    make("h2", {}, /*_*/"At a glance"),
    make("label", { class: "switch" }, box, " ", /*_*/"Only differences"),
    make("table", { class: "glance" }, head(/*_*/"Fact"), ...bodies),
    ...rest.length ? [make("p", { class: "hidden-rows small" }, /*_*/"Hidden rows, shown again by a click:", " ",
      ...rest.map(row => button(phrase("Show {0}", row.label), row.label, () => toggle(row))))] : [],
  ];
}

/** @param {Row} row */
function toggle(row) {
  const shows = hidden.delete(row.key);
  if (!shows) hidden.add(row.key);
  const rows = all(".any .hide"), at = rows.findIndex(element => element.dataset.key === row.key);
  const next = shows ? row.key : (rows[at + 1] ?? rows[at - 1])?.dataset.key;
  note();
  draw([]);
  status.textContent = shows ? phrase("{0} is shown again.", row.label) : phrase("{0} is hidden.", row.label);
  (all(".any .hide").find(element => element.dataset.key === next) ?? find(".hidden-rows button"))?.focus();
}

/** @param {Row} row */
function line(row) {
  const split = !row.same && (row.notes.length > 0 || row.sides.some(side => side.shared.length));
  const rest = row.sides.some(side => side.own.length || side.kinds);
  const hide = button(phrase("Hide {0}", row.label), "×", () => toggle(row));
  hide.className = "hide";
  hide.dataset.key = row.key;
  const first = make("th", { scope: "row", ...split && rest ? { rowspan: 2 } : {} }, row.label, " ", hide);
  const both = (/** @type {(string | Node)[]} */ ...content) => make("td", { class: "both", colspan: tools.length }, ...content);
  if (row.same) return [make("tr", { class: "same", id: "row-" + row.key }, first, both(...value(row.sides[0])))];
  const cells = row.sides.map((side, at) => make("td", side.better ? { class: "better" } : {}, ...label(at),
    ...split ? entries(side.own, side.kinds || /*_*/"no others listed") : value(side),
    ...split && side.own.length ? small(side.kinds) : [],
    ...side.better ? [" ", make("span", { class: "mark" }, tools.length > 2 ? rules.messages.best : rules.messages.better)] : []));
  if (!split) return [make("tr", { id: "row-" + row.key }, first, ...cells)];
  return [make("tr", { id: "row-" + row.key }, first, both(...entries(common(row.sides), ""), ...small(row.notes.join(" ")))),
    ...rest ? [make("tr", {}, ...cells)] : []];
}

/**
 * Return the name of a tool for a cell of a narrow page, where three or four do not have a column each.
 * @param {number} side
 */
const label = side => tools.length > 2 ? [make("span", { class: "of " + letter(side) }, bdi(nameOf(tools[side])))] : [];

/** @param {string} [note] */
const small = note => note ? [" ", make("small", {}, note)] : [];

/** @param {Side} side */
function value({ fact, known }) {
  const { text = "", items, url = "", note } = fact;
  if (!known) return [make("span", { class: "unknown" }, fact.applies === false ? /*_*/"does not apply" : rules.messages.unknown)];
  const content = items ? entries(items, "") : [/^https?:/.test(url) ? make("a", { href: url, rel: "nofollow ugc noopener" }, text) : text];
  return [...content, ...small(note)];
}

/**
 * @param {string[]} items
 * @param {string} none
 */
const entries = (items, none) => items.length ? [make("ul", { class: "tags" }, ...items.map(item => make("li", {}, item)))] : [none];

/** Return what several tools can do, and what only one can; nothing unless two of them document capabilities. */
function capabilities() {
  const without = tools.filter(tool => !tool.basis.capabilities);
  if (tools.length - without.length < 2) return [];
  const groups = shared(tools);
  const link = (/** @type {Tool} */ tool, /** @type {number} */ place) => {
    const { title, anchor } = /** @type {import("./comparison.js").Capability[]} */ (tool.basis.capabilities)[place];
    return make("a", { href: hrefOf(tool.url) + "#c-" + anchor }, title);
  };
  const rows = groups.map(({ places, name, reason }) => make("tr", tools.every((_, side) => places[side] !== undefined) ? { class: "same" } : {},
    make("th", { scope: "row" }, name, ...reason ? [" ", make("small", {}, reason)] : []),
    ...tools.map((tool, side) => {
      const place = places[side];
      return make("td", {}, ...label(side), place === undefined ? make("span", { class: "unknown" }, /*_*/"not documented") : link(tool, place));
    })));
  const only = tools.map((tool, side) => {
    const taken = new Set(groups.map(({ places }) => places[side]));
    return (tool.basis.capabilities ?? []).flatMap((_, place) => taken.has(place) ? [] : [link(tool, place)]);
  });
  return [
    make("h2", {}, /*_*/"Capabilities"),
    ...rows.length ? [make("table", { class: "glance" }, head(/*_*/"Capability"), make("tbody", {}, ...rows))] : [make("p", {}, /*_*/"None in common.")],
    ...tools.flatMap((tool, side) => only[side].length ? [make("details", { class: letter(side) },
      make("summary", {}, ...filled("{0} more of {1}", String(only[side].length), bdi(nameOf(tool)))), make("ul", {}, ...only[side].map(item => make("li", {}, item))))] : []),
    ...without.map(tool => make("p", { class: "small" }, ...filled("No capabilities of {0} are documented.", bdi(nameOf(tool))))),
  ];
}

addEventListener("popstate", restore);
if (location.search) restore();
