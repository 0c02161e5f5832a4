"""A sentence -> words with their offsets: letters, figures and marks, with the tagger's word class where one ran."""

from __future__ import annotations

import re
from dataclasses import dataclass

from text import Span
from text.parse import Parse, Token

_WORD = re.compile(r"\w+(?:(?:[-–’'.]|(?<=\d),(?=\d{3}))\w+)*(?:(?<=s)['’])?|[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


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

        >>> [word.mark for word in numbers_in("Stop!").words]
        [False, True]
        """
        return bool(_MARK.fullmatch(self.text))

    @property
    def capital(self) -> bool:
        """Whether the word starts with a capital letter.

        >>> [word.capital for word in numbers_in("Two men's").words]
        [True, False]
        """
        return self.text[0].isupper()


def words_of(sentence: Span, parse: Parse) -> tuple[Word, ...]:
    """Return the words of ``sentence`` in order, with article offsets.

    >>> said = sentence_of("A 30-year-old died, U.S. said.")
    >>> [w.text for w in words_of(said.span, said.parse)]
    ['A', '30-year-old', 'died', ',', 'U.S', 'said', '.']
    """
    tokens = {token.idx: token for token in parse}
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
    """Whether the word at ``at`` is the finite verb of a clause, by its tag; the tagger takes "Saw" in a name for one.

    >>> said = sentence_of("Police said two men were killed")
    >>> words = words_of(said.span, said.parse)
    >>> [w.text for i, w in enumerate(words) if is_finite(words, i)]
    ['said', 'were']
    """
    return words[at].tag in _FINITE and not (at and words[at].capital)
