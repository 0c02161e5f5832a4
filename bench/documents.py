"""Our own annotated documents: seeds/documents as gold lines (``python -m bench.documents --gold``), each fault named.

The lines have the form that shared event gold has: the text without its marks, each event with the offsets of what tells it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from events.model import EVENT_TYPE_OF

FOLDER = Path(__file__).parent.parent / "seeds" / "documents"
MARK = re.compile(r"⟦([a-z]\d?)\|([^⟦⟧]*)⟧")
GENRES = frozenset(
    ["wire", "feature", "ngo", "sitrep", "list", "liveblog", "weekly", "release", "local", "bulletin", "social"]
)
KINDS = frozenset(["site", "town", "district", "province", "country", "area"])
ROLES = frozenset(("initiator", "target", "side"))
STATUSES = frozenset(("asserted", "claimed", "alleged", "disputed"))


class AnnotationError(ValueError):
    """A document that is not annotated as seeds/documents/README.md says; the message says which and why."""


def documents(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """Yield the documents in order of their names, as gold lines. Raises :class:`AnnotationError` on the first fault.

    >>> all(document["text"] for document in documents())
    True
    """
    for path in sorted(folder.glob("*.md")):
        if path.name != "README.md":
            yield document_of(path)


def document_of(path: Path) -> dict[str, Any]:
    """Return one document as a gold line. Raises :class:`AnnotationError` where its annotation does not hold.

    >>> document_of(sorted(FOLDER.glob("*.md"))[1])["genre"] in GENRES
    True
    """
    try:
        _, head, marked = path.read_text(encoding="utf-8").split("---\n", 2)
        front = yaml.safe_load(head)
        text, spans = _unmarked(marked.strip("\n") + "\n")
        events = [_event(one, spans) for one in front.get("events") or []]
        _require(front.get("genre") in GENRES, f"genre {front.get('genre')!r}")
        _require(bool(front.get("invented")) != bool(front.get("sources")), "either invented: true or sources:")
        _require({*spans} == {one["key"] for one in events}, f"marks {sorted(spans)} and events differ")
    except (AnnotationError, yaml.YAMLError, ValueError, KeyError, TypeError) as error:
        message = f"{path.name}: {type(error).__name__}: {error}"
        raise AnnotationError(message) from None
    published = front.get("published")
    return {
        "id": path.stem,
        "genre": front["genre"],
        "source": front.get("source"),
        "title": front.get("title"),
        "published": _day(published) if published else None,
        "text": text,
        "calibration": bool(front.get("calibration")),
        "held_out": bool(front.get("held_out")),
        "events": events,
    }


def _unmarked(marked: str) -> tuple[str, dict[str, list[list[int]]]]:
    """Return the text without its marks, and the offsets of each event's stretches."""
    spans: dict[str, list[list[int]]] = {}
    text, at = "", 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.setdefault(mark[1], []).append([len(text), len(text) + len(mark[2])])
        text, at = text + mark[2], mark.end()
    text += marked[at:]
    _require("⟦" not in text and "⟧" not in text, "a mark is broken or nested")
    return text, spans


def _event(one: dict[str, Any], spans: dict[str, list[list[int]]]) -> dict[str, Any]:
    key = str(one["key"])
    _require(key in spans, f"event {key} is marked nowhere")
    _require(bool(one["types"]) and all(kind in EVENT_TYPE_OF for kind in one["types"]), f"{key}: types {one['types']}")
    _require(bool(one["status"]) and set(one["status"]) <= STATUSES, f"{key}: status {one['status']}")
    return {
        "key": key,
        "told": spans[key],
        "types": one["types"],
        "place": _place(key, one.get("place")),
        "when": _when(key, one.get("when")),
        "actors": [_actor(key, actor) for actor in one.get("actors") or []],
        "dead": _triple(one.get("dead")),
        "injured": _triple(one.get("injured")),
        "status": one["status"],
        "said_by": [str(name) for name in one.get("said_by") or []],
        "denied_by": [str(name) for name in one.get("denied_by") or []],
        "optional": bool(one.get("optional")),
    }


def _place(key: str, place: dict[str, Any] | None) -> dict[str, Any] | None:
    if place is None:
        return None
    _require({"said", "lat", "lon", "within_km", "kind", "country"} <= set(place), f"{key}: place lacks a key: {place}")
    _require(place["kind"] in KINDS and -90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180, f"{key}: {place}")
    return place | {"country": "NO" if place["country"] is False else place["country"]}  # YAML 1.1 reads NO as no


def _when(key: str, when: list[date] | None) -> dict[str, str] | None:
    if when is None:
        return None
    first, last = (date.fromisoformat(_day(day)) for day in when)
    _require(first <= last, f"{key}: when {when}")
    return {"from": first.isoformat(), "to": last.isoformat()}


def _day(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else date.fromisoformat(str(day)).isoformat()


def _actor(key: str, actor: dict[str, Any]) -> dict[str, Any]:
    _require(bool(actor.get("names")) and actor.get("role") in ROLES, f"{key}: actor {actor}")
    classes = actor["class"] if isinstance(actor["class"], list) else [actor["class"]]
    _require(all(one in range(1, 9) for one in classes), f"{key}: class {classes}")
    return {"names": [str(name) for name in actor["names"]], "class": classes, "role": actor["role"]} | (
        {"optional": True} if actor.get("optional") else {}
    )


def _triple(number: int | list[int] | None) -> list[int] | None:
    if not number:
        return None
    numbers = [number] * 3 if isinstance(number, int) else [number[0], *number] if len(number) == 2 else number
    _require(len(numbers) == 3 and numbers == sorted(numbers), f"number {number}")
    return numbers


def _require(right: bool, what: str) -> None:  # noqa: FBT001 - an assertion with a message
    if not right:
        raise AnnotationError(what)


def main() -> int:
    """Print the gold lines (``--gold``; ``--held-out`` those alone) and each fault; the exit status is 1 where there is one.

    >>> main()
    0
    """
    faults = 0
    for path in sorted(FOLDER.glob("*.md")):
        if path.name == "README.md":
            continue
        try:
            line = document_of(path)
        except AnnotationError as error:
            faults += 1
            print(error, file=sys.stderr)
        else:
            if "--gold" in sys.argv and (line["held_out"] or "--held-out" not in sys.argv):
                print(json.dumps(line, ensure_ascii=False))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
