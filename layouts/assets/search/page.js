// The search page: the form is the question, the address keeps it, the results answer it.
import { openIndex } from "./engine.js";
import { exists, files, link, make, tool, unpaired, versus } from "./site.js";

const STEP = 10, PAUSE = 150, LONGEST = 200;
const form = document.querySelector("#search"), field = form.elements.q, boxes = document.querySelectorAll(".filters input");
const said = document.querySelector(".count"), place = document.querySelector(".found"), { title } = document;
const more = make("button", { class: "button", type: "button", hidden: "" }), offer = make("div", { hidden: "" });
let index, names, turn = 0, timer, shown = STEP;

place.before(offer);
document.querySelector("section .actions").prepend(more);

const question = () => field.value.trim().slice(0, LONGEST);
const chosen = () => [...boxes].filter(box => box.checked);
const label = (name, value) => [...boxes].find(box => box.name === name && box.value === value)?.nextElementSibling.textContent;

function query() {
  const asked = new URLSearchParams(question() && { q: question() });
  for (const box of chosen()) asked.append(box.name, box.value);
  return `${asked}` && `?${asked}`;
}

/** Ask what the address asks. Two tools picked without scripts come as two questions. */
function recall() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.getAll("q").filter(one => one.trim()).join(" vs ").slice(0, LONGEST);
  for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
  shown = Number(history.state?.shown) || STEP;
}

/** Keep the question in the address: all that is typed in one go is one step back. */
function keep(draft) {
  const again = history.state?.draft && draft;
  history[again ? "replaceState" : "pushState"]({ draft }, "", link("search") + query());
  shown = STEP;
}

const words = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function marked(text, terms) {
  return text.split(/([\p{L}\p{N}]+)/u).map((part, number) => {
    const word = words(part), hit = number % 2 && terms.some(term => (term.length > 2 ? word.startsWith(term) : word === term));
    return hit ? make("mark", {}, part) : part;
  });
}

function card(hit, terms) {
  const score = hit.score == null ? "-" : String(Math.round(hit.score)), address = tool(hit.slug);
  const ways = hit.capabilities.map(one => make("li", {}, make("a", { href: `${address}#${one.anchor}` }, ...marked(one.title, terms))));
  return make("li", {}, make("span", { class: "number", "aria-hidden": "true" }, score), make("div", {},
    make("h2", {}, make("a", { href: address }, make("bdi", {}, ...marked(hit.name, terms)))),
    ...ways.length ? [make("ul", { class: "ways" }, ...ways)] : [],
    make("ul", { class: "badges" }, make("li", {}, label("type", hit.type) ?? index.labels?.type?.[hit.type] ?? hit.type),
      make("li", { class: "price" }, label("pricing", hit.pricing) ?? hit.pricing)),
    make("span", { class: "hidden" }, `Score ${score} of 100`)));
}

function nothing() {
  const clear = make("button", { class: "button", type: "button" }, "Search without the filters");
  clear.onclick = () => { for (const box of chosen()) box.checked = false; keep(); run(); field.focus(); };
  return make("div", { class: "nothing" }, make("h2", {}, "Nothing found"), make("ul", {},
    make("li", {}, "Say what the tool should do in other words, or in fewer."),
    make("li", {}, "For a tool itself, its name is enough, or the beginning of it.")), ...chosen().length ? [clear] : []);
}

async function compared(text) {
  if (!/,|\b(vs?|versus|or)\b/i.test(text)) return;
  names ??= import("./names.js").then(({ openNames }) => openNames(files));
  const pair = await (await names).comparison(text);
  if (!pair) return;
  const address = versus(pair.a.slug, pair.b.slug);
  return await exists(address)
    ? make("a", { class: "offer", href: address }, make("b", {}, make("bdi", {}, pair.a.name), " vs ", make("bdi", {}, pair.b.name)),
      " ", make("small", {}, "both side by side"))
    : make("p", { class: "offer" }, ...unpaired(pair.a, pair.b));
}

function count(text, { total, corrections }) {
  const filtered = chosen().length ? " with these filters" : "";
  const parts = [`${total} ${total === 1 ? "tool" : "tools"}${filtered}${text ? "" : ", best score first"}`];
  for (const { typed, used } of corrections) parts.push(", including results for ", make("b", {}, used), ` (not “${typed}”)`);
  return parts;
}

async function run(from = 0) {
  const mine = ++turn, text = question(), filters = {};
  for (const box of boxes) filters[box.name] ??= [];
  for (const box of chosen()) filters[box.name].push(box.value);
  document.title = text ? `${text} | ${title}` : title;
  place.setAttribute("aria-busy", "true");
  try {
    index = await (index ?? openIndex(files));
    const [found, pair] = await Promise.all([
      index.search(text, { filters, limit: from ? STEP : shown, offset: from }), from ? null : compared(text).catch(() => null)]);
    if (mine === turn) draw(text, found, pair, from);
  } catch {
    if (mine !== turn) return;
    index = undefined;
    said.textContent = "The search could not be loaded. Try again in a moment, or go by the list of all tools.";
  }
  place.setAttribute("aria-busy", "false");
}

function draw(text, found, pair, from) {
  const cards = found.hits.map(hit => card(hit, text ? found.terms : []));
  if (from) place.firstElementChild.append(...cards);
  else {
    place.replaceChildren(found.total ? make("ol", { class: "entries" }, ...cards) : nothing());
    offer.replaceChildren(...pair ? [pair] : []);
    offer.hidden = !pair;
  }
  shown = from + found.hits.length;
  more.hidden = shown >= found.total;
  more.textContent = `More results (${shown} of ${found.total} shown)`;
  said.replaceChildren(...count(text, found));
  for (const box of boxes) {
    const number = found.facets[box.name]?.[box.value] ?? 0, row = box.parentElement;
    row.lastElementChild.textContent = number;
    row.classList.toggle("none", !number && !box.checked);
  }
  if (from) cards[0]?.querySelector("a").focus();
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => { keep(true); run(); }, PAUSE);
});
form.addEventListener("submit", event => {
  event.preventDefault();
  clearTimeout(timer);
  if (link("search") + query() !== location.href) keep();
  else history.replaceState({ shown }, "");
  run();
});
for (const box of boxes) box.addEventListener("change", () => { clearTimeout(timer); keep(); run(); });
more.addEventListener("click", async () => { await run(shown); history.replaceState({ ...history.state, shown }, ""); });
addEventListener("popstate", () => { clearTimeout(timer); recall(); run(); });
if (location.search) recall();
if (query()) run();
