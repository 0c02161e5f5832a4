"""``python -m bench.old_archives COMMIT …``: an archive as an earlier version of this project made it, packed into tests/old.

The version's own code makes it, taken out of the history and run with today's packages: four articles, a fifth, a
correction, and an index of them where that version kept one. tests/test_store_old.py opens, asks and adds to each.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
OLD = ROOT / "tests" / "old"
MAKE = """
import datetime as dt, sys
sys.path.insert(0, ".")
from store import Archive, index
from tests import factories
index.SMALL = 3
archive = Archive(sys.argv[1])
archive.add(factories.sample())
later = factories.article("Shells hit Tallbrook, told later.", id="later", source="Coast Wire")
reading = getattr(factories, "lone", factories.reading)(later)
archive.add([reading])
at, told = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), ("status", "alleged")
try:
    from store.reviews import Asked
    archive.review(Asked(reading.reports[0].id, *told, by="A. Reader", why="no source named"), at=at)
except ImportError:
    archive.review(reading.reports[0].id, *told, by="A. Reader", why="no source named", at=at)
Archive(sys.argv[1])
"""


def made(commit: str) -> Path:
    """Make the archive of one version and return where it is packed: its day and its commit are the name."""
    name_of = _git("log", "-1", "--format=%ad-%h", "--date=short", commit).decode().strip()
    code = _git("archive", commit)
    with tempfile.TemporaryDirectory() as name:
        house, archive = Path(name, "house"), Path(name, "archive")
        with tarfile.open(fileobj=io.BytesIO(code)) as packed:
            packed.extractall(house, filter="data")
        subprocess.run([sys.executable, "-c", MAKE, str(archive)], cwd=house, check=True)  # noqa: S603
        return _packed(archive, OLD / f"{name_of}.zip")


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout  # noqa: S603, S607


def _packed(folder: Path, to: Path) -> Path:
    to.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".lock":
                packed.write(path, path.relative_to(folder))
    return to


def main() -> None:
    """Make the archives that are asked for."""
    for commit in sys.argv[1:]:
        print(made(commit))


if __name__ == "__main__":
    main()
