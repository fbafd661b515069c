// @ts-check
// Filters and sorts a list of tools or comparisons, and ranks it by the reader's own weights. The state is in the URL;
// the data is loaded on first use.

import { picture } from "./picture.js";
import { ranked } from "./weights.js";
import { filled, phrase } from "./words.js";

/**
 * A field of the tools: a choice has values and the numbers of each tool's values, a version the number of its value, a
 * range two ends, others a value.
 * @typedef {{ name: string, label: string, kind: string, badge?: number, unit?: string, values: [string, string][],
 *   column: (number | (number | null)[] | string | null)[] }} Field
 * @typedef {{ tools: [name: string, slug: string, score: string, summary: string, picture: string][], fields: Field[] }} Data
 * @typedef {{ field: Field, accepts: (tool: number) => boolean }} Condition
 */

const PAGE_SIZE = 100, DELAY = 200, MOST_BADGES = 4, BADGE_VALUES = 2;  // entries, milliseconds
const panel = /** @type {HTMLDetailsElement} */ (document.querySelector(".browse"));
const form = /** @type {HTMLFormElement} */ (panel.querySelector("form"));
const mark = /** @type {HTMLElement} */ (panel.querySelector("summary span"));
const message = /** @type {HTMLElement} */ (document.querySelector(".count"));
const list = /** @type {HTMLElement} */ (document.querySelector(".results"));
const { data: source = "", comparisons, weights, address = "", only = "", order = "" } = panel.dataset;
const { noun = "", nouns = "" } = panel.dataset;
const language = document.documentElement.lang + "-u-nu-latn";  // with the digits of the pages
const original = [...list.childNodes];
panel.hidden = false;
/** @type {Data} */
let data;
/** @type {number[]} */
let members;  // tools of this list, in its order
/** @type {[number, number][]} */
const pairs = [];
/** @type {import("./weights.js").Basis | undefined} */
let basis;  // of scores, on the rankings
/** @type {Map<number, import("./weights.js").Place>} */
let places = new Map();  // by tool, with the reader's weights
/** @type {Promise<void> | undefined} */
let loading;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

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
 * Return the numbers of a tool's values of a choice.
 * @param {Field} field
 * @param {number} tool
 */
const held = (field, tool) => /** @type {number[]} */ ([field.column[tool]].flat());

/**
 * @param {string} url
 * @param {RequestInit} [options]
 */
async function json(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw Error(url + ": " + response.status);
  return response.json();
}

/** Load the data once, and create the form. */
function open() {
  loading ??= load().catch(() => {
    loading = undefined;
    message.textContent = /*_*/"The filters failed to load. Close and open them to try again.";
  });
  return loading;
}

async function load() {
  message.textContent = /*_*/"Loading the filters";
  const names = await json(source, { cache: "no-cache" });  // each contains a hash
  const part = (/** @type {string} */ name) => json(source.replace(/[^/]*$/, names[name]));
  const [loaded, flat, scores] = await Promise.all([part("tools"), comparisons ? part("comparisons") : [], weights && part("weights")]);
  data = loaded;
  basis = scores;
  for (let at = 0; at < flat.length; at += 2) pairs.push([flat[at], flat[at + 1]]);
  const [name, value] = only.split("=");
  const fixed = data.fields.find(field => field.name === name);
  const number = fixed?.values?.findIndex(([known]) => known === value) ?? -1;
  members = [...data.tools.keys()].filter(tool => !fixed || held(fixed, tool).includes(number));
  form.replaceChildren(...controls(data.fields.filter(field => field !== fixed)));
  message.textContent = "";
  restore();
}

