"""Feeds watched on a sped-up clock with failures thrown in, against real servers on loopback: nothing lost, nothing twice."""

import random
import socketserver
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from types import SimpleNamespace

import pytest

from events import Article, Reading
from store import Archive, Filters, Intake, Problem
from store.fetch import Answer, CannotFetch, Fetcher
from store.schema import Origin
from store.ways.alerts import Alert, tell_news
from store.ways.deliver import NotDeliveredError, deliver
from store.ways.feed_list import feeds_of
from store.ways.watch import opened, standing, watch_round
from tests.factories import article, reading, report, when
from tests.loopback import serving
from view.digest import digest_of

TEXT = "Shells hit the market of Tallbrook on Monday, a resident said. Nobody was hurt, the mayor told reporters later."
READER = SimpleNamespace(read=Reading)  # finds nothing in an article


BUSY = CannotFetch("answers 503 Busy", "try again later")
SAME = CannotFetch("answers 304 Not Modified", "")
BROKEN = CannotFetch("answers 500 Broken", "check the address")


def killed(_):
    raise KeyboardInterrupt


class Clock:
    """A clock that is put forward by hand."""

    now = 1_775_000_000.0

    def __call__(self):
        return self.now


def rss(links, ttl=0):
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f"<rss version='2.0'><channel><title>x</title><ttl>{ttl}</ttl>{items}</channel></rss>".encode()


class World:
    """Fifty outlets on a clock of our own: each brings an article now and then, keeps the last ten, and fails at times."""

    def __init__(self, feeds=50):
        self.chance = random.Random(19)  # noqa: S311 - chance of a test
        self.now = 1_775_000_000.0
        self.brought = {f"https://{n}.example.org/rss": [] for n in range(feeds)}
        self.asked = []

    def pass_by(self, seconds):
        self.now += seconds
        for url, links in self.brought.items():
            if self.chance.random() < 0.2:
                links.append(url.replace("rss", str(len(links))))

    def fetch(self, url, *, headers=None):
        self.asked.append((url, dict(headers or {})))
        if self.chance.random() < 0.15:
            raise BUSY
        tag = f'"{len(self.brought[url])}"'
        if (headers or {}).get("If-None-Match") == tag:
            raise SAME
        return Answer(url, rss(self.brought[url][-10:]), "application/rss+xml", {"etag": tag})

    def articles(self, link, _):
        if self.chance.random() < 0.15:
            yield Problem(link, 0, "no answer: TimeoutError", "try again later")
        else:
            yield Article(link, f"{TEXT} {link}", url=link), Origin(where=link)


def test_fifty_feeds_for_an_hour_of_failures_lose_nothing_and_double_nothing(tmp_path):
    world, archive = World(), Archive(tmp_path / "archive")
    before, rounds = archive.version, 0
    for minute in range(60):
        world.pass_by(60 if minute < 50 else 3600)  # at the end time for what failed to be asked again
        if minute == 50:
            world.brought = {url: tuple(links) for url, links in world.brought.items()}
            world.chance.random = lambda: 1.0
        watched = opened(tmp_path / "watch.json", world.brought)  # as after a kill: all that is known is in the file
        added = watch_round(archive, watched, world, Intake(), now=lambda: world.now, reader=READER)
        rounds += bool(added.new) + bool(added.problems)
    links = {link for links in world.brought.values() for link in links}
    assert len(links) > 300
    assert sorted(archive.articles()["id"]) == sorted(links)
    assert archive.version - before <= rounds


