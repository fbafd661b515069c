// A field that offers names: the box in the header, and the pickers of tools to compare.
import { openNames } from "./names.js";
import { exists, files, make, searchFor, tool, unpaired, versus } from "./site.js";

let names, made = 0;

/** Make a field a combobox (WAI-ARIA 1.2): the focus stays in it, the arrows choose. */
export function attach(input) {
  const { form } = input, picks = form.matches(".pick"), id = `names-${++made}`;
  const list = make("ul", { role: "listbox", id, class: "names-found", "aria-label": "Suggestions", hidden: "" });
  const said = make("p", { role: "status" });
  input.closest("div, form").append(list, said);
  input.setAttribute("aria-controls", id);
  let options = [], at = -1, turn = 0;

  const say = text => said.replaceChildren(make("span", { class: "hidden" }, text));
  const others = () => [...form.querySelectorAll("input[type=text]")].filter(one => one !== input);

  function point(to) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = to;
    const option = list.children[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    option ? input.setAttribute("aria-activedescendant", option.id) : input.removeAttribute("aria-activedescendant");
  }

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", open);
    if (!open) point(-1);
  }

  async function compare(a, b) {
    const address = versus(a.slug, b.slug);
    if (await exists(address)) location.assign(address);
    else if (picks) said.replaceChildren(...unpaired(a, b));
    else location.assign(searchFor(input.value));
  }

  function pick(chosen) {
    input.value = chosen.name;
    input.chosen = chosen;
    const [other] = others(), first = other?.chosen ?? (form.dataset.slug && { slug: form.dataset.slug, name: form.dataset.name });
    first ? compare(first, chosen) : other?.focus();
  }

  const choose = option => { show(false); option.run(); };

  async function offer(text) {
    const known = await (names ??= openNames(files));
    const found = [...await known.find(text, { limit: 8, exclude: form.dataset.slug ?? others()[0]?.chosen?.slug })];
    if (picks) return found.map(one => ({ text: one.name, note: one.label, run: () => pick(one) }));
    const pair = await known.comparison(text);
    return [
      ...pair ? [{ text: `${pair.a.name} vs ${pair.b.name}`, note: "comparison", run: () => compare(pair.a, pair.b) }] : [],
      ...found.map(one => ({ text: one.name, note: one.label, run: () => location.assign(tool(one.slug)) })),
      { text: `Search for “${text}”`, note: "in what tools can do", run: () => location.assign(searchFor(text)) },
    ];
  }

  async function update() {
    const mine = ++turn, text = input.value.trim().slice(0, 200);
    if (!text && !picks) return show(false);
    try {
      const found = await offer(text);
      if (mine !== turn || document.activeElement !== input) return;
      options = found;
    } catch {
      names = undefined;
      return say("The names could not be loaded; Enter searches.");
    }
    list.replaceChildren(...options.map(({ text, note }, number) => make("li", { role: "option", id: `${id}-${number}`,
      "aria-selected": "false" }, make("bdi", {}, text), " ", make("small", {}, note))));
    point(-1);
    show(options.length > 0);
    say(options.length ? `${options.length} suggestions` : "No tool has such a name.");
  }

  input.addEventListener("input", () => { input.chosen = undefined; update(); });
  input.addEventListener("focus", () => picks && !input.chosen && update());
  input.addEventListener("blur", () => { turn++; show(false); });
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const number = [...list.children].indexOf(event.target.closest("li"));
    if (number >= 0) choose(options[number]);
  });
  input.addEventListener("keydown", event => {
    const { key } = event, open = !list.hidden, size = options.length + 1;
    if (event.isComposing) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (open) point((at + 1 + (key === "ArrowDown" ? 1 : size - 1)) % size - 1);
      else update();
    } else if (key === "Enter" && open && (at >= 0 || picks && input.value.trim())) choose(options[Math.max(at, 0)]);
    else if (key === "Escape" && open) show(false);
    else return;
    event.preventDefault();
  });
  if (document.activeElement === input) update();
}
