"""All that strangers may try, tried, in one table: ``make hostile`` (``python -m bench.hostile``). docs/SECURITY.md says what is promised."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import hostile_dns, hostile_exports, hostile_files, hostile_net, hostile_page, hostile_patterns
from bench.browser import answering, chromium, served
from bench.hostile_archive import build
from bench.hostile_rows import Tried, table
from store import Archive, Filters


def in_browser(archive: Archive, folder: Path) -> list[Tried]:
    """Return the lines of page and snapshot, in a real browser before a real server."""
    first = str(archive.table(Filters()).id[0])
    with served(folder / "archive") as address, chromium() as browser:
        answering(address)
        return [*hostile_page.rooms(browser, address, first), hostile_exports.snapshot(browser, archive, folder)]


def main() -> None:
    """Print the table; fail where a promise was not held."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = build(folder / "archive")
        rows = in_browser(archive, folder)
        rows += hostile_exports.rows(archive)
    rows += [*hostile_files.rows(), *hostile_net.rows(), *hostile_dns.rows(), hostile_patterns.row()]
    print(table(rows))
    sys.exit(0 if all(row.held for row in rows) else 1)


if __name__ == "__main__":
    main()
