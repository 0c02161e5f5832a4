"""The timeline: uncertain days are drawn lighter than sure ones, and a brush sets the days that the reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import LONG, Seen

Visit = Callable[..., Seen]
COLOURS = """(canvas) => {
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height), seen = {};
    for (let at = 0; at < data.length; at += 4) {
        const [red, green, blue, opacity] = data.slice(at, at + 4), colour = [red, green, blue, Math.round(opacity / 25.5) / 10].join();
        seen[colour] = (seen[colour] || 0) + 1;
    }
    return seen;
}"""
"""Tells how many dots of each colour and opacity a canvas has."""


def brushed(canvas: Locator, first: float, last: float) -> None:
    """Drag over a part of the chart's width."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    mouse = canvas.page.mouse
    mouse.move(box["x"] + box["width"] * first, box["y"] + 30)
    mouse.down()
    mouse.move(box["x"] + box["width"] * last, box["y"] + 30, steps=5)
    mouse.up()


def test_rough_days_are_lighter_and_a_brush_sets_the_days_that_are_seen_wherever_the_reader_is(
    sample: str, visit: Visit
) -> None:
    page = visit(sample, timezone_id="Asia/Damascus")
    page.map()
    page.still()
    _a_day_known_roughly_is_drawn_lighter(page)
    chart = page.page.locator(".cm-chart")
    brushed(chart, 0.3, 0.999)
    expect(page.page.locator("#caption")).to_contain_text(
        re.compile(r"\d+ Sep 2017 – 2 Oct 2017|\d+ Sep – 2 Oct 2017"), timeout=LONG
    )
    page.page.wait_for_url(re.compile("to=2017-10-02"), timeout=LONG)
    assert page.loads == 1
    assert page.errors == []


def _a_day_known_roughly_is_drawn_lighter(page: Seen) -> None:
    colours = page.page.locator(".cm-chart").evaluate(COLOURS)
    assert colours["213,94,0,1"] > 50  # a battle of one day
    assert colours["230,159,0,1"] > 50  # a strike of one day
    light = [count for colour, count in colours.items() if re.fullmatch(r"2[23]\d,1[56]\d,\d,0\.[45]", colour)]
    assert sum(light) > 50, colours  # a raid of some day in a month
