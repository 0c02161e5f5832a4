"""All that strangers may try, tried, in one table: ``make hostile``, or ``python -m bench.hostile [page|hosted|files|net|patterns …]``.

docs/SECURITY.md says what is promised. ``page``: a browser before a real server, exports and the snapshot; ``hosted``: the same
pages as a host serves them; ``files``: files made to break what opens them; ``net``: add-by-address led inside, real name
servers that lie among it; ``patterns``: how the time of every pattern grows with a text made for it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench import hostile_dns, hostile_exports, hostile_files, hostile_net, hostile_page, hostile_patterns
from bench.browser import answering, chromium, served
from bench.hostile_archive import build
from bench.hostile_rows import Tried, table
from store import Archive, Filters

HOSTED = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "CONFLICT_MAP_PROXIED": "1"}  # noqa: S104 - as a host is bound


def in_browser(archive: Archive, folder: Path) -> list[Tried]:
    """Return the lines of page and snapshot, in a real browser before a real server."""
    first = str(archive.table(Filters()).id[0])
    with served(folder / "archive") as address, chromium() as browser:
        answering(address)
        return [*hostile_page.rooms(browser, address, first), hostile_exports.snapshot(browser, archive, folder)]


def page() -> list[Tried]:
    """Return the lines of page, snapshot and exports, all over one archive."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = build(folder / "archive")
        return [*in_browser(archive, folder), *hostile_exports.rows(archive)]


def hosted() -> list[Tried]:
    """Return the lines of the page as a host serves it, where everybody is a reader."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = str(build(folder / "archive").table(Filters()).id[0])
        with served(folder / "archive", **HOSTED) as address, chromium() as browser:
            return [
                replace(each, field=f"hosted, {each.field}") for each in hostile_page.rooms(browser, address, first)
            ]


PARTS: dict[str, Callable[[], list[Tried]]] = {
    "page": page,
    "hosted": hosted,
    "files": hostile_files.rows,
    "net": lambda: [*hostile_net.rows(), *hostile_dns.rows()],
    "patterns": lambda: [hostile_patterns.row()],
}


def main() -> None:
    """Print the table; fail where a promise was not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], metavar="PART", help=f"only these: {', '.join(PARTS)}")
    rows = [row for part in parser.parse_args().part or PARTS for row in PARTS[part]()]
    print(table(rows))
    sys.exit(0 if all(row.held for row in rows) else 1)


if __name__ == "__main__":
    main()
