// The search page: the form is the question, the address keeps it, the results answer it.
import { openIndex } from "./engine.js";
import { once } from "./files.js";
import { BETWEEN } from "./names.js";
import { bdi, exists, files, link, make, named, tool, unpaired, versus } from "./site.js";
import { normal } from "./words.js";

const STEP = 10, PAUSE = 150, LONGEST = 200;

function marked(text, terms) {
  return text.split(/([\p{L}\p{N}]+)/u).map(part => {
    const word = normal(part);
    return terms.some(term => term.length > 2 ? word.startsWith(term) : word === term) ? make("mark", {}, part) : part;
  });
}

function card(hit, terms) {
  const { score } = hit, href = tool(hit.slug), scored = score !== false;
  return make("li", {}, scored ? make("span", { class: "number", "aria-hidden": true }, score) : "", make("div", {},
    make("h2", {}, make("a", { href }, bdi(...marked(hit.name, terms)))),
    make("ul", { class: "ways" }, ...hit.capabilities.map(one =>
      make("li", {}, make("a", { href: href + "#" + one.anchor }, ...marked(one.title, terms))))),
    make("ul", { class: "badges" }, make("li", {}, hit.type),
      hit.pricing === "unknown" ? "" : make("li", { class: "price" }, hit.pricing)),
    scored ? make("span", { class: "hidden" }, "Score ", score, " of 100") : ""));
}

/** Make the page answer what is asked on it. */
export function openPage() {
  const { title } = document, $ = selector => document.querySelector(selector);
  const form = $("#search"), field = form.elements.q, boxes = [...document.querySelectorAll(".filters input")];
  const said = $(".count"), place = $(".found"), offer = $(".offer"), nothing = $(".nothing"), more = $("#more");
  let timer, turn = 0, shown = STEP;

  const ready = once(() => openIndex(files));
  const question = () => field.value.trim().slice(0, LONGEST);
  const chosen = () => boxes.filter(box => box.checked);

  /** Return the address of what is asked. */
  function address() {
    const asked = new URLSearchParams(question() && { q: question() });
    for (const box of chosen()) asked.append(box.name, box.value);
    return link("search") + ("?" + asked).replace(/^\?$/, "");
  }

  /** Ask what the address asks. Two tools picked without scripts come as two questions. */
  function recall() {
    const asked = new URLSearchParams(location.search);
    field.value = asked.getAll("q").filter(one => one.trim()).join(" vs ").slice(0, LONGEST);
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
    shown = history.state?.shown || STEP;
    run();
  }

  /** Ask something new, and keep it in the address: what is typed in one go is one step back. */
  function ask(draft) {
    clearTimeout(timer);
    shown = STEP;
    const stays = address() === location.href || draft && history.state?.draft;
    history[stays ? "replaceState" : "pushState"]({ draft }, "", address());
    run();
  }

  /** Return what is said of "A vs B": the page that compares them, or that there is none. */
  async function compared(text) {
    const pair = BETWEEN.test(text) && await (await named()).comparison(text);
    if (!pair) return [];
    const { a, b } = pair, href = versus(a, b);
    return await exists(href) ? [make("a", { href }, bdi(a.name), " vs ", bdi(b.name)), " side by side"] : unpaired(a, b);
  }

  async function run(from = 0) {
    const mine = ++turn, text = question(), filters = {};
    for (const box of chosen()) (filters[box.name] ??= []).push(box.value);
    document.title = text ? text + " | " + title : title;
    place.ariaBusy = true;
    let found, pair;
    try {
      const index = await ready();
      [found, pair] = await Promise.all([
        index.search(text, { filters, limit: from ? STEP : shown, offset: from }), compared(text).catch(() => [])]);
    } catch {
      said.textContent = "The search could not be loaded. Try again, or go by the list of all tools.";
    }
    if (mine !== turn) return;
    place.ariaBusy = false;
    if (found) draw(text, found, pair, from);
  }

  function draw(text, { total, hits, terms, corrections, facets }, pair, from) {
    const cards = hits.map(hit => card(hit, terms));
    if (from) {
      place.firstElementChild.append(...cards);
      cards[0]?.querySelector("a").focus();
    } else place.replaceChildren(make("ol", { class: "entries" }, ...cards));
    shown = from + hits.length;
    offer.replaceChildren(...pair);
    offer.hidden = !pair.length;
    nothing.hidden = total;
    nothing.lastElementChild.hidden = !chosen().length;
    more.hidden = shown >= total;
    more.textContent = "More results (" + shown + " of " + total + " shown)";
    said.replaceChildren(total + (total === 1 ? " tool" : " tools") + (chosen().length ? " with these filters" : "")
      + (text ? "" : said.dataset.order), ...corrections.flatMap(({ typed, used }, number) =>
      [number ? " and " : ", including results for ", make("b", {}, used), " (not “" + typed + "”)"]));
    for (const box of boxes) {
      const number = facets[box.name]?.[box.value] ?? 0, label = box.parentNode;
      label.lastElementChild.textContent = number;
      label.classList.toggle("none", !number);
    }
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE, true); });
  form.addEventListener("submit", event => { event.preventDefault(); ask(); });
  for (const box of boxes) box.addEventListener("change", () => ask());
  nothing.lastElementChild.addEventListener("click", () => {
    for (const box of chosen()) box.checked = false;
    ask();
    field.focus();
  });
  more.addEventListener("click", async () => {
    await run(shown);
    history.replaceState({ ...history.state, shown }, "");
  });
  addEventListener("popstate", recall);
  if (location.search) recall();
  else if (question() || chosen().length) ask(true);
  else ready().catch(() => {});
}
