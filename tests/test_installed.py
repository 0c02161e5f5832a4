"""``pip install .``: what is built works outside of the working copy, with its own words, weights and map."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

from geo.build import DATA

HOUSE = Path(__file__).parent.parent
OURS = ("text", "geo", "events", "store", "view", "ui", "commands", "seeds", "static", "docs", ".streamlit")
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
SAID = {
    "id": "a",
    "title": "",
    "text": "Rebels shelled Aleppo on Monday, killing four people.",
    "published": "2016-11-02",
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy and install it into an environment that has the libraries, and nothing of ours."""
    place = tmp_path_factory.mktemp("installed")
    for name in OURS:
        shutil.copytree(HOUSE / name, place / "copy" / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    for file in (path for path in HOUSE.iterdir() if path.is_file() and path.name != ".git"):
        shutil.copy(file, place / "copy")
    wheel = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, place / "copy"]
    subprocess.run([sys.executable, *map(str, wheel)], check=True)
    shutil.rmtree(place / "copy")
    venv.create(place / "venv", with_pip=False)
    folder = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    packages = sysconfig.get_path("purelib", vars={"base": str(place / "venv"), "platbase": str(place / "venv")})
    Path(packages, "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    built = next(place.glob("*.whl"))
    installed = [*PIP, "install", "--no-deps", "--no-index", "--force-reinstall", str(built)]
    subprocess.run([str(folder / "python"), *installed], check=True)
    return folder


def ran(scripts: Path, *words: str, told: str = "") -> str:
    environment = {**os.environ, "XDG_DATA_HOME": str(scripts.parent / "data"), "CONFLICT_MAP_DATA": str(DATA)}
    command = [str(scripts / "conflict-map"), *words]
    done = subprocess.run(
        command, input=told, cwd=scripts.parent, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_reads_an_article(scripts: Path) -> None:
    read = json.loads(ran(scripts, "read", "--jsonl", told=json.dumps(SAID)))
    assert [(report["place"]["name"], report["fatalities"]["best"]) for report in read["reports"]] == [("Aleppo", 4)]


def test_the_installed_command_keeps_an_archive_in_the_user_s_folder(scripts: Path) -> None:
    ran(scripts, "seed")
    assert (scripts.parent / "data" / "conflict-map" / "archive").is_dir()
    assert "2017-" in ran(scripts, "table")


def test_the_installed_page_has_its_files(scripts: Path) -> None:
    """Style, map, texts and settings of the page lie where the page looks for them."""
    asked = (
        "import sys, conflict_map.cli; from text.folders import ROOT; from view.vendored import MAP_FILES;"
        "print(all(path.exists() for path in (ROOT / 'dashboard.py', ROOT / 'ui/style.css', ROOT / 'docs/METHOD.md',"
        "ROOT / '.streamlit/config.toml', MAP_FILES / 'basemap.js')), 'site-packages' in str(ROOT))"
    )
    done = subprocess.run([scripts / "python", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_nothing_but_one_folder_is_installed(scripts: Path) -> None:
    packages = next(scripts.parent.glob("lib*/**/conflict_map")).parent
    assert not [name for name in OURS if (packages / name).exists()]


def test_the_project_lists_every_package_and_the_requirements_of_the_files() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = [path.parent.relative_to(HOUSE) for name in OURS[:7] for path in (HOUSE / name).rglob("__init__.py")]
    assert set(project["tool"]["setuptools"]["packages"]) == {
        "conflict_map",
        *(".".join(("conflict_map", *room.parts)) for room in rooms),
    }
    for name, wanted in project["project"]["optional-dependencies"].items():
        lines = (HOUSE / f"requirements-{name}.in").read_text(encoding="utf-8").splitlines()
        assert wanted == [line for line in lines if re.match(r"\w", line)]
