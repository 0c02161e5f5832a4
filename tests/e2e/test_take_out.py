"""Downloads: the files hold exactly what the filters show."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import LONG, Seen
from view.export import FORMATS

Visit = Callable[..., Seen]


@pytest.mark.parametrize("name", ["csv", "png"])
def test_a_download_holds_what_the_filters_show(sample: str, visit: Visit, name: str) -> None:
    page = visit(sample, "/?status=claimed&status=disputed")
    expect(page.page.locator("#caption")).to_contain_text("2 of 8 events", timeout=LONG)
    page.map()
    page.still()
    page.page.get_by_text("Take these events out").click()
    if name != "csv":
        page.page.get_by_role("combobox", name="Format").click()
        page.page.keyboard.type(FORMATS[name].name)
        page.page.get_by_role("option", name=FORMATS[name].name).click()
    button = page.page.get_by_role("button", name=f"Download {FORMATS[name].extension}", exact=True)
    expect(button).to_be_enabled(timeout=LONG)
    page.still()
    with page.page.expect_download(timeout=LONG) as waiting:
        button.click()
    assert waiting.value.suggested_filename == f"conflict-map-v1{FORMATS[name].extension}"
    data = Path(waiting.value.path()).read_bytes()
    if name == "csv":
        assert set(pd.read_csv(io.BytesIO(data))["status"]) == {"claimed", "disputed"}
    else:
        assert Image.open(io.BytesIO(data)).size == (1600, 1000)
    assert page.errors == []
