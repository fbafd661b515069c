// @ts-check
// Messages of the scripts. They are in English here; the build replaces them by those of the site's language, which it
// finds by the calls of `filled` and `phrase`, or by the comment `/*_*/` before them (see docs/translate.md).

/**
 * Return a message with values in its places `{0}`, `{1}`, ..., as children of an element; a value may be several.
 * @param {string} message
 * @param {any[]} values
 * @returns {any[]}
 */
export const filled = (message, ...values) => message.split(/{(\d)}/).flatMap((part, at) => at % 2 ? values[/** @type {any} */ (part)] : part);

/**
 * Return a message with values in its places as text.
 * @param {[message: string, ...values: any[]]} message
 */
export const phrase = (...message) => filled(...message).join("");
