"""Grammar of one clause: what a verb or an action noun acts on, who acts, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from text.lexicon import word_class

QUANTITY = word_class("quantity")


def _phrase(token: Token) -> Iterator[Token]:
    """Yield the head and what it counts or joins: "dozens of soldiers and police" -> dozens, soldiers, police."""
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "appos"} and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            yield from _phrase(child)
        elif child.dep_ == "prep" and child.lower_ == "of" and _counts(token):
            yield from (inner for pobj in child.children if pobj.dep_ == "pobj" for inner in _phrase(pobj))


def _counts(token: Token) -> bool:
    return token.pos_ == "NUM" or token.lemma_.lower() in QUANTITY or token.lower_ in QUANTITY


def objects(token: Token) -> tuple[Token, ...]:
    """Return the heads of what is acted on: direct objects, passive subjects, "of" phrases of action nouns.

    >>> objects(word("Rebels [killed] soldiers and police.")), objects(word("the [shelling] of Hama"))
    ((soldiers, police), (Hama,))
    """
    if token.pos_ in {"NOUN", "PROPN"}:
        return tuple(_noun_objects(token))
    found = [*_children(token, {"dobj", "nsubjpass", "obj", "dative"}), *_shared_objects(token)]
    return tuple(inner for head in found for inner in _phrase(head))


def _shared_objects(token: Token) -> Iterator[Token]:
    """Yield objects that the grammar leaves out: "mines laid by rebels", "was found and killed", "killed and injured X"."""
    passive = token.tag_ == "VBN" and not _children(token, {"dobj"})
    if token.dep_ in {"acl", "relcl"} and (passive or _relative_object(token)):
        yield token.head
    if not _children(token, {"dobj", "nsubjpass"}):
        yield from _far_objects(token)
        yield from (
            word for child in _children(token, {"ccomp"}) if _reduced(child) for word in _children(child, {"nsubj"})
        )
    if _reduced(token):
        yield from _children(token, {"nsubj"})
    if token.dep_ == "conj" and passive and not _children(token, {"dobj", "nsubjpass", "nsubj"}):
        yield from _children(token.head, {"nsubjpass"})
    for joined in _children(token, {"conj"}):
        if joined.pos_ == "VERB" and not _children(token, {"dobj", "nsubjpass"}):
            yield from _children(joined, {"dobj"})


def _reduced(token: Token) -> bool:
    """Whether a participle was taken for a clause: "struck [a mine planted by rebels]"."""
    return token.tag_ == "VBN" and token.dep_ == "ccomp" and not _children(token, {"aux", "auxpass", "dobj"})


def _far_objects(token: Token) -> Iterator[Token]:
    """Yield "soldiers they claim to have captured" and, where the parser erred, "denied troops have been captured"."""
    top = token
    while top.dep_ in {"xcomp", "ccomp"} and top.head != top:
        top = top.head
    if top != token and top.dep_ == "relcl" and _children(token, {"aux"}) and not _children(token, {"nsubjpass"}):
        yield top.head
    if token.dep_ == "ccomp" and _children(token, {"auxpass"}):
        yield from (word for word in _children(token.head, {"dobj"}) if token.head.i < word.i < token.i)


def _relative_object(token: Token) -> bool:
    return token.dep_ == "relcl" and any(
        child.tag_ in {"WDT", "WP"} and child.dep_ in {"nsubjpass", "dobj"} for child in token.children
    )


def _noun_objects(token: Token) -> Iterator[Token]:
    """Yield "shelling of X", "attack on X", "X killing" as what an action noun acts on."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "on", "against", "at", "targeting", "upon"}:
            yield from (inner for pobj in _children(child, {"pobj"}) for inner in _phrase(pobj))
        elif child.dep_ in {"acl", "relcl"} and child.lemma_ in {"target", "kill", "hit", "wound", "injure"}:
            yield from objects(child) if child.tag_ == "VBG" or child.dep_ == "relcl" else ()


