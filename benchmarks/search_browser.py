"""Search page in Chromium on a simulated slow phone: time until results, CPU time of a search."""

import gzip
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from ssg.build.page_worker import render_page
from ssg.comparison.alignment import Aligner
from ssg.messages import ENGLISH
from ssg.rendering.assets import assets
from ssg.rendering.renderer import Renderer
from ssg.rendering.templates import environment, layout_folders
from ssg.site import Output, Site
from ssg.urls import Addresses
from ssg.views import Context
from ssg.views.page_head import site_view
from ssg.views.search import pages

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from support.browsing import (  # noqa: E402  (needs the path set above)
    FLAGS,
    Handler,
    find_chromium,
    serving,
)

__all__ = ["drawn_and_work", "found_browser", "page_files"]

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
"""Milliseconds, and bytes a second."""
SLOWER = 4
"""Slow-down factor of the CPU."""
DRAWN = """
new MutationObserver((changes, observer) => {
  if (!document.querySelector(".results[aria-busy=false] li")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));
}).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-busy"] });
"""
"""Returns the milliseconds from the request for the page until results are visible."""
WORK = """async texts => {
  const index = await (await import("/modules/bm25.js")).openIndex("/search/"), taken = [];
  for (const text of texts) {
    await index.search(text);
    const began = performance.now();
    await index.search(text);
    taken.push(performance.now() - began);
  }
  return taken;
}"""


def found_browser() -> str:
    """Return the path of Chromium; if missing, print what is skipped and return nothing."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
    if not path:
        print("No Chromium: the figures of a slow phone are left out")
    return path


def page_files(site: Site) -> list[Output]:
    """Return the search page of a site and the files that are not pages."""
    addresses = Addresses.of(site.catalog.settings, "https://example.org/")
    folders = layout_folders(ROOT / "nowhere")
    names, files = assets(folders)
    renderer = Renderer(environment(folders, ENGLISH), site_view(site, addresses, names))
    context = Context.of(site, addresses, renderer, Aligner(replace(site.catalog, tools=())))
    modules = (ROOT / "layouts/scripts").glob("*.js")
    return [
        *files,
        *(Output(path=f"modules/{module.name}", body=module.read_bytes()) for module in modules),
        *(
            Output(path=f"{page.address[1:]}index.html", body=render_page(context, page))
            for page in pages(context)
        ),
    ]


class Packing(Handler):
    """Sends texts compressed and keeps connections, as hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802  (the name is the base class's)
        """Respond."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in {".html", ".css", ".js", ".svg"} or not path.exists():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def drawn_and_work(
    chromium: str, folder: Path, cold: Sequence[str], warm: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Return how long questions take on slow 4G with a slow processor.

    First the seconds from the request for the page to drawn results, for each `cold` question of a
    new visitor; then the milliseconds that the processor takes for each `warm` one, whose files are
    there.
    """
    with serving(folder, Packing) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        seconds = [_drawn(browser, f"{origin}/search/?q={quote(text)}") for text in cold]
        work = _work(browser, origin, warm)
        browser.close()
    return seconds, work


def _drawn(browser: Browser, address: str) -> float:
    """Return the seconds until the first results of a new visitor are drawn."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(DRAWN)
    _slow(page).send("Network.emulateNetworkConditions", SLOW_4G)
    page.goto(address)
    seconds = float(page.wait_for_function("window.drawn").json_value()) / 1000
    context.close()
    return seconds


def _work(browser: Browser, origin: str, texts: Sequence[str]) -> list[float]:
    """Return the milliseconds that each question takes when its files are there."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{origin}/search/")
    _slow(page)
    milliseconds: list[float] = page.evaluate(WORK, list(texts))
    context.close()
    return milliseconds


def _slow(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session