def test_a_round_that_is_killed_before_it_is_noted_is_done_again_and_doubles_nothing(tmp_path, monkeypatch):
    world, archive = World(feeds=3), Archive(tmp_path / "archive")
    for _ in range(10):
        world.pass_by(60)
    world.chance.random = lambda: 1.0
    feeds = opened(tmp_path / "w.json", world.brought)
    with monkeypatch.context() as patched:
        patched.setattr("store.ways.watch.Watched.save", killed)
        with pytest.raises(KeyboardInterrupt):
            watch_round(archive, feeds, world, Intake(), now=lambda: world.now, reader=READER)
    there = sorted(archive.articles()["id"])
    added = watch_round(
        archive, opened(tmp_path / "w.json", world.brought), world, Intake(), now=lambda: world.now, reader=READER
    )
    assert there
    assert (added.new, sorted(archive.articles()["id"])) == (0, there)


def test_a_feed_that_fails_is_asked_more_and_more_seldom_and_named_once(tmp_path):
    archive, asked, clock = Archive(tmp_path / "archive"), [], Clock()

    def fetch(_, **__):
        asked.append(clock())
        raise BROKEN

    watched = opened(tmp_path / "w.json", ["https://example.org/rss"])
    for _ in range(24 * 60):
        watch_round(archive, watched, SimpleNamespace(fetch=fetch), Intake(), now=clock, reader=READER)
        clock.now += 60
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert gaps == sorted(gaps)
    assert len(asked) < 12
    (problem,) = archive.problems()
    assert problem.reason == "the feed fails since 2026-03-31 23:33 UTC: answers 500 Broken"


def test_a_feed_in_a_private_network_is_asked_as_soon_as_that_is_allowed(tmp_path):
    with serving(Outlet) as port:
        archive, watched = Archive(tmp_path / "archive"), opened(tmp_path / "w.json", [f"http://127.0.0.1:{port}/rss"])
        for private in (False, True):
            fetcher = Fetcher(private=private, sleep=lambda _: None)
            added = watch_round(archive, watched, fetcher, Intake(private=private), now=lambda: 1.0, reader=READER)
            assert ("a private network" in standing(watched)) == (not private)
    assert added.new == 1
    Outlet.seen = ()


