// On every page. Makes the fields known as lists of names; the first touch of one brings the rest, and nothing comes before.
const fields = ".find input, .pick input[type=text]", search = "#search, .filters";
const make = field => import("./combo.js").then(({ attach }) => attach(field));
const open = () => (removeEventListener("input", touched), import("./page.js"));
let opened;

function touched({ target }) {
  if (target.matches?.(fields) && !target.dataset.made) make(target, target.dataset.made = 1);
  if (!opened && target.closest?.(search)) opened = open();
}

for (const field of document.querySelectorAll(fields))
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]])
    field.setAttribute(name, value);
for (const kind of ["focusin", "input"]) addEventListener(kind, touched);
touched({ target: document.activeElement ?? document });
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.querySelector("[role=search] input").focus();
});
if (document.querySelector("#search") && location.search) opened = open();
if (document.querySelector("#guess")) import("./guess.js");
