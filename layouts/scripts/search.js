// @ts-check
// Entry point of the search bundle, which loader.js imports on first use.

export { openPage } from "./search-page.js";
export { attach, suggestPages } from "./combobox.js";
export { usePrefetched } from "./index-reader.js";
