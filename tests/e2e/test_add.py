"""Adding articles: pasted, uploaded, by web address; each is seen before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo import Geoparser
from store import Archive, Filters
from store.ways.feed_list import opml_of
from tests import factories
from tests.e2e.conftest import LONG, Seen
from tests.e2e.test_pages import stands
from tests.loopback import serving
from view import words

Visit = Callable[..., Seen]
TEXT = "Shells hit the city of Idlib in Syria on 3 March 2020, killing two people. <script>window.pwn=1</script>"
PAGE = """<html><head><title>Raid on Raqqa</title><meta property="og:site_name" content="Hill Gazette">
<meta property="article:published_time" content="2017-06-20T08:00:00Z"></head><body><article><h1>Raid on Raqqa</h1>
<p>An air raid struck the city of Raqqa in Syria on 19 June 2017, and residents said that six people were killed in it.</p>
<p>Nobody had said by the evening whose aircraft they were, and the city's hospital was asking for blood.</p>
</article></body></html>"""


FEED = "<rss version='2.0'><channel><title>Hill Gazette</title><item><link>{home}/raqqa</link></item></channel></rss>"
COUNTED = "window.clicks = 0; addEventListener('click', event => { if (event.isTrusted) window.clicks += 1; }, true);"


class Site(BaseHTTPRequestHandler):
    """A small news site on this machine."""

    def do_GET(self) -> None:
        """Answer with the rules for robots, a feed, or the page."""
        home = f"http://{self.headers['Host']}"
        others = {
            "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /secret"),
            "/feed": ("application/rss+xml", FEED.format(home=home)),
        }
        kind, said = others.get(self.path, ("text/html; charset=utf-8", PAGE))
        body = said.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Site) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def adding(started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The page over an archive of its own, whose operator lets it ask addresses of his own network."""
    Geoparser()
    store = tmp_path_factory.mktemp("adding") / "archive"
    Archive(store).add(factories.sample())
    return started(store, CONFLICT_MAP_FETCH_PRIVATE="1"), store


def titles(store: Path) -> list[str]:
    return list(Archive(store).articles()["title"])


def test_a_pasted_text_is_read_before_it_is_kept(adding: tuple[str, Path], visit: Visit) -> None:
    address, store = adding
    page = visit(address, "/add")
    page.page.locator("textarea").fill(TEXT)
    page.page.get_by_label("Title", exact=True).fill("Pasted by hand")
    page.page.get_by_role("button", name=words.ADD_READ).click()
    expect(page.page.locator("article.cm-article")).to_contain_text("<script>window.pwn=1</script>", timeout=LONG)
    expect(page.page.locator("article.cm-article mark.place")).to_have_text(["Idlib", "Syria"])
    assert page.page.evaluate("window.pwn") is None
    assert "Pasted by hand" not in titles(store)
    page.page.get_by_role("button", name=words.ADD_KEEP, exact=True).click()
    page.page.get_by_role("link", name="See it on the map").click(timeout=LONG)
    expect(page.page.locator(".st-key-panel blockquote").first).to_contain_text("Shells hit", timeout=LONG)
    assert "Pasted by hand" in titles(store)


def test_an_upload_is_read_before_it_is_kept_and_what_is_no_article_is_one_line(
    adding: tuple[str, Path], visit: Visit
) -> None:
    address, store = adding
    page = visit(address, "/add")
    page.page.get_by_text("Upload files").click()
    good = f"---\nid: up-1\ntitle: Uploaded\npublished: 2020-03-04\n---\n{TEXT}\n".encode()
    files = [("good.md", "text/markdown", good), ("bad.md", "text/markdown", b"\xff\xfe\x00")]
    page.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
    )
    page.page.get_by_role("button", name=words.ADD_READ).click()
    expect(page.page.locator("article.cm-article")).to_contain_text("Shells hit the city", timeout=LONG)
    expect(page.page.get_by_role("alert").filter(has_text="bad.md")).to_be_visible()
    assert "Uploaded" not in titles(store)
    page.page.get_by_role("button", name=words.ADD_KEEP, exact=True).click()
    expect(page.page.get_by_text("1 new, 0 revised")).to_be_visible(timeout=LONG)
    assert "Uploaded" in titles(store)


