"""Our own annotated documents: each holds what its README promises, and a fault in one is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.documents import FOLDER, AnnotationError, document_of, documents

HEAD = """---
genre: wire
invented: true
title: "A raid"
published: 2024-05-14
events:
  - key: a
    types: [Attack]
    place: {{said: Bor, lat: 6.2, lon: 31.6, within_km: 8, kind: town, country: SS}}
    when: [2024-05-13, 2024-05-13]
    actors:
      - {{names: [gunmen], class: 3, role: initiator}}
    dead: {dead}
    injured: null
    status: [{status}]
---
"""
TEXT = "⟦a|Gunmen raided Bor on Monday⟧, a trader said. ⟦a|Three people died.⟧\n"


def write(folder: Path, head: str, text: str) -> Path:
    path = folder / "one.md"
    path.write_text(head + text, encoding="utf-8")
    return path


def test_marks_become_offsets_into_the_text_without_them(tmp_path: Path) -> None:
    found = document_of(write(tmp_path, HEAD.format(dead="3", status="asserted"), TEXT))
    assert "⟦" not in found["text"]
    told = [found["text"][start:stop] for start, stop in found["events"][0]["told"]]
    assert told == ["Gunmen raided Bor on Monday", "Three people died."]
    assert found["events"][0]["dead"] == [3, 3, 3]


@pytest.mark.parametrize(
    ("dead", "status", "text", "said"),
    [
        ("[5, 3]", "asserted", TEXT, "number"),
        ("3", "certain", TEXT, "status"),
        ("3", "asserted", "Nothing is marked.\n", "marked nowhere"),
        ("3", "asserted", TEXT + "⟦b|Others fled.⟧\n", "differ"),
        ("3", "asserted", TEXT + "⟦a|Broken\n", "broken"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, dead: str, status: str, text: str, said: str) -> None:
    with pytest.raises(AnnotationError, match=rf"one\.md.*{said}"):
        document_of(write(tmp_path, HEAD.format(dead=dead, status=status), text))


def test_there_are_as_many_as_promised_a_tenth_is_kept_for_calibration_and_a_hundred_are_held_out() -> None:
    found = list(documents())
    assert len(found) >= 300
    kept = sum(one["calibration"] for one in found)
    fitted = sum(not (one["calibration"] or one["held_out"]) for one in found)
    assert (kept + fitted) / 12 <= kept <= (kept + fitted) / 8
    assert fitted >= 300
    assert sum(one["held_out"] for one in found) >= 100
    assert len({one["genre"] for one in found}) == 11
    assert len({one["id"] for one in found}) == len(found)


def test_nothing_invented_stands_among_the_articles_that_fill_an_archive() -> None:
    articles = FOLDER.parent / "articles"
    assert not any("invented: true" in path.read_text(encoding="utf-8") for path in articles.rglob("*.md"))


def test_events_are_not_of_one_kind_only() -> None:
    kinds = Counter(event["types"][0] for one in documents() for event in one["events"])
    assert len(kinds) > 20
    assert kinds.most_common(1)[0][1] < sum(kinds.values()) / 3
