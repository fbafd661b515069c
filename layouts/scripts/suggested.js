// @ts-check
// Guesses which tools an unknown address means.

/** @import { NamedTool, NameLookup } from "./name-lookup.js" */

const MAX_SUGGESTED = 3;

/**
 * Return the tools that a wrong address may mean; two for the address of a comparison.
 * @param {string} path
 * @param {NameLookup} names
 */
export async function suggested(path, names) {
  let last = path.split("/").filter(Boolean).at(-1) ?? "";
  try {
    last = decodeURIComponent(last);
  } catch { /* not encoded: used as it is */ }
  const sides = last.replace(/\.html?$/, "").split("-vs-").slice(0, 2).filter(side => /[\p{L}\p{N}]/u.test(side));
  /** @type {NamedTool[]} */
  const tools = [];
  for (const side of sides) {
    const matches = (await names.find(side.replace(/[-_+.]+/g, " "))).slice(0, MAX_SUGGESTED).filter(tool => !tools.includes(tool));
    tools.push(...sides.length > 1 ? matches.slice(0, 1) : matches);
  }
  return tools;
}
