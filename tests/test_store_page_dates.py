"""The day that a page states about itself: taken, refused, or left open with the reason; never guessed."""

import datetime as dt

import pytest

from store import Problem
from store.add import Intake
from store.files import found_in

TODAY = dt.date(2026, 11, 22)
TEXT = (
    "Shells hit the market of Tallbrook on Monday, a resident said. Nobody was hurt, the mayor told reporters later. "
)
LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
NAMED = '<meta name="DC.Date.Issued" content="{}">'
MARKED = '<span itemprop="datePublished" content="{}"></span>'
TIME = '<time datetime="{}">then</time>'


def taken(tmp_path, head, body=""):
    """What is taken of a page with this in its head and its article."""
    page = (
        f"<html><head><title>Shells</title>{head}</head><body><article>{body}<p>{TEXT * 3}</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page)
    (found,) = found_in([tmp_path / "a.html"], Intake(today=TODAY))
    return found


@pytest.mark.parametrize("form", [META, NAMED, LINKED])
@pytest.mark.parametrize("said", ["2017-10-04", "2017-10-04T23:59:00-05:00", "20171004", "2017/10/04 08:00"])
def test_the_day_in_the_pages_own_field_counts(tmp_path, form, said):
    article, _ = taken(tmp_path, form.format(said))
    assert (article.published, article.published_basis) == (dt.date(2017, 10, 4), "the page's own metadata")


@pytest.mark.parametrize("form", [MARKED, TIME])
def test_so_does_one_in_its_body(tmp_path, form):
    assert taken(tmp_path, "", form.format("2017-10-04"))[0].published == dt.date(2017, 10, 4)


@pytest.mark.parametrize("form", [META, NAMED, LINKED])
@pytest.mark.parametrize("said", ["2017-13-45", "2017-02-30", "0017-10-04", "9999-99-99T00:00:00Z"])
def test_a_day_that_there_is_not_is_a_problem(tmp_path, form, said):
    problem = taken(tmp_path, form.format(said))
    assert isinstance(problem, Problem)
    assert problem.reason == f"no such day: {said}"


@pytest.mark.parametrize("form", [META, NAMED, LINKED])
@pytest.mark.parametrize("said", ["2026-11-23", "2999-01-01T08:00:00Z"])
def test_a_day_in_the_future_is_a_problem(tmp_path, form, said):
    problem = taken(tmp_path, form.format(said))
    assert isinstance(problem, Problem)
    assert problem.reason == f"published in the future: {said[:10]}"


@pytest.mark.parametrize("said", ["2017", "2017-10"])
def test_a_year_or_a_month_alone_is_no_day_and_the_article_says_so(tmp_path, said):
    article, _ = taken(tmp_path, META.format(said))
    assert (article.published, article.published_basis) == (None, f"no day is given: '{said}'")


def test_another_notation_is_left_to_the_library(tmp_path):
    article, _ = taken(tmp_path, META.format("Wed, 04 Oct 2017 08:00:00 GMT"))
    assert article.published == dt.date(2017, 10, 4)


def test_a_page_that_states_nothing_has_no_day(tmp_path):
    article, _ = taken(tmp_path, "")
    assert (article.published, article.published_basis) == (None, None)
