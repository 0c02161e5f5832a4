"""``python cli.py read --jsonl`` as a process: one line out for each line in, in order, whatever the line is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
HAMA = {"id": "a", "text": "Shelling killed three civilians in Hama, Syria, on Tuesday.", "published": "2017-10-04"}


def read(lines: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "cli.py", "read", "--jsonl", *options],
        input=lines,
        capture_output=True,
        cwd=HOUSE,
        check=False,
    )


@pytest.fixture(scope="module")
def mixed() -> subprocess.CompletedProcess[bytes]:
    lines = [
        json.dumps(HAMA).encode(), b"{not json", b'{"id": "b", "title": "no text"}', b"", b"\xff\xfe", b"[1]",
        json.dumps(HAMA | {"id": "c", "published": "yesterday"}).encode(), b'{"id": "d", "text": 7}',
        b'{"text": "no id"}', b'{"id": "e", "text": "\\ud800 half"}',
    ]  # fmt: skip
    return read(b"\n".join(lines))


def test_one_line_out_for_each_line_in(mixed) -> None:
    out = [json.loads(line) for line in mixed.stdout.splitlines()]
    assert [line.get("error", "read") for line in out] == [
        "read",
        "line 2: not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        "line 3: no text",
        "line 5: not UTF-8 (byte 1)",
        "line 6: not an object",
        "read",
        "line 8: text is not text: 7",
        "read",
        "line 10: text holds half a character (a lone surrogate)",
    ]
    assert [line["id"] for line in out] == ["a", None, "b", None, None, "c", "d", "line 9", "e"]


def test_bad_lines_are_told_and_set_the_status(mixed) -> None:
    assert mixed.returncode == 1
    told = mixed.stderr.decode().splitlines()
    assert "line 3: no text" in told
    assert "line 7: published is not a date like 2017-10-04: 'yesterday'; read as not known" in told


def test_a_reading_carries_all_that_was_read(mixed) -> None:
    first = json.loads(mixed.stdout.splitlines()[0])
    (report,) = first["reports"]
    assert report["sub_event_type"] == "Shelling/artillery/missile attack"
    assert report["place"]["country"] == "SY"
    assert report["fatalities"] == {"low": 3, "best": 3, "high": 3}
    assert report["when"] == {"earliest": "2017-10-03", "latest": "2017-10-03", "precision": "day"}


def test_spans_never_lie(mixed) -> None:
    for line in map(json.loads, mixed.stdout.splitlines()):
        for kind in ("places", "dates", "actors"):
            for span in line.get(kind, []):
                assert HAMA["text"][span["start"] : span["stop"]] == span["text"]


def test_two_workers_print_the_same_bytes() -> None:
    lines = "\n".join(json.dumps(HAMA | {"id": str(n)}) for n in range(6)).encode() + b"\n{bad\n"
    assert read(lines).stdout == read(lines, "--workers", "2").stdout


def test_a_missing_file_is_one_line() -> None:
    ran = read(b"", "nowhere.jsonl")
    assert (ran.returncode, ran.stderr.decode().splitlines()) == (2, ["nowhere.jsonl: no such file"])


def explain(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "cli.py", "explain", str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd=HOUSE, check=False)


def test_a_plain_text_is_explained_as_it_is(tmp_path: Path) -> None:
    (file := tmp_path / "plain.txt").write_text("Gunmen shot three men in Hama on Monday.\n", encoding="utf-8")
    told = explain(file)
    assert (told.returncode, told.stderr) == (0, "")
    assert "  published on an unknown day" in told.stdout
    assert "Hama" in told.stdout


def test_every_article_of_a_file_is_explained_and_what_is_none_is_one_line(tmp_path: Path) -> None:
    lines = [json.dumps(HAMA), "{not json", json.dumps(HAMA | {"id": "b"})]
    (file := tmp_path / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = explain(file)
    assert told.returncode == 1
    assert [line.split()[0] for line in told.stdout.splitlines() if "  published " in line] == ["a", "b"]
    assert re.fullmatch(rf"{file}.* line 2: not JSON.*\n", told.stderr)


def test_who_reads_no_further_is_told_nothing_more() -> None:
    lines = "\n".join(json.dumps(HAMA | {"id": str(number)}) for number in range(400)).encode()
    command = [sys.executable, "cli.py", "read", "--jsonl"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=HOUSE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(lines)
        process.stdin.close()
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
