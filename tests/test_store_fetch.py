import datetime as dt
from http.server import BaseHTTPRequestHandler

import pytest

from store import Problem
from store.add import Intake
from store.fetch import Fetcher
from store.files import found_in
from tests.loopback import serving
from tests.test_store_files import PAGE, TEXT

DAY = dt.date(2026, 11, 22)


class Site(BaseHTTPRequestHandler):
    """A small web site on this machine."""

    def do_GET(self):
        status, kind, body, headers = PAGES.get(self.path, (404, "text/html", b"", {}))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


FEED = """<rss version="2.0"><channel><title>River Dispatch</title><item><link>{home}/page</link></item>
<item><link>{home}/secret/page</link></item><item><link>{home}/gone</link></item></channel></rss>"""
PAGES = {
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /secret/", {}),
    "/page": (200, "text/html; charset=utf-8", PAGE.encode(), {}),
    "/secret/page": (200, "text/html", PAGE.encode(), {}),
    "/moved": (302, "text/html", b"", {"Location": "/page"}),
    "/round": (302, "text/html", b"", {"Location": "/round"}),
    "/inside": (302, "text/html", b"", {"Location": "http://10.1.2.3/admin"}),
    "/file": (302, "text/html", b"", {"Location": "file:///etc/passwd"}),
    "/huge": (200, "text/html", b"x" * 300_000, {}),
    "/packed": (200, "text/html", b"x", {"Content-Encoding": "br"}),
    "/empty": (200, "text/html", b"", {}),
    "/note": (200, "text/markdown", f"---\nid: note\n---\n{TEXT}".encode(), {}),
}


@pytest.fixture(scope="module")
def home():
    with serving(Site) as port:
        address = f"http://127.0.0.1:{port}"
        PAGES["/feed"] = (200, "application/rss+xml", FEED.format(home=address).encode(), {})
        yield address


def take(url, *, private=True):
    fetcher = Fetcher(private=private, sleep=[].append)
    found = list(fetcher.articles(url, Intake(today=DAY)))
    return [item[0] for item in found if not isinstance(item, Problem)], [i for i in found if isinstance(i, Problem)]


def test_a_page_is_fetched_with_its_day_of_fetching(home):
    (article,), problems = take(f"{home}/page")
    assert TEXT in article.text
    assert (article.retrieved, article.published, problems) == (DAY, dt.date(2017, 10, 4), [])


def test_redirects_are_followed(home):
    (article,), _ = take(f"{home}/moved")
    assert TEXT in article.text


def test_text_with_front_matter_is_fetched_as_such(home):
    (article,), _ = take(f"{home}/note")
    assert (article.id, article.text) == ("note", TEXT)


def test_a_feed_gives_the_articles_it_links_to(home):
    articles, problems = take(f"{home}/feed")
    assert len(articles) == 1
    assert [problem.reason for problem in problems] == ["robots.txt asks not to fetch it", "answers 404 Not Found"]


REFUSED = [
    ("/secret/page", "robots.txt asks not to fetch it"),
    ("/gone", "answers 404 Not Found"),
    ("/round", "more than 5 redirects"),
    ("/file", "no web address"),
    ("/packed", "a packed answer that was not asked for"),
    ("/empty", "no article's text in the page"),
]


@pytest.mark.parametrize(("path", "reason"), REFUSED)
def test_what_cannot_be_fetched_is_one_line(home, path, reason):
    articles, (problem,) = take(home + path)
    assert (articles, problem.reason) == ([], reason)


def test_an_answer_has_a_size(home, monkeypatch):
    monkeypatch.setattr("store.fetch.MOST_BYTES", 100_000)
    _, (problem,) = take(f"{home}/huge")
    assert problem.reason.startswith("larger than")


PRIVATE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://224.0.0.1/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_networks_are_refused(url):
    _, (problem,) = take(url, private=False)
    assert problem.reason == "an address of a private network"


def test_a_redirect_into_a_private_network_is_refused(home, monkeypatch):
    monkeypatch.setattr("store.fetch.is_public", lambda address: str(address) == "127.0.0.1")
    _, (problem,) = take(f"{home}/inside", private=False)
    assert problem.reason == "an address of a private network"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http://", "http://user:pw@127.0.0.1/", "https://[", "http:///x"]
)
def test_what_is_no_web_address_is_refused(url):
    _, (problem,) = take(url)
    assert problem.reason == "no web address"


def test_nobody_listening_is_one_line():
    _, (problem,) = take("http://127.0.0.1:9/")
    assert problem.reason.startswith("no answer")


def test_an_address_among_files_is_fetched_only_where_allowed(home):
    (problem,) = found_in([f"{home}/page"], Intake(today=DAY))
    assert problem.reason == "an address of a private network"
    ((article, origin),) = found_in([f"{home}/note"], Intake(today=DAY, private=True))
    assert (article.id, origin.where) == ("note", f"{home}/note")


def test_a_host_is_not_asked_twice_within_a_second(home):
    waited = []
    fetcher = Fetcher(private=True, sleep=waited.append)
    fetcher.fetch(f"{home}/page")
    fetcher.fetch(f"{home}/note")
    assert len(waited) == 2
    assert all(0 < seconds <= 1 for seconds in waited)
