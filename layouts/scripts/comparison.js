// @ts-check
// Compares tools by their documents, /api/v1/tools/<slug>.json, as ssg/comparison and ssg/ranking compare two: rows and
// better marks as table.py, the verdict as common_basis.py, sensitivity.py and verdict.py, common capabilities as
// alignment.py. Limits and messages come from Python; tests/comparison/test_browser_comparison.py holds both equal.

import { standing } from "./entries.js";
import { exactSum, rounded } from "./weights.js";

/**
 * @typedef {{ low: (number | null)[], high?: (number | null)[], unit?: string }} Worth
 * @typedef {{ key: string, label: string, text?: string, items?: string[], group?: string, url?: string, note?: string,
 *   applies?: boolean, worth?: Worth, slack?: number, named?: boolean, synonyms?: Record<string, string[]>,
 *   bases?: { slug: string, name: string, entries: string[], is_edition: boolean }[] }} Fact
 * @typedef {[id: string, label: string, value: number, weight: number]} Signal
 * @typedef {{ label: string, value: number | null, share: number,
 *   signals?: Signal[] }} Component
 * @typedef {{ total: number | null, rounded: number | null, range: [number, number] | null, provisional: boolean,
 *   components: Component[] }} Score
 * @typedef {{ title: string, anchor: string, id?: string, name?: string }} Capability
 * @typedef {{ slug: string, url: string, file: { name: string, type: string, summary: string, repository?: string, categories?: string[],
 *     description?: string, also_known_as?: string[], capabilities?: { title: string, description: string, unique?: string, best_for?: string[],
 *     limitations?: string[], requires?: string[], intents?: string[], inputs?: string[], outputs?: string[] }[] },
 *   comparisons: { slug: string, comparison: string }[],
 *   basis: { name?: string, job: string, purpose: string, jobs: string[] | null, picture: string, facts: Fact[], score?: Score, capabilities?: Capability[],
 *     same?: Record<string, [number, number, string][]> } }} Tool
 * @typedef {{ site: string, most: number, data: string, scored: boolean, close: number,
 *   nearly: number, few: number, several: number, half: number, decimal: string, messages: Record<string, string>,
 *   denials: { no: string, unused: string, clause: string, after: string, most: number } | null }} Rules
 * @typedef {{ fact: Fact, known: boolean, better: boolean, shared: string[], own: string[], kinds: string }} Side One tool's cell of a row:
 *   `shared` has the entries that all lists have or have special cases of, `own` the others, but for those that a note names.
 * @typedef {{ key: string, label: string, group: string, same: boolean, sides: Side[], notes: string[] }} Row
 * @typedef {{ places: (number | undefined)[], name: string, reason: string }} Shared Index of the capability of each tool.
 * @typedef {{ labels: string[], points: [number, number], only: [string[], string[]],
 *   apart: string[], weight: number,
 *   share: number | null, difference: number, means: boolean }} Basis
 */

/** @param {number} value */
const precise = value => Number(value.toFixed(9));

/** @param {Fact} fact */
const text = fact => fact.items?.join(", ") ?? fact.text ?? "";

/** @param {string} entry */
const lower = entry => entry.toLowerCase();

/** @param {string} entry */
const words = entry => lower(entry).split(/\s+/).filter(word => word);

/**
 * Return whether an entry of a list is the general word for another, as `GPU` of `NVIDIA GPU`.
 * @param {string} entry
 * @param {string} other
 */
function isGeneralFor(entry, other) {
  const [some, others] = [entry, other].map(text => new Set(words(text)));
  return some.size < others.size && !other.includes("(") && !/\p{Nd}/u.test(entry) && [...some].every(word => others.has(word));
}

/** @param {Fact} fact */
const known = fact => fact.items !== undefined || fact.text !== undefined;

/**
 * Return whether a list of numbers comes after another or is the same.
 * @param {number[]} a
 * @param {number[]} b
 */
function reaches(a, b) {
  const at = a.findIndex((part, place) => part !== b[place]);
  return at < 0 ? a.length >= b.length : at >= b.length || a[at] > b[at];
}

/** @param {Worth} worth */
const ends = ({ low, high = low }) => ({ low: low.map(part => part ?? -Infinity), high: high.map(part => part ?? Infinity) });

/**
 * Compare two values: 1 if the first is better, -1 if the second is, 0 if they are level, NaN if they cannot be compared.
 * @param {Fact} a
 * @param {Fact} b
 */
