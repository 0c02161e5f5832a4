"""A report -> a sentence that tells it: who did what to whom, where, with how many dead, and that it is only claimed.

These are our words about the article. They say no more than the fields do: a sub-type that has no verb of its own is
named, and a place that is known to an area only is that area.
"""

from __future__ import annotations

from collections.abc import Iterator

from events import Report
from geo import Unresolved
from view import words


def story(report: Report) -> str:
    """Tell a report in a sentence without a full stop.

    >>> story(clash.lead)
    'North Front fought Syria Forces in Tallbrook; 4 killed'
    """
    told = _deed(report) + _place(report)
    told = "; ".join([f"{told[:1].upper()}{told[1:]}", *_tolls(report)])
    if report.status == "asserted":
        return told
    return f"{told} ({_status(report)})"


def _status(report: Report) -> str:
    """Say whose word it is; of a disputed event who says it and who denies it, as far as they are named."""
    by, denied = (", ".join(each.name for each in who) for who in (report.said_by, report.denied_by))
    if report.status != "disputed":
        return words.STORY_BY.format(status=report.status, by=by) if by else report.status
    sides = ((words.STORY_SAID, by), (words.STORY_DENIED, denied))
    told = ", ".join(form.format(by=names) for form, names in sides if names)
    return f"{report.status}: {told}" if told else report.status


def _deed(report: Report) -> str:
    doer, struck = _names(report, "initiator"), _names(report, "target")
    doer = doer or _names(report, "party")
    forms = words.TELLINGS.get(report.sub_event_type, words.TOLD_AS)
    form = forms[0 if doer and struck else 1 if doer else 2 if struck else 3]
    return form.format(doer=doer, struck=struck, what=report.sub_event_type)


def _names(report: Report, role: str) -> str:
    """Name those who have this role: "A", "A and B", "A, B and C"."""
    names = list(dict.fromkeys(each.actor.name for each in report.actors if each.role == role))
    return words.STORY_AND.format(first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def _place(report: Report) -> str:
    if isinstance(report.place, Unresolved):
        return ""
    place, around = report.place.place, report.place.around
    if around:
        return words.STORY_AROUND.format(place=words.AROUND_SHORT.format(name=around, place=place.name))
    return (words.STORY_NEAR if place.kind == "site" else words.STORY_IN).format(place=place.name)


def _tolls(report: Report) -> Iterator[str]:
    for count, form in ((report.fatalities, words.STORY_KILLED), (report.injured, words.STORY_INJURED)):
        if count is not None and count.best:
            yield form.format(count=f"{count.best:,}")
