"""One mention of a name among the others of its text: what stands before it, behind it and between it and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.recognise import Name
from geo.senses import Senses, asked_kind
from text.token_table import Lines

WINDOW = 60  # characters
QUARTER = re.compile(
    r"^ (?:neighbou?rhood|quarter|suburb|square|street|market|mosque|hospital|district of the city)s?\b"
)


@dataclass(frozen=True, slots=True)
class MentionContext:
    """The mention number ``at`` of the ``names`` of ``page``; ``senses``: what is known of each name."""

    page: Lines
    names: Sequence[Name]
    at: int
    senses: Senses

    @property
    def name(self) -> Name:
        """The name as it stands there.

        >>> context_of("They fled Hama.", 0).name.span.text
        'Hama'
        """
        return self.names[self.at]

    @property
    def text(self) -> str:
        """The whole text."""
        return self.page.text

    @property
    def before(self) -> str:
        """What stands before the mention, at most 60 characters."""
        return self.text[max(0, self.name.span.start - WINDOW) : self.name.span.start]

    @property
    def behind(self) -> str:
        """What stands behind the mention, at most 60 characters."""
        return self.text[self.name.span.stop : self.name.span.stop + WINDOW]

    @property
    def asked(self) -> str:
        """The kind that this mention's own wording asks for, "" where none."""
        return self.asked_of(self.name)

    def asked_of(self, name: Name) -> str:
        """The kind that the wording at one of the names asks for, "" where none."""
        return asked_kind(self.page.lower, name.first, name.last)

    def between(self, first: int, second: int) -> str:
        """The text between two of the names."""
        return self.text[self.names[first].span.stop : self.names[second].span.start]

    def follows(self, other: Name) -> bool:
        """Whether this mention stands near enough behind another to be what that lies in."""
        return 0 <= self.name.span.start - other.span.stop <= WINDOW

    def quarter(self, other: Name) -> bool:
        """Whether another name is said to be a part of a town: "Salaheddine neighbourhood"."""
        return bool(QUARTER.match(self.text[other.span.stop : other.span.stop + WINDOW]))
