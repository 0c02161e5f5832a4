"""The house's own rules: imports go one way, outside libraries stay in their rooms, public surfaces are what is listed."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("geo", "events", "store", "view", "ui", "dashboard")
MAY_IMPORT = {
    "geo": {"geo"},
    "events": {"geo", "events"},
    "store": {"geo", "events", "store"},
    "view": {"geo", "events", "store", "view"},
    "ui": {"geo", "events", "store", "view", "ui"},
    "dashboard": {"geo", "events", "store", "view", "ui"},
    "commands": {"geo", "events", "store", "view", "commands"},
    "cli": {"commands"},
}
ONLY_IN = {
    "streamlit": ("ui/", "dashboard.py"),
    "streamlit_folium": ("ui/", "dashboard.py"),
    "folium": ("view/",),
    "deltalake": ("store/",),
    "duckdb": ("store/",),
    "spacy": ("geo/", "events/"),
    "geopy": ("geo/geocode.py",),
    "urllib.request": ("geo/geocode.py", "geo/download.py", "store/fetch.py"),
    "http.client": ("geo/geocode.py", "geo/download.py", "store/fetch.py"),
    "socket": ("geo/geocode.py", "store/fetch.py"),
    "dask": ("store/cluster.py",),
    "distributed": ("store/cluster.py",),
    "requests": (),
    "httpx": (),
}


def modules() -> list[Path]:
    rooms = [path for room in MAY_IMPORT for path in (HOUSE / room).rglob("*.py") if (HOUSE / room).is_dir()]
    return sorted([*rooms, HOUSE / "cli.py", HOUSE / "dashboard.py"])


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports relatively: write the room's name out"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(HOUSE).parts[0].removesuffix(".py")
    ours = {name.split(".")[0] for name in imported(path)} & {*MAY_IMPORT, "tests", "bench"}
    assert ours <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_outside_libraries_stay_in_their_rooms(path: Path) -> None:
    place = path.relative_to(HOUSE).as_posix()
    for library, rooms in ONLY_IN.items():
        used = any(name == library or name.startswith(library + ".") for name in imported(path))
        assert not used or place.startswith(tuple(rooms)), f"{place} imports {library}"


SURFACE = {
    "geo": "Candidate Gazetteer Geoparser Kind LatLon Place PlaceMention Span Unresolved span_of",
    "events": "EVENT_TYPE_OF SUB_EVENT_TYPES Actor ActorMention ActorRole Article Count DateMention Event Evidence Precision"
    " Reader Reading Report ReportPlace Role Status When",
    "store": "WORLD Added Archive ArchiveError Asked BadReview Change Choice Entry EventDetail Filters Intake Marker NoSuchVersion"
    " Part Problem ReadOnly Review Tally Window add_articles add_paths day_words seed version_as_of window_of",
    "view": "",
    "ui": "",
}


@pytest.mark.parametrize("room", SURFACE)
def test_a_room_exports_what_is_listed_here(room: str) -> None:
    module = importlib.import_module(room)
    assert sorted(module.__all__) == sorted(SURFACE[room].split())
    assert all(hasattr(module, name) for name in module.__all__)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_each_module_says_what_it_is(path: Path) -> None:
    assert len(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") > 20


def test_lock_files_carry_hashes_and_no_index() -> None:
    locks = sorted(HOUSE.glob("requirements*.txt"))
    assert {lock.with_suffix(".in") for lock in locks} == {*HOUSE.glob("requirements*.in")}
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "index-url" not in text
        assert "://" not in "".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def test_the_starting_article_is_as_given() -> None:
    """The text after the front matter is the given text, byte for byte: 5,509 bytes with this digest."""
    import hashlib

    _, _, body = (HOUSE / "seeds/articles/military-times-2017-10-04-tanf.md").read_bytes().split(b"---\n", 2)
    assert len(body) == 5509
    assert hashlib.sha256(body).hexdigest() == "13ff41a19d9ee415882c9f0d979fcfb23fac8dbf2708b8969f5550f468fc0434"
