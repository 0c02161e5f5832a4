"""``read`` and ``explain``: what an article tells, printed. Nothing is stored."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from commands.options import stop
from events.model import Article, Reading
from events.processes import WorkerLostError
from events.serialise import ArticleError, article_of, line_of

app = typer.Typer()
Files = Annotated[list[Path] | None, typer.Argument(help="Files of article lines; standard input where none is given.")]


def _lines(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield each line that is not blank with its label for messages: "line 7", or "file.jsonl, line 7"."""
    named: list[tuple[str, BinaryIO]] = [(f"{path}, ", path.open("rb")) for path in paths] or [("", sys.stdin.buffer)]
    for name, stream in named:
        with stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield f"{name}line {number}", line


def _article(label: str, line: bytes) -> Article:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte {error.start + 1})"
        raise ArticleError(message) from None
    except (json.JSONDecodeError, RecursionError) as error:
        message = f"not JSON ({error})"
        raise ArticleError(message) from None
    return article_of(row, fallback_id=label, notice=lambda words: typer.echo(f"{label}: {words}", err=True))


def _id_of(line: bytes) -> str | None:
    """Return the id of a line that is no article, where it can still be made out."""
    try:
        found = json.loads(line.decode()).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, str) else None


class _InOrder:
    """The articles of some lines, and the lines that are none, kept so that output stands in the order of input."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = paths
        self._waiting: deque[dict[str, str | None] | None] = deque()  # an error line, or None for an article to come
        self.failed = False

    def articles(self) -> Iterator[Article]:
        for label, line in _lines(self._paths):
            try:
                article = _article(label, line)
            except ArticleError as error:
                self._fail({"id": _id_of(line), "error": f"{label}: {error}"})
            else:
                self._waiting.append(None)
                yield article

    def _fail(self, line: dict[str, str | None]) -> None:
        self.failed = True
        self._waiting.append(line)
        typer.echo(line["error"], err=True)

    def errors_before_next(self) -> Iterator[str]:
        while self._waiting and (line := self._waiting.popleft()) is not None:
            yield _line(line)


def _line(told: object) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"


def _line_of(reading: Reading) -> str:
    return _line(line_of(reading))


def _print(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(lines))
    sys.stdout.flush()


@app.command()
def read(
    files: Files = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Article lines in, reading lines out (the only form).")] = True,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
) -> None:
    """Read article lines and print what was read, one line an article, in the same order. Nothing is stored."""
    from events.reader import Reader  # noqa: PLC0415 - spaCy is loaded only by the commands that read

    del jsonl
    missing = [path for path in files or [] if not path.is_file()]
    if missing:
        stop(f"{missing[0]}: no such file", status=2)
    lines = _InOrder(files or [])
    try:
        for told in Reader().told(lines.articles(), _line_of, workers=workers):
            _print([*lines.errors_before_next(), told])
    except WorkerLostError as error:
        stop(str(error), status=1)
    _print(lines.errors_before_next())
    raise typer.Exit(1 if lines.failed else 0)


@app.command()
def explain(file: Path) -> None:
    """Print each sentence of an article with its places, dates, actors and triggers, and the rules that read them.

    Any file that can be added will do, also one of many articles; and a plain text without front matter.
    """
    from events.explain import explain as explained  # noqa: PLC0415 - as above
    from events.reader import Reader  # noqa: PLC0415 - as above

    reader, failed = Reader(), False
    for found in _articles_in(file):
        if isinstance(found, Article):
            typer.echo(explained(reader.read(found), reader))
        else:
            typer.echo(found, err=True)
            failed = True
    raise typer.Exit(1 if failed else 0)


def _articles_in(file: Path) -> Iterator[Article | str]:
    """Yield the articles of a file, and what cannot be read in words."""
    from store.answers import Problem  # noqa: PLC0415 - as above
    from store.files import found_in  # noqa: PLC0415 - as above

    for found in found_in([file]):
        if not isinstance(found, Problem):
            yield found[0]
        else:
            yield found.words()
