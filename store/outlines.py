"""Reports -> outlines of them, as an event's line carries them: all that merging asks of a report, and no more.

What a new report can belong with is found among hundreds of old ones. Their outlines stand in the index, so that the
articles, which are some twenty times as long and lie in many files, are read for the few events that change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from events import ActorRole, Report, ReportPlace
from geo import Span, Unresolved
from store.formats import text_of, typed

_NO_WORDS = Span(0, 1, " ")


def outline(report: Report) -> Report:
    """Return the report without its words: it matches what the whole one matches, by the same rules.

    Left out: the excerpt, the evidence, who says and who denies it, the injured, and the names of place and actors.
    """
    return replace(
        report,
        excerpt=_NO_WORDS,
        evidence=(),
        said_by=(),
        denied_by=(),
        injured=None,
        place=_nameless(report.place),
        actors=tuple(ActorRole(replace(part.actor, name=""), part.role) for part in report.actors),
    )


def outlines_text(reports: Iterable[Report]) -> str:
    """Return the outlines of an event's reports as one line of JSON."""
    return text_of(tuple(outline(report) for report in reports))


def outlines_of(text: str) -> tuple[Report, ...]:
    """Return the outlines that :func:`outlines_text` wrote."""
    found: tuple[Report, ...] = typed(tuple[Report, ...], json.loads(text), text=_NO_WORDS.text)
    return found


def _nameless(place: ReportPlace | Unresolved) -> ReportPlace | Unresolved:
    if isinstance(place, Unresolved):
        return Unresolved(place.reason)
    return replace(place, place=replace(place.place, name="", source=""))
