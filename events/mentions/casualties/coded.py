"""What coders write about their own figures: "Fatalities coded as 10", "7 fatalities spread across 9 events".

Incident notes (ACLED's and those modelled on them) state the figure they stand for in set phrases; where one is there
it outranks what the note tells.
"""

from __future__ import annotations

import re

from events.mentions.casualties.numbers import value
from events.model import Count
from text.lexicon import either_of

_DEATHS = r"(?:fatalit(?:y|ies)|deaths?|casualt(?:y|ies)|losses|killed)"
_CODED_AS = re.compile(rf"\b{_DEATHS}\b[^.;]{{0,60}}?\bcoded (?:as|to|at) (?P<n>\d+)\b(?! (?:locations|events))")
_AS_FATALITIES = re.compile(rf"\bcoded as (?P<n>\d+) {_DEATHS}")
_SHARE = re.compile(
    rf"(?P<n>\d+)(?: total)?(?: {_DEATHS})?\b[^.;]{{0,40}}?"
    rf"\b(?:split|spread|distributed|divided)\b (?:evenly |equally )?"
    rf"(?:among|between|over|across|into|in|amongst)(?: the)? (?P<m>\w+)(?: \w+)? "
    rf"(?:" + either_of("over what deaths are split") + r")"
    r"(?: and (?P<k>\w+) (?:locations?|days?|events?))?"
)
_AWAY = r"coded (?:separately|elsewhere|as separate|(?:to|in|under|at|with|as) (?!\d)[^()\[\].;]*?\b(?:events?|entry|entries))"
_SEPARATELY = re.compile(rf"[(\[][^()\[\]]*\b{_AWAY}[^()\[\]]*[)\]]")
_DEATHS_AWAY = re.compile(rf"^(?:the |all |these )?{_DEATHS} (?:were |are |was |is |have been |has been )?{_AWAY}")


def stated(text: str) -> tuple[int, int, Count, str] | None:
    """Return (start, stop, figure, rule) of the deaths that ``text`` says the note is coded with, else None.

    A sum that is split over several events gives this one its share, halves rounded up.

    >>> stated("Unknown toll; fatalities coded as 10 and divided across 5 events.")
    (14, 64, Count(low=0, best=2, high=10), 'coded, split: the share')
    >>> stated("Fatalities coded as 3.")
    (0, 21, Count(low=3, best=3, high=3), 'coded as')
    >>> stated("Fatalities are coded to the event in Hama.")
    (0, 33, Count(low=0, best=0, high=0), 'coded elsewhere')
    """
    low = text.lower()
    share, coded = _SHARE.search(low), _CODED_AS.search(low) or _AS_FATALITIES.search(low)
    own = coded is not None and share is not None and coded["n"] != share["n"]
    if share and not own and (parts := _parts(share)):
        n = int(share["n"])
        start = min(share.start(), coded.start()) if coded else share.start()
        return start, share.end(), Count(0, min(n, int(n / parts + 0.5)), n), "coded, split: the share"
    if away := _DEATHS_AWAY.match(low):
        return away.start(), away.end(), Count(0, 0, 0), "coded elsewhere"
    if coded:
        n = int(coded["n"])
        return coded.start(), coded.end(), Count(n, n, n), "coded as"
    return None


def _parts(share: re.Match[str]) -> int:
    if share["m"] == "both":
        return 2
    try:
        return value(share["m"]) * (value(share["k"]) if share["k"] else 1)
    except ValueError:
        return 0


def separate(text: str) -> tuple[tuple[int, bool], ...]:
    """Return (offset, whether it names the deaths) of remarks that what they follow belongs to another event.

    >>> separate("near Tougou, killing 17 militants (coded separately).")
    ((34, False),)
    """
    found = _SEPARATELY.finditer(text.lower())
    return tuple((remark.start(), bool(re.search(_DEATHS, remark[0]))) for remark in found)
