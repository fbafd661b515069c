// @ts-check
// Entry point of the search bundle, which loader.js imports on first use.

export { openPage } from "./search-page.js";
import { loadNames } from "./site.js";

export { attach } from "./combobox.js";
export { usePrefetched } from "./index-reader.js";

/** Add suggestions to the not-found page. @param {Element} place */
export const suggestPages = async place => (await import("./details.js")).suggestPages(place, await loadNames());
