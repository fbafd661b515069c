// @ts-check
// Runs on the page for unknown addresses: opens the comparison that the address asks for, which has the two tools in
// the other order, or has no page and is made in the browser.

const [, start, names, end] = /^(.*\/)compare\/([^/]+?)(\/|\.html)?$/.exec(location.pathname) ?? [];

/** @param {string} path */
const exists = async path => (await fetch(start + path, { method: "HEAD" })).ok;

/** @param {string[]} parts The address, cut wherever it could separate two slugs. */
async function openPair(parts) {
  const { compare } = document.documentElement.dataset;
  for (let cut = 1; cut < parts.length; cut++) {
    const pair = [parts.slice(0, cut).join("-vs-"), parts.slice(cut).join("-vs-")];
    const [first, second] = pair, page = `compare/${second}-vs-${first}${end ?? ""}`;
    if (first > second && await exists(page)) return location.replace(start + page + location.search + location.hash);
    if (compare && (await Promise.all(pair.map(slug => exists(`api/v1/tools/${slug}.json`)))).every(Boolean))
      return location.replace(compare + pair.join());
  }
}

if (names) openPair(names.split("-vs-"));
