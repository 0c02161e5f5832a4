"""``gazetteer install | list | find | remove`` as a person types them, against a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli import app
from events import Article, Reading
from geo import LatLon, Place, PlaceMention, Unresolved
from geo.build import ensure
from store import Archive
from text import span_of

LINE = "\t".join(["990001", "Tell Exampleya", "Tell Exampleya", "تل المثال", "34.5", "40.9", "P", "PPL", "SY", "", "07", "", "", "", "0", "", "", "", "2020-01-01"])  # fmt: skip
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``gazetteer WORDS`` in a folder that holds a compiled gazetteer and one country file with a bad row."""
    shutil.copy(ensure(), tmp_path / "gazetteer.sqlite")
    (tmp_path / "SY.txt").write_text(f"{LINE}\nno row at all\n", encoding="utf-8")
    return lambda *words: CliRunner().invoke(app, ["gazetteer", *words, "--data", str(tmp_path)])


def test_a_file_is_installed_listed_asked_and_removed(run: Run, tmp_path: Path) -> None:
    installed = run("install", str(tmp_path / "SY.txt"))
    assert installed.exit_code == 0
    assert "SY: 1 places from SY.txt (GeoNames, CC BY 4.0); 1 lines left out" in installed.stdout
    assert "SY.txt line 2: 1 columns where 19 are wanted; left out" in installed.stderr
    assert run("list").stdout.startswith("SY\t1 places\tSY.txt (")
    assert "34.5000 40.9000" in run("find", "تل المثال").stdout
    assert run("remove", "SY").stdout == "SY: 1 places removed\n"
    assert run("find", "Tell Exampleya").exit_code == 1


def test_find_explains_candidates_scores_and_rules(run: Run) -> None:
    lines = run("find", "Tripoli", "--near", "Beirut").stdout.splitlines()
    assert "North Lebanon" in lines[0] or "LB" in lines[0]
    assert "km away" in lines[0]
    assert all("  kind:" in line for line in lines)  # a reason, with its points behind it
    assert all(", LB)" in line for line in run("find", "Tripoli", "--country", "lb").stdout.splitlines())


def test_what_cannot_be_installed_or_found_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    failed = run("install", str(tmp_path / "bad.csv"), str(tmp_path / "SY.txt"))
    assert failed.exit_code == 1
    assert "--columns name=" in failed.stderr
    assert "SY: 1 places" in failed.stdout  # the rest goes in
    assert "install a country file" in run("find", "Zzyzxville").stderr
    assert "no place of this name to measure from" in run("find", "Hama", "--near", "Zzyzxville").stderr
    assert "installed: SY" in run("remove", "XX").stderr


def test_what_a_country_file_would_place_is_counted_and_nothing_is_installed(tmp_path: Path) -> None:
    """Two names that no gazetteer has, one of which the file given bears."""
    syria = Place("geonames:163843", "Syria", LatLon(35.0, 38.5), "SY", None, "country", 340.0, "test")
    text = "In Syria, Tell Exampleya and Zzyzx burned."
    mentions = [
        PlaceMention(span_of(text, 3, 8), syria, "country"),
        *(PlaceMention(span_of(text, at, at + len(name)), Unresolved("no gazetteer has this name"), "unknown name")
          for name in ("Tell Exampleya", "Zzyzx") for at in [text.index(name)]),
    ]  # fmt: skip
    archive = Archive(tmp_path / "archive")
    archive.add([Reading(Article("one", text), places=tuple(mentions))])
    (tmp_path / "SY.txt").write_text(f"{LINE}\n", encoding="utf-8")
    asked = ["gazetteer", "lacking", "--store", archive.address]
    said = CliRunner().invoke(app, asked).stdout
    assert said == "Syria: 2 names unplaced; give its country file to count how many it would place\n"
    said = CliRunner().invoke(app, [*asked, str(tmp_path / "SY.txt")]).stdout
    assert said == "Syria: 2 names unplaced; the country file would place about 1\n"
