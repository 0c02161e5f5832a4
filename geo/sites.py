"""Names that end in a small type word: "the al-Omar oil field", "T4 air base", "the Rafah crossing"."""

from __future__ import annotations

from collections.abc import Iterator

from geo.gazetteer import Candidate, Gazetteer
from geo.wording import classes
from text.token_table import TokenTable

LONGEST_TAIL = 3  # words: "border crossing point"
SITES = ("site", "area")
ONE_WORD = {"airbase": "air base", "oilfield": "oil field", "gasfield": "gas field"}


def site_candidates(
    page: TokenTable, first: int, last: int, gazetteer: Gazetteer
) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Yield (stop, sites) for each way in which small words behind ``last`` complete the name of a known site.

    >>> text = page_of("at the al-Omar oil field")
    >>> [(text.words[stop - 1], found[0].place.kind) for stop, found in site_candidates(text, 2, 5, gazetteer())]
    [('field', 'site')]
    """
    for i in range(last, min(last + LONGEST_TAIL, len(page.words))):
        if not page.words[i].islower() or not page.words[i].isalpha():
            return
        if page.lower[i] in classes()["site tail"] and (found := _sites(page, (first, last, i), gazetteer)):
            yield i + 1, found


def _sites(page: TokenTable, at: tuple[int, int, int], gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The sites of that name: as written, with the last word alone ("Rafah border crossing"), or by the kind it names."""
    first, last, tail = at
    head = page.text[page.start[first] : page.stop[last - 1]]
    whole = page.text[page.start[first] : page.stop[tail]]
    word = ONE_WORD.get(page.lower[tail], page.lower[tail])
    full = [f"{head} International Airport"] if word == "airport" else []
    for written in dict.fromkeys((whole, f"{head} {word}", *full)):
        if found := tuple(c for c in gazetteer.candidates(written) if c.place.kind in SITES):
            return found
    kind = word.split()[-1]
    return tuple(c for c in gazetteer.candidates(head) if c.place.kind in SITES and c.place.feature.endswith(kind))
