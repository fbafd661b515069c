// @ts-check
// What a tool's texts say of an entry that only another tool's list has, as ssg/comparison/entries.py. The patterns of
// denials come from Python; they are for texts in English.

/** @import { Rules, Tool } from "./comparison.js" */
/**
 * @typedef {{ text: string, most: number, firm: boolean }} Denial
 * @typedef {{ prose: string, lower: string, denials: Denial[] }} Texts
 */

const SHORT = 4, FEW = 3;
/** @type {WeakMap<Tool, Texts>} */
const read = new WeakMap();

/** @param {string} text */
const lower = text => text.toLowerCase();

/** @param {string} text */
const wordsOf = text => text.split(/\s+/).filter(word => word);

/**
 * Return what finds a phrase in lower case as whole words, joined or not, or in the plural, after one character.
 * @param {string} phrase
 */
const pattern = phrase => RegExp("(^|[^\\p{L}\\p{N}])" +
  phrase.split(/[\s_-]+/).map(word => word.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&")).join("[\\s_\\-]*") + "s?(?![\\p{L}\\p{N}+#])", "gu");

/**
 * Return where a text has a phrase, and where it ends.
 * @param {string} text
 * @param {string} phrase
 */
const places = (text, phrase) => [...text.matchAll(pattern(phrase))].map(({ index, 0: whole, 1: before }) => [index + before.length, index + whole.length]);

/**
 * @param {Tool} tool
 * @param {Rules} rules
 */
function textsOf(tool, { denials: patterns }) {
  let texts = read.get(tool);
  if (!texts) {
    const { summary, description = "", capabilities = [] } = tool.file;
    const limits = capabilities.flatMap(one => one.limitations ?? []), prose = [summary, description, ...capabilities.flatMap(one => [one.title, one.description, one.unique ?? "",
      ...[one.best_for, one.requires, one.intents, one.inputs, one.outputs].flatMap(list => list ?? [])])].join("\n");
    /** @type {Denial[]} */
    const denials = [];
    if (patterns) {
      const { no, unused, clause, most } = patterns, starts = RegExp("^" + no), ends = RegExp("^" + unused), divides = RegExp(clause);
      for (const text of limits.map(lower)) if (starts.test(text)) denials.push({ text, most, firm: true });
      for (const statement of lower([prose, ...limits].join("\n")).match(/[^.;:\n]+/g) ?? []) {
        const found = ends.exec(statement);
        if (found && !divides.test(found[1])) denials.push({ text: found[1].trimEnd(), most: Infinity, firm: !found[2] });
      }
    }
    read.set(tool, texts = { prose, lower: lower(prose), denials });
  }
  return texts;
}

/**
 * @param {Denial} denial
 * @param {string} entry
 * @param {string} after What follows an entry that is denied itself.
 */
function denies({ text, most }, entry, after) {
  const [first, ...more] = wordsOf(entry), phrases = more.length && first.length > SHORT ? [entry, first] : [entry];
  return phrases.some(phrase => {
    const [place] = places(text, phrase);
    return place && wordsOf(text.slice(0, place[0])).length <= most && RegExp("^(?:" + after + ")").test(text.slice(place[1]));
  });
}

/**
 * @param {Texts} texts
 * @param {string} phrase
 */
function has({ prose, lower: text }, phrase) {
  const low = lower(phrase), words = wordsOf(low), found = places(text, low);
  if (/^[A-Z][a-z]+$/.test(phrase)) {
    return found.some(([at]) => /[A-Z]/.test(prose[at]) && !/(^|[.:;\n!?])$/.test(prose.slice(0, at).replace(/[ "'`(]+$/, "")));
  }
  return found.length > 0 || words.length >= FEW && words.every(word => text.includes(word)) &&
    text.split(/[.;:]\s|\n/).some(statement => words.every(word => places(statement, word).length));
}

/**
 * Return what a tool's texts say of an entry of another tool's list: `denied`, `named`, or nothing that is certain.
 * @param {Tool} tool
 * @param {string} entry
 * @param {string[]} synonyms
 * @param {Rules} rules
 */
export function standing(tool, entry, synonyms, rules) {
  const { file: { name, also_known_as: more = [] } } = tool, low = lower(entry), texts = textsOf(tool, rules);
  if ([name, ...more].some(each => low.includes(lower(each)))) return "";
  const against = texts.denials.filter(denial => denies(denial, low, rules.denials?.after ?? ""));
  if (against.length) return against.some(({ firm }) => firm) ? "denied" : "";
  return [entry, ...synonyms].some(phrase => has(texts, phrase)) ? "named" : "";
}