/** @param {Field[]} fields */
function controls(fields) {
  const sortable = fields.filter(field => field.kind !== "choice");
  const orders = [["", order], ...comparisons ? [] : [["name", /*_*/"Name, A to Z"]],
    ...comparisons ? [] : sortable.flatMap(({ name, label, kind }) => [
      ["-" + name, kind === "date" ? phrase("{0}, newest first", label) : phrase("{0}, highest first", label)],
      ["+" + name, kind === "date" ? phrase("{0}, oldest first", label) : phrase("{0}, lowest first", label)]])];
  const options = orders.map(([value, label]) => make("option", { value }, label));
  return [
    make("label", {}, (comparisons ? /*_*/"Both names or summaries contain" : /*_*/"Name or summary contains") + " ", make("input", { type: "search", name: "q", maxlength: 100 })),
    ...comparisons ? [] : [make("label", {}, /*_*/"Sort by", " ", make("select", { name: "sort" }, ...options))],
    ...basis ? [weightControls(basis)] : [],
    ...fields.flatMap(control),
    make("p", { class: "actions" }, make("button", { type: "reset", class: "button" }, /*_*/"Remove all filters")),
  ];
}

/** @param {import("./weights.js").Basis} basis */
const weightControls = ({ components, weights: [usual] }) => make("fieldset", { class: "range" },
  make("legend", {}, /*_*/"Your weights; only their proportions matter"),
  ...components.map(([id, label], part) => make("label", {}, label + " ",
    make("input", { type: "number", name: "w." + id, min: 0, max: 1000, step: "any", value: usual[part] }))));

/**
 * Return the controls of a field; none if the tools of the list do not differ in it.
 * @param {Field} field
 */
function control(field) {
  const { name, label, kind, unit, values, column } = field;
  if (kind !== "choice") {
    if (new Set(members.map(tool => String(column[tool]))).size < 2) return [];
    const bounds = kind === "number" || kind === "version" ? [["min", /*_*/"at least {0}"], ["max", /*_*/"at most {0}"]] : [["min", /*_*/"from {0}"], ["max", /*_*/"to {0}"]];
    const box = (/** @type {string} */ end) => kind === "version" ?
      make("select", { name: name + "." + end }, make("option", { value: "" }, phrase("any {0}", "").trim()), ...values.map(([text]) => make("option", {}, text)).reverse()) :
      make("input", { type: kind === "date" ? kind : "number", name: name + "." + end, step: "any" });
    return [make("fieldset", { class: "range" }, make("legend", {}, label + (unit ? " (" + unit + ")" : "")),
      ...bounds.map(([end, text]) => make("label", {}, ...filled(text, box(end)))))];
  }
  const times = count(field, members);
  const used = [...values.keys()].filter(value => times[value]).sort((a, b) => times[b] - times[a]);
  if (!used.length || used.length < 2 && times[used[0]] === members.length) return [];
  const boxes = used.map(value => make("label", {},
    make("input", { type: "checkbox", name, value: values[value][0] }),
    make("span", {}, values[value][1]), " ", make("small", { "data-value": value }, String(times[value]))));
  return [make("fieldset", { "data-field": name }, make("legend", {}, label), make("div", {}, ...boxes))];
}

/**
 * Return how many of some tools have each value of a choice.
 * @param {Field} field
 * @param {number[]} tools
 */
function count(field, tools) {
  const times = field.values.map(() => 0);
  for (const tool of tools) for (const value of held(field, tool)) times[value]++;
  return times;
}

/** Return the state of the form as the parameters of the URL. */
function parameters() {
  const state = new URLSearchParams();
  for (const element of form.elements) {
    const { name, type, checked, value, defaultValue, validity } = /** @type {HTMLInputElement} */ (element);
    if (type === "checkbox" ? checked : name && value.trim() && value !== defaultValue && validity.valid) state.append(name, value.trim());
  }
  return state;
}

/** Set the form to the parameters of the URL, and show the list. */
function restore() {
  const state = new URLSearchParams(location.search);
  for (const element of form.elements) {
    const input = /** @type {HTMLInputElement} */ (element);
    if (input.type === "checkbox") input.checked = state.getAll(input.name).includes(input.value);
    else if (input.name) input.value = state.get(input.name) ?? input.defaultValue ?? "";
    if (input.name === "sort" && !input.value) input.value = "";
  }
  draw();
}

