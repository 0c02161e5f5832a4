"""The grammar of one sentence: its tokens, what each hangs on and by which relation, in plain objects.

Rules ask hundreds of questions a token; spaCy makes an object anew for every answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
T = TypeVar("T")


class Token:
    """One word or mark of a sentence, and how it hangs on the others; the root is its own ``head``.

    ``norm`` and ``base`` are text and lemma in small letters, ``pos`` the part of speech of Universal Dependencies, ``tag``
    the language's own, ``relation`` one of seeds/lexicon/relations.csv; ``i`` the number, ``idx`` the offset in the sentence.
    """

    __slots__ = (
        "base", "children", "doc", "head", "i", "idx", "is_punct", "lefts", "lemma", "memo", "norm", "pos", "relation", "tag", "text",
    )  # fmt: skip
    doc: Parse
    head: Token
    children: tuple[Token, ...]
    lefts: tuple[Token, ...]
    relation: str

    def __init__(self, i: int, idx: int, words: tuple[str, str, str, str, str], *, is_punct: bool) -> None:
        """Take text, norm, lemma, part of speech and tag; :meth:`Parse.of` says what it hangs on."""
        self.i, self.idx, self.is_punct = i, idx, is_punct
        self.text, self.norm, self.lemma, self.pos, self.tag = words
        self.base = self.lemma.lower()
        self.memo: dict[object, Any] = {}

    def __len__(self) -> int:
        """Return the number of its characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Return its text."""
        return self.text

    def __lt__(self, other: Token) -> bool:
        """Whether it stands before another."""
        return self.i < other.i

    def nbor(self, step: int) -> Token:
        """Return the token so many places further on; raises ``IndexError`` where there is none.

        >>> word("Rebels [shelled] Hama.").nbor(-1)
        Rebels
        """
        if self.i + step < 0:
            raise IndexError(step)
        return self.doc.tokens[self.i + step]

    @property
    def is_digit(self) -> bool:
        """Whether it is a number in figures.

        >>> word("Rebels shot [12] men.").is_digit
        True
        """
        return self.text.isdigit()

    @property
    def ancestors(self) -> tuple[Token, ...]:
        """Return the tokens above it, nearest first.

        >>> word("Rebels shelled the old [town].").ancestors
        (shelled,)
        """
        return _ancestors(self)

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other hangs on this one, directly or not.

        >>> said = word("Rebels [shelled] the old town.")
        >>> said.is_ancestor(said.nbor(2)), said.nbor(2).is_ancestor(said)
        (True, False)
        """
        return self in _ancestors(other)

    @property
    def subtree(self) -> tuple[Token, ...]:
        """Return the token and all that hangs on it, in order of the sentence.

        >>> word("Rebels shelled the old [town].").subtree
        (the, old, town)
        """
        return _subtree(self)

    @property
    def left_edge(self) -> Token:
        """Return the first token of its subtree.

        >>> word("Rebels shelled the old [town].").left_edge
        the
        """
        return min(_subtree(self))

    @property
    def right_edge(self) -> Token:
        """Return the last token of its subtree.

        >>> word("the [town] of Hama").right_edge
        Hama
        """
        return max(_subtree(self))

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """Return the tokens that are joined to it on equal terms.

        >>> word("Rebels shelled Hama, Homs and [Idlib].").conjuncts
        (Hama, Homs)
        """
        return _conjuncts(self)


class Parse:
    """The tokens of one sentence, the text that they were made of, and how the language model sees each: a row of numbers."""

    __slots__ = ("text", "tokens", "vectors", "words")

    def __init__(
        self, text: str, tokens: tuple[Token, ...], heads: Iterable[int], relations: Iterable[str], vectors: Vectors
    ) -> None:
        """Hang each token on its head (by number) with its relation."""
        self.text, self.tokens, self.vectors = text, tokens, vectors
        self.words = frozenset(word for token in tokens for word in (token.norm, token.base))
        below: list[list[Token]] = [[] for _ in tokens]
        for token, head, relation in zip(tokens, heads, relations, strict=True):
            token.doc, token.head, token.relation = self, tokens[head], relation
            if head != token.i:
                below[head].append(token)
        for token, children in zip(tokens, below, strict=True):
            token.children = tuple(children)
            token.lefts = tuple(child for child in children if child.i < token.i)

    def __len__(self) -> int:
        """Return the number of its tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Yield its tokens in order."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, at: int | slice) -> Token | tuple[Token, ...]:
        """Return a token by its number, or a run of them."""
        return self.tokens[at]


def once_a_token(answer: Callable[[Token], T]) -> Callable[[Token], T]:
    """Keep what a function says of a token with the token: grammar does not change.

    >>> asked = []
    >>> said, tell = word("Rebels [shelled] Hama."), once_a_token(lambda token: asked.append(token.text))
    >>> tell(said), tell(said), asked
    (None, None, ['shelled'])
    """

    @wraps(answer)
    def kept(token: Token) -> T:
        try:
            found: T = token.memo[answer]
        except KeyError:
            found = token.memo[answer] = answer(token)
        return found

    return kept


@once_a_token
def _ancestors(token: Token) -> tuple[Token, ...]:
    found = []
    while token.head is not token:
        token = token.head
        found.append(token)
    return tuple(found)


@once_a_token
def _subtree(token: Token) -> tuple[Token, ...]:
    found, waiting = [token], [token]
    while waiting:
        below = waiting.pop().children
        found += below
        waiting += below
    return tuple(sorted(found))


@once_a_token
def _conjuncts(token: Token) -> tuple[Token, ...]:
    first = token
    while first.relation == "conjunct" and first.head is not first:
        first = first.head
    found = [first]
    for word in found:
        found += (child for child in word.children if child.relation == "conjunct" and child.i > word.i)
    return tuple(word for word in found if word is not token)
