"""Every filter by hand: caption, count and address go with it, its chip takes it off again."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen
from view import words
from view.words.filters import filters_said, tally_line

Visit = Callable[..., Seen]
CHOSEN = [
    ("Actors", "North Front", {"actor": "north-front"}),
    ("Event type", "Battles", {"type": "Battles"}),
    ("Countries", "Syria", {"country": "SY"}),
    ("Sources", "Coast Wire", {"source": "Coast Wire"}),
    ("Status", "disputed", {"status": "disputed"}),
    ("Location precision", "province level", {"place": "province"}),
    ("Date precision", "to the month", {"dated": "month"}),
]
"""Field, what is chosen in it, what the address says then."""
ONE_ONLY = "Role"
TYPED = [("Deaths (minimum)", "5", {"deaths": "5"}), ("Search text", "north front", {"q": "north front"})]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """What the page ought to answer from."""
    made = Archive(tmp_path_factory.mktemp("same") / "archive")
    made.add(factories.sample())
    return made


class Bar:
    """The filters of one page, and what the page ought to say."""

    def __init__(self, page: Seen, archive: Archive) -> None:
        self.page, self.archive = page, archive
        page.filters()

    def choose(self, label: str, option: str) -> None:
        """Choose something in a list."""
        self.page.page.get_by_role("combobox", name=re.compile(label)).click()
        if label != ONE_ONLY:
            self.page.page.keyboard.type(option)  # of a long list only what is in sight is drawn
        self.page.page.get_by_role("option", name=re.compile(f"^{option}")).click()
        if label != ONE_ONLY:  # a list of several stays open
            self.page.page.keyboard.press("Escape")

    def type(self, label: str, text: str) -> None:
        self.page.page.get_by_label(label, exact=True).fill(text)
        self.page.page.keyboard.press("Enter")

    def said(self, link: dict[str, str]) -> None:
        """Wait until the page says what the archive answers to the same link."""
        filters, _ = Filters.of_params(link)
        tally = self.archive.tally(filters)
        told = tally_line(tally, filters_said(filters, self.archive.names()).values())
        expect(self.page.page.locator("#caption")).to_have_text(told, timeout=LONG)
        self.page.still()
        asked = parse_qs(urlsplit(self.page.page.url).query)
        assert {name: asked.get(name) for name in link} == parse_qs(urlencode(link))
        assert sum(int(str(mark["count"])) for mark in self.page.marks()) == tally.on_map

    def take_off(self) -> None:
        """Press the only chip."""
        chips = self.page.page.locator("[class*=st-key-chip_]")
        expect(chips).to_have_count(1)
        chips.locator("button").first.click()
        self.said({})


def test_each_filter_says_itself_and_its_chip_takes_it_off(sample: str, archive: Archive, visit: Visit) -> None:
    bar = Bar(visit(sample), archive)
    for label, option, link in CHOSEN:
        bar.choose(label, option)
        bar.said(link)
        bar.take_off()
    for label, text, link in TYPED:
        bar.type(label, text)
        bar.said(link)
        bar.take_off()
    assert bar.page.loads == 1
    assert bar.page.errors == []


def test_a_part_is_asked_of_chosen_actors_and_regions_of_chosen_countries(
    sample: str, archive: Archive, visit: Visit
) -> None:
    bar = Bar(visit(sample, "/?actor=syria-forces&country=SY"), archive)
    bar.choose(ONE_ONLY, "target")
    bar.said({"actor": "syria-forces", "role": "target", "country": "SY"})
    bar.page.page.get_by_role("button", name=words.RESET).click()
    bar.said({})
    expect(bar.page.page.get_by_role("combobox", name=re.compile(ONE_ONLY))).to_have_count(0)
    expect(bar.page.page.get_by_role("combobox", name=re.compile("Regions"))).to_have_count(0)
    bar.choose("Countries", "Syria")
    bar.choose("Regions", "Northmark, Syria")
    bar.said({"country": "SY", "region": "SY/Northmark"})


def test_filters_that_are_each_empty_are_all_named(sample: str, visit: Visit) -> None:
    page = visit(sample, "/?q=zebra&to=1990-01-01&status=claimed").page
    told = "Each of these alone already matches nothing: until 1 Jan 1990; Text: zebra."
    expect(page.get_by_role("alert")).to_have_text(re.compile(f"{re.escape(told)}$"), timeout=LONG)