function order(a, b) {
  if (known(a) && known(b) && text(a) === text(b)) return 0;
  if (!a.worth || !b.worth) return NaN;
  const one = ends(a.worth), other = ends(b.worth);
  if (a.slack && Math.abs(one.low[0] - other.low[0]) < a.slack) return 0;
  if (a.worth.unit !== b.worth.unit) return NaN;
  const above = reaches(one.low, other.low) && reaches(one.high, other.high);
  const below = reaches(other.low, one.low) && reaches(other.high, one.high);
  return above && below ? 0 : above ? 1 : below ? -1 : NaN;
}

/**
 * Return whether tools have a key of jobs in common, with a beginning.
 * @param {Tool} a
 * @param {Tool} b
 */
function linked({ basis: { jobs: ours } }, { basis: { jobs: theirs } }, start = "") {
  return ours?.some(key => key.startsWith(start) && theirs?.includes(key));
}

/**
 * Return whether tools have categories, and no job in common or texts about others.
 * @param {Tool} a
 * @param {Tool} b
 */
function apart(a, b) {
  return a.basis.jobs !== null && b.basis.jobs !== null && (!linked(a, b) || linked(a, b, "apart "));
}

/**
 * @param {string[]} a
 * @param {string[]} b
 */
function listOrder(a, b) {
  const at = a.findIndex((entry, place) => entry !== b[place]);
  return at < 0 ? a.length - b.length : at >= b.length || a[at] > b[at] ? 1 : -1;
}

/**
 * Return the shared entries of lists, in one spelling: also general words for entries of some.
 * @param {Side[]} sides
 */
export function common(sides) {
  /** @type {Map<string, string>} */
  const once = new Map();
  for (const entry of sides.map(side => side.shared).sort(listOrder).flat()) {
    const other = once.get(lower(entry));
    once.set(lower(entry), other !== undefined && other < entry ? other : entry);
  }
  return [...once.values()];
}

/**
 * Join words as in a sentence.
 * @param {string[]} parts
 * @param {Record<string, string>} messages
 * @returns {string}
 */
const joined = (parts, { and, comma }) => parts.length < 2 ? parts.join("") :
  and.replace(/\{(.)\w+\}/g, (_, key) => key === "f" ? parts.slice(0, -1).join(comma) : parts[parts.length - 1]);

/**
 * Return what another tool's texts and bases say of entries that only one list has, and the entries that the texts name.
 * @param {[Tool, Tool]} tools
 * @param {[Fact, Fact]} facts
 * @param {string[]} left
 * @param {Rules} rules
 * @returns {{ named: string[], notes: string[] }}
 */
function notesOn([me, other], [fact, { items = [], bases = [] }], left, rules) {
  const { messages } = rules, narrowed = (/** @type {string} */ entry) => items.some(item => lower(item).startsWith(lower(entry) + " ("));
  const rest = fact.named ? left.filter(entry => !narrowed(entry)) : [];
  const says = new Map(rest.map(entry => [entry, standing(other, entry, fact.synonyms?.[entry] ?? [], rules)]));
  const named = rest.filter(entry => says.get(entry) === "named");
  const fill = (/** @type {string} */ name, /** @type {Record<string, string>} */ places) => messages[name].replace(/\{(\w+)\}/g, (_, place) => places[place]);
  const notes = named.length ? [fill("named", { name: nameOf(me), other: nameOf(other), entries: named.join(messages.comma) })] : [];
  const listed = bases.map(base => ({ base, entries: rest.filter(entry => !says.get(entry) && !entry.includes("(") && base.entries.includes(lower(entry))) }));
  const most = Math.max(...listed.map(({ entries }) => entries.length)), found = listed.find(({ entries }) => entries.length === most);
  if (found?.entries.length) {
    const { base, entries } = found, isMe = base.slug === me.slug;
    notes.push(fill((base.is_edition ? "edition" : "built_on") + (isMe ? "" : "_listed"), { name: nameOf(other), other: base.name, entries: joined(entries, messages) }));
  }
  return { named, notes };
}

/**
 * Return a note that a list does not have kinds of its general words, of which another list has.
 * @param {Fact} fact
 * @param {string[]} others
 * @param {Rules} rules
 */
