"""``watch``: feeds are asked round after round, what is new is added, and saved filters tell of new events."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import STORE, Store, archive_of, stop, today
from text.folders import DATA

if TYPE_CHECKING:
    from store import Archive, EventDetail, Filters
    from store.ways.alerts import Alert

app = typer.Typer()
PAUSE_S = 60.0  # seconds between two looks at which feeds are due
Opml = Annotated[
    Path | None,
    typer.Argument(
        help="An OPML list of feeds, as feed readers export it; the page's own list is watched in any case."
    ),
]
State = Annotated[Path, typer.Option(help="File in which it is kept what was fetched already.")]
Alerts = Annotated[Path | None, typer.Option(help="YAML list of saved filters: name, filter (as on a link), to.")]
Once = Annotated[bool, typer.Option("--once", help="One round, then end: for cron, or a timer of systemd.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Feeds may lie in private networks.")]
Smtp = Annotated[str, typer.Option(envvar="CONFLICT_MAP_SMTP", help="Mail server for alerts to mailto: addresses.")]
Link = Annotated[str, typer.Option("--page", help="Address of the page, for links in what is told.")]


@app.command()
def watch(
    opml: Opml = None,
    *,
    store: Store = STORE,
    state: State = DATA / "watch.json",
    alerts: Alerts = None,
    once: Once = False,
    allow_private: Private = False,
    smtp: Smtp = "127.0.0.1:25",
    page: Link = "",
) -> None:
    """Watch the feeds of an OPML list, and those put in on the page: add what is new, one commit a round.

    Stopped at any moment it goes on from there. Both lists are read again before each round.
    """
    from store import Intake  # noqa: PLC0415 - Delta and DuckDB, which reading never needs
    from store.fetch import Fetcher  # noqa: PLC0415 - as above
    from store.ways.watch import opened, relist, standing, watch_round  # noqa: PLC0415 - as above

    watched = opened(state, _feeds(opml, state))
    archive = archive_of(store)
    telling = _Telling(alerts, archive, state.with_name("alerts.json"), smtp=smtp, page=page, private=allow_private)
    telling()
    while True:
        intake = Intake(today=today(), private=allow_private)
        added = watch_round(archive, watched, Fetcher(private=allow_private), intake)
        if added.new or added.problems or once:
            for line in (*(problem.words() for problem in added.problems), added.words(), standing(watched)):
                typer.echo(line, err=True)
        telling()
        if once:
            return
        time.sleep(PAUSE_S)
        relist(watched, _feeds(opml, state))


def _feeds(opml: Path | None, state: Path) -> tuple[str, ...]:
    """Return the feeds of the list that was given and of the page's own, which lies beside the state."""
    from store.ways.feed_list import LIST, feeds_of, listed_feeds  # noqa: PLC0415 - as above

    own = state.with_name(LIST)
    try:
        given = feeds_of(opml.read_bytes()) if opml else ()
    except (OSError, ValueError) as error:
        stop(f"{opml}: {error}", status=2)
    try:
        return tuple(dict.fromkeys((*given, *listed_feeds(own))))
    except (OSError, ValueError) as error:
        stop(f"{own}: {error}", status=2)


class _Telling:
    """Tell what is new to whom it concerns, each time it is called."""

    def __init__(
        self, file: Path | None, archive: Archive, state: Path, *, smtp: str, page: str, private: bool
    ) -> None:
        self._archive, self._state, self._smtp, self._page, self._private = archive, state, smtp, page, private
        self._alerts = _alerts(file)

    def __call__(self) -> None:
        from store.ways.alerts import tell_news  # noqa: PLC0415 - as above

        for failed in tell_news(self._archive, self._alerts, self._state, self._send) if self._alerts else ():
            typer.echo(failed, err=True)

    def _send(self, alert: Alert, id_: str, events: tuple[EventDetail, ...]) -> None:
        from store.ways.deliver import deliver  # noqa: PLC0415 - as above
        from view.digest import digest_of  # noqa: PLC0415 - as above

        at = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
        digest = digest_of(alert.name, id_, events, at=at, link=self._page)
        deliver(digest, alert.to, smtp=self._smtp, private=self._private)


def _alerts(file: Path | None) -> dict[Alert, Filters]:
    from store.ways.alerts import alerts_of  # noqa: PLC0415 - as above
    from view.export_asked import asked  # noqa: PLC0415 - as above

    if file is None:
        return {}
    try:
        return {alert: asked([f"?{alert.filter}"])[0] for alert in alerts_of(file.read_text(encoding="utf-8"))}
    except (OSError, ValueError) as error:
        stop(f"{file}: {error}", status=2)
