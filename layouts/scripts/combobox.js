// @ts-check
// A text field that completes names of tools: the search field of the header, and the comparison pickers.

import { bdi, comparisonAddress, loadNames, make, toolAddress } from "./site.js";
import { phrase } from "./words.js";

/** @import { NamedTool } from "./name-lookup.js" */

/** @typedef {[text: string, note: string, choose: () => void]} Option */

const MAX_OPTIONS = 8;
/** @type {WeakMap<HTMLInputElement, NamedTool>} The tool chosen in a field. */
const chosen = new WeakMap();
let lists = 0;

/**
 * Make a field a combobox (WAI-ARIA 1.2): the focus stays in the field, the arrow keys choose an option.
 * @param {HTMLInputElement} input
 */
export function attach(input) {
  const form = /** @type {HTMLFormElement} */ (input.form);
  const isPicker = form.matches(".pick"), id = "names-" + ++lists;
  const list = make("ul", { role: "listbox", id, class: "suggest", "aria-label": "Suggestions", hidden: "" });
  const status = make("p", { role: "status" });
  /** @type {HTMLInputElement[]} */
  const fields = [...form.querySelectorAll("[type=hidden], [type=text]")].map(field =>
    /** @type {HTMLInputElement} */ (field));
  const [first] = fields, { slug, more } = form.dataset;
  if (slug) chosen.set(first, /** @type {NamedTool} */ ({ slug, name: first.value }));
  const other = fields.find(field => field !== input);
  /** @type {Option[]} */
  let options = [];
  let active = -1, turn = 0;
  input.closest("div, form")?.append(list);
  form.append(status);
  input.setAttribute("aria-controls", id);

  /** @param {string} text */
  const announce = text => status.replaceChildren(make("span", { class: "hidden" }, text));

  /** @param {number} to Position of the option; -1 for none. */
  function activate(to) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const option = list.children[active];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} open */
  function show(open) {
    list.hidden = !open;
    input.ariaExpanded = String(open);
    activate(-1);
  }

  /**
   * @param {NamedTool} a
   * @param {NamedTool} b
   */
  async function compare(a, b) {
    const address = await comparisonAddress(a, b);
    if (address) location.assign(address);
    else form.submit();
  }

  /** Compare the tools of both fields; text without a choice counts as its best match. */
  async function settle() {
    const names = await loadNames();
    const [a, b] = await Promise.all(fields.map(async field =>
      chosen.get(field) ?? (field.value ? (await names.find(field.value))[0] : undefined)));
    if (a && b && a.slug !== b.slug) await compare(a, b);
    else form.submit();
  }

  /** @param {NamedTool} tool */
  function pick(tool) {
    input.value = tool.name;
    if (more) return location.assign(location.href + more + tool.slug);
    chosen.set(input, tool);
    if (other && !chosen.has(other) && !other.value) other.focus();
    else settle();
  }

  /**
   * @param {string} text
   * @returns {Promise<Option[]>}
   */
  async function optionsFor(text) {
    const names = await loadNames();
    const tools = await names.find(text, { limit: MAX_OPTIONS, exclude: other && chosen.get(other)?.slug });
    /** @param {NamedTool} tool */
    const shown = tool => tool.name.toLowerCase() + tool.label;
    /** @param {NamedTool} tool */
    const ambiguous = tool => tools.some(another => another !== tool && shown(another) === shown(tool));
    /** @type {Option[]} */
    const matches = tools.map(tool => [
      tool.name,
      tool.label + (ambiguous(tool) ? ", " + tool.slug : ""),
      () => isPicker ? pick(tool) : location.assign(toolAddress(tool.slug)),
    ]);
    if (isPicker) return matches;
    const compared = await names.comparison(text), [a, b, more] = compared;
    if (b) matches.unshift([compared.map(({ name }) => name).join(" vs "), /*_*/"comparison", () => more ? form.submit() : compare(a, b)]);
    return [...matches, [phrase("Search all for “{0}”", text), "", () => form.submit()]];
  }

  async function update() {
    const mine = ++turn, text = input.value.trim();
    if (!text && !isPicker) return show(false);
    try {
      const updated = await optionsFor(text);
      if (mine !== turn || document.activeElement !== input) return;
      options = updated;
    } catch {
      return announce(/*_*/"Suggestions failed to load.");
    }
    list.replaceChildren(...options.map(([text, note], number) =>
      make("li", { role: "option", id: id + "-" + number, "aria-selected": false },
        bdi(text), " ", make("small", {}, note))));
    show(options.length > 0);
    announce(phrase("{0} suggestions", options.length));
  }

  /** @param {number} number */
  function choose(number) {
    show(false);
    options[number][2]();
  }

  input.addEventListener("input", () => {
    chosen.delete(input);
    update();
  });
  input.addEventListener("focus", () => {
    if (isPicker && !chosen.has(input)) update();
  });
  input.addEventListener("blur", () => {
    turn++;
    show(false);
  });
  input.addEventListener("keydown", event => {
    const { key } = event, open = !list.hidden, size = options.length + 1;
    const step = { ArrowDown: 1, ArrowUp: size - 1 }[key];
    if (event.isComposing) return;
    if (step && open) activate((active + 1 + step) % size - 1);
    else if (step) update();
    else if (!open) return;
    else if (key === "Enter" && (active >= 0 || isPicker && input.value.trim())) choose(Math.max(active, 0));
    else if (key === "Escape") show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const target = /** @type {Element} */ (event.target);
    const number = [...list.children].indexOf(/** @type {Element} */ (target.closest("li")));
    if (number >= 0) choose(number);
  });
  if (isPicker) form.addEventListener("submit", event => {
    event.preventDefault();
    settle().catch(() => form.submit());
  });
  if (document.activeElement === input) update();
  loadNames().catch(() => {});  // before the first key
}
