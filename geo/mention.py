"""One mention of a name among the others of its text: what stands before it, behind it and between it and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.recognise import Name
from geo.toponyms import Toponyms, asked_kind
from text.lexicon import either_of
from text.token_table import TokenTable

WINDOW = 60  # characters
QUARTER = re.compile(r"^ (?:" + either_of("quarters of a city") + r")s?\b")


@dataclass(frozen=True, slots=True)
class MentionContext:
    """The mention number ``at`` of the ``names`` of ``page``; ``senses``: what is known of each name."""

    page: TokenTable
    names: Sequence[Name]
    at: int
    senses: Toponyms

    @property
    def name(self) -> Name:
        """The name as it stands there.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.name.span.text
        'Hama'
        """
        return self.names[self.at]

    @property
    def text(self) -> str:
        """The whole text.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.text
        'They fled Hama.'
        """
        return self.page.text

    @property
    def before(self) -> str:
        """What stands before the mention, at most 60 characters.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.before
        'They fled '
        """
        return self.text[max(0, self.name.span.start - WINDOW) : self.name.span.start]

    @property
    def behind(self) -> str:
        """What stands behind the mention, at most 60 characters.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama today.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.behind
        ' today.'
        """
        return self.text[self.name.span.stop : self.name.span.stop + WINDOW]

    @property
    def asked(self) -> str:
        """The kind that this mention's own wording asks for, "" where none.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama province.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.asked
        'province'
        """
        return self.asked_of(self.name)

    def asked_of(self, name: Name) -> str:
        """The kind that the wording at one of the names asks for, "" where none.

        >>> from geo.recognise import names
        >>> page = page_of("They fled the city of Hama.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.asked_of(there.name)
        'town'
        """
        return asked_kind(self.page.lower, name.first, name.last)

    def between(self, first: int, second: int) -> str:
        """The text between two of the names.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama and Homs.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.between(0, 1)
        ' and '
        """
        return self.text[self.names[first].span.stop : self.names[second].span.start]

    def follows(self, other: Name) -> bool:
        """Whether this mention stands near enough behind another to be what that lies in.

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama and Homs.")
        >>> there = MentionContext(page, names(page, gazetteer()), 1, {})
        >>> there.follows(there.names[0])
        True
        """
        return 0 <= self.name.span.start - other.span.stop <= WINDOW

    def quarter(self, other: Name) -> bool:
        """Whether another name is said to be a part of a town: "Salaheddine neighbourhood".

        >>> from geo.recognise import names
        >>> page = page_of("They fled Hama and Homs.")
        >>> there = MentionContext(page, names(page, gazetteer()), 0, {})
        >>> there.quarter(there.names[0])
        False
        """
        return bool(QUARTER.match(self.text[other.span.stop : other.span.stop + WINDOW]))
