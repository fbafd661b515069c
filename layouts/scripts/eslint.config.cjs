// Lint rules for the modules in this folder. Types are checked by TypeScript, see tsconfig.json.

const { configs } = require("@eslint/js");

const BROWSER = [
  "AbortController", "DecompressionStream", "FormData", "Intl", "MutationObserver", "Node", "Response",
  "TextDecoder", "URL", "URLSearchParams", "XMLHttpRequest", "addEventListener", "clearTimeout", "document", "fetch",
  "history", "location", "navigator", "setTimeout",
];

module.exports = [
  {
    ...configs.recommended,
    files: ["*.js"],
    languageOptions: { globals: Object.fromEntries(BROWSER.map(name => [name, "readonly"])) },
  },
];
