"""Saved filters whose new events are told: which events are new to each, and which digests are not sent yet.

An alert begins with what is there as known. What a round adds is written into an outbox before it is sent, and taken out
when it was: a kill in between loses nothing. An event that only gained a report is no new event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import yaml

from store.answers import EventDetail
from store.archive import Archive
from store.filters import Filters
from store.ways.deliver import NotDeliveredError

ALL = 2**62
MOST_ALERTS = 200


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved filter, written as on a link (``country=SY&type=Battles``), and where its news goes."""

    name: str
    filter: str
    to: str


@dataclass(slots=True)
class Told:
    """What an alert has told: ids of events and reports; ``outbox`` has digest id -> ids of events still to be sent."""

    known: list[str] = field(default_factory=list)
    outbox: dict[str, list[str]] = field(default_factory=dict)
    begun: bool = False


def alerts_of(text: str) -> tuple[Alert, ...]:
    """Return the alerts of a YAML list. Raises ``ValueError`` where it is none.

    >>> alerts_of("- {name: Battles, filter: type=Battles, to: 'atom:news.xml'}")
    (Alert(name='Battles', filter='type=Battles', to='atom:news.xml'),)
    """
    try:
        told = yaml.safe_load(text)
        found = tuple(Alert(**{key: str(value) for key, value in each.items()}) for each in told)
    except (yaml.YAMLError, TypeError, AttributeError) as error:
        message = f"no list of alerts, each with name, filter and to: {error}"
        raise ValueError(message) from None
    return found[:MOST_ALERTS]


def tell_news(
    archive: Archive,
    alerts: Mapping[Alert, Filters],
    file: Path,
    send: Callable[[Alert, str, tuple[EventDetail, ...]], None],
) -> tuple[str, ...]:
    """Send one digest for each alert that has new events, and what is still in the outbox; return what failed.

    ``send`` is given the alert, the digest's id and its events, and raises ``NotDeliveredError``.

    >>> import tempfile
    >>> file, sent = Path(tempfile.mkdtemp(), "alerts.json"), []
    >>> alert = {Alert("all", "", "atom:x"): Filters()}
    >>> kept = new_archive(())
    >>> tell_news(kept, alert, file, lambda alert, id, events: sent.append(len(events)))
    ()
    >>> _ = kept.add(sample())
    >>> _ = tell_news(kept, alert, file, lambda alert, id, events: sent.append(len(events)))
    >>> _ = tell_news(kept, alert, file, lambda alert, id, events: sent.append(len(events)))
    >>> sent
    [8]
    """
    told = _read(file)
    for alert, filters in alerts.items():
        _note(archive, told.setdefault(_key(alert), Told()), filters)
    _write(file, told)
    failed: list[str] = []
    for alert in alerts:
        own = told[_key(alert)]
        for digest, ids in tuple(own.outbox.items()):
            try:
                send(alert, digest, tuple(archive.events(ids)))
            except NotDeliveredError as error:
                failed.append(f"{alert.name}: {error}")
            else:
                del own.outbox[digest]
                _write(file, told)
    return tuple(failed)


def _note(archive: Archive, told: Told, filters: Filters) -> None:
    """Put the events that nobody was told of into the outbox; on the first time all are known."""
    ids = [str(id_) for id_ in archive.table(filters, limit=ALL)["id"]]
    known = set(told.known)
    details = list(archive.events([id_ for id_ in ids if id_ not in known]))
    of = {each.event.id: {each.event.id, *(report.id for report in each.event.reports)} for each in details}
    new = [id_ for id_ in ids if id_ in of and not of[id_] & known]
    told.known = [*told.known, *sorted(set().union(*of.values()) - known)]
    if new and told.begun:
        told.outbox[hashlib.sha256("\0".join(new).encode()).hexdigest()[:16]] = new
    told.begun = True


def _key(alert: Alert) -> str:
    return hashlib.sha256(f"{alert.filter}\0{alert.to}".encode()).hexdigest()[:16]


def _read(file: Path) -> dict[str, Told]:
    try:
        return {key: Told(**each) for key, each in json.loads(file.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}


def _write(file: Path, told: Mapping[str, Told]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_text(json.dumps({key: asdict(each) for key, each in told.items()}), encoding="utf-8")
    new.replace(file)
