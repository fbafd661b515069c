// @ts-check
// Runs on the page for unknown addresses: opens the comparison whose two tools the address has in the other order.

const [, start, names, end] = /^(.*\/compare\/)([^/]+?)(\/|\.html)?$/.exec(location.pathname) ?? [];

/** @param {string} name The two slugs in the order of the alphabet. */
async function openIfThere(name) {
  const address = `${location.origin}${start}${name}${end ?? ""}`;
  const found = await fetch(address, { method: "HEAD" });
  if (found.ok) location.replace(address + location.search + location.hash);
  return found.ok;
}

/** @param {string[]} parts The address, cut wherever it could separate two slugs. */
async function openReversed(parts) {
  for (let cut = 1; cut < parts.length; cut++) {
    const first = parts.slice(0, cut).join("-vs-");
    const second = parts.slice(cut).join("-vs-");
    if (first > second && await openIfThere(`${second}-vs-${first}`)) return;
  }
}

if (names) openReversed(names.split("-vs-"));
