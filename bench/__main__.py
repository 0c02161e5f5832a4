"""All measures beside the peers, in one run: ``make bench``, or ``python -m bench [--quick] [places|reading|page|store …]``.

Each part is a command of its own, run in a process of its own, so that its memory is its own; this prints what it ran on.
The texts are our own, under ``tests/gold/``, where a part is given no others.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib.metadata import version

PARTS = {
    "places": "bench.geo_measure",
    "reading": "bench.read",
    "page": "bench.page_large",
    "store": "bench.archive",
}
WITH = ("spacy", "streamlit", "folium", "deltalake", "duckdb")


def machine() -> str:
    """Return one line on what the figures were measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in WITH)
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}"


def main() -> None:
    """Run the parts that are asked for, all where none is, and fail where one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="only these parts")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller sizes")
    asked = parser.parse_args()
    print(machine(), flush=True)
    failed = [part for part in asked.part or PARTS if not _ran(part, quick=asked.quick)]
    if failed:
        sys.exit(f"did not finish: {', '.join(failed)}")


def _ran(part: str, *, quick: bool) -> bool:
    print(f"\n== {part}", flush=True)
    words = [sys.executable, "-m", PARTS[part], *(["--quick"] if quick else [])]
    return subprocess.run(words, check=False).returncode == 0  # noqa: S603 - our own modules


if __name__ == "__main__":
    main()
