// @ts-check
// Runs on every page: loads the search bundle when a reader first uses a search field or a comparison picker.

/** @import * as SearchBundle from "./search.js" */

const form = /** @type {HTMLElement | null} */ (document.querySelector("#search"));
const FIELDS = ".find input, .pick [type=text]";
/** @type {WeakSet<Element>} */
const attached = new WeakSet();
/** @type {Promise<Response> | undefined} */
let first;
/** @type {Promise<void> | undefined} */
let opened;

/**
 * Load the bundle, and at the same time the beginning of the index on the search page, elsewhere the file that names it.
 * @param {(search: typeof SearchBundle) => void} use
 */
async function load(use) {
  if (form?.dataset.stemmer) import(form.dataset.stemmer);
  first ??= fetch(import.meta.resolve(form ? "../../search/start" : "../../search/current.json"), { cache: "no-cache" });
  const search = await import("./search.js");
  search.usePrefetched(first);
  use(search);
}

function openPage() {
  opened ??= load(search => search.openPage());
}

/** @param {Element} target The document itself has neither `matches` nor `closest`. */
function touched(target) {
  if (target.matches?.(FIELDS) && !attached.has(target)) {
    attached.add(target);
    load(search => search.attach(/** @type {HTMLInputElement} */ (target)));
  }
  if (target.closest?.("#search, .filters")) openPage();
}

for (const field of document.querySelectorAll(FIELDS)) {
  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = "false";
}
for (const kind of ["focusin", "input"]) addEventListener(kind, ({ target }) => touched(/** @type {Element} */ (target)));
if (document.activeElement) touched(document.activeElement);
addEventListener("keydown", event => {
  const target = /** @type {Element} */ (event.target);
  const writing = target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  /** @type {HTMLElement} */ (document.querySelector("[role=search] input")).focus();
});
if (location.search && form) openPage();
const suggestions = document.querySelector("#suggestions");
if (suggestions) load(search => search.suggestPages(suggestions));
