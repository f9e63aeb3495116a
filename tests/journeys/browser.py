"""A real browser in front of a real server, and what every page must hold in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Response

SCREENSHOTS = Path(__file__).parent / "screenshots"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


class PageFault(AssertionError):
    """A page does not hold what every page must hold."""


@dataclass
class Watch:
    """What the browser complained about while a page loaded."""

    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._visit(request.url))

    def _visit(self, address: str) -> None:
        if address.startswith("http") and urlsplit(address).hostname not in {"127.0.0.1", "localhost"}:
            self.complaints.append(f"request to another site: {address}")

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")


def launch(playwright: Playwright, chromium: str) -> Browser:
    """This will start the system's Chromium."""
    return playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)


@contextmanager
def context_with(
    browser: Browser, cookies: list[dict[str, str]], **options: object
) -> Iterator[BrowserContext]:
    """This will open a fresh browser profile that carries the given cookies."""
    context = browser.new_context(locale="nl-NL", **options)
    try:
        if cookies:
            context.add_cookies(cookies)
        yield context
    finally:
        context.close()


def check_page(page: Page, url: str, *, status: int = 200, name: str | None = None) -> None:
    """This will open a page and hold it to everything a page of this site must be.

    Raises PageFault with all faults at once: status, console and policy errors, language, heading, sideways scrolling at
    320 pixels, accessibility in light and dark. Leaves screenshots at 1280 and 320 pixels.
    """
    faults = [*_load(page, url, status), *structure_faults(page)]
    label = name or (
        re.sub(r"[^a-z0-9]+", "-", url.split("//", 1)[-1].split("/", 1)[-1].lower()).strip("-") or "home"
    )
    for kind, size in (("1280", WIDE), ("320", NARROW)):
        page.set_viewport_size(size)
        faults += sideways_faults(page, kind)
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{label}-{kind}.png", full_page=True)
    faults += _accessible(page)
    if faults:
        raise PageFault(f"{url}:\n  " + "\n  ".join(faults))


def _load(page: Page, url: str, status: int) -> list[str]:
    watch = Watch()
    watch.attach(page)
    response: Response | None = page.goto(url, wait_until="load")
    came = response.status if response else None
    faults = [] if came == status else [f"status: expected {status}, came {came}"]
    # Chromium itself reports an error page as a failed resource: expected when the status was.
    own = [text for text in watch.complaints if not (status >= 400 and f"status of {status}" in text)]
    return faults + [f"console: {text}" for text in own]


def structure_faults(page: Page) -> list[str]:
    """This will list what is wrong with language, headings and style attributes."""
    faults = []
    language = page.evaluate("document.documentElement.lang")
    if language not in {"nl", "en"}:
        faults.append(f"lang: expected nl or en, came {language!r}")
    headings = page.locator("h1").count()
    if headings != 1:
        faults.append(f"h1: expected one, came {headings}")
    styled = page.evaluate("document.querySelectorAll('[style]').length")
    if styled:
        faults.append(f"style attributes: expected none, came {styled}")
    return faults


def sideways_faults(page: Page, kind: str) -> list[str]:
    """This will list what makes the page scroll sideways at this width."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over <= 0:
        return []
    widest = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || ''))"""
    )
    return [f"sideways scrolling at {kind}: {over} px, by {', '.join(widest)}"]


def _accessible(page: Page) -> list[str]:
    """Light and wide, then dark and narrow: between them every colour and every order of the blocks."""
    faults = []
    for scheme, size in (("light", WIDE), ("dark", NARROW)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        faults += axe_faults(page, scheme)
    page.emulate_media(color_scheme="light")
    return faults


def axe_faults(page: Page, scheme: str) -> list[str]:
    """This will list what axe finds against WCAG 2.2 AA and its best practices on the page as it stands."""
    # Only violations in full: what passes is counted by axe node by node otherwise, three times the work.
    options = {"runOnly": {"type": "tag", "values": AXE_RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options)
    return [f"axe ({scheme}): {_told(violation)}" for violation in found.response["violations"]]


def _told(violation: dict) -> str:
    nodes = violation["nodes"]
    first = "; ".join(
        f"{' '.join(map(str, node['target']))}: {node.get('failureSummary', '')!r}" for node in nodes[:3]
    )
    return f"{violation['id']} ({len(nodes)}x) {first}"