def test_an_address_is_fetched_shown_and_kept(adding: tuple[str, Path], site: str, visit: Visit) -> None:
    address, store = adding
    page = visit(address, "/add")
    page.page.get_by_text("A web address").click()
    field = page.page.get_by_label("Address of an article or a feed")
    field.fill(f"{site}/secret/raid")
    page.page.get_by_role("button", name="Fetch and read").click()
    expect(page.page.get_by_role("alert")).to_contain_text("robots.txt asks not to fetch it", timeout=LONG)
    field.fill(f"{site}/raid")
    page.page.get_by_role("button", name="Fetch and read").click()
    expect(page.page.locator("article.cm-article")).to_contain_text("An air raid struck", timeout=LONG)
    assert "Raid on Raqqa" not in titles(store)
    page.page.get_by_role("button", name=words.ADD_KEEP, exact=True).click()
    expect(page.page.get_by_text("1 new, 0 revised")).to_be_visible(timeout=LONG)
    assert "Raid on Raqqa" in titles(store)


def test_a_list_of_feeds_is_shown_as_what_they_link_to_now(
    adding: tuple[str, Path], site: str, visit: Visit, tmp_path: Path
) -> None:
    file = tmp_path / "list.opml"
    file.write_bytes(opml_of([f"{site}/feed"]))
    page = visit(adding[0], "/add").page
    page.get_by_text("Upload files").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=words.ADD_READ, exact=True).click()
    expect(page.locator("article.cm-article")).to_contain_text("An air raid struck", timeout=LONG)


def test_a_private_address_is_refused_where_nobody_allowed_it(sample: str, site: str, visit: Visit) -> None:
    page = stands(visit(sample, "/add"))
    page.page.get_by_text("A web address").click()
    page.page.get_by_label("Address of an article or a feed").fill(f"{site}/raid")
    page.page.get_by_role("button", name="Fetch and read").click()
    expect(page.page.get_by_role("alert")).to_contain_text("an address of a private network", timeout=LONG)
    assert page.page.get_by_role("button", name=words.ADD_KEEP, exact=True).count() == 0


def test_a_strangers_sheet_is_mapped_and_kept_in_under_ten_clicks(
    adding: tuple[str, Path], visit: Visit, tmp_path: Path
) -> None:
    address, store = adding
    sheet = tmp_path / "incidents.csv"
    rows = ("Day;Town;Y;X;Story;Number dead", "14/02/2026;Tallbrook;35,13;36,75;Mortar fire hit a market.;3")
    sheet.write_text("\n".join(rows), encoding="utf-8")
    page = visit(address, "/add").page
    page.evaluate(COUNTED)
    page.get_by_text("Upload files").click()
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name=words.ADD_READ, exact=True).click()
    expect(page.get_by_text("Which column holds what?")).to_be_visible(timeout=LONG)
    page.get_by_label("What happened", exact=True).click()
    page.get_by_role("option", name="Story").click()
    page.get_by_role("button", name="Use these columns").click()
    expect(page.get_by_text("1 article, 1 event")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name=words.ADD_KEEP, exact=True).click()
    expect(page.get_by_role("link", name="See it on the map")).to_be_visible(timeout=LONG)
    clicks = page.evaluate("window.clicks") + 2  # choosing the file takes two, outside the page
    assert 4 < clicks < 10
    (event,) = Archive(store).events(Archive(store).table(Filters(text="Mortar fire"))["id"])
    assert event.lead.fatalities is not None
    assert (event.lead.fatalities.best, event.lead.excerpt.text) == (3, "Mortar fire hit a market.")
