"""Grammar of one clause: what a verb or an action noun acts on, who acts, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from text.lexicon import word_class
from text.parse import Token, once_a_token

QUANTITY = word_class("quantity")


def _phrase(token: Token) -> Iterator[Token]:
    """Yield the head and what it counts or joins: "dozens of soldiers and police" -> dozens, soldiers, police."""
    yield token
    for child in token.children:
        if child.relation in {"conjunct", "apposition"} and child.pos in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            yield from _phrase(child)
        elif child.relation == "preposition" and child.norm == "of" and _counts(token):
            yield from (inner for led in child.children if led.relation == "oblique" for inner in _phrase(led))


def _counts(token: Token) -> bool:
    return token.pos == "NUM" or token.base in QUANTITY or token.norm in QUANTITY


@once_a_token
def objects(token: Token) -> tuple[Token, ...]:
    """Return the heads of what is acted on: direct objects, passive subjects, "of" phrases of action nouns.

    >>> objects(word("Rebels [killed] soldiers and police.")), objects(word("the [shelling] of Hama"))
    ((soldiers, police), (Hama,))
    """
    if token.pos in {"NOUN", "PROPN"}:
        return tuple(_noun_objects(token))
    found = [*_children(token, {"patient", "passive patient", "recipient"}), *_shared_objects(token)]
    return tuple(inner for head in found for inner in _phrase(head))


def _shared_objects(token: Token) -> Iterator[Token]:
    """Yield objects that the grammar leaves out: "mines laid by rebels", "was found and killed", "killed and injured X"."""
    passive = token.tag == "VBN" and not _children(token, {"patient"})
    if token.relation in {"noun clause", "relative clause"} and (passive or _relative_object(token)):
        yield token.head
    if not _children(token, {"patient", "passive patient"}):
        yield from _far_objects(token)
        yield from (
            word
            for child in _children(token, {"content clause"})
            if _reduced(child)
            for word in _children(child, {"agent"})
        )
    if _reduced(token):
        yield from _children(token, {"agent"})
    if token.relation == "conjunct" and passive and not _children(token, {"patient", "passive patient", "agent"}):
        yield from _children(token.head, {"passive patient"})
    for joined in _children(token, {"conjunct"}):
        if joined.pos == "VERB" and not _children(token, {"patient", "passive patient"}):
            yield from _children(joined, {"patient"})


def _reduced(token: Token) -> bool:
    """Whether a participle was taken for a clause: "struck [a mine planted by rebels]"."""
    return (
        token.tag == "VBN"
        and token.relation == "content clause"
        and not _children(token, {"auxiliary", "passive auxiliary", "patient"})
    )


def _far_objects(token: Token) -> Iterator[Token]:
    """Yield "soldiers they claim to have captured" and, where the parser erred, "denied troops have been captured"."""
    top = token
    while top.relation in {"open clause", "content clause"} and top.head != top:
        top = top.head
    if (
        top != token
        and top.relation == "relative clause"
        and _children(token, {"auxiliary"})
        and not _children(token, {"passive patient"})
    ):
        yield top.head
    if token.relation == "content clause" and _children(token, {"passive auxiliary"}):
        yield from (word for word in _children(token.head, {"patient"}) if token.head.i < word.i < token.i)


def _relative_object(token: Token) -> bool:
    return token.relation == "relative clause" and any(
        child.tag in {"WDT", "WP"} and child.relation in {"passive patient", "patient"} for child in token.children
    )


def _noun_objects(token: Token) -> Iterator[Token]:
    """Yield "shelling of X", "attack on X", "X killing" as what an action noun acts on."""
    for child in token.children:
        if child.relation == "preposition" and child.norm in {"of", "on", "against", "at", "targeting", "upon"}:
            yield from (inner for led in _children(child, {"oblique"}) for inner in _phrase(led))
        elif child.relation in {"noun clause", "relative clause"} and child.lemma in {
            "target",
            "kill",
            "hit",
            "wound",
            "injure",
        }:
            yield from objects(child) if child.tag == "VBG" or child.relation == "relative clause" else ()


@once_a_token
def subjects(token: Token) -> tuple[Token, ...]:
    """Return the heads of who or what acts: subjects, "by" phrases, and subjects shared with the verb above.

    >>> subjects(word("Hama was [shelled] by rebels.")), subjects(word("an [attack] by rebels"))
    ((rebels,), (rebels,))
    """
    if token.pos in {"NOUN", "PROPN"}:
        return tuple(_noun_subjects(token))
    found = [] if _reduced(token) else _children(token, {"agent"})
    if token.tag == "VBN" or not found:
        found += _agents(token)
    active = token.tag != "VBN" or (token.relation == "noun clause" and bool(_children(token, {"patient"})))
    if not _children(token, {"agent", "passive patient"}) and active:
        found = list(_inherited_subjects(token)) or found
    return tuple(inner for head in found for inner in _phrase(_antecedent(head, token)))


def _agents(token: Token) -> Iterator[Token]:
    """Yield the "by X" of a passive verb or an action noun."""
    for child in token.children:
        if child.relation == "by-phrase" or (child.relation == "preposition" and child.norm == "by"):
            yield from _children(child, {"oblique"})


def _noun_subjects(token: Token) -> Iterator[Token]:
    """Yield "attack by X", "X's attack", "X carried out an attack"."""
    heads = [*_agents(token), *_children(token, {"possessor"}), *_agents_after(token)]
    for child in token.children:
        if child.relation == "preposition" and child.norm in {"between", "from", "among"}:
            heads += _children(child, {"oblique"})
        elif child.relation == "noun clause" and child.tag == "VBN":
            heads += _agents(child)
    if token.relation == "patient" and token.head.pos == "VERB":
        heads += subjects(token.head)
    if token.relation == "passive patient":
        heads += _agents(token.head)
    yield from (inner for head in heads for inner in _phrase(head))


def _agents_after(token: Token) -> Iterator[Token]:
    """Yield the "by X" of a participle right after the noun, wherever the parser hung it: "offensive launched by X"."""
    for after in token.doc[token.i + 1 : token.i + 2]:
        if after.tag in {"VBN", "VBD"} and after.head != token:
            yield from _agents(after)


def _inherited_subjects(token: Token) -> Iterator[Token]:
    """Yield the subject of the clause above, for "killing three", "managed to kill", "attacked and burned"."""
    head = token.head
    if head == token:
        return
    if token.relation == "noun clause" and (token.tag == "VBG" or _children(token, {"patient"})):
        yield head
    elif (
        token.relation
        in {
            "conjunct",
            "open clause",
            "adverbial clause",
            "content clause",
            "oblique clause",
            "preposition",
            "unclassified",
        }
        and token.tag != "VBN"
    ):
        verb = head if head.pos in {"VERB", "AUX"} else head.head
        if verb.pos in {"VERB", "AUX"}:
            yield from subjects(verb) or objects(verb)[:1]


def _antecedent(head: Token, verb: Token) -> Token:
    """Return the noun that "who" and "which" stand for."""
    if head.tag in {"WDT", "WP"} and verb.relation == "relative clause" and verb.head != verb:
        return verb.head
    return head


def _children(token: Token, labels: set[str]) -> list[Token]:
    return [child for child in token.children if child.relation in labels]


@once_a_token
def particles(token: Token) -> frozenset[str]:
    """Return particles and adverbs of a verb: "blew up" -> up.

    >>> particles(word("They [blew] up the bridge."))
    frozenset({'up'})
    """
    return frozenset(child.norm for child in token.children if child.relation in {"particle", "adverb", "preposition"})


@once_a_token
def prepositions(token: Token) -> frozenset[str]:
    """Return the prepositions that hang on a word, with the word each leads to: "took to the streets" -> to, street.

    >>> sorted(prepositions(word("Thousands [took] to the streets.")))
    ['street', 'to']
    """
    found = set()
    for child in token.children:
        if child.relation in {
            "preposition",
            "by-phrase",
            "particle",
            "adverb",
            "object attribute",
            "adjectival attribute",
            "adverbial clause",
        }:
            found |= {child.norm, child.base}
            found |= {inner.base for inner in child.children if inner.relation == "oblique"}
    return frozenset(found)


def ancestors(token: Token) -> tuple[Token, ...]:
    """Return the words above a word, nearest first.

    >>> ancestors(word("Rebels shelled the old [town]."))
    (shelled,)
    """
    return token.ancestors


@once_a_token
def verb_of(token: Token) -> Token:
    """Return the verb that a word belongs to, the word itself where there is none above it.

    >>> verb_of(word("Rebels launched an [attack].")).text
    'launched'
    """
    return next((above for above in (token, *ancestors(token)) if above.pos in {"VERB", "AUX"}), token)
