"""Country packs: a gazetteer file on disk -> rows in ``data/packs.sqlite``; what is installed; taking it out again."""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from geo.build import DATA, ensure, installing
from geo.gazetteer import Gazetteer
from geo.pack_formats import BadLine, Mapper, Read, geonames, gns, mapped, pcodes, tabled
from geo.pack_known import Known
from geo.rows import GazetteerRow, add_rows, remove_pack
from text.fold import fold_key

LICENCES = {
    "geonames": "GeoNames, CC BY 4.0",
    "gns": "NGA GEOnet Names Server, public domain",
    "pcodes": "OCHA common operational dataset, licence as stated with the file",
    "mapped": "as stated by its maker",
}
MOST_BAD_LINES = 1000  # a file with more is not what it was taken for
Progress = Callable[[int, int], None]


class PackError(Exception):
    """A file that cannot be installed at all. The message names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is installed: its name, the file it came from (size in bytes), its rows, licence and day; and bad lines."""

    name: str
    file: str
    size: int
    rows: int
    skipped: int
    licence: str
    installed: str


def install(
    file: Path,
    *,
    folder: Path = DATA,
    name: str = "",
    country: str = "",
    columns: Mapping[str, str] | None = None,
    today: dt.date,
    progress: Progress | None = None,
) -> tuple[Pack, tuple[BadLine, ...]]:
    """Install a GeoNames zip or txt, an NGA GNS file, an OCHA p-code table, or a CSV with ``columns``.

    The rows replace those of an earlier pack of the same ``name`` (by default the file's stem). All of it goes in, or
    nothing: bad lines are left out and returned. ``progress(lines_done, lines)``. Raises :class:`PackError`.

    >>> install(Path("no-such.zip"), today=dt.date(2026, 1, 2))
    Traceback (most recent call last):
        ...
    geo.packs.PackError: no-such.zip: No such file or directory
    """
    name = name or file.stem
    form, lines = _opened(file)
    form = "mapped" if columns else form
    read = _reader(form, lines, country=country or _code(name), columns=columns or {})
    rows, bad = _sorted(read, len(lines), progress)
    if not rows or len(bad) > MOST_BAD_LINES:
        raise PackError(_no_pack(file, rows, bad))
    pack = Pack(name, file.name, file.stat().st_size, len(rows), len(bad), LICENCES[form], today.isoformat())
    _put(pack, rows, folder)
    return pack, tuple(bad)


def would_place(file: Path, names: Iterable[str]) -> frozenset[str]:
    """Return those of the names that a country file bears, as they are written or but for accents; nothing is installed.

    Raises :class:`PackError` where the file is none that could be installed.

    >>> would_place(Path("no-such.zip"), ["Hama"])
    Traceback (most recent call last):
        ...
    geo.packs.PackError: no-such.zip: No such file or directory
    """
    form, lines = _opened(file)
    rows, _ = _sorted(_reader(form, lines, country=_code(file.stem), columns={}), len(lines), None)
    known = {fold_key(each) for row in rows for each in (row.name, *(name.written for name in row.names))}
    return frozenset(name for name in names if fold_key(name) in known)


def _no_pack(file: Path, rows: list[GazetteerRow], bad: list[BadLine]) -> str:
    first = f"; line {bad[0].number}: {bad[0].reason}" if bad else ""
    said = f"{file}: {len(bad)} bad lines, {len(rows)} places{first}."
    return f"{said} Is it a GeoNames, GNS or p-code file? For another CSV give --columns"


def _put(pack: Pack, rows: list[GazetteerRow], folder: Path) -> None:
    """Write a pack in the place of an earlier one of its name, each row as the base knows the place."""
    with closing(Gazetteer.open(ensure(folder), packs=False)) as base, installing(folder) as db:
        remove_pack(db, pack.name)
        add_rows(db, map(Known(base).row, rows), pack=pack.name)
        _check(db, pack)
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"pack:{pack.name}", json.dumps(asdict(pack))))


def _check(db: sqlite3.Connection, pack: Pack) -> None:
    (kept,) = db.execute("SELECT count(*) FROM place WHERE pack = ?", (pack.name,)).fetchone()
    if kept != pack.rows:
        message = f"{pack.file}: {kept} of {pack.rows} places were kept; nothing was changed"
        raise PackError(message)


