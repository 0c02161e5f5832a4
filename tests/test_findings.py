"""The table of what users stumbled over names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
TABLE = (HERE / "e2e" / "FINDINGS.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \|.*\|(.*)\|$", TABLE, re.MULTILINE)


def test_every_finding_has_a_test_that_there_is() -> None:
    assert [int(number) for number, _ in ROWS] == list(range(1, 26))
    for number, held in ROWS:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", held)
        assert named, number
        for file, test in named:
            assert f"def {test}(" in (HERE / "e2e" / file).read_text(encoding="utf-8"), (number, file, test)


def test_other_files_that_the_table_names_are_there() -> None:
    for name in re.findall(r"`(tests/\w+\.py)`", TABLE):
        assert (HERE.parent / name).is_file(), name
