"""Verbs of saying and denying, with what they cover and whose they are, read off the parse.

What a verb covers is the clause or the noun phrase that depends on it; without a parse, what stands on its other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from events.attribution.sources import Found, Source, sources_in, speech_words, words_between
from events.model import ActorMention
from text import Span
from text.lexicon import word_group
from text.parse import Parse, Token

Use = Literal["says", "denies"]
USES: tuple[Use, ...] = ("says", "denies")
_CLAUSES = frozenset({"content clause", "open clause", "inserted clause"})
_BACK = word_group("words that refer to a claim")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_CLAUSE = 12  # characters: "However," before a speaker is not what he says
_WISHES = word_group("what is denied to a person")
_MODALS = word_group("modal verbs")


def speech(sentence: Span, parse: Parse | None, actors: tuple[ActorMention, ...]) -> Iterator[Found]:
    """Yield what the sentence's verbs of saying and denying cover, and whose they are.

    >>> said = sentence_of("Residents said the army shelled Hama.")
    >>> [(found.verb, said.span.text[slice(*found.scope)]) for found in speech(said.span, said.parse, said.actors)]
    [('says', 'the army shelled Hama')]
    """
    found = [one for token in parse or () for one in _parsed(sentence, token, actors)]
    yield from found
    if loose := list(_unparsed(sentence, actors)):
        refused = {sentence.start + token.idx for token in parse or () if _no_claim(token)}
        read = {one.cue[0] for one in found} | refused
        yield from (one for one in loose if one.cue[0] not in read)


def _no_claim(token: Token) -> bool:
    """Whether the parse knows that a word which looks like a verb of saying is none here."""
    return token.tag not in _FINITE or _unreal(token) or _refuses(token, _content(token))


def _parsed(sentence: Span, token: Token, actors: tuple[ActorMention, ...]) -> Iterator[Found]:
    verb = _verb(token)
    if verb and not _unreal(token):
        yield from _spoken(sentence, token, verb, actors)


def _verb(token: Token) -> Use | None:
    if token.pos != "VERB":
        return None
    return next((use for use in USES if token.base in speech_words(use)), None)


def _unreal(token: Token) -> bool:
    """Whether the verb is negated or only wished: "declined to say", "did not deny", "neither confirmed nor denied"."""
    lows = {child.norm for child in token.children}
    if {"not", "n't", "never", "nor", "neither", "no"} & lows or _MODALS & lows:
        return True
    subject = child(token, "agent")
    nobody = subject is not None and any(child.norm in {"no", "neither"} for child in subject.subtree)
    wished = token.relation == "open clause" and token.head.lemma in {"decline", "refuse", "want", "fail", "seem"}
    return nobody or wished or (token.relation == "conjunct" and _nor(token))


def _nor(token: Token) -> bool:
    return any(child.norm == "nor" for child in token.head.children)


def _spoken(sentence: Span, token: Token, verb: Use, actors: tuple[ActorMention, ...]) -> Iterator[Found]:
    passive = child(token, "passive patient") is not None
    agent = _agent(token)
    if passive and agent is None:
        yield from _hearsay(sentence, token)
        return
    content = child(token, "passive patient") if passive else _content(token)
    who = agent if passive else _subject(token)
    quote = _quote(sentence) if verb == "says" and _tells_nothing(token, content) else None
    if who is None or who.norm in {"i", "we"} or (content is None and quote is None) or _refuses(token, content):
        return
    scope = quote or _extent(sentence, content or token, token)
    if token.lemma == "claim" and content is not None and content.relation == "patient":
        scope = (min(scope[0], _cue(sentence, token)[0]), scope[1])  # who "claimed three attacks" says that they were
    back = content is not None and content.base in _BACK and content.pos in {"NOUN", "PRON"}
    for source in _sources(sentence, who, actors):
        rule = f"{token.base}: {source.rule}"
        yield Found(verb, _cue(sentence, token), scope, rule, source.actor, source.named, back)


def _tells_nothing(verb: Token, content: Token | None) -> bool:
    """Whether what hangs on a verb is not what is said, but at most who is told ("told reporters")."""
    return (
        content is None or content.relation == "recipient" or (verb.lemma == "tell" and content.relation == "patient")
    )


def _cue(sentence: Span, token: Token) -> tuple[int, int]:
    return sentence.start + token.idx, sentence.start + token.idx + len(token)


def _refuses(verb: Token, content: Token | None) -> bool:
    """Whether no fact is denied but a wish refused: "rejected the request", "denied access"."""
    if verb.lemma in {"believe", "think", "suspect", "say"} and child(verb, "open clause") is not None:
        return True  # "fighters believed to belong to", "gunmen said to be herdsmen": nobody says so
    if content is None or content.relation not in {"patient", "passive patient"} or content.base in _BACK:
        return False
    return verb.lemma in {"reject", "dismiss"} or content.base in _WISHES


def _quote(sentence: Span) -> tuple[int, int] | None:
    """Return the offsets of what stands between the sentence's quotation marks."""
    found = re.search(r"[“\"]([^“”\"]{12,})[”\"]?", sentence.text)
    return (sentence.start + found.start(1), sentence.start + found.end(1)) if found else None


