// On every page: makes the fields known as lists of names. The first touch of one brings the rest; before it nothing comes.
const fields = ".find input, .pick [type=text]";
let page;

function touched({ target }) {
  if (target.matches?.(fields) && !target.dataset.made) {
    target.dataset.made = "yes";
    import("./combo.js").then(({ attach }) => attach(target));
  }
  if (target.closest?.("#search, .filters")) page ??= import("./page.js");
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
  document.querySelector("[role=search] input").focus();
});
if (location.search && document.querySelector("#search")) page ??= import("./page.js");
const place = document.querySelector("#guess");
if (place) import("./combo.js").then(({ guess }) => guess(place));

export {};
