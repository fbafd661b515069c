// On every page: makes the fields known as lists of names. The first touch of one brings the rest; before it nothing comes.
const fields = ".find input, .pick [type=text]", find = selector => document.querySelector(selector);
let current, page;

/** Bring the rest, and at the same time what says where the index is. */
async function bring(what, given) {
  current ??= fetch(import.meta.resolve("../../search/current.json"), { cache: "no-cache" }).then(answer => answer.json());
  const search = await import("./search.js");
  search.take(current);
  search[what](given);
}

function touched({ target }) {
  if (target.matches?.(fields) && !target.made) {
    target.made = true;
    bring("attach", target);
  }
  if (target.closest?.("#search, .filters")) page ??= bring("openPage");
}

for (const field of document.querySelectorAll(fields)) {
  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = false;
}
for (const kind of ["focusin", "input"]) addEventListener(kind, touched);
touched({ target: document.activeElement });
addEventListener("keydown", event => {
  const writing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  find("[role=search] input").focus();
});
if (location.search && find("#search")) page ??= bring("openPage");
const place = find("#guess");
if (place) bring("guess", place);
