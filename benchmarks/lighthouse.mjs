/* Lighthouse on one page of each kind of a built site, in each of its languages, light and dark.

     make lighthouse [TREE=public] [ARGS="--quick --kinds=home,tool --languages=en,de --schemes=dark"]

   Needs Chromium, and Lighthouse in `.node/` (make lighthouse installs it). Of the pages of a kind,
   the largest one is measured. `--quick` leaves out performance, which a busy machine lowers.
   Prints the scores of each page and the failed audits; exits with 1 if a score is below 100. */

import {createServer} from "node:http"
import {existsSync, readFileSync, readdirSync, statSync} from "node:fs"
import {createRequire} from "node:module"
import {extname, join, normalize} from "node:path"
import {pathToFileURL} from "node:url"
import {gzipSync} from "node:zlib"

const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"]
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8", ".xml": "application/xml", ".atom": "application/atom+xml",
  ".png": "image/png", ".webp": "image/webp", ".ico": "image/x-icon", ".woff2": "font/woff2",
}
const COMPRESSED = /\.(html|css|js|json|svg|txt|xml|atom)$/
const KINDS = {
  home: "", tool: "tools/*", list: "tools", versus: "compare/*", alternatives: "alternatives/*",
  ranking: "rankings", type: "types/*", category: "categories/*", categories: "categories",
  capability: "capabilities/*", capabilities: "capabilities", stats: "stats", changes: "changes",
  compare: "compare", search: "search", methodology: "methodology", embed: "embed/*", free: "*",
}
/* Kind -> its folder; `*` is any folder that no other kind has. */
const NOT_FREE = new Set(["alternatives", "search", "compare", "embed",
  ...Object.values(KINDS).map(place => place.split("/")[0])])
const SKIPPED = {
  search: ["is-crawlable"], compare: ["is-crawlable"], missing: ["is-crawlable"],
  embed: ["is-crawlable", "robots-txt"],
}
/* Kind -> audits that do not apply: these pages ask not to be listed, and the policy of pages in
   frames lets nothing be fetched, robots.txt included. */

const parameters = process.argv.slice(2)
const tree = normalize(parameters.find(each => !each.startsWith("--")) ?? "public")
const listed = name => parameters.find(each => each.startsWith(`--${name}=`))?.split("=")[1].split(",")
const quick = parameters.includes("--quick")

/** Return the addresses of the pages at a place of `KINDS`, the largest first. */
function pagesAt(language, place, languages) {
  const folder = place.replace(/\/?\*$/, ""), below = join(tree, language, folder)
  if (!existsSync(below)) return []
  const names = !place.endsWith("*") ? [""] : readdirSync(below).filter(name => name !== "page"
    && (folder !== "compare" || name.includes("-vs-"))
    && (folder || !NOT_FREE.has(name) && !languages.includes(name)))
  const files = names.map(name => join(language, folder, name, "index.html")).filter(file =>
    existsSync(join(tree, file)) && !readFileSync(join(tree, file), "utf-8").includes("http-equiv=\"refresh\""))
  files.sort((a, b) => statSync(join(tree, b)).size - statSync(join(tree, a)).size)
  return files.map(file => `/${file.slice(0, -"index.html".length)}`)
}

/** Return [language, kind, address] of each page to measure. */
function chosen() {
  const root = readFileSync(join(tree, "index.html"), "utf-8").match(/<html lang="([^"]+)"/)[1]
  const others = readdirSync(tree).filter(name => existsSync(join(tree, name, "404.html")))
  const kinds = Object.entries(KINDS).filter(([kind]) => listed("kinds")?.includes(kind) ?? true)
  return [root, ...others].filter(language => listed("languages")?.includes(language) ?? true)
    .flatMap(language => {
      const folder = language === root ? "" : language
      const pages = kinds.flatMap(([kind, place]) =>
        pagesAt(folder, place, others).slice(0, 1).map(path => [language, kind, path]))
      const missing = [language, "missing", `/${join(folder, "404.html")}`]
      return listed("kinds")?.includes("missing") ?? true ? [...pages, missing] : pages
    })
}

/** Answer as a host does: compressed, kept for long where the name has a hash, else 404.html. */
function answer(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname)
  let file = join(tree, normalize(path), path.endsWith("/") ? "index.html" : "")
  const known = file.startsWith(tree) && existsSync(file) && statSync(file).isFile()
  if (!known) file = join(tree, "404.html")
  const packed = COMPRESSED.test(file)
  response.writeHead(known ? 200 : 404, {
    "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    "Cache-Control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "max-age=0",
    ...(packed ? {"Content-Encoding": "gzip"} : {}),
  })
  response.end(packed ? gzipSync(readFileSync(file)) : readFileSync(file))
}

/** Return the failed audits of a category, with what they found first. */
function failures(lhr, {id: category, auditRefs}) {
  const least = category === "performance" ? 0.9 : 1
  return auditRefs.filter(({id, weight}) => weight > 0 && (lhr.audits[id].score ?? 1) < least).map(({id}) => {
    const items = lhr.audits[id].details?.items ?? []
    const found = items.map(item => item.node?.snippet ?? item.description ?? item.url).filter(Boolean)
    return [id, lhr.audits[id].displayValue, ...found.slice(0, 3).map(text => String(text).slice(0, 160))]
      .filter(Boolean).join("; ")
  })
}

async function main() {
  const root = join(process.cwd(), ".node", readdirSync(".node").find(name => name.startsWith("lighthouse-")))
  const {resolve} = createRequire(join(root, "node_modules", "lighthouse", "package.json"))
  const load = async name => (await import(pathToFileURL(resolve(name)).href)).default
  const [lighthouse, puppeteer] = [await load("lighthouse"), await load("puppeteer-core")]
  const folders = process.env.PATH.split(":")
  const executablePath = BROWSERS.flatMap(name => folders.map(folder => join(folder, name))).find(existsSync)
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
  const server = createServer(answer)
  await new Promise(listening => server.listen(0, "127.0.0.1", listening))
  const browser = await puppeteer.launch({executablePath, args})
  let below = 0
  const pages = chosen()
  for (const [language, kind, path] of pages) {
    for (const scheme of listed("schemes") ?? ["light", "dark"]) {
      const page = await browser.newPage()
      await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: scheme}])
      const {lhr} = await lighthouse(`http://127.0.0.1:${server.address().port}${path}`, {
        onlyCategories: [...(quick ? [] : ["performance"]), "accessibility", "best-practices", "seo"],
        skipAudits: SKIPPED[kind] ?? [], logLevel: "error", ...(quick ? {throttlingMethod: "provided"} : {}),
      }, undefined, page)
      const categories = Object.values(lhr.categories)
      const lower = categories.some(({score}) => score !== 1)
      below += lower
      const scores = categories.map(({id, score}) => `${id} ${Math.round((score ?? 0) * 100)}`)
      console.log([lower ? "BELOW" : "ok", language, kind, scheme, ...scores, path].join("\t"))
      if (lower) categories.flatMap(each => failures(lhr, each)).forEach(line => console.log(`\t${line}`))
      await page.close()
    }
  }
  await browser.close()
  server.close()
  server.closeAllConnections()
  console.log(!pages.length ? "no such page" : below ? `${below} pages below 100` : "all pages have 100")
  process.exitCode = below || !pages.length ? 1 : 0
}

await main()