const kindsOf = ({ items = [] }, others, { messages }) => items.filter(item => others.some(other => isGeneralFor(item, other)))
  .map(item => messages[items.some(each => isGeneralFor(item, each)) ? "other_kinds" : "kinds"].replace("{name}", () => item)).join(messages.semicolon);

/**
 * Return a row for every fact that is known of at least one tool and can be of two. A side is better if it is level with
 * or better than each other that can have a value, and better than one of them. Entries of lists are shared only where
 * every tool can have them.
 * Entries of one of two lists that the texts of the other tool name are in a note; of more lists, in a note as well.
 * @param {Tool[]} tools
 * @param {Rules} rules
 * @returns {Row[]}
 */
export function table(tools, rules) {
  const comparable = !tools.some((a, place) => tools.slice(place + 1).some(b => apart(a, b)));
  const sameMain = new Set(tools.map(({ file }) => file.categories?.[0])).size < 2;
  return tools[0].basis.facts.flatMap(({ key, label, group = "" }, place) => {
    const facts = tools.map(tool => tool.basis.facts[place]), able = facts.filter(fact => fact.applies !== false);
    if (able.length < 2 || !able.some(known)) return [];
    const marked = comparable && (sameMain || !key.startsWith("fact-"));
    const lists = able.length === facts.length && able.every(fact => fact.items) ? able.map(({ items = [] }) => new Set(items.map(lower))) : [];
    const has = (/** @type {string} */ item, /** @type {Set<string>[]} */ [mine, theirs]) =>
      theirs.has(lower(item)) || [...theirs].some(other => !mine.has(other) && isGeneralFor(item, other));
    const sides = facts.map((fact, at) => {
      const results = able.filter(other => other !== fact).map(other => order(fact, other));
      return { fact, known: known(fact), better: marked && fact.applies !== false && results.every(result => result >= 0) && results.includes(1),
        shared: lists.length && fact.items?.filter(item => lists.every(list => has(item, [lists[at], list]))) || [], own: fact.items ?? [], kinds: "" };
    });
    const same = able.length === facts.length && (lists.length ?
      lists.every(list => list.size === lists[0].size && [...list].every(item => lists[0].has(item))) :
      facts.every(fact => known(fact) && text(fact) === text(facts[0]) && fact.note === facts[0].note));
    /** @type {string[]} */
    const notes = [];
    if (lists.length && !same) {
      for (const [at, side] of sides.entries()) {
        const rest = facts.flatMap(({ items = [] }) => items.filter(item => !lists[at].has(lower(item))));
        side.kinds = kindsOf(side.fact, rest, rules);
        side.own = side.own.filter(item => !side.shared.includes(item));
        for (const [place, fact] of facts.entries()) {
          if (place === at) continue;
          const left = (side.fact.items ?? []).filter(item => !has(item, [lists[at], lists[place]]));
          const found = notesOn([tools[at], tools[place]], [side.fact, fact], left, rules);
          notes.push(...found.notes);
          if (tools.length === 2) side.own = side.own.filter(item => !found.named.includes(item));
        }
      }
    }
    return [{ key, label, group, same, sides, notes }];
  });
}

/**
 * Return the capabilities that at least two tools have: by a shared id, then by text.
 * @param {Tool[]} tools
 * @returns {Shared[]}
 */
export function shared(tools) {
  /** @type {[name: string, reason: string, id: string, left: [tool: number, place: number], right: [tool: number, place: number]][]} */
  const matches = [];
  const lists = tools.map(tool => tool.basis.capabilities ?? []);
  for (let a = 0; a < tools.length; a++) for (let b = a + 1; b < tools.length; b++) {
    for (const [i, left] of lists[a].entries()) {
      const j = left.id ? lists[b].findIndex(right => right.id === left.id) : -1;
      if (j >= 0) matches.push([left.name ?? "", "", left.id ?? "", [a, i], [b, j]]);
    }
  }
  matches.sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
  for (const [a, one] of tools.entries()) for (let b = a + 1; b < tools.length; b++) {
    const other = tools[b];
    const found = one.basis.same?.[other.slug] ?? other.basis.same?.[one.slug]?.map(([j, i, reason]) => [i, j, reason]) ?? [];
    for (const [i, j, reason] of /** @type {[number, number, string][]} */ (found)) {
      const names = [lists[a][i].title, lists[b][j].title].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
      matches.push([names[0], reason, "", [a, i], [b, j]]);
    }
  }
  /** @type {Shared[]} */
  const groups = [];
  /** @param {[number, number]} at */
  const groupOf = ([tool, place]) => groups.find(({ places }) => places[tool] === place);
  for (const [name, reason, , left, right] of matches) {
    const first = groupOf(left), second = groupOf(right);
    if (first && second) {  // already together, or each has its own partner
      if (first === second || first.places.some((place, tool) => place !== undefined && second.places[tool] !== undefined)) continue;
      second.places.forEach((place, tool) => { first.places[tool] ??= place; });
      groups.splice(groups.indexOf(second), 1);
      continue;
    }
    const group = first ?? second ?? { places: tools.map(() => undefined), name, reason };
    const [tool, place] = first ? right : left;
    if (group.places[tool] !== undefined) continue;
    if (!first && !second) groups.push(group);
    group.places[tool] = place;
    if (!first && !second) group.places[right[0]] = right[1];
  }
  const size = (/** @type {Shared} */ { places }) => places.filter(place => place !== undefined).length;
  return groups.sort((a, b) => size(b) - size(a));
}

