"""The hostile archive in front of a real browser: nothing runs, nothing leaves, nothing breaks, and all of it is text.

Each function visits one room of the page with as many payloads as it holds, and gives lines for the table. What a
payload could do is watched for in every frame: a call of ``pwn``, a dialog, a request to anybody but the server, an
error on the console, a link that is no web address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from bench.browser import painted, still
from bench.fuzz.payloads import Payload, payloads, seen_as
from bench.hostile_archive import WHOLE
from bench.hostile_rows import Tried

SHORT = 100
"""Milliseconds of calm between two events: what the map draws meanwhile is looked at after the last."""
PATIENCE_MS = 90_000
LINKS = """() => [...document.querySelectorAll('a[href], area[href], form[action], iframe[src], base[href]')]
    .map(each => each.href || each.action || each.src).filter(href => href && !/^(https?:|about:blank$)/.test(href) && href.split('#')[0] !== location.href.split('#')[0])"""


@dataclass(slots=True)
class Watch:
    """What happened in a browser window that should not have."""

    address: str
    ran: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> Page:
        """Open a window that is watched."""
        context.expose_binding("pwn", lambda source, *told: self.ran.append(f"{source['frame'].url} {told}"))
        page = context.new_page()
        page.on("dialog", lambda dialog: self._opened(dialog))  # noqa: PLW0108 - as below
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda message: self._said(message))  # noqa: PLW0108 - Playwright marks what it is given
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        context.on("page", lambda other: self.dialogs.append(f"a window: {other.url}"))
        return page

    def _said(self, message: ConsoleMessage) -> None:
        """Note an error; that Streamlit looks for its server below a page's own address first is none."""
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.errors.append(f"{message.text} {message.location['url']}")

    def _opened(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if url.startswith(("http", "ws")) and not url.split("//", 1)[1].startswith(self.address.split("//")[1]):
            self.outside.append(url)

    def look(self, page: Page) -> None:
        """Look for links, frames and forms that lead to no web address, in all frames."""
        for frame in page.frames:
            self.links += frame.evaluate(LINKS)

    def words(self) -> str:
        """Say all that happened, "" where nothing did."""
        names = ("ran", "dialogs", "outside", "errors", "links")
        return "; ".join(f"{name}: {found[:3]}" for name in names if (found := getattr(self, name)))


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, Watch]]:
    """Give a window in a browser that has never been there, and what happens in it."""
    context = browser.new_context(viewport={"width": 1500, "height": 1100})
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch(address)
    page = watch.over(context)
    try:
        yield page, watch
    finally:
        context.close()


def row(place: str, tried: Sequence[Payload], watch: Watch, *, shown: str | None, attack: str = "all kinds") -> Tried:
    """Return the line: with ``shown``, the window's text, also how many payloads stand in it letter for letter."""
    missing = [each.text for each in tried if shown is not None and seen_as(each.text) not in shown]
    happened = [watch.words() or "nothing ran, nothing asked"]
    happened += [] if shown is None else [f"{len(tried) - len(missing)} shown as text"]
    happened += [f"not shown: {missing[:3]!r}"] if missing else []
    return Tried(attack, place, len(tried), "; ".join(happened), held=not watch.words() and not missing)


STEPPED = [".st-key-step", ".st-key-panel"]
OTHERS = "([parts, before]) => parts.every((part, at) => document.querySelector(part)?.innerText !== before[at])"


QUEUED = 3
"""Events of the review queue that are looked at: each is drawn as the panel draws it."""
TOLD = "[data-testid=stAlert], h3"
"""What a page of an actor or a place begins with: its name, or that there is none."""
ASKED = ("actor", "country", "region", "at")


def text_of(page: Page, where: str = "body") -> str:
    """Return all text under an element, as payloads are compared with it."""
    return seen_as(page.locator(where).first.evaluate("each => each.textContent") or "")