def child(token: Token, *relations: str) -> Token | None:
    """Return the first child of ``token`` with one of the ``relations``.

    >>> child(word("Rebels [shelled] Hama."), "agent")
    Rebels
    """
    return next((child for child in token.children if child.relation in relations), None)


def _agent(token: Token) -> Token | None:
    by = child(token, "by-phrase")
    return child(by, "oblique") if by is not None else None


def _subject(token: Token) -> Token | None:
    """Return the subject of a verb, also across "and": "Kyiv rejected the claim and said"."""
    while True:
        found = child(token, "agent")
        if found is not None or token.relation not in {"conjunct", "open clause", "adverbial clause"}:
            return found
        token = token.head


def _content(token: Token) -> Token | None:
    """Return the head of what is said: a clause, the deed of an accusation, else the object."""
    clauses = [child for child in token.children if child.relation in _CLAUSES and not _apart(child, token)]
    if clauses:
        return max(clauses, key=lambda clause: clause.i)
    if token.relation == "relative clause" and token.head.base in _BACK:
        return token.head
    if token.lemma in {"accuse", "blame", "charge"}:
        deed = next(
            (c for c in token.children if c.relation == "preposition" and c.norm in {"of", "for", "with", "on"}), None
        )
        return deed or child(token, "patient")
    return child(token, "patient", "oblique clause", "recipient") or _quoted_head(token)


def _apart(clause: Token, verb: Token) -> bool:
    """Whether a semicolon stands between the two: then the parse has run two sentences into one."""
    first, last = sorted((clause.i, verb.i))
    return any(token.text == ";" for token in clause.doc[first:last])


def _quoted_head(token: Token) -> Token | None:
    """As in "The army, Interfax reported, shelled the town": the verb hangs on what it covers."""
    inserted = token.relation in {"inserted clause", "adverbial clause"} and token.head.pos in {"VERB", "AUX"}
    return token.head if inserted and child(token, "marker") is None else None


def _extent(sentence: Span, content: Token, verb: Token) -> tuple[int, int]:
    """Return the offsets of the clause headed by ``content``, without the words of saying themselves."""
    if verb.relation == "relative clause" and content is verb.head:
        return sentence.start, sentence.start + max(content.left_edge.idx, 1)
    own = set(verb.subtree) if content in set(verb.ancestors) else set()
    inside = [token for token in content.subtree if token not in own and not token.is_punct] or [content]
    return sentence.start + inside[0].idx, sentence.start + inside[-1].idx + len(inside[-1])


def _sources(sentence: Span, who: Token, actors: tuple[ActorMention, ...]) -> tuple[Source, ...]:
    start, stop = sentence.start + who.left_edge.idx, sentence.start + who.right_edge.idx + len(who.right_edge)
    clause = next((t for t in who.subtree if t.relation in {"relative clause", "noun clause"}), None)
    stop = sentence.start + clause.left_edge.idx if clause is not None and clause.left_edge.i > who.i else stop
    return sources_in(start, stop, text=words_between(sentence, start, stop), actors=actors)


def _hearsay(sentence: Span, token: Token) -> Iterator[Found]:
    """As in "is said to have killed", "it was claimed that": nobody is named."""
    content = child(token, "open clause", "content clause")
    if content is None or _apart(content, token) or token.base not in speech_words("hearsay"):
        return
    rule = f"{token.base}: nobody named"
    yield Found("says", _cue(sentence, token), _extent(sentence, content, token), rule, named=False)


_VERB_AFTER = re.compile(r"\s+(?:has\s+|have\s+|had\s+)?([a-z]+)\b(?! of| by| to be)")


def _unparsed(sentence: Span, actors: tuple[ActorMention, ...]) -> Iterator[Found]:
    """Read "X said ..." and "..., X said" off the surface: the source is the actor right before the verb."""
    for mention in actors:
        found = _VERB_AFTER.match(sentence.text, mention.span.stop - sentence.start)
        verb = _past_form(found[1]) if found else None
        if found and verb:
            scope = _other_side(sentence, mention.span.start, sentence.start + found.end())
            if scope[0] >= scope[1]:
                continue
            cue = (sentence.start + found.start(1), sentence.start + found.end(1))
            yield Found(verb, cue, scope, f"{found[1]}: an actor", mention.actor)


def _past_form(word: str) -> Use | None:
    """Return the use of a verb form as it stands, by its usual endings."""
    stems = {word, *(word.removesuffix(ending) for ending in ("s", "ed", "d"))}
    stems |= {word.removesuffix(ending) + "y" for ending in ("ied", "ies")}
    stems |= {"say"} if word in {"said", "says"} else {"tell"} if word == "told" else set()
    return next((use for use in USES if stems & speech_words(use)), None)


def _other_side(sentence: Span, start: int, stop: int) -> tuple[int, int]:
    """Return what is said: the words before the speaker where a comma or a quote ends them, else those after the verb."""
    before = re.sub(r"\s+(?:the|a|an)?\s*$", "", sentence.text[: start - sentence.start], flags=re.IGNORECASE)
    after = sentence.text[stop - sentence.start :].split(";")[0].rstrip(" .")
    if before.endswith((",", "”", '"')) and len(before) > _CLAUSE and not after.startswith(","):
        return sentence.start, sentence.start + len(before.rstrip(' ,”"'))
    skipped = len(after) - len(after.lstrip(" ,"))
    return stop + skipped, stop + len(after)
