"""The order of an article's happenings: the main one first.

It stands apart because a reader of one line sees only the first report.
"""

from __future__ import annotations

from events.context import Context
from events.happenings import Happening
from events.telling import family


def in_order(told: tuple[Happening, ...], context: Context) -> list[Happening]:
    """Return the happenings, deeds before statements, then as the text tells them."""
    del context
    return sorted(
        told, key=lambda one: (family(one.head.main.kind) == "statement", one.tellings[0].scene.sentence.start)
    )