def _opened(file: Path) -> tuple[str, list[str]]:
    """Return the form of a file and its lines.

    Raises :class:`PackError` where it is missing, no text, or a zip that holds no table.
    """
    try:
        data = _unzipped(file) if zipfile.is_zipfile(file) else file.read_bytes()
        lines = io.StringIO(data.decode("utf-8-sig"), newline="").readlines()
    except OSError as error:
        message = f"{file}: {error.strerror or error}"
        raise PackError(message) from None
    except UnicodeDecodeError as error:
        message = f"{file}: not UTF-8 (byte {error.start + 1}); save it as UTF-8 and install it again"
        raise PackError(message) from None
    if not lines:
        message = f"{file}: empty"
        raise PackError(message)
    return _form(lines[0]), lines


def _unzipped(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        tables = [
            m
            for m in archive.infolist()
            if m.filename.endswith((".txt", ".csv")) and "readme" not in m.filename.lower()
        ]
        if not tables:
            message = f"{file}: holds no .txt or .csv"
            raise PackError(message)
        biggest = max(tables, key=lambda member: member.file_size)
        if biggest.file_size > 4 * 2**30:
            message = f"{file}: {biggest.filename} is over 4 GiB; install it country by country"
            raise PackError(message)
        return archive.read(biggest)


def _form(first: str) -> str:
    r"""Tell the maker by the first line.

    >>> _form("RC\tUFI\tUNI\tLAT"), _form("ADM1_EN,ADM1_PCODE,lat,lon"), _form("1\tHama" + 17 * "\t")
    ('gns', 'pcodes', 'geonames')
    """
    head = first.upper().replace('"', "")
    if "UFI" in head.split("\t"):
        return "gns"
    if "_PCODE" in head:
        return "pcodes"
    return "geonames" if first.count("\t") >= 17 else "mapped"


def _reader(form: str, lines: list[str], *, country: str, columns: Mapping[str, str]) -> Read:
    if form == "geonames":
        return geonames(lines, source="geonames country file")
    delimiter = "\t" if "\t" in lines[0] else ";" if lines[0].count(";") > lines[0].count(",") else ","
    return tabled(
        lines, _mapper(form, lines[0].strip().split(delimiter), country=country, columns=columns), delimiter=delimiter
    )


def _mapper(form: str, header: list[str], *, country: str, columns: Mapping[str, str]) -> Mapper:
    if form == "gns":
        return gns(country=country, source="nga gns")
    if form == "pcodes":
        try:
            return pcodes([column.strip('"') for column in header], country=country, source="ocha p-codes")
        except StopIteration:
            message = "the p-code table has no ADMn_PCODE, or none for latitude and longitude; take the edition with centroids"
            raise PackError(message) from None
    if missing := {"name", "lat", "lon"} - set(columns):
        message = f"say which columns are {', '.join(sorted(missing))}: --columns name=…,lat=…,lon=…"
        raise PackError(message)
    return mapped(columns, country=country, source="csv")


def _code(name: str) -> str:
    return name.upper() if len(name) == 2 and name.isalpha() else ""


def _sorted(read: Read, lines: int, progress: Progress | None) -> tuple[list[GazetteerRow], list[BadLine]]:
    rows: dict[str, GazetteerRow] = {}
    bad: list[BadLine] = []
    for number, item in enumerate(read, start=1):
        if isinstance(item, BadLine):
            bad.append(item)
        else:
            rows[item.id] = item
        if progress and number % 2000 == 0:
            progress(number, lines)
    return list(rows.values()), bad


def installed(folder: Path = DATA) -> tuple[Pack, ...]:
    """Return what is installed, by name.

    >>> installed(Path("no/such/folder"))
    ()
    """
    path = folder / "packs.sqlite"
    if not path.exists():
        return ()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        found = db.execute("SELECT value FROM meta WHERE key LIKE 'pack:%' ORDER BY key").fetchall()
    return tuple(Pack(**json.loads(value)) for (value,) in found)


def remove(name: str, *, folder: Path = DATA) -> Pack:
    """Take a pack out again and return what it was. Raises :class:`PackError` where none of that name is installed.

    >>> remove("SY", folder=Path("no/such/folder"))
    Traceback (most recent call last):
        ...
    geo.packs.PackError: no pack 'SY'; installed: none
    """
    known = {pack.name: pack for pack in installed(folder)}
    if name not in known:
        message = f"no pack {name!r}; installed: {', '.join(known) or 'none'}"
        raise PackError(message)
    with installing(folder) as db:
        remove_pack(db, name)
        db.execute("DELETE FROM meta WHERE key = ?", (f"pack:{name}",))
    return known[name]