/**
 * Return the share of weightings under which A is ahead (Varsi 1973); null without components.
 * @param {number[]} a
 * @param {number[]} b
 */
function shareAhead(a, b) {
  if (!a.length) return null;
  const differences = a.map((value, place) => precise(value - b[place]));
  const ascending = (/** @type {number[]} */ values) => values.filter(value => value > 0).sort((x, y) => x - y);
  const gains = ascending(differences), losses = ascending(differences.map(value => -value));
  if (String(gains) === String(losses)) return .5;
  return reaches(gains, losses) ? shareWon(gains, losses) : 1 - shareWon(losses, gains);
}

/**
 * @param {number[]} gains
 * @param {number[]} losses
 */
function shareWon(gains, losses) {
  const won = [1, ...losses.map(() => 0)];
  for (const gain of gains) losses.forEach((loss, place) => {
    won[place + 1] = (loss * won[place + 1] + gain * won[place]) / (gain + loss);
  });
  return precise(/** @type {number} */ (won.at(-1)));
}

/**
 * Return the values of a component by the signals that are known for both tools, and the labels of the other signals of
 * each; undefined without any.
 * @param {Component} a
 * @param {Component} b
 * @returns {{ first: number, second: number, left: string[], right: string[] } | undefined}
 */
function compared(a, b) {
  if (a.value === null || b.value === null) return undefined;
  const { signals: ours = [] } = a, { signals: theirs = [] } = b;
  const among = (/** @type {Signal[]} */ some, /** @type {Signal[]} */ others) => some.filter(([id]) => others.some(other => other[0] === id));
  const [left, right] = [among(ours, theirs), among(theirs, ours)];
  if (!ours.length || !theirs.length || left.length === ours.length && right.length === theirs.length) return { first: a.value, second: b.value, left: [], right: [] };
  const mean = (/** @type {Signal[]} */ some) => exactSum(some.map(signal => signal[3] * signal[2])) / exactSum(some.map(signal => signal[3]));
  const rest = (/** @type {Signal[]} */ all, /** @type {Signal[]} */ some) => all.filter(signal => !some.includes(signal)).map(signal => signal[1]);
  return left.length ? { first: mean(left), second: mean(right), left: rest(ours, left), right: rest(theirs, right) } : undefined;
}

/**
 * Compare two scores on what is known for both.
 * @param {Score} a
 * @param {Score} b
 * @returns {Basis}
 */
function commonBasis(a, b) {
  const pairs = a.components.map((first, place) => {
    const second = b.components[place];
    return { first, second, weight: (first.share + second.share) / 2, values: compared(first, second) };
  });
  const both = pairs.flatMap(({ first, weight, values }) => values && weight > 0 ? [{ label: first.label, weight, values }] : []);
  const weight = exactSum(both.map(pair => pair.weight));
  const values = (/** @type {"first" | "second"} */ side) => both.map(pair => pair.values[side]);
  const [left, right] = [values("first"), values("second")];
  const points = (/** @type {number[]} */ side) => exactSum(side.map((value, place) => 100 * both[place].weight / weight * value));
  const ours = points(left), theirs = points(right);
  return {
    labels: both.map(({ label }) => label),
    points: [ours, theirs],
    only: [[...pairs.filter(({ first, second }) => first.value !== null && second.value === null).map(({ first }) => first.label),
      ...both.flatMap(pair => pair.values.left)],
    [...pairs.filter(({ first, second }) => first.value === null && second.value !== null).map(({ second }) => second.label),
      ...both.flatMap(pair => pair.values.right)]],
    apart: pairs.filter(({ first, second, values }) => first.value !== null && second.value !== null && !values).map(({ first }) => first.label),
    weight,
    means: pairs.some(({ first, second }) => Math.abs(first.share - second.share) > 1e-9 * Math.max(first.share, second.share)),
    share: shareAhead(left, right),
    difference: precise(ours - theirs),
  };
}

