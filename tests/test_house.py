"""The house's own rules: imports go one way, outside libraries stay in their rooms, public surfaces are what is listed."""

from __future__ import annotations

import ast
import graphlib
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bench import supply
from text.lexicon import rows

HOUSE = Path(__file__).parent.parent
ROOMS = ("text", "geo", "events", "store", "view", "ui", "dashboard")
MAY_IMPORT = {
    "text": {"text"},
    "geo": {"text", "geo"},
    "events": {"text", "geo", "events"},
    "store": {"text", "geo", "events", "store"},
    "view": {"text", "geo", "events", "store", "view"},
    "ui": {"text", "geo", "events", "store", "view", "ui"},
    "dashboard": {"text", "geo", "events", "store", "view", "ui"},
    "commands": {"text", "geo", "events", "store", "view", "commands"},
    "cli": {"commands"},
}
ONLY_IN = {
    "streamlit": ("ui/", "dashboard.py"),
    "streamlit_folium": ("ui/", "dashboard.py"),
    "folium": ("view/",),
    "deltalake": ("store/",),
    "duckdb": ("store/",),
    "spacy": ("text/",),
    "geopy": ("geo/geocode.py",),
    "urllib.request": ("geo/geocode.py", "geo/download.py", "store/fetch.py"),
    "http.client": ("geo/geocode.py", "geo/download.py", "store/fetch.py", "store/ways/deliver.py"),
    "socket": (
        "geo/geocode.py",
        "store/fetch.py",
        "store/ways/deliver.py",
        "ui/peer.py",
    ),  # the last asks nobody: forms of addresses
    "smtplib": ("store/ways/deliver.py",),
    "dask": ("store/cluster.py",),
    "distributed": ("store/cluster.py",),
    "requests": (),
    "httpx": (),
}


def modules() -> list[Path]:
    rooms = [path for room in MAY_IMPORT for path in (HOUSE / room).rglob("*.py") if (HOUSE / room).is_dir()]
    return sorted([*rooms, HOUSE / "cli.py", HOUSE / "dashboard.py"])


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
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


ORDINARY = {"agent", "case", "compound", "mark", "prep"}  # labels that are words of other things, too


@pytest.mark.parametrize(
    "path", [each for each in modules() if "text" not in each.relative_to(HOUSE).parts[:1]], ids=str
)
def test_no_rule_names_a_label_of_the_parser(path: Path) -> None:
    """Above ``text/`` a relation has its name in seeds/lexicon/relations.csv: another language brings labels of its own."""
    labels = {row["label"] for row in rows("relations.csv")} - ORDINARY
    found = {each.value for each in ast.walk(tree_of(path)) if isinstance(each, ast.Constant)}
    assert not labels & {value for value in found if isinstance(value, str)}


ROOMS_OF_READING = {
    "mentions": {"mentions"},
    "triggers": {"mentions", "triggers"},
    "attribution": {"mentions", "attribution"},
    "arguments": {"mentions", "triggers", "arguments"},
    "coreference": {"mentions", "triggers", "arguments", "coreference"},
    "coding": {"mentions", "triggers", "arguments", "attribution", "coreference", "coding"},
}


def rooms_used(path: Path) -> set[str]:
    return {name for name in imported(path) if name.startswith("events.") and name.split(".")[1] in ROOMS_OF_READING}


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "events").rglob("*/*.py")), ids=lambda path: str(path.relative_to(HOUSE))
)
def test_inside_events_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(HOUSE).parts[1]
    assert {name.split(".")[1] for name in rooms_used(path)} <= ROOMS_OF_READING[room]


def test_reading_has_no_circle_of_imports() -> None:
    """Each module of text, geo and events stands on others that do not stand on it: any can be read, and tried, by itself."""
    paths = [path for path in modules() if path.relative_to(HOUSE).parts[0] in {"text", "geo", "events"}]
    names = {".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    graph = {name: {*_innermost(imported(path) & names.keys())} - {name} for name, path in names.items()}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def _innermost(names: set[str]) -> Iterator[str]:
    """The modules among the names, and not the rooms that they are imported from."""
    return (name for name in names if not any(other.startswith(f"{name}.") for other in names))


@pytest.mark.parametrize(
    "path",
    [each for each in modules() if each.relative_to(HOUSE).parts[0] in {"store", "view", "ui", "commands"}],
    ids=lambda path: str(path.relative_to(HOUSE)),
)
def test_rooms_of_reading_are_entered_by_their_doors(path: Path) -> None:
    """What is imported from a room of reading is on its list in SURFACE, and from the room itself."""
    for name in rooms_used(path):
        room, _, exported = name.rpartition(".")
        assert name in SURFACE or exported in SURFACE.get(room, "").split(), f"{path} imports {name}"


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "events").rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE))
)
def test_rooms_inside_events_are_entered_by_their_doors(path: Path) -> None:
    """A module of a room knows the modules beside it; of other rooms only what their doors give, which SURFACE lists."""
    own = room_of(".".join(path.relative_to(HOUSE).with_suffix("").parts))
    for name in rooms_used(path):
        room = room_of(name)
        if room not in (own, name):
            assert name.removeprefix(f"{room}.") in SURFACE[room].split(), f"{path} imports {name}"


