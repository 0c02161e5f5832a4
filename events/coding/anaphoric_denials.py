"""Denials that point back -> the happening that they deny: "..., but the ministry denied it", "denied the report".

It stands apart because such a denial covers no words of the deed: which deed is meant is decided by what was told just
before it.
"""

from __future__ import annotations

from events.arguments.event_mention import family
from events.attribution.finder import Claim
from events.coding.document import Context
from events.coreference.in_document import Happening


def denied_back(happening: Happening, context: Context) -> tuple[Claim, ...]:
    """Return the denials that point back to a happening: in its last sentence after it was told, or in the next one.

    >>> text = context("Rebels said the army shelled Hama. The army denied the report.")
    >>> [claim.span.text for claim in denied_back(text.happenings[0], text)]
    ['denied']
    """
    back = (claim for claim in context.claims if claim.verb == "denies" and claim.back)
    return tuple(claim for claim in back if deed_meant(claim, context) is happening)


def deed_meant(claim: Claim, context: Context) -> Happening | None:
    """Return the deed told last before a denial, at most one sentence before.

    >>> text = context("Rebels said the army shelled Hama. The army denied the report.")
    >>> deed_meant(next(claim for claim in text.claims if claim.back), text) is text.happenings[0]
    True
    """
    number = context.number(claim.span)
    told = [
        (one.main.span.start, happening)
        for happening in context.happenings
        if family(happening.head.main.kind) != "statement"
        for one in happening.tellings
        if one.main.span.start < claim.span.start and 0 <= number - one.number <= 1
    ]
    return max(told, key=_start)[1] if told else None


def _start(pair: tuple[int, Happening]) -> int:
    return pair[0]
