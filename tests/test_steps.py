"""The table of what each step brings: each step made plain reads otherwise than all steps together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import steps

SCORER = """
def score(gold, lines):
    reports = [report for line in lines for report in line["reports"]]
    told = {
        "type": sum(len(one["sub_event_type"]) for one in reports),
        "place": sum((one["place"] or {}).get("lat") or 0 for one in reports),
        "when": sum(int((one["when"] or {}).get("earliest", "0-0-0")[-2:]) for one in reports),
        "actors": sum(len(one["actors"]) for one in reports),
        "dead": sum((one["fatalities"] or {}).get("best", 0) for one in reports),
        "injured": 0,
        "source": sum(one["status"] == "asserted" for one in reports),
    }
    count = len(reports)
    return {"reports": count, "matched": count, "found": count, "events": 9, "duplicate": 0, "no event": 0, "accepted": 0}, told, [], []
"""
FEW = 3
TEXT = (
    "Rebels kill four in Hama\n\nRebels said on Tuesday that they had shelled the market of Hama on Monday.\n\n"
    "Four people were killed in the attack, and two more died in hospital, doctors in Homs said. "
    "The government plans an offensive against the rebels. In May soldiers seized the town of Saraqib."
)


def test_each_step_made_plain_reads_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, scorer = tmp_path / "gold.jsonl", tmp_path / "scorer.py"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2024-05-21"}) + "\n", encoding="utf-8")
    scorer.write_text(SCORER, encoding="utf-8")
    assert steps.main([str(gold), str(scorer)]) == 0
    whole, *plain = capsys.readouterr().out.splitlines()[2:]
    assert [line.split(" | ")[0].lstrip("| ") for line in (whole, *plain)] == list(steps.STEPS)
    otherwise = {line.split(" | ")[0].lstrip("| ") for line in plain if line.split(" | ")[1:] != whole.split(" | ")[1:]}
    assert {"joining: none", "is it an event: all are", "sources: all asserted"} & otherwise
    assert len(otherwise) >= FEW


def test_without_gold_and_scorer_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert steps.main([]) != 0
    assert "GOLD.jsonl SCORER.py" in capsys.readouterr().err
