"""A text as its author meant it: what is read of odd blanks, invisible signs and wrapped lines, and where it then stands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import Article
from events.reader import process_reader
from text.settling import settle
from text.span import span_of

# as it came | as it is read
ROWS = [
    ("on 4\xa0October\u202f2017", "on 4 October 2017"),
    ("on 4\tOctober, in Varna\tBridge.", "on 4 October, in Varna Bridge."),
    ("in  the   mill", "in the mill"),
    ("the gar\u00adri\u00adson of Kher\u200bson\ufeff fled", "the garrison of Kherson fled"),
    ("Six\nguerrillas took a post in\nSan Vicente on Monday, killing two\npolicemen.", "Six guerrillas took a post in San Vicente on Monday, killing two policemen."),
    ("The bridge was held by Varna-\nbacked men.", "The bridge was held by Varna-backed men."),
    ("The fight-\ners left. Other fighters came.", "The fighters left. Other fighters came."),
    ("3 May\tHama\t2\n4 May\tHoms\t1", "3 May\tHama\t2\n4 May\tHoms\t1"),
    ("می\u200cشود", "می\u200cشود"),
    ("The dead:\ntwo carters\none baker", "The dead:\ntwo carters\none baker"),
    ("Mill burns in river town\nShells fell on it.", "Mill burns in river town\nShells fell on it."),
    ("al-Varna\nal-Hassan spoke.", "al-Varna\nal-Hassan spoke."),
]  # fmt: skip


@pytest.mark.parametrize(("came", "read"), ROWS)
def test_a_text_as_it_is_read(came: str, read: str) -> None:
    assert settle(came).text == read


@given(st.text(alphabet=st.sampled_from("abC. -\n\t\xa0\u00ad\u200b|9")) | st.text(), st.data())
def test_what_is_read_leads_back_to_the_same_letters(text: str, data: st.DataObject) -> None:
    settled = settle(text)
    letters = "".join(one for one in settled.text if one.isalnum())
    assert letters == "".join(one for one in text if one.isalnum())
    assert settle(settled.text).text.split() == settled.text.split()
    if settled.text:
        start = data.draw(st.integers(0, len(settled.text) - 1))
        stop = data.draw(st.integers(start + 1, len(settled.text)))
        span, original = span_of(settled.text, start, stop), settled.in_original(span_of(settled.text, start, stop))
        assert text[original.start : original.stop] == original.text
        assert [one for one in original.text if one.isalnum()] == [one for one in span.text if one.isalnum()]


def test_what_was_read_stands_where_it_stood_in_the_text_as_it_came() -> None:
    text = "Two people were killed in shel\u00adling\nin Hama on 4\xa0October 2017, the army\nsaid."
    reading = process_reader().read(Article("a", text, published=dt.date(2017, 10, 10)))
    (report,) = reading.reports
    assert [one.span.text for one in reading.dates] == ["4\xa0October 2017"]
    assert "shel\u00adling" in {one.span.text for one in report.evidence}
    assert all(text[one.span.start : one.span.stop] == one.span.text for one in report.evidence)
    assert reading.article.text == text
