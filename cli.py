"""The commands: ``python cli.py add | read | explain | export | gazetteer | history``.

Each command is a few lines over a room's own verbs; what a command prints on standard output is its result, and
everything meant for a person goes to standard error.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import Progress

from events.article import Article
from events.output import ArticleError, article_of, line_of
from geo import packs
from geo.build import DATA
from geo.download import ADDRESS, DownloadError, country_file

if TYPE_CHECKING:
    from store import Added

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
gazetteer = typer.Typer(no_args_is_help=True, help="The compiled gazetteer: build it, ask it.")
app.add_typer(gazetteer, name="gazetteer")

Store = Annotated[str, typer.Option("--store", envvar="CONFLICT_MAP_STORE", help="Folder or address of the archive.")]
STORE = "data/archive"

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

    def errors_before_next(self) -> Iterator[dict[str, str | None]]:
        while self._waiting and (line := self._waiting.popleft()) is not None:
            yield line


def _print_line(line: object) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@app.command()
def read(
    files: Files = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Article lines in, reading lines out (the only form).")] = True,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
) -> None:
    """Read article lines and print what was read, one line an article, in the same order. Nothing is stored."""
    from events.read import Reader  # noqa: PLC0415 - spaCy is loaded only by the commands that read

    del jsonl
    missing = [path for path in files or [] if not path.is_file()]
    if missing:
        typer.echo(f"{missing[0]}: no such file", err=True)
        raise typer.Exit(2)
    lines = _InOrder(files or [])
    for reading in Reader().read_many(lines.articles(), workers=workers):
        for error in lines.errors_before_next():
            _print_line(error)
        _print_line(line_of(reading))
    for error in lines.errors_before_next():
        _print_line(error)
    raise typer.Exit(1 if lines.failed else 0)


@app.command()
def add(
    what: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    *,
    store: Store = STORE,
    cluster: Annotated[str, typer.Option(help="Read on Dask workers: tcp://scheduler:8786, or local.")] = "",
) -> None:
    """Read articles and store what was read. What cannot be added is named, the rest is added; status 1 says so."""
    from store import Archive, add_paths  # noqa: PLC0415 - as above
    from store.lake import ArchiveError  # noqa: PLC0415 - as above

    try:
        added = _add_on(cluster, store, what) if cluster else add_paths(Archive(store), what, progress=_progress)
    except ArchiveError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    _tell(added)


def _add_on(cluster: str, store: str, what: list[Path]) -> Added:
    from store import Archive  # noqa: PLC0415 - as above
    from store.cluster import Cluster, add_on  # noqa: PLC0415 - as above

    return add_on(Cluster(cluster), Archive(store), what, progress=_progress)


@app.command()
def seed(*, store: Store = STORE) -> None:
    """Add the seed articles where the archive is still empty."""
    from store import Archive  # noqa: PLC0415 - as above
    from store import seed as add_seeds  # noqa: PLC0415 - as above

    _tell(add_seeds(Archive(store), progress=_progress))


@app.command()
def explain(file: Path) -> None:
    """Print each sentence of an article with its places, dates, actors and triggers, and the rules that read them."""
    from events.explain import explain as explained  # noqa: PLC0415 - as above
    from events.read import Reader  # noqa: PLC0415 - as above
    from store.add import article_file  # noqa: PLC0415 - as above

    typer.echo(explained(Reader().read(article_file(file))))


@app.command()
def export(
    filters: Annotated[
        list[str] | None, typer.Argument(help="Filters as on a link (from=2017-09-01), or a link.")
    ] = None,
    *,
    form: Annotated[
        str, typer.Option("--format", help="csv, csv-hxl, geojson, kml, jsonl, geoparquet, snapshot, png.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file; standard output where none is given.")
    ] = None,
    store: Store = STORE,
) -> None:
    """Write the events that pass the filters, each with its words, its evidence and the version of the data."""
    from store import Archive  # noqa: PLC0415 - as above
    from store.lake import NoSuchVersion  # noqa: PLC0415 - as above
    from view.export import ExportError, format_of  # noqa: PLC0415 - as above
    from view.export_asked import asked  # noqa: PLC0415 - as above

    try:
        chosen = format_of(form)
        shown, version = asked(filters or [])
        made = chosen.write(Archive(store, version=version), shown)
        (out.write_bytes if out else sys.stdout.buffer.write)(made)
    except (ExportError, NoSuchVersion, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{out or form}: {len(made):,} bytes; {shown.words()}", err=True)


@gazetteer.command("build")
def gazetteer_build() -> None:
    """Compile the gazetteer where it is missing or its sources have changed."""
    from geo.build import ensure  # noqa: PLC0415 - as above

    typer.echo(ensure(), err=True)


Folder = Annotated[Path, typer.Option("--data", envvar="CONFLICT_MAP_DATA", help="Where the compiled gazetteer lies.")]


@gazetteer.command("install")
def gazetteer_install(
    what: Annotated[list[str], typer.Argument(help="Files (GeoNames, GNS, p-codes, CSV), or country codes to fetch.")],
    *,
    country: Annotated[str, typer.Option(help="The rows' country, where the file does not say.")] = "",
    columns: Annotated[str, typer.Option(help="For any other CSV: name=village,lat=y,lon=x")] = "",
    address: Annotated[str, typer.Option("--from", help="Where country files are fetched from.")] = ADDRESS,
    data: Folder = DATA,
) -> None:
    """Install country files on top of the gazetteer. What cannot be installed is named, the rest goes in."""
    mapping = dict(pair.split("=", 1) for pair in columns.split(",") if "=" in pair)
    failed = False
    for name in what:
        try:
            with Progress(console=Console(stderr=True)) as bar:
                file = _file_or_fetched(name, data, address=address, bar=bar)
                pack, bad = packs.install(
                    file,
                    folder=data,
                    country=country,
                    columns=mapping,
                    today=_today(),
                    progress=_step(bar, f"{name} read"),
                )
        except (packs.PackError, DownloadError) as error:
            typer.echo(str(error), err=True)
            failed = True
            continue
        for line in bad:
            typer.echo(f"{file} line {line.number}: {line.reason}; left out", err=True)
        typer.echo(
            f"{pack.name}: {pack.rows:,} places from {pack.file} ({pack.licence}); {pack.skipped:,} lines left out"
        )
    raise typer.Exit(1 if failed else 0)


def _file_or_fetched(name: str, data: Path, *, address: str, bar: Progress) -> Path:
    if Path(name).exists():
        return Path(name)
    return country_file(name, data / "downloads", address=address, progress=_step(bar, f"{name} fetched"))


def _step(bar: Progress, label: str) -> Callable[[int, int], None]:
    task = bar.add_task(label, total=None)
    return lambda done, of: bar.update(task, completed=done, total=of)


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()


@gazetteer.command("find")
def gazetteer_find(
    name: str,
    *,
    near: Annotated[str, typer.Option(help="A place's name, or lat,lon in degrees: nearest first.")] = "",
    country: Annotated[str, typer.Option(help="Only this country (two letters).")] = "",
    data: Folder = DATA,
) -> None:
    """List every place that bears a name, with its chance and the reasons that speak for and against it."""
    from geo.build import ensure  # noqa: PLC0415 - as above
    from geo.find import find, point  # noqa: PLC0415 - as above
    from geo.gazetteer import Gazetteer  # noqa: PLC0415 - as above

    known = Gazetteer.open(ensure(data))
    at = point(near, known) if near else None
    if near and at is None:
        typer.echo(f"{near}: no place of this name to measure from", err=True)
        raise typer.Exit(1)
    found = find(name, known, near=at, country=country.upper() or None)
    for scored in found:
        typer.echo(scored.words())
    if not found:
        typer.echo(
            f"{name}: no gazetteer has this name; install a country file, or add it to seeds/lexicon/places.csv",
            err=True,
        )
        raise typer.Exit(1)


@gazetteer.command("list")
def gazetteer_list(*, data: Folder = DATA) -> None:
    """List the installed country packs."""
    for pack in packs.installed(data):
        typer.echo(
            f"{pack.name}\t{pack.rows:,} places\t{pack.file} ({pack.size:,} bytes)\t{pack.licence}\t{pack.installed}"
        )


@gazetteer.command("remove")
def gazetteer_remove(name: str, *, data: Folder = DATA) -> None:
    """Take an installed pack out again."""
    try:
        pack = packs.remove(name, folder=data)
    except packs.PackError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{pack.name}: {pack.rows:,} places removed")


def _progress(done: int, of: int, name: str) -> None:
    typer.echo(f"{done + 1}/{of} {name}", err=True)


def _tell(added: Added) -> None:
    for problem in added.problems:
        typer.echo(problem.words(), err=True)
    typer.echo(added.words(), err=True)
    raise typer.Exit(1 if added.problems else 0)


if __name__ == "__main__":
    app()
