"""A sentence -> words with their offsets: letters, figures and marks, each with the tagger's word class where there is one.

It stands apart because the counting grammar must also run on sentences nobody parsed (a headline, a list, a
note), so it reads words of its own and takes from a parse only what that adds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from geo import Span

_WORD = re.compile(r"\w+(?:(?:[-–’'.]|(?<=\d),(?=\d{3}))\w+)*(?:(?<=s)['’])?|[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
# Finite verbs that news sentences use beside casualties and that no suffix gives away; read only where no tagger ran.
_PAST = frozenset(
    "was were is are has have had said says told took left fell broke came went began fought shot threw hit struck saw "
    "led blew fled set met held made found drove became".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: ``low`` in lower case with straight quotes, offsets into the article, ``tag`` of the Penn set."""

    text: str
    low: str
    start: int
    stop: int
    tag: str = ""

    @property
    def mark(self) -> bool:
        """Whether this is a punctuation mark."""
        return bool(_MARK.fullmatch(self.text))

    @property
    def capital(self) -> bool:
        """Whether the word starts with a capital letter."""
        return self.text[0].isupper()


def words_of(sentence: Span, parse: Doc | None = None) -> tuple[Word, ...]:
    """Return the words of ``sentence`` in order, with article offsets.

    >>> [w.text for w in words_of(Span(0, 30, "A 30-year-old died, U.S. said."))]
    ['A', '30-year-old', 'died', ',', 'U.S', '.', 'said', '.']
    """
    tags = {token.idx: token.tag_ for token in parse} if parse is not None else {}
    return tuple(_word(found, sentence.start, tags) for found in _WORD.finditer(sentence.text))


def _word(found: re.Match[str], offset: int, tags: dict[int, str]) -> Word:
    text = found[0]
    tag = tags.get(found.start(), "")
    return Word(text, text.lower().replace("’", "'"), found.start() + offset, found.end() + offset, tag)


def is_finite(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at ``at`` is the finite verb of a clause, by its tag or, where none is known, by its form.

    >>> said = words_of(Span(0, 31, "Police said two men were killed"))
    >>> [w.text for i, w in enumerate(said) if is_finite(said, i)]
    ['said', 'were']
    """
    word = words[at]
    if word.tag:
        return word.tag in _FINITE
    follows = words[at + 1].low if at + 1 < len(words) else ""
    return word.low in _PAST or (word.low.endswith("ed") and follows in {"the", "a", "an", "that", "on", "in", "into"})
