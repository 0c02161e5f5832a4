"""What strangers may try against the store: each line of make hostile that needs no browser, and names of uploads."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench import hostile_dns, hostile_exports, hostile_files, hostile_net
from bench.fuzz.payloads import kinds, payloads
from bench.hostile_archive import build
from bench.hostile_rows import Tried
from store import Archive
from store.pages import crowded

HOUSE = Path(__file__).parent.parent
SLOW = {"zip: 120,000 files", "zip bomb: 200 MB of blanks"}


def test_the_corpus_is_large_and_of_many_kinds() -> None:
    assert len({each.text for each in payloads()}) == len(payloads()) >= 60
    assert len(kinds()) >= 15


def test_what_the_document_counts_is_what_is_tried() -> None:
    told = security()
    assert f"{len(payloads())} payloads of {len(kinds())} kinds" in told
    assert f"{len(list(hostile_files.files()))} files made to break" in told
    assert (
        f"{len(hostile_net.INSIDE)} inner addresses in all spellings, {len(hostile_net.NO_WEB)} other schemes" in told
    )


def security() -> str:
    return (HOUSE / "docs" / "SECURITY.md").read_text(encoding="utf-8")


def test_every_test_that_the_document_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", security())
    texts = {file: (HOUSE / file).read_text(encoding="utf-8") for file, _ in named}
    missing = [
        (file, name) for file, name in named if name and not re.search(rf"^(def )?{name}\b", texts[file], re.MULTILINE)
    ]
    assert (missing, len(named) > 60) == ([], True)


def test_every_attack_that_the_document_tells_of_names_its_test() -> None:
    rows = security().split("## What gave way once")[1].split("\n## ")[0].splitlines()[4:]
    attacks = [row.split(" | ") for row in rows if row]
    assert len(attacks) > 18
    assert [attack for attack, _, tests, *_ in attacks if "::test_" not in tests and "::Test" not in tests] == []


def test_every_command_that_the_document_names_is_there() -> None:
    modules = set(re.findall(r"`python -m ([\w.]+)", security()))
    assert modules
    assert [each for each in modules if find_spec(each) is None] == []


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return build(tmp_path_factory.mktemp("hostile") / "archive")


def test_exports_of_the_hostile_archive_hold_no_code(archive: Archive) -> None:
    assert [row.words() for row in hostile_exports.rows(archive) if not row.held] == []


@pytest.mark.parametrize(
    "file", [each for each in hostile_files.files() if each[0] not in SLOW], ids=lambda file: str(file[0])
)
def test_a_file_that_is_made_to_break_is_one_line_or_read(file: tuple[str, str, object]) -> None:
    tried: Tried = hostile_files.row(*file)  # type: ignore[arg-type]
    assert tried.held, tried.words()


@pytest.mark.parametrize("written", hostile_net.INSIDE)
def test_an_inner_address_is_refused_however_it_is_written(written: str) -> None:
    assert hostile_net.reason(written.replace("{port}", "9")) in hostile_net.REFUSED


@pytest.mark.parametrize("written", hostile_net.NO_WEB)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    assert hostile_net.reason(written.replace("{port}", "9")) in hostile_net.REFUSED


def test_no_redirect_leads_inside() -> None:
    assert hostile_net.redirects().held


def test_a_name_that_changes_its_address_is_not_followed() -> None:
    assert hostile_net.rebinding().held


def test_no_lie_of_a_real_name_server_leads_inside() -> None:
    (told,) = hostile_dns.rows()
    assert told.held, told.words()


def test_a_tag_of_many_attributes_is_seen_however_they_are_written() -> None:
    assert crowded("<p " + "a1 " * 1001 + ">")
    assert crowded("<p/" + "b/" * 1001 + ">")
    assert crowded("<p " + "c='<' " * 1001 + ">")
    assert not crowded("<p a=1>" * 5000)