def room_of(name: str) -> str:
    """The innermost room of reading that a module or a name lies in; "" for what lies in none."""
    rooms = (room for room in SURFACE if room.startswith("events.") and f"{name}.".startswith(f"{room}."))
    return max(rooms, key=len, default="")


SURFACE = {
    "events.arguments": "Argument BETWEEN CIVILIAN CLASHED CLOCK DID_IT EventMention FINE Names Surroundings UNDER about arguments_of aside"
    " attached attached_times compared event_class eventhood_cues finest has_enough_arguments"
    " home is_event is_note leading_preposition near observers of_another_clause of_the_page opening_place"
    " protested_against rows_told series spoken told_live vague",
    "events.attribution": "Claim Verdict attributions claims_of verdict",
    "events.coding": "Mentions casualties_of code reports_of",
    "events.coreference": "APART CLAIM CODED ELSEWHERE EventCluster Link Match NO_LINK WINDOW asked_keys asked_spots cluster_of"
    " clusters event_mentions is_own_event keys_of log_odds match merge merge_keys own_cues own_event_cues"
    " rare_words report_words resolve_coreference same_dead spots_of stretches telling_dead voices_of"
    " words_of",
    "events.mentions": "Sentence",
    "events.mentions.actors": "Country actor_lexicon body_of find_actors inter_in slug",
    "events.mentions.casualties": "CountMention Total column_counts find_casualties may_count add_up",
    "events.mentions.times": "AS_OF CITATION DATELINE NOT_OF_EVENTS NO_DAY STAMP day_of_writing find_times",
    "events.triggers": "Trigger could_contain_trigger event_triggers find_triggers",
    "geo": "Candidate Gazetteer Geoparser Kind LatLon Place PlaceMention Unresolved",
    "text": "Span inside span_of",
    "events": "EVENT_TYPE_OF SUB_EVENT_TYPES Actor ActorMention ActorRole Article Count DateMention Event Evidence Precision"
    " Reader Reading Report ReportPlace Role Status When",
    "store": "WORLD Added Archive ArchiveError Asked BadReview Change Choice Entry EventDetail Filters Intake Marker NoSuchVersion"
    " Part Problem ReadOnly Review Tally Window add_articles add_paths seed version_as_of window_of",
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
    assert len(ast.get_docstring(tree_of(path)) or "") > 20


SHOWN = ("text", "geo", "events", "store", "view", "ui", "commands")
MEASURED = ("bench", "hosting")
NOT_SHOWN = {
    "geo/geocode.py Geocoder.geocode": "what a service must have; geopy's have it",
    "geo/sources.py world": "reads 200,000 towns, which takes seconds; tried by what is compiled of it",
    "events/processes.py in_processes": "starts processes; tried in tests/test_workers.py",
    "store/bulk_files.py written_rows": "writes files that a commit takes in later; tried in tests/test_ways_bulk.py",
    "store/bulk_files.py lines_of": "as above",
    "store/bulk_files.py texts_of": "as above",
    "store/bulk_files.py clear": "as above",
    "store/delta_table.py Lake.take_in": "as above",
    "store/ways/watch.py Fetches.fetch": "what a fetcher must have; store.fetch.Fetcher has it",
    "store/ways/watch.py Fetches.articles": "as above",
    "store/ways/documents_apart.py pdf": "reads a file of its kind; tried in tests/test_ways_documents.py",
    "store/ways/documents_apart.py docx": "as above",
    "store/ways/documents_apart.py odt": "as above",
    "store/ways/documents_apart.py epub": "as above",
    "store/ways/documents_apart.py sheet": "as above",
    "store/ways/documents_apart.py rtf": "as above",
    "store/ways/documents_apart.py eml": "as above",
    "store/ways/documents_apart.py mbox": "as above",
    "store/ways/documents_apart.py limit": "limits the process that it is called in; tried in tests/test_ways_documents.py",
    "store/ways/documents_apart.py main": "as above",
    "store/add.py Reads.read": "what a reader must have; events.Reader's has one",
    "store/add.py Reads.told": "as above",
    "store/cluster.py Cluster.read": "starts processes; tried in tests/test_store_cluster.py",
    "store/cluster.py Cluster.told": "as above",
    "store/cluster.py add_on": "as above",
    "view/layers.py OfflineMap.render": "folium's own, filled in; what offline_map gives is rendered by it",
    "view/layers.py EventGroup.render": "as above",
    "view/make_basemap.py write": "writes static/map, run once by a person",
    "view/make_basemap.py main": "as above",
    "view/make_towns.py main": "as above",
    "ui/warm_up.py load": "loads what the page needs into the process; tried in tests/e2e/test_opening.py",
    "ui/map_panel.py show": "draws a browser's component and nothing else; tried in tests/e2e/test_map.py",
    "ui/parts.py again": "has a browser's page drawn again; tried in tests/e2e/test_panel.py",
    "ui/parts.py choose": "as above",
    "ui/session.py opened": "opens the archive that the environment names; tried in tests/e2e/test_opening.py",
}
LONGEST = 25


def functions(room: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each function and method of a room, with its file and name; what stands inside a function is part of it."""
    for path in sorted((HOUSE / room).rglob("*.py")):
        tree = tree_of(path)
        classes = [(f"{each.name}.", each.body) for each in tree.body if isinstance(each, ast.ClassDef)]
        for name, body in (("", tree.body), *classes):
            for each in body:
                if isinstance(each, ast.FunctionDef):
                    yield f"{path.relative_to(HOUSE).as_posix()} {name}{each.name}", each


def code_lines(function: ast.FunctionDef, lines: list[str]) -> int:
    """Lines of a function's body that hold code: no signature, docstring, comment or blank."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    told = (line.strip() for line in lines[body[0].lineno - 1 : body[-1].end_lineno])
    return sum(1 for line in told if line and not line.startswith("#"))


def a_command(function: ast.FunctionDef) -> bool:
    """Whether it is a command, whose docstring is what ``--help`` prints: an example of it stands in the documents."""
    return any(ast.unparse(each).startswith("app.command(") for each in function.decorator_list)


@pytest.mark.parametrize("room", SHOWN)
def test_what_is_public_shows_an_example(room: str) -> None:
    """A docstring that says what goes in and out, and shows it: a function that cannot is listed with the reason."""
    public = [(name, each) for name, each in functions(room) if not re.search(r"[ .]_", name) and not a_command(each)]
    silent = {name for name, each in public if ">>>" not in (ast.get_docstring(each) or "")}
    assert silent == {name for name in NOT_SHOWN if name.startswith(f"{room}/")}


def test_the_names_of_examples_hide_no_name_of_a_module() -> None:
    """They come into every doctest: a module that calls its own function so would be shown another."""
    listed = next(each for each in ast.parse((HOUSE / "conftest.py").read_text()).body if isinstance(each, ast.Assign))
    examples = set(ast.literal_eval(listed.value))
    assert examples
    for room in ROOMS[:-1]:
        public = {name.split()[1] for name, _ in functions(room)}
        assert not examples & public, room


@pytest.mark.parametrize("room", [*SHOWN, *MEASURED])
def test_functions_are_short(room: str) -> None:
    files = {
        path.relative_to(HOUSE).as_posix(): path.read_text(encoding="utf-8") for path in HOUSE.glob(f"{room}/**/*.py")
    }
    counted = {name: code_lines(each, files[name.split()[0]].splitlines()) for name, each in functions(room)}
    assert {name: count for name, count in counted.items() if count > LONGEST} == {}


def test_no_fragment_lies_inside_a_part_of_the_page() -> None:
    """Streamlit forgets a part's unsent messages when it is drawn again, and still sends the fragments inside it."""
    fragments = {
        (path.name, each.name)
        for path in (HOUSE / "ui").glob("*.py")
        for each in ast.walk(tree_of(path))
        if isinstance(each, ast.FunctionDef) and any("st.fragment" in ast.unparse(by) for by in each.decorator_list)
    }
    assert fragments == {("parts.py", "drawn"), ("bar.py", "live")}


def test_lock_files_carry_hashes_and_no_index() -> None:
    locks = sorted(HOUSE.glob("requirements*.txt"))
    assert {lock.with_suffix(".in") for lock in locks} == {*HOUSE.glob("requirements*.in")}
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "index-url" not in text
        assert "://" not in "".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def test_every_locked_package_stands_with_its_licence_in_the_list_that_the_page_shows() -> None:
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", supply.LISTED.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {(name, version): licence for name, version, licence in rows if name != "package"}
    assert set(told) == {(part.name, part.version) for part in supply.parts()}, "python -m bench.supply --write"
    assert "not stated" not in told.values()


def test_the_starting_article_is_as_given() -> None:
    """The text after the front matter is the given text, byte for byte: 5,509 bytes with this digest."""
    import hashlib

    _, _, body = (HOUSE / "seeds/articles/military-times-2017-10-04-tanf.md").read_bytes().split(b"---\n", 2)
    assert len(body) == 5509
    assert hashlib.sha256(body).hexdigest() == "13ff41a19d9ee415882c9f0d979fcfb23fac8dbf2708b8969f5550f468fc0434"