/**
 * Return the conditions that the form sets.
 * @param {URLSearchParams} state
 */
function conditions(state) {
  /** @type {Condition[]} */
  const set = [];
  for (const field of data.fields) {
    const { name, kind, column, values } = field;
    const wanted = new Set(kind === "choice" ? state.getAll(name).map(value => values.findIndex(known => known[0] === value)) : []);
    if (wanted.size) set.push({ field, accepts: tool => held(field, tool).some(value => wanted.has(value)) });
    for (const [end, sign] of /** @type {[string, number][]} */ ([["min", 1], ["max", -1]])) {
      const text = state.get(name + "." + end);
      if (kind === "choice" || !text) continue;
      const bound = kind === "date" ? text : kind === "version" ? values.findIndex(([known]) => known === text) : Number(text);
      set.push({ field, accepts: tool => column[tool] !== null && (sign > 0 ? limit(field, tool, 1) >= bound : limit(field, tool, 0) <= bound) });
    }
  }
  return set;
}

/**
 * Return the lower (0) or the upper (1) end of a tool's value.
 * @param {Field} field
 * @param {number} tool
 * @param {number} end
 */
function limit({ column, kind }, tool, end) {
  const value = /** @type {any} */ (column[tool]);
  return kind === "range" ? value[end] ?? (end ? Infinity : -Infinity) : value;
}

/**
 * Return the tools in the order that the form asks for; tools without a value are last.
 * @param {number[]} tools
 * @param {string} sort
 */
function sorted(tools, sort) {
  if (sort === "name") {
    const { compare } = new Intl.Collator(language);
    return tools.toSorted((a, b) => compare(data.tools[a][0], data.tools[b][0]));
  }
  const field = data.fields.find(known => known.name === sort.slice(1));
  if (!field || field.kind === "choice") return tools;
  const sign = sort.startsWith("-") ? -1 : 1, value = (/** @type {number} */ tool) => limit(field, tool, sign < 0 ? 1 : 0);
  const unknown = (/** @type {number} */ tool) => field.column[tool] === null;
  return [...tools.filter(tool => !unknown(tool)).sort((a, b) => value(a) === value(b) ? 0 : value(a) < value(b) ? -sign : sign),
    ...tools.filter(unknown)];
}

/** Show what the form asks for: the page as it was if nothing is set. */
function draw() {
  const state = parameters(), set = conditions(state), text = (state.get("q") ?? "").toLowerCase();
  const named = members.filter(tool => !text || (data.tools[tool][0] + " " + data.tools[tool][3]).toLowerCase().includes(text));
  for (const group of form.querySelectorAll("[data-field]")) {
    const field = /** @type {Field} */ (data.fields.find(known => known.name === /** @type {HTMLElement} */ (group).dataset.field));
    const others = set.filter(condition => condition.field !== field);
    const times = count(field, named.filter(tool => others.every(({ accepts }) => accepts(tool))));
    for (const small of group.querySelectorAll("small")) {
      const number = times[Number(small.dataset.value)];
      small.textContent = String(number);
      small.parentElement?.classList.toggle("none", !number);
    }
  }
  const total = [...state].length;
  mark.textContent = total ? " " + phrase("({0} set)", total) : "";
  if (!total) {
    list.replaceChildren(...original);
    message.textContent = "";
    return;
  }
  const kept = new Set(named), own = basis?.components.map(([id]) => state.has("w." + id) ? Number(state.get("w." + id)) : NaN) ?? [];
  const ranking = basis && own.some(weight => !isNaN(weight)) ? ranked(basis, own, tool => data.tools[tool][1]) : [];
  places = new Map(ranking.map(here => [here.tool, here]));
  const inOrder = ranking.length ? ranking.map(({ tool }) => tool).filter(tool => kept.has(tool)) : named;
  const passing = sorted(inOrder.filter(tool => set.every(({ accepts }) => accepts(tool))), state.get("sort") ?? "");
  const chosen = new Set(passing);
  const shown = comparisons ? pairs.filter(([a, b]) => chosen.has(a) && chosen.has(b)).map(pairEntry) : passing.map(toolEntry);
  message.textContent = phrase("{0} {1}", shown.length.toLocaleString(language), shown.length === 1 ? noun : nouns);
  const entries = make(comparisons ? "ul" : "ol", { class: comparisons ? "" : "entries" });
  const more = make("button", { type: "button", class: "button" });
  list.replaceChildren(...shown.length ? [entries, more] : [make("p", { class: "unknown" }, phrase("No {0} matches these filters.", noun))]);
  show(shown, entries, more);
}