def rooms(browser: Browser, address: str, event: str) -> list[Tried]:
    """Return the lines of all rooms but the one where articles are added; ``event`` is the first one of the table."""
    found = []
    for room in (partial(panel, event=event), *ROOMS):
        with watched(browser, address) as (page, watch):
            found.append(room(page, watch))
    return found


def panel(page: Page, watch: Watch, *, event: str) -> Tried:
    """Walk through all events with the panel's own button: every report's words, sources and reasons; map and table."""
    page.goto(f"{watch.address}/?ev={event}")
    painted(page)
    still(page)
    shown = text_of(page, ".st-key-panel")
    while page.get_by_role("button", name="Next").is_enabled():
        _press(page, "Next")
        shown += text_of(page, ".st-key-panel")
    watch.look(page)
    return row("map: text, title, source, author, place, actor", payloads(), watch, shown=shown)


def _press(page: Page, name: str) -> None:
    """Press a button and wait until another event is there: its number beside the button, and its words in the panel."""
    before = [page.locator(part).first.inner_text() for part in STEPPED]
    page.get_by_role("button", name=name).click()
    page.wait_for_function(OTHERS, arg=[STEPPED, before])
    still(page, calm=SHORT)


def reader(page: Page, watch: Watch) -> Tried:
    """Open the article of all payloads, whose places, dates and actors are payloads too, and the choice of titles."""
    page.goto(f"{watch.address}/article?article={WHOLE}")
    page.locator("article.cm-article").wait_for()
    still(page)
    shown = text_of(page, "article.cm-article")
    page.get_by_role("combobox").last.click()
    page.get_by_role("option").first.wait_for()
    for mark in page.locator("article.cm-article mark").all()[:5]:
        mark.hover(force=True)
    watch.look(page)
    return row("reader: text, marks, titles to choose from", payloads(), watch, shown=shown)


def quality(page: Page, watch: Watch) -> Tried:
    """Open the list of articles, sources, and of files that could not be added, under the payloads' names."""
    page.goto(f"{watch.address}/quality")
    page.get_by_text("CON.md line 1").first.wait_for()
    still(page)
    watch.look(page)
    return row("quality: file names, reasons, articles, sources", payloads(), watch, shown=text_of(page))


def corrections(page: Page, watch: Watch) -> Tried:
    """Open the log of corrections, whose names and reasons are payloads; a table on canvas is no text to look into."""
    page.goto(f"{watch.address}/corrections")
    page.locator("canvas").first.wait_for()
    still(page)
    watch.look(page)
    return row("corrections: reviewer, reason, place, actor", payloads(), watch, shown=None)