def test_a_feeds_own_wish_to_be_left_alone_is_heeded(tmp_path):
    asked, clock, archive = [], Clock(), Archive(tmp_path / "a")

    def fetch(url, **_):
        asked.append((clock() - Clock.now) // 60)
        return Answer(url, rss([], ttl=120), "text/xml")

    watched = opened(tmp_path / "w.json", ["https://example.org/rss"])
    for _ in range(300):
        watch_round(archive, watched, SimpleNamespace(fetch=fetch), Intake(), now=clock, reader=READER)
        clock.now += 60
    assert asked == [0, 120, 240]


class Outlet(BaseHTTPRequestHandler):
    """A real server with one feed and one page."""

    seen = ()

    def do_GET(self):
        type(self).seen += ((self.path, self.headers.get("If-None-Match")),)
        tag = {"ETag": '"1"'} if self.path == "/rss" else {}
        page = f"<html><body><article><p>{TEXT * 3}</p></article></body></html>".encode()
        body = {"/rss": rss(["/one"]), "/one": page}.get(self.path, b"")
        known = self.path == "/rss" and self.headers.get("If-None-Match") == '"1"'
        self.send_response(304 if known else 200 if body else 404)
        for name, value in {"Content-Type": "text/xml" if self.path == "/rss" else "text/html", **tag}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0" if known else str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if known else body)

    def log_message(self, *words):
        pass


def test_a_real_server_is_asked_with_the_tag_of_its_last_answer(tmp_path):
    with serving(Outlet) as port:
        home = f"http://127.0.0.1:{port}"
        archive, watched = Archive(tmp_path / "archive"), opened(tmp_path / "w.json", [f"{home}/rss"])
        for now in (1.0, 2000.0):
            fetcher = Fetcher(private=True, sleep=lambda _: None)
            watch_round(archive, watched, fetcher, Intake(), now=lambda at=now: at, reader=READER)
    assert list(archive.articles()["url"]) == [f"{home}/one"]
    assert [tag for path, tag in Outlet.seen if path == "/rss"] == [None, '"1"']


@pytest.mark.parametrize("data", [b"", b"no XML", b"<opml><body><outline"])
def test_what_is_no_list_of_feeds_says_so(data):
    with pytest.raises(ValueError, match="no OPML list"):
        feeds_of(data)


class Hook(BaseHTTPRequestHandler):
    """A webhook that fails at first."""

    got, failing = (), 2

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if type(self).failing:
            type(self).failing -= 1
            self.send_response(500)
        else:
            type(self).got += ((self.headers["Idempotency-Key"], body),)
            self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        pass


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail takes."""

    got = ()

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                mail = b"".join(iter(self.rfile.readline, b".\r\n"))
                type(self).got += (mail,)
            if line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")


def some_event(number):
    of = article(f"Shells hit Tallbrook on day {number}.", id=f"a-{number}")
    return reading(of, report(of, when=when(f"2017-{number % 12 + 1:02}-03")))


def test_new_events_of_a_saved_filter_reach_webhook_mailbox_and_feed_once(tmp_path):
    archive = Archive(tmp_path / "archive")
    archive.add([some_event(0)])
    with serving(Hook) as hook, serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)) as smtp:
        to = (f"http://127.0.0.1:{hook}/in", "mailto:desk@example.org", f"atom:{tmp_path / 'news.xml'}")
        alerts = {Alert(f"Shelling {n}", "", each): Filters() for n, each in enumerate(to)}

        def send(alert, id_, events):
            digest = digest_of(alert.name, id_, events, at="2026-04-06T10:00:00Z")
            deliver(digest, alert.to, smtp=f"127.0.0.1:{smtp}")

        assert tell_news(archive, alerts, tmp_path / "alerts.json", send) == ()
        archive.add([some_event(1), some_event(2)])
        failed = [tell_news(archive, alerts, tmp_path / "alerts.json", send) for _ in range(5)]
    assert [len(each) for each in failed] == [1, 1, 0, 0, 0], failed
    ((key, body),) = Hook.got
    (mail,) = Post.got
    assert key.encode() in mail.replace(b"\r\n ", b"")
    assert body.count(b'"headline"') == 2
    assert b"Subject: Shelling 1: 2 new events" in mail
    assert (tmp_path / "news.xml").read_text(encoding="utf-8").count("<entry>") == 2


def test_a_feed_of_news_keeps_what_it_told_before_and_stays_the_same_feed(tmp_path):
    archive, file = Archive(tmp_path / "archive"), tmp_path / "news.xml"
    archive.add([some_event(number) for number in range(3)])
    details = list(archive.events(archive.table(Filters())["id"]))
    for at, some in enumerate((details[:1], details[1:], details[1:])):
        deliver(digest_of("Shelling", f"d{at}", some, at="2026-04-06T10:00:00Z"), f"atom:{file}")
    told = file.read_text(encoding="utf-8")
    assert [told.count(f"urn:conflict-map:event:{each.event.id}<") for each in details] == [1, 1, 1]
    assert told.count("<id>urn:conflict-map:alert:") == 1
    assert told.index(details[1].event.id) < told.index(details[0].event.id)


def test_an_event_that_gains_a_report_is_not_told_again(tmp_path):
    archive, sent = Archive(tmp_path / "archive"), []
    alerts = {Alert("all", "", "atom:x"): Filters()}

    def round_():
        tell_news(archive, alerts, tmp_path / "alerts.json", lambda _, __, events: sent.append(len(events)))

    round_()
    archive.add([some_event(1)])
    round_()
    of = article("Shells hit Tallbrook again, others say.", id="b")
    archive.add([reading(of, report(of, when=when("2017-02-03")))])
    round_()
    assert (archive.tally(Filters()).total, sent) == (1, [1])


def test_a_private_network_is_not_told(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("10.1.2.3", 80))])
    with pytest.raises(NotDeliveredError, match="private network"):
        deliver(digest_of("x", "1", [], at=""), "http://inside.example.org/hook")