/**
 * Append the next entries; they are created only now.
 * @param {(() => Element)[]} shown
 * @param {HTMLElement} entries
 * @param {HTMLElement} more
 */
function show(shown, entries, more) {
  const start = entries.childElementCount, next = shown.slice(start, start + PAGE_SIZE).map(create => create());
  entries.append(...next);
  if (start) /** @type {HTMLElement | null} */ (next[0]?.querySelector("a"))?.focus();
  more.hidden = entries.childElementCount >= shown.length;
  more.textContent = phrase("Show more ({0} of {1} shown)", entries.childElementCount, shown.length);
  more.onclick = () => show(shown, entries, more);
}

/** @param {string} slug */
const href = slug => address.replace("*", () => encodeURIComponent(slug));

/** @param {[number, number]} pair */
const pairEntry = ([a, b]) => () => make("li", {}, make("a", { href: href([data.tools[a][1], data.tools[b][1]].sort().join("-vs-")) },
  phrase("{0} vs {1}", data.tools[a][0], data.tools[b][0])));

/** @param {number} tool */
const toolEntry = tool => () => {
  const [name, slug, usual, summary, code] = data.tools[tool], here = places.get(tool), score = here?.shown ?? usual;
  const badges = data.fields.filter(field => field.badge).map(field => badge(field, tool)).filter(text => text);
  if (here && here.total !== null) badges.unshift(phrase("number {0} with your weights", here.place));
  return make("li", {},
    ...score ? [make("span", { class: score.length > 3 ? "number range" : "number", role: "img", "aria-label": phrase("Score {0} of 100", score) }, score)] : [],
    picture(code), make("div", {}, make("h2", {}, make("a", { href: href(slug) }, make("bdi", {}, name))), make("p", {}, summary),
      make("ul", { class: "badges" }, ...badges.slice(0, MOST_BADGES).map(text => make("li", {}, text)))));
};

/**
 * Return the short text that an entry shows of a field.
 * @param {Field} field
 * @param {number} tool
 */
function badge(field, tool) {
  const value = field.column[tool];
  if (field.kind === "choice") return held(field, tool).slice(0, BADGE_VALUES).map(known => field.values[known][1]).join(", ");
  return value ? field.label + ": " + value.toLocaleString(language) : "";
}

/**
 * Put the state into the URL and show the list. Searches while typing replace the history entry.
 * @param {boolean} [typing]
 */
function update(typing) {
  clearTimeout(timer);
  const query = parameters().toString();
  history[typing ? "replaceState" : "pushState"](null, "", location.pathname + (query && "?" + query));
  draw();
}

panel.addEventListener("toggle", () => { if (panel.open) open(); });
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("change", event => {
  if (!/** @type {Element} */ (event.target).matches("[type=search], [type=number], [type=date]")) update();
});
form.addEventListener("input", event => {
  if (!/** @type {Element} */ (event.target).matches("[type=search], [type=number], [type=date]")) return;
  clearTimeout(timer);
  timer = setTimeout(update, DELAY, true);
});
form.addEventListener("reset", () => { setTimeout(update); });
addEventListener("popstate", () => { if (data) restore(); });
if (location.search && !/[?&]tools=/.test(location.search)) open();  // which compare.js reads
