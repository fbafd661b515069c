// @ts-check
// Picture of a tool: its logo, or a monogram that the style sheet draws; as ssg/rendering/pictures.py makes it.

/**
 * Return the picture of a tool. It has no text, since the name is next to it.
 * @param {string} code Address of the logo, such as `/logos/flax.svg`, or the number of a colour and letters: `3FL`.
 */
export function picture(code) {
  const isLogo = code.startsWith("/"), element = document.createElement(isLogo ? "img" : "span");
  const attributes = isLogo ? { src: import.meta.url.replace(/\/assets\/(search\/)?[^/]+$/, () => code), alt: "", width: "40", height: "40" } :
    { "data-mark": code.slice(1), "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.className = isLogo ? "picture" : "picture m" + code[0];
  return element;
}
