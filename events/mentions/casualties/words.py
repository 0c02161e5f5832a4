"""A sentence -> words with their offsets: letters, figures and marks, with the tagger's word class where one ran."""

from __future__ import annotations

import re
from dataclasses import dataclass

from text import Span
from text.lexicon import word_group
from text.parse import Parse, Token

_WORD = re.compile(r"\w+(?:(?:[-–’'.]|(?<=\d),(?=\d{3}))\w+)*(?:(?<=s)['’])?|[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
# Finite verbs that news sentences use beside casualties and that no suffix gives away; read only where no tagger ran.
_PAST = word_group("finite verbs of the past")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: ``low`` in lower case with straight quotes, offsets into the article, ``tag`` of the Penn set.

    ``subject`` is the offset at which the subject of this verb starts, by the parse; -1 where none is known.
    """

    text: str
    low: str
    start: int
    stop: int
    tag: str = ""
    subject: int = -1

    @property
    def mark(self) -> bool:
        """Whether this is a punctuation mark.

        >>> [word.mark for word in words_of(Span(0, 5, "Stop!"))]
        [False, True]
        """
        return bool(_MARK.fullmatch(self.text))

    @property
    def capital(self) -> bool:
        """Whether the word starts with a capital letter.

        >>> [word.capital for word in words_of(Span(0, 9, "Two men's"))]
        [True, False]
        """
        return self.text[0].isupper()


def words_of(sentence: Span, parse: Parse | None = None) -> tuple[Word, ...]:
    """Return the words of ``sentence`` in order, with article offsets.

    >>> [w.text for w in words_of(Span(0, 30, "A 30-year-old died, U.S. said."))]
    ['A', '30-year-old', 'died', ',', 'U.S', 'said', '.']
    """
    tokens = {token.idx: token for token in parse} if parse is not None else {}
    found = [match for match in _WORD.finditer(sentence.text) if not _abbreviates(match, sentence.text)]
    return tuple(_word(match, sentence.start, tokens.get(match.start())) for match in found)


def _abbreviates(found: re.Match[str], text: str) -> bool:
    """Whether a full stop inside the sentence only ends "Gen" or "Col"."""
    return found[0] == "." and bool(text[found.end() :].strip()) and text[: found.start()][-1:].isalnum()


def _word(found: re.Match[str], offset: int, token: Token | None) -> Word:
    low = found[0].lower().replace("’", "'")
    tag, subject = (token.tag, _subject(token)) if token is not None else ("", -1)
    return Word(
        found[0], low, found.start() + offset, found.end() + offset, tag, subject + offset if subject >= 0 else -1
    )


def _subject(token: Token) -> int:
    """Return where the subject of ``token`` or of the verb it is coordinated with starts, -1 where it has none."""
    while token.pos in {"VERB", "ADJ"}:
        found = next((child for child in token.children if child.relation in {"agent", "passive patient"}), None)
        if found is not None:
            return int(found.left_edge.idx)
        if token.relation not in {"conjunct", "open clause", "adjectival attribute", "object attribute"}:
            break
        token = token.head
    return -1


def is_finite(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at ``at`` is the finite verb of a clause, by its tag or, where none is known, by its form.

    >>> said = words_of(Span(0, 31, "Police said two men were killed"))
    >>> [w.text for i, w in enumerate(said) if is_finite(said, i)]
    ['said', 'were']
    """
    word = words[at]
    if at and word.capital:
        return False  # the tagger takes "Saw" in a name for a verb
    if word.tag:
        return word.tag in _FINITE
    follows = words[at + 1].low if at + 1 < len(words) else ""
    return word.low in _PAST or (word.low.endswith("ed") and follows in {"the", "a", "an", "that", "on", "in", "into"})
