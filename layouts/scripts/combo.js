// A field that offers names: the box in the header, and the pickers of tools to compare.
import { bdi, exists, linked, make, named, tool, unpaired, versus } from "./site.js";

let made = 0;

/** Make a field a combobox (WAI-ARIA 1.2): the focus stays in it, the arrows choose. */
export function attach(input) {
  const { form } = input, { slug } = form.dataset, picks = form.matches(".pick"), id = "names-" + ++made;
  const list = make("ul", { role: "listbox", id, class: "suggest", "aria-label": "Suggestions", hidden: "" });
  const said = make("p", { role: "status" });
  const fields = slug ? [{ chosen: { slug, name: form.elements.q[0].value } }, input] : [...form.querySelectorAll("[type=text]")];
  const other = fields.find(field => field !== input);
  let options = [], at = -1, turn = 0;
  input.closest("div, form").append(list);
  form.append(said);
  input.setAttribute("aria-controls", id);

  const say = text => said.replaceChildren(make("span", { class: "hidden" }, text));

  function point(to) {
    list.children[at]?.setAttribute("aria-selected", false);
    at = to;
    const option = list.children[at];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
  }

  function show(open) {
    list.hidden = !open;
    input.ariaExpanded = open;
    point(-1);
  }

  async function compare(a, b) {
    const address = versus(a, b);
    if (await exists(address)) location.assign(address);
    else if (picks) said.replaceChildren(...unpaired(a, b));
    else form.submit();
  }

  /** Compare what stands in the fields; what was typed and not chosen is the best match. */
  async function settle() {
    const known = await named();
    const [a, b] = await Promise.all(fields.map(async ({ chosen, value }) => chosen ?? (value && (await known.find(value))[0])));
    a && b && a.slug !== b.slug ? compare(a, b) : form.submit();
  }

  function pick(tool) {
    input.value = tool.name;
    input.chosen = tool;
    other.chosen || other.value ? settle() : other.focus();
  }

  async function offer(text) {
    const known = await named();
    const found = await known.find(text, { limit: 8, exclude: other?.chosen?.slug });
    const same = one => one.name.toLowerCase() + one.label;
    const alike = one => found.some(other => other !== one && same(other) === same(one));
    const offered = found.map(one => [one.name, one.label + (alike(one) ? ", " + one.slug : ""),
      () => picks ? pick(one) : location.assign(tool(one.slug))]);
    if (picks) return offered;
    const pair = await known.comparison(text);
    return [
      ...pair ? [[pair.a.name + " vs " + pair.b.name, "comparison", () => compare(pair.a, pair.b)]] : [],
      ...offered,
      ["Search all for “" + text + "”", "", () => form.submit()],
    ];
  }

  async function update() {
    const mine = ++turn, text = input.value.trim();
    if (!text && !picks) return show(false);
    try {
      const found = await offer(text);
      if (mine !== turn || document.activeElement !== input) return;
      options = found;
    } catch {
      return say("The names could not be loaded; Enter searches.");
    }
    list.replaceChildren(...options.map(([text, note], number) =>
      make("li", { role: "option", id: id + "-" + number, "aria-selected": false }, bdi(text), " ", make("small", {}, note))));
    show(options.length > 0);
    say(options.length ? options.length + " suggestions" : "No tool has such a name.");
  }

  function choose(number) {
    show(false);
    options[number][2]();
  }

  const listen = (kind, heard) => input.addEventListener(kind, heard);
  listen("input", () => { input.chosen = undefined; update(); });
  listen("focus", () => picks && !input.chosen && update());
  listen("blur", () => { turn++; show(false); });
  listen("keydown", event => {
    const { key } = event, open = !list.hidden, size = options.length + 1;
    const step = { ArrowDown: 1, ArrowUp: size - 1 }[key];
    if (event.isComposing) return;
    if (step) open ? point((at + 1 + step) % size - 1) : update();
    else if (!open) return;
    else if (key === "Enter" && (at >= 0 || picks && input.value.trim())) choose(Math.max(at, 0));
    else if (key === "Escape") show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const number = [...list.children].indexOf(event.target.closest("li"));
    if (number >= 0) choose(number);
  });
  if (picks) form.addEventListener("submit", event => { event.preventDefault(); settle().catch(() => form.submit()); });
  if (document.activeElement === input) update();
}

/** On the page for addresses that are none, say what may have been meant. */
export async function guess(place) {
  const found = await (await named()).guess(location.pathname);
  if (found.length) place.append("Did you mean ", make("ul", { class: "chips" }, ...found.map(one =>
    make("li", {}, linked(one, " ", make("small", {}, one.label))))));
}
