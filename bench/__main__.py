"""All measures beside the peers, in one run: ``make bench``, or ``python -m bench [--quick] [places|reading|page|store …]``.

Each part is a command of its own, run in a process of its own, so that its memory is its own; this prints what it ran on.
The texts are our own, under ``tests/gold/``, or those of ``--texts FILE`` (``make bench TEXTS=FILE``): a file of news with
marked coordinates, as bench/geo_measure describes it, which the two parts that read texts are given.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

PARTS = {
    "places": "bench.geo_measure",
    "reading": "bench.read",
    "page": "bench.page_large",
    "store": "bench.archive",
}
READ_TEXTS = {"places", "reading"}
WITH = ("spacy", "streamlit", "folium", "deltalake", "duckdb")


def machine() -> str:
    """Return one line on what the figures were measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in WITH)
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}"


def main() -> None:
    """Run the parts that are asked for, all where none is, and fail where one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], metavar="PART", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller sizes")
    parser.add_argument(
        "--texts", type=Path, metavar="FILE", help="news with marked coordinates, instead of tests/gold"
    )
    asked = parser.parse_args()
    print(machine(), flush=True)
    failed = [part for part in asked.part or PARTS if not _ran(words(part, quick=asked.quick, texts=asked.texts))]
    if failed:
        sys.exit(f"did not finish: {', '.join(failed)}")


def words(part: str, *, quick: bool, texts: Path | None) -> list[str]:
    """Return the command of one part, after Python's own.

    >>> words("places", quick=True, texts=Path("news.jsonl"))
    ['-m', 'bench.geo_measure', '--quick', '--texts', 'news.jsonl']
    >>> words("store", quick=False, texts=Path("news.jsonl"))
    ['-m', 'bench.archive']
    """
    given = ["--texts", str(texts)] if texts and part in READ_TEXTS else []
    return ["-m", PARTS[part], *(["--quick"] if quick else []), *given]


def _ran(command: list[str]) -> bool:
    print(f"\n== {' '.join(command)}", flush=True)
    return subprocess.run([sys.executable, *command], check=False).returncode == 0  # noqa: S603 - our own modules


if __name__ == "__main__":
    main()
