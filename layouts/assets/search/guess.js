// The page for addresses that are none: what may have been meant.
import { openNames } from "./names.js";
import { files, make, tool } from "./site.js";

const known = await openNames(files);
const place = document.querySelector("#guess"), found = [...await known.guess(location.pathname) ?? []];
if (found.length) place.append(make("p", {}, "Did you mean"), make("ul", { class: "chips" }, ...found.map(one =>
  make("li", {}, make("a", { href: tool(one.slug) }, make("bdi", {}, one.name), " ", make("small", {}, one.label))))));
