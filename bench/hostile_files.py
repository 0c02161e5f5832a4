"""Files that are made to break what opens them: bombs, paths that climb, nesting without end. Each is one line, or read."""

from __future__ import annotations

import io
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from bench.fuzz.payloads import payloads
from bench.fuzz.seeds import FRONT, TEXT
from bench.hostile_rows import Tried
from store.answers import Problem
from store.files import found_in
from store.rows import Found, Intake

DEEP = 20_000
MAKES_AN_OBJECT = "!!python/object/apply:os.system ['id']"
LONGEST_S = 20.0
MOST_MB = 700.0
"""More than any of these files may take, of time and of memory: generous, so that a slow machine says the same."""


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip of these names and contents."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def nested(depth: int) -> bytes:
    """Return a zip in a zip in a zip."""
    data = zipped(("a.md", FRONT.encode()))
    for _ in range(depth):
        data = zipped(("deep.zip", data))
    return data


def lied() -> bytes:
    """Return a zip whose file says that it is small, and is not."""
    data = bytearray(zipped(("a.jsonl", b" " * 50_000_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


Attack = tuple[str, str, Callable[[], bytes]]
"""What is tried, the file's name, and what makes its bytes."""


def files() -> Iterator[Attack]:
    """Yield every attack."""
    yield from _marked_up()
    yield from _records()
    yield from _packed()


def _marked_up() -> Iterator[Attack]:
    yield "HTML bomb: deep nesting", "a.html", lambda: b"<div>" * DEEP * 5 + TEXT.encode()
    yield "HTML bomb: deep tables", "a.html", lambda: b"<table><tr><td>" * DEEP + TEXT.encode()
    yield "HTML bomb: huge attribute", "a.html", lambda: b"<p title='" + b"x" * 20_000_000 + b"'>" + TEXT.encode()
    yield "HTML bomb: many attributes", "a.html", lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">"
    yield "HTML bomb: entities", "a.html", lambda: b"&lt;" * 500_000
    yield "XML bomb: entities of entities", "a.xml", lambda: _laughs().encode()
    yield "XML: a file as an entity", "a.xml", lambda: _entity().encode()
    yield "XML: deep nesting", "a.xml", lambda: b"<rss><channel>" + b"<item>" * DEEP


def _records() -> Iterator[Attack]:
    yield "JSON: deep nesting", "a.jsonl", lambda: b'{"text":' + b"[" * DEEP * 10
    yield "JSON: a number of a million digits", "a.jsonl", lambda: b'{"text": ' + b"9" * 1_000_000 + b"}"
    yield "YAML bomb: aliases of aliases", "a.md", f"---\n{_aliases()}\n---\n{TEXT}".encode
    yield "YAML: a tag that makes an object", "a.md", f"---\ntitle: {MAKES_AN_OBJECT}\n---\n{TEXT}".encode
    yield "YAML: deep nesting", "a.md", lambda: b"---\ntitle: " + b"[" * 30_000 + b"\n---\nx"
    yield "CSV: one cell of 30 MB", "a.csv", lambda: b'text\n"' + b"x" * 30_000_000
    yield "CSV: one line of 200 MB", "a.csv", lambda: b"text\n" + TEXT.encode() + b"\n" + b"x" * 200_000_000 + b"\n"
    yield "CSV: 100,000 columns", "a.csv", lambda: b"text," * 100_000 + b"\n" + b"x," * 100_000
    yield "Parquet: cut off", "a.parquet", lambda: b"PAR1" + b"\xff" * 1000 + b"PAR1"


def _packed() -> Iterator[Attack]:
    yield "zip bomb: 200 MB of blanks", "a.zip", lambda: zipped(("a.md", b" " * 200_000_000))
    yield "zip bomb: a size that lies", "a.zip", lied
    yield "zip: 40 zips deep", "a.zip", lambda: nested(40)
    yield "zip: 120,000 files", "a.zip", lambda: zipped(*((f"{number}.md", b"") for number in range(120_000)))
    yield "zip slip: names that climb", "a.zip", lambda: zipped(*((name, FRONT.encode()) for name in climbing()))


def climbing() -> tuple[str, ...]:
    """Return names of files that want to lie elsewhere."""
    told = ("../../../../tmp/pwned.md", "/tmp/pwned.md", "..\\..\\pwned.md", "a/../../pwned.md", "C:\\pwned.md")  # noqa: S108
    return (*told, *(f"{each.text}.md" for each in payloads() if each.kind == "path" and "\0" not in each.text))


def _laughs() -> str:
    names = "abcdefghij"
    rules = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    return f'<!DOCTYPE rss [<!ENTITY a "ha">{rules}]><rss version="2.0"><channel><item><description>&j;</description></item></channel></rss>'


def _entity() -> str:
    return '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&a; x</description></item></channel></rss>'


def _aliases() -> str:
    rows = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    return "\n".join(["a: &a [x, x, x]", *rows, "title: *j"])


def rows() -> list[Tried]:
    """Return the lines of the table, all files tried in a folder that is looked through afterwards."""
    return [row(*each) for each in files()]


def row(attack: str, name: str, make: Callable[[], bytes]) -> Tried:
    """Read one such file in a folder that is looked through afterwards, and return the line."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "in" / name
        place.parent.mkdir()
        place.write_bytes(make())
        start, before = time.process_time(), _peak()
        found = list(found_in([place], Intake()))
        took, grown = time.process_time() - start, _peak() - before
        stray = [str(each) for each in Path(folder).rglob("*") if each.is_file() and each != place]
    bad = [*stray, *_wrong(found)]
    held = took < LONGEST_S and grown < MOST_MB and not bad
    said = _said(found) if held else f"{_said(found)}; {took:.0f} s, {grown:.0f} MB, {bad}"
    return Tried(attack, f"a file: {name}", 1, said, held=held)


def _wrong(found: Sequence[Found | Problem]) -> list[str]:
    """Return what must not be: a problem of more than one line, and an article that holds a file of this machine."""
    lines = [each.words() for each in found if isinstance(each, Problem) and not _one_line(each)]
    return lines + [each[0].text[:80] for each in found if not isinstance(each, Problem) and "root:" in each[0].text]


def _said(found: Sequence[Found | Problem]) -> str:
    problems = [each for each in found if isinstance(each, Problem)]
    first = problems[0].reason[:60] if problems else "read as an article"
    return f"{len(problems)} problems, {len(found) - len(problems)} articles; {first}"


def _one_line(problem: Problem) -> bool:
    return len(problem.words().splitlines()) == 1


def _peak() -> float:
    """Return the most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