def filters(page: Page, watch: Watch) -> Tried:
    """Open a link whose actors, regions, countries and sources are payloads; each is said again as a filter that is on."""
    asked = [each for each in payloads() if len(each.text.strip()) == len(each.text) and "\0" not in each.text]
    names = ("actor", "source", "region", "country")
    query = [(names[number // 45], each.text) for number, each in enumerate(asked[: 45 * len(names)])]
    page.goto(f"{watch.address}/?{urlencode([*query, ('q', '<b>${pwn(1)}</b>')])}")
    page.locator(".st-key-chips").wait_for()
    still(page)
    watch.look(page)
    shown = text_of(page, ".st-key-chips").casefold()
    missing = [
        each.text for each in asked if seen_as(each.text).replace("-", "").casefold() not in shown.replace("-", "")
    ]
    told = [watch.words() or "nothing ran, nothing asked", f"{len(asked) - len(missing)} shown as text"]
    told += [f"not shown: {missing[:3]!r}"] * bool(missing)
    place = "filters: actor, source, region, country in a link"
    return Tried("all kinds", place, len(asked), "; ".join(told), held=not watch.words() and not missing)


def notices(page: Page, watch: Watch) -> Tried:
    """Open links whose every parameter makes no sense: what is said of them holds the payloads."""
    names = ("from", "to", "role", "type", "sub", "status", "place", "deaths", "box")
    asked = payloads()[:: len(payloads()) // 26]
    for start in range(0, len(asked), len(names)):
        some = asked[start : start + len(names)]
        query = {name: each.text for name, each in zip(names, some, strict=False)}
        page.goto(
            f"{watch.address}/?{urlencode({**query, 'ev': some[0].text, 'v': some[0].text, 'lat': some[0].text})}"
        )
        page.get_by_text("was left out").first.wait_for()
        still(page)
    watch.look(page)
    return row("notices: link parameters of no sense", asked, watch, shown=None, attack="all kinds, one in six")


def many_parameters(page: Page, watch: Watch) -> Tried:
    """Open links with 2,000 parameters: of one name, and of 2,000 names."""
    one = "&".join(f"actor=a{number}" for number in range(2000))
    many = "&".join(f"p{number}={number}" for number in range(2000))
    for query in (one, many):
        page.goto(f"{watch.address}/?{query}")
        page.locator("#caption").wait_for()
    still(page)
    watch.look(page)
    shown = "8events" in text_of(page, "#caption")
    told = watch.words() or ("left out with a notice; the page stands" if shown else "no page")
    return Tried("2,000 parameters", "link", 2, told, held=shown and not watch.words())


def review(page: Page, watch: Watch) -> Tried:
    """Walk through the head of the queue as it was before anybody decided, then open today's, whose reviewers are payloads."""
    page.goto(f"{watch.address}/review?v=1")
    for _ in range(QUEUED):
        page.locator(".st-key-panel").wait_for()
        still(page)
        before = page.locator(".st-key-panel").inner_text()
        page.locator(".st-key-decisions").get_by_role("button", name="Next").click()
        page.wait_for_function(OTHERS, arg=[[".st-key-panel"], [before]])
    watch.look(page)
    page.goto(f"{watch.address}/review")
    page.locator(TOLD).first.wait_for()
    still(page)
    watch.look(page)
    return row("review queue: text, title, place, actor, reviewer", payloads(), watch, shown=None)


def compare(page: Page, watch: Watch) -> Tried:
    """Compare actors and areas whose names are payloads, choose among them, and ask for payloads in the address."""
    for mode, one, other in (
        ("actors", "hostile-0", "hostile-1"),
        ("areas", "SY", payloads()[0].text),
        ("periods", "", ""),
    ):
        page.goto(f"{watch.address}/compare?{urlencode({'mode': mode, 'a': one, 'b': other})}")
        page.get_by_role("radio").first.wait_for(state="attached")
        still(page)
        if mode != "periods":
            page.get_by_role("combobox").first.click()
            page.get_by_role("option").first.wait_for()
    watch.look(page)
    return row("compare: actors and areas to choose, table", payloads(), watch, shown=None)


def profiles(page: Page, watch: Watch) -> Tried:
    """Open the pages of actors and places whose names are payloads, and of payloads that nobody is called by."""
    events = [f"actor?actor=hostile-{number}" for number in range(2)]
    spots = ["place?country=SY", "place?at=34.0,38.0", f"place?{urlencode({'region': 'SY/' + payloads()[0].text})}"]
    for address in (*events, *spots):
        page.goto(f"{watch.address}/{address}")
        page.locator(TOLD).first.wait_for()
        still(page)
        watch.look(page)
    asked = payloads()[:: len(payloads()) // len(ASKED)][: len(ASKED)]
    for name, each in zip(ASKED, asked, strict=True):
        page.goto(f"{watch.address}/{'actor' if name == 'actor' else 'place'}?{urlencode({name: each.text})}")
        page.locator(TOLD).first.wait_for()
    still(page)
    watch.look(page)
    return row("actor, place: names, tables, and in the address", asked, watch, shown=None, attack="one for each name")


ROOMS = (reader, quality, corrections, filters, notices, many_parameters, review, compare, profiles)
"""What is visited beside the map; each gives its line."""
