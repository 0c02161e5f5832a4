"""The commands: ``python cli.py add | watch | read | table | export | history | review | gazetteer | check | remove | backup`` ….

Each stands in ``commands/``, a few lines over a room's own verbs; what a command prints on standard output is its
result, and everything meant for a person goes to standard error.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

if __package__:  # installed (pyproject.toml): the rooms lie beside this file, as they do here
    sys.path.insert(0, str(Path(__file__).parent))

from commands import adding, gazetteer, page, past, reading, reviewing, taking_out, upkeep, watching

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
for part in (adding, watching, reading, taking_out, past, upkeep, page):
    app.add_typer(part.app)
app.add_typer(reviewing.app, name="review")
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Run a command; what is wrong with an archive is one line, whichever command met it."""
    try:
        app()
    except Exception as error:
        lake = sys.modules.get("store.delta_table")  # not loaded for a command that needs no archive
        if lake is None or not isinstance(error, lake.ArchiveError):
            raise
        sys.exit(str(error))


if __name__ == "__main__":
    main()
