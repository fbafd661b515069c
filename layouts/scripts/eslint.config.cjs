// Lint rules for the modules in this folder. Types are checked by TypeScript, see tsconfig.json.

const { configs } = require("@eslint/js");

const BROWSER = [
  "XMLHttpRequest", "DecompressionStream", "FormData", "Intl", "Node", "Response", "TextDecoder", "URLSearchParams",
  "addEventListener", "clearTimeout", "document", "fetch", "history", "location", "setTimeout",
];

module.exports = [
  {
    ...configs.recommended,
    files: ["*.js"],
    languageOptions: { globals: Object.fromEntries(BROWSER.map(name => [name, "readonly"])) },
  },
];
