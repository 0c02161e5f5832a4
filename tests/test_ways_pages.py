"""Feeds and pages: whose day it is, where a link leads, what is no article, and live pages post by post."""

import datetime as dt

import pytest

from store import Problem
from store.files import found_in
from store.rows import Intake

TEXT = (
    "Shells hit the market of Tallbrook on Monday, a resident said. Nobody was hurt, the mayor told reporters later. "
)


def take(tmp_path, name, data):
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    found = list(found_in([path], Intake(today=dt.date(2026, 11, 22))))
    return [each[0] for each in found if not isinstance(each, Problem)], [
        each for each in found if isinstance(each, Problem)
    ]


def feed(*dates, link="/2026/04/raid", home="https://example.org/news/"):
    items = "".join(
        f"<item><title>{n}</title><link>{link}{n}</link><pubDate>{day}</pubDate><description>{TEXT}</description></item>"
        for n, day in enumerate(dates)
    )
    return f"<rss version='2.0'><channel><title>River Dispatch</title><link>{home}</link>{items}</channel></rss>"


FEED_DAYS = [
    ("Mon, 06 Apr 2026 23:30:00 -0800", "2026-04-06"),
    ("Mon, 06 Apr 2026 00:10:00 +1200", "2026-04-06"),
    ("1775433600", "2026-04-06"),
    ("Apr 6, 2026", "2026-04-06"),
    ("6 avril 2026", "2026-04-06"),
    ("06.04.2026 10:00", "2026-04-06"),
    ("16/04/2026", "2026-04-16"),
]


@pytest.mark.parametrize(("said", "day"), FEED_DAYS)
def test_an_entrys_day_is_the_outlets_own(tmp_path, said, day):
    (article,), problems = take(tmp_path, "a.xml", feed(said))
    assert (article.published.isoformat(), problems) == (day, [])


@pytest.mark.parametrize("said", ["06/04/2026", "some day", "0025-09-26", "1447-09-16"])
def test_a_date_that_is_not_read_is_said_and_the_article_stays_undated(tmp_path, said):
    (article,), (problem,) = take(tmp_path, "a.xml", feed(said))
    assert article.published is None
    assert problem.reason.startswith("added without a day: ")
    assert said in problem.reason


def test_other_entries_tell_the_order_of_day_and_month(tmp_path):
    articles, problems = take(tmp_path, "a.xml", feed("06/04/2026", "16/04/2026"))
    assert ([each.published.day for each in articles], problems) == ([6, 16], [])


def test_a_relative_link_is_resolved_from_the_feeds_own(tmp_path):
    assert take(tmp_path, "a.xml", feed("2026-04-06"))[0][0].url == "https://example.org/2026/04/raid0"
    assert take(tmp_path, "b.xml", feed("2026-04-06", home=""))[0][0].url is None
    assert take(tmp_path, "c.xml", feed("2026-04-06", link="javascript:x"))[0][0].url is None


def page(head="", body="", language=""):
    lang = f' lang="{language}"' if language else ""
    return f"<html{lang}><head><title>Shells</title>{head}</head><body><article><p>{TEXT * 3}</p></article>{body}</body></html>"


META = '<meta name="date" content="{}">'


def test_an_ambiguous_day_of_a_page_is_left_open_and_said(tmp_path):
    (article,), (problem,) = take(tmp_path, "a.html", page(META.format("04/10/2026")))
    assert (article.published, problem.reason) == (None, "added without a day: two days can be meant by '04/10/2026'")


@pytest.mark.parametrize(
    ("language", "beside", "day"),
    [
        ("en-US", "", "2026-04-10"),
        ("en-GB", "", "2026-10-04"),
        ("fr", "", "2026-10-04"),
        ("", "25/10/2026", "2026-10-04"),
    ],
)
def test_language_or_another_date_of_the_page_decides(tmp_path, language, beside, day):
    head = META.format("04/10/2026").replace("date", "pubdate", 1) + (META.format(beside) if beside else "")
    (article,), problems = take(tmp_path, "a.html", page(head, language=language))
    assert (article.published.isoformat(), problems) == (day, [])


@pytest.mark.parametrize("said", ["1447-09-16", "1404-12-14", "0025-09-26"])
def test_an_impossible_year_is_a_problem(tmp_path, said):
    articles, (problem,) = take(tmp_path, "a.html", page(META.format(said)))
    assert articles == []
    assert problem.reason.startswith(f"no such day: {said}")


def test_a_wall_of_consent_is_no_article(tmp_path):
    wall = (
        "We and our partners store information on a device, such as cookies, and process personal data. "
        "You may give your consent to advertising by our partners. Some of our partners rely on legitimate interest. "
        "Accept all cookies, or manage options to see your choices. "
    )
    articles, (problem,) = take(tmp_path, "a.html", f"<html><body><article><p>{wall}</p></article></body></html>")
    assert (articles, problem.reason) == ([], "no article's text in the page")


POSTS = [
    ("09:10", "A missile hit a block of flats in Kyiv."),
    ("08:20", "Shells killed two in Kharkiv."),
    ("07:00", "All is calm in Odesa."),
]
MARKED = "".join(
    f'<div class="live-post"><time datetime="2026-04-06T{hour}:00Z">{hour}</time><p>{text}</p></div>'
    for hour, text in POSTS
)


def test_a_live_page_keeps_its_posts_apart(tmp_path):
    html = f"<html><head><title>Live</title>{META.format('2026-04-06')}</head><body><main>{MARKED}</main></body></html>"
    (article,), problems = take(tmp_path, "a.html", html)
    assert article.text == "\n\n".join(f"{hour}\n{text}" for hour, text in POSTS)
    assert problems == []


def test_linked_data_of_a_live_page_tells_its_posts(tmp_path):
    updates = ",".join(
        f'{{"@type": "BlogPosting", "datePublished": "2026-04-06T{hour}:00Z", "articleBody": "{text}"}}'
        for hour, text in POSTS
    )
    data = f'<script type="application/ld+json">{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{updates}]}}</script>'
    (article,), _ = take(tmp_path, "a.html", page(data))
    assert article.text.split("\n\n")[1] == "08:20\nShells killed two in Kharkiv."


def test_an_article_with_one_aside_is_no_live_page(tmp_path):
    (article,), _ = take(
        tmp_path, "a.html", page(body='<div class="live-post"><time>09:10</time><p>Follow our live page.</p></div>')
    )
    assert TEXT.strip() in article.text