def subjects(token: Token) -> tuple[Token, ...]:
    """Return the heads of who or what acts: subjects, "by" phrases, and subjects shared with the verb above.

    >>> subjects(word("Hama was [shelled] by rebels.")), subjects(word("an [attack] by rebels"))
    ((rebels,), (rebels,))
    """
    if token.pos_ in {"NOUN", "PROPN"}:
        return tuple(_noun_subjects(token))
    found = [] if _reduced(token) else _children(token, {"nsubj"})
    if token.tag_ == "VBN" or not found:
        found += _agents(token)
    active = token.tag_ != "VBN" or (token.dep_ == "acl" and bool(_children(token, {"dobj"})))
    if not _children(token, {"nsubj", "nsubjpass"}) and active:
        found = list(_inherited_subjects(token)) or found
    return tuple(inner for head in found for inner in _phrase(_antecedent(head, token)))


def _agents(token: Token) -> Iterator[Token]:
    """Yield the "by X" of a passive verb or an action noun."""
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            yield from _children(child, {"pobj"})


def _noun_subjects(token: Token) -> Iterator[Token]:
    """Yield "attack by X", "X's attack", "X carried out an attack"."""
    heads = [*_agents(token), *_children(token, {"poss"}), *_agents_after(token)]
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"between", "from", "among", "with"}:
            heads += _children(child, {"pobj"})
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            heads += _agents(child)
    if token.dep_ == "dobj" and token.head.pos_ == "VERB":
        heads += subjects(token.head)
    if token.dep_ == "nsubjpass":
        heads += _agents(token.head)
    yield from (inner for head in heads for inner in _phrase(head))


def _agents_after(token: Token) -> Iterator[Token]:
    """Yield the "by X" of a participle right after the noun, wherever the parser hung it: "offensive launched by X"."""
    for after in token.doc[token.i + 1 : token.i + 2]:
        if after.tag_ in {"VBN", "VBD"} and after.head != token:
            yield from _agents(after)


def _inherited_subjects(token: Token) -> Iterator[Token]:
    """Yield the subject of the clause above, for "killing three", "managed to kill", "attacked and burned"."""
    head = token.head
    if head == token:
        return
    if token.dep_ == "acl" and (token.tag_ == "VBG" or _children(token, {"dobj"})):
        yield head
    elif token.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"} and token.tag_ != "VBN":
        verb = head if head.pos_ in {"VERB", "AUX"} else head.head
        if verb.pos_ in {"VERB", "AUX"}:
            yield from subjects(verb) or objects(verb)[:1]


def _antecedent(head: Token, verb: Token) -> Token:
    """Return the noun that "who" and "which" stand for."""
    if head.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" and verb.head != verb:
        return verb.head
    return head


def _children(token: Token, labels: set[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def particles(token: Token) -> frozenset[str]:
    """Return particles and adverbs of a verb: "blew up" -> up.

    >>> particles(word("They [blew] up the bridge."))
    frozenset({'up'})
    """
    return frozenset(child.lower_ for child in token.children if child.dep_ in {"prt", "advmod", "prep"})


def prepositions(token: Token) -> frozenset[str]:
    """Return the prepositions that hang on a word, with the word each leads to: "took to the streets" -> to, street.

    >>> sorted(prepositions(word("Thousands [took] to the streets.")))
    ['street', 'to']
    """
    found = set()
    for child in token.children:
        if child.dep_ in {"prep", "agent", "prt", "advmod", "oprd", "acomp", "advcl"}:
            found |= {child.lower_, child.lemma_.lower()}
            found |= {inner.lemma_.lower() for inner in child.children if inner.dep_ == "pobj"}
    return frozenset(found)


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the words above a word, nearest first.

    >>> list(ancestors(word("Rebels shelled the old [town].")))
    [shelled]
    """
    while token.head != token:
        token = token.head
        yield token


def verb_of(token: Token) -> Token:
    """Return the verb that a word belongs to, the word itself where there is none above it.

    >>> verb_of(word("Rebels launched an [attack].")).text
    'launched'
    """
    return next((above for above in (token, *ancestors(token)) if above.pos_ in {"VERB", "AUX"}), token)
