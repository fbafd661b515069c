// @ts-check
// Scores with a reader's own weights, computed as ssg/ranking/scoring.py and estimation.py compute them.

/**
 * Values, 0 to 1, of the components of each tool. `weights` are those of the site: the general ones first, then those of
 * types that have others; `types` has the place of each tool's weights. `low` and `high` replace unknown values.
 * @typedef {{ components: [id: string, label: string][], weights: number[][], types: number[],
 *   values: (number | null)[][], low: number[], high: number[] }} Basis
 * @typedef {{ tool: number, total: number | null, provisional: boolean, shown: string, place: number }} Place
 */

/**
 * Return the sum rounded once, as math.fsum of Python: the order of additions does not count (Shewchuk 1997).
 * @param {number[]} numbers
 */
export function exactSum(numbers) {
  /** @type {number[]} */
  const partials = [];
  for (let x of numbers) {
    let kept = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y, low = y - (high - x);
      if (low) partials[kept++] = low;
      x = high;
    }
    partials.splice(kept, Infinity, x);
  }
  let high = partials.pop() ?? 0, low = 0;
  while (partials.length && !low) {
    const y = partials.pop() ?? 0, sum = high + y;
    low = y - (sum - high);
    high = sum;
  }
  const next = partials.at(-1) ?? 0;  // a remainder of half a unit is rounded away from what is left
  if (low * next > 0 && high + 2 * low - high === 2 * low) high += 2 * low;
  return high;
}

/**
 * Round to an integer, halves to the even one.
 * @param {number} number
 */
export const rounded = number => Math.round(number) - (number % 2 === .5 ? 1 : 0);

/** @param {number[]} numbers */
const sum = numbers => numbers.reduce((a, b) => a + b, 0);

/**
 * Return all tools in the order of their scores with these weights; NaN is the site's own weight.
 * @param {Basis} basis
 * @param {number[]} own
 * @param {(tool: number) => string} slug
 */
export function ranked({ values, weights, types, low, high }, own, slug) {
  /** @type {Place[]} */
  const places = values.map((row, tool) => {
    const weight = weights[types[tool]].map((usual, part) => isNaN(own[part]) ? usual : own[part]);
    const known = sum(weight.filter((_, part) => row[part] !== null)), all = sum(weight);
    const total = known ? Math.min(100, exactSum(row.map((value, part) => 100 * weight[part] / known * (value ?? 0)))) : null;
    const end = (/** @type {number[]} */ fill) => rounded(100 * exactSum(row.map((value, part) => weight[part] * (value ?? fill[part]))) / all);
    const provisional = total !== null && known < .5 * all;
    return { tool, total, provisional, shown: total === null ? "-" : provisional ? end(low) + "–" + end(high) : String(rounded(total)), place: 0 };
  });
  places.sort((a, b) => Number(a.total === null) - Number(b.total === null) || Number(a.provisional) - Number(b.provisional) ||
    (b.total ?? 0) - (a.total ?? 0) || (slug(a.tool) < slug(b.tool) ? -1 : 1));
  for (const [index, here] of places.entries()) {
    const before = places[index - 1];
    here.place = before && before.total === here.total && before.provisional === here.provisional ? before.place : index + 1;
  }
  return places;
}
