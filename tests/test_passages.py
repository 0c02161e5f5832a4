"""Passages: what kind of line each is, what it stands under, and that none of the text is lost. All rows are invented."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.lexicon import cells, rows
from text.passages import Passage, passages

PARAGRAPH = (
    "Shells fell on the lower town of Varna Bridge for a third night, and the mayor said that the school, the mill and "
    "two houses by the river had been hit."
)
LINK = "Snow closes the high road"

# one line of what is read a line of text: kind, words that the passage starts with, the start of its heading
PAGES = {
    "news with title, dateline, subheading, quote, caption and links": (
        (
            f"Mill burns in river town\n\nBy Ada Lund\n\nPhoto: The mill at dawn\n\nVARNA BRIDGE (Reuters) — {PARAGRAPH}\n\n"
            f"“Nobody slept in our street last night.”\n\nNo way out\n\n{PARAGRAPH}\n\nRelated articles\n\n{LINK}\n\n{LINK}s again"
        ),
        """
        title|Mill burns|
        furniture|By Ada|Mill burns
        caption|Photo:|Mill burns
        dateline|VARNA BRIDGE|Mill burns
        paragraph|Shells fell|Mill burns
        quote|“Nobody|Mill burns
        heading|No way out|Mill burns
        paragraph|Shells fell|No way out
        furniture|Related|No way out
        furniture|Snow closes|No way out
        furniture|Snow closes|No way out
        """,
    ),
    "a list below a colon, and one below a heading with a mark": (
        f"{PARAGRAPH}\n\nThe dead:\n- two carters\n- a baker\n\n## Strikes\n\n1. A depot was hit.\n2. A bridge fell.\n\n{PARAGRAPH}",
        """
        paragraph|Shells fell|
        heading|The dead:|
        item|- two|The dead:
        item|- a baker|The dead:
        heading|## Strikes|
        item|1. A depot|## Strikes
        item|2. A bridge|## Strikes
        paragraph|Shells fell|## Strikes
        """,
    ),
    "posts of a live page": (
        f"Live updates\nRiver war, day by day\n14:05 GMT\nShots are heard by the mill.\n{PARAGRAPH}\n13:40 – The bridge is open.",
        """
        furniture|Live updates|
        title|River war|
        post|14:05 GMT|River war
        post|Shots are heard|14:05 GMT
        post|Shells fell|14:05 GMT
        post|13:40|River war
        """,
    ),
    "a chronicle of days": (
        f"A chronicle of the river war – 2019\n\nFebruary 3\n\n{PARAGRAPH}\n\nFebruary 9\n\n{PARAGRAPH}\n\n{PARAGRAPH}",
        """
        title|A chronicle|
        heading|February 3|A chronicle
        paragraph|Shells fell|February 3
        heading|February 9|A chronicle
        paragraph|Shells fell|February 9
        paragraph|Shells fell|February 9
        """,
    ),
    "a table under its heading": (
        "Strikes by the northern army:\n3 May | Varna Bridge | 2 dead\n4 May | Lower Mill | none\n\n" + PARAGRAPH,
        """
        heading|Strikes by|
        row|3 May|Strikes by
        row|4 May|Strikes by
        paragraph|Shells fell|
        """,
    ),
    "a release with the day above it": (
        f"Varna Bridge, 15 November 2024\n\nHalt the shelling now, says council\n\n{PARAGRAPH}\n\nPublished: 16 November 2024, 09:10",
        """
        dateline|Varna Bridge, 15|
        title|Halt the|
        paragraph|Shells fell|Halt the
        furniture|Published|Halt the
        """,
    ),
    "a mail with lines wrapped by hand": (
        (
            "The river army has taken the lower town and the mill of\nVarna Bridge, where shells fell for a third night in a row\n"
            "and most of the people have left, the mayor said. Nobody\nknows how many of them were hurt on the road to the\n"
            "Lower Mill, he said.\nHe will be back on Monday."
        ),
        """
        paragraph|The river army|
        paragraph|He will be|
        """,
    ),
    "items that hang below a bullet of their own": (
        f"{PARAGRAPH}\n-\nThe\nmill burns, says the\nMayor\n-\nThe bridge is open again",
        """
        paragraph|Shells fell|
        item|-\nThe\nmill|
        item|-\nThe bridge|
        """,
    ),
    "sections by shouted lines": (
        f"NORTH BANK\n{PARAGRAPH}\nSOUTH BANK\n{PARAGRAPH}",
        """
        title|NORTH BANK|
        paragraph|Shells fell|NORTH BANK
        heading|SOUTH BANK|NORTH BANK
        paragraph|Shells fell|SOUTH BANK
        """,
    ),
    "one sentence": ("Shells fell on Varna Bridge", "paragraph|Shells fell|"),
    "consent, tweets and links at the end": (
        f"We use cookies to make this page better.\n{PARAGRAPH}\n— Ada Lund (@adalund) May 3, 2021\n{LINK}\n{LINK}\nSep 8, 3:59 PM\n{LINK}\nSep 9, 4:10 AM",
        """
        furniture|We use|
        paragraph|Shells fell|
        furniture|— Ada|
        furniture|Snow|
        furniture|Snow|
        furniture|Sep 8|
        furniture|Snow|
        furniture|Sep 9|
        """,
    ),
}


def wanted(said: str) -> list[tuple[str, ...]]:
    lines = said.replace("item|-\n", "item|-\x00").replace("The\nmill", "The\x00mill").strip().splitlines()
    return [tuple(part.replace("\x00", "\n") for part in line.strip().split("|")) for line in lines]


@pytest.mark.parametrize("name", PAGES)
def test_what_each_line_of_a_page_is(name: str) -> None:
    text, said = PAGES[name]
    found = passages(text)
    rows_wanted = wanted(said)
    assert [one.kind for one in found] == [kind for kind, _, _ in rows_wanted]
    for one, (_, start, heading) in zip(found, rows_wanted, strict=True):
        assert one.span.text.startswith(start)
        assert (one.heading.text if one.heading else "").startswith(heading)
        assert bool(one.heading) == bool(heading)


@given(st.text(alphabet=st.sampled_from('ab.A B\n—-"“”:|\t#*•1)2 \u2028')) | st.text())
def test_passages_hold_every_word_once_and_stand_under_what_came_before(text: str) -> None:
    found = passages(text)
    assert all(a.span.stop <= b.span.start for a, b in pairwise(found))
    assert all(text[one.span.start : one.span.stop] == one.span.text == one.span.text.strip() for one in found)
    assert "".join("".join(one.span.text.split()) for one in found) == "".join(text.split())
    assert [one.number for one in found] == list(range(len(found)))
    assert all(one.heading is None or one.heading.start < one.span.start for one in found)
    assert all(one.heading is None or any(other.span.covers(one.heading) for other in found) for one in found)


@pytest.mark.parametrize("row", rows("lines.csv"), ids=lambda row: f"{row['kind']}-{row['at']}")
def test_each_row_of_lines_marks_its_example_and_not_its_counterexample(row: dict[str, str]) -> None:
    kind = "furniture" if row["kind"] == "links" else row["kind"]
    assert kind_of(row["example"]) == kind
    assert kind_of(row["counterexample"]) != kind
    assert row["source"]
    assert cells(row["words"])


def kind_of(line: str) -> str:
    """The kind of a line between two paragraphs."""
    found: tuple[Passage, ...] = passages(f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}")
    return next(one.kind for one in found if one.span.text.startswith(line[:10]))