/**
 * Return the id of a tool's main category.
 * @param {Tool} tool
 */
const mainOf = tool => tool.file.categories?.find(category => tool.basis.jobs?.includes(category));

/**
 * Return whether a tool's main category is in the list of another.
 * @param {Tool} me
 * @param {Tool} other
 */
const hasMainOf = (me, other) => (me.file.categories ?? []).includes(mainOf(other) ?? "");

/**
 * Return whether a tool's main category is none of the other's, which has categories.
 * @param {Tool} me
 * @param {Tool} other
 */
function hasOwnJob(me, other) {
  const main = mainOf(me), theirs = other.file.categories ?? [];
  return main !== undefined && theirs.length > 0 && !theirs.includes(main) && !linked(me, other, "near ");
}

/**
 * Judge two tools: the headline, its reasons, and facts that keep them apart.
 * @param {Tool} a
 * @param {Tool} b
 * @param {Rules} rules
 */
export function judge(a, b, rules) {
  const { messages } = rules;
  /**
   * @param {string} name
   * @param {Record<string, string | number>} values
   */
  const say = (name, values = {}) => messages[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  const localized = (/** @type {number} */ number) => decimal(number).replace(".", rules.decimal);
  const join = (/** @type {string[]} */ parts) => joined(parts, messages);
  const differ = apart(a, b) || (!a.basis.jobs || !b.basis.jobs) && a.file.type !== b.file.type && !shared([a, b]).length;
  const jobs = { a: nameOf(a), job: hasMainOf(a, b) ? b.basis.job : a.basis.job, job_a: a.basis.job, b: nameOf(b), job_b: b.basis.job, purpose_a: a.basis.purpose, purpose_b: b.basis.purpose };
  const purposes = jobs.purpose_a && jobs.purpose_b && jobs.purpose_a !== jobs.purpose_b;
  /** @param {Tool} tool */
  const repository = ({ file }) => (file.repository ?? "").toLowerCase().replace(/\/$/, "").replace(/\.git$/, "");
  const narrower = hasOwnJob(a, b) || hasOwnJob(b, a), alone = !differ && !narrower && !(repository(a) && repository(a) === repository(b));
  const facts = differ ? [say(purposes ? "by_purpose" : jobs.job_a && jobs.job_b ? hasMainOf(a, b) || hasMainOf(b, a) || jobs.job_a === jobs.job_b ? "one_category" : "by_job" : "no_job", jobs)] : [];
  if (!rules.scored || !a.basis.score || !b.basis.score) return { kind: "open", headline: "", reasons: [], facts, tens: null };
  const basis = commonBasis(a.basis.score, b.basis.score), { share, difference, weight, labels, only, apart: incomparable, means } = basis;
  const [high, low] = difference > 0 || !difference && a.slug < b.slug ? [a, b] : [b, a], up = scoreOf(high), down = scoreOf(low);
  const tens = share === null ? null : [rounded(10 * share), 10 - rounded(10 * share)], thin = weight < rules.half;
  const least = up.range?.[0] ?? up.total, most = down.range?.[1] ?? down.total;
  const overlap = (up.total ?? 0) <= (down.total ?? 0) || least === null || most === null || least <= most;
  const close = Math.abs(difference) < rules.close, kind = kindOf();

  function kindOf() {
    if (!alone || !tens || !difference) return "open";
    if (thin || (up.rounded ?? 0) <= (down.rounded ?? 0)) return "open";
    const leads = tens[difference > 0 ? 0 : 1];
    if (close || leads < rules.nearly && (overlap || leads <= rules.few)) return "open";
    return overlap || leads < rules.nearly ? "likely" : "clear";
  }

  function headline() {
    if (kind !== "open") return say(kind, { name: nameOf(high) });
    const named = (/** @type {(score: Score) => boolean} */ test) => [a, b].filter(tool => test(scoreOf(tool))).map(nameOf).sort();
    const unsure = named(score => score.provisional);
    if (!alone || up.total === null || down.total === null) return "";
    if (thin) return say(unsure.length ? "thin" : "thin_both", { names: join(unsure) });
    if (!difference && up.rounded === down.rounded) return say("same");
    return say(!close && !overlap ? "by_weights" : "not_clear");
  }

  /** @returns {string[]} */
  function reasons() {
    const names = join(labels), first = () => thin ? say(labels.length > 1 ? "only_some" : "only_one", { labels: names }) : margin(names);
    if (!alone) return (facts.length || narrower) && labels.length ? [first(), ...leftOut()] : [];
    const unrated = [a, b].filter(tool => scoreOf(tool).total === null);
    if (unrated.length) return unrated.length > 1 ? [] : [say("unrated", { name: nameOf(unrated[0]) })];
    if (!tens || share === null) return [...incomparable.length ? [] : [say("none_shared")], ...leftOut()];
    const found = [first(), ...leftOut()], split = tens[0] && tens[1] && kind !== "open";
    const sure = kind === "clear" || Math.max(...tens) < (close ? rules.nearly : 10);  // not absolute about what is open
    const several = labels.length >= rules.several || Math.max(...tens) < 10;
    if (!thin && !split && labels.length > 1 && several && difference && sure) found.push(weightings(share, tens));
    if (!thin && kind === "likely" && overlap) found.push(say("overlap"));
    return found;
  }

  function leftOut() {
    const once = [a, b].map((tool, side) => ({ name: nameOf(tool), labels: only[side] })).filter(side => side.labels.length)
      .sort((x, y) => x.name < y.name ? -1 : x.name > y.name ? 1 : listOrder(x.labels, y.labels));
    const turned = tens && !thin && decimal(difference) !== "0" && (up.rounded ?? 101) < (down.rounded ?? 0);
    return [...once.length ? [say("left_out", { parts: once.map(side => say("part", { labels: join(side.labels), name: side.name })).join(messages.semicolon) })] : [],
      ...incomparable.length ? [say("not_comparable", { labels: join(incomparable) })] : [], ...turned ? [say("turned")] : []];
  }

  /** @param {string} number */
  const points = number => say(number === "1" ? "point" : "points", { number });

  /** @param {string} names */
  function margin(names) {
    const scope = ([...only, incomparable].some(left => left.length) ? "_of_known" : "") + (means ? "_by_means" : "");
    const ends = [Math.max(...basis.points), Math.min(...basis.points)], [number, other] = ends.map(localized);
    /** @param {string} text @param {number} shown @param {Score} score */
    const own = (text, shown, { total, provisional, range, rounded }) => total === null || decimal(total) === decimal(shown) ? text :
      say("own_total", { points: text, total: !provisional ? localized(total) : range ? range.join("–") : rounded ?? "" });
    const [most, least] = [own(points(number), ends[0], up), own(other, ends[1], down)], plain = most === points(number) && least === other;
    return say((kind === "open" && number === other && plain ? "level" : "margin") + scope, { labels: names, points: most,
      high: nameOf(high), low: nameOf(low), other: least });
  }

  /**
   * @param {number} share
   * @param {number[]} tens
   */
  function weightings(share, tens) {
    const [name, ten, part] = share > .5 ? [nameOf(a), tens[0], share] : [nameOf(b), tens[1], 1 - share];
    return say(part === 1 ? "every_weighting" : ten === 10 ? "nearly_every" : tens[0] === tens[1] ? "half" : share > .5 === difference > 0 ? "tens" : "tens_but", { name, tens: ten });
  }

  return { kind, headline: headline(), reasons: reasons(), facts, tens: kind !== "open" && tens?.[0] && tens[1] && !thin ? tens : null };
}

/** @param {Tool} tool */
export const nameOf = ({ basis, file }) => basis.name ?? file.name;

/** @param {Tool} tool */
const scoreOf = ({ basis }) => /** @type {Score} */ (basis.score);

/**
 * Return a number with at most one decimal, halves to the even one.
 * @param {number} number
 */
const decimal = number => String(Number((number % 1 === .25 ? number - .05 : number).toFixed(1)));
