"""A text -> its passages: title, headings, datelines, paragraphs, list items, posts, rows, captions, quotes, furniture.

A passage is the scope in which a reader carries a place, a day or a doer on: a bullet, a post and a row are each one of
their own, and each knows the heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from text.calendar_words import either, full_names
from text.datelines import dateline_end
from text.lexicon import cells, rows
from text.lines import ITEM, STAMP, Line, lines, row_lines
from text.span import Span, span_of

PassageKind = Literal[
    "title", "heading", "dateline", "paragraph", "item", "post", "row", "caption", "quote", "furniture"
]
_TITLE, _HEADING, _CREDIT, _LABEL = (
    220,
    100,
    300,
    24,
)  # characters that a title, a heading, a caption and a label can have
_HEADING_WORDS, _LINKS, _TOP = (
    15,
    4,
    6,
)  # words of a heading; short lines in a row that are links; lines of a page's top
_ENDED = re.compile(r"[.!?…。؟۔][\"'”’»)\]*]*$")
_DAY_MONTH = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{either('month')})\b\.?|(?:{either('month')})\b\.? \d{{1,2}}(?:st|nd|rd|th)?)"
)
_DAY = rf"(?:(?:{either('weekday')})\b\.?,? )?{_DAY_MONTH}(?:,? \d{{4}})?"
_DAY_ALONE = re.compile(
    rf"\W{{0,6}}(?:{_DAY}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})\W{{0,4}}",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\W{{0,4}}(?:(?:(?:{either('month')})[ ,]+)?(?:19|20)\d\d|(?:{'|'.join(full_names('month'))}))\W{{0,4}}",
    re.IGNORECASE,
)
_DAY_AND_MORE = re.compile(
    rf"(?:[A-Z][\w.'’/-]*(?:[ ,]+[A-Z][\w.'’/-]*){{0,4}}[ ,:–—-]+)?{_DAY}(?:,? (?:at )?\d{{1,2}}[:.]\d\d)?(?:[ ,]+[\w/:()+-]{{1,12}}){{0,3}}\W{{0,2}}"
)
_BYLINE = re.compile(
    r"(?:By|BY|Words by|Story by) [A-Z][\w.'’-]+(?:[ ,/&]+(?:and |in )?(?:[a-z]+ )?[A-Z][\w.'’-]+){0,12}(?:,.{0,80})?"
)
_TWEETER = re.compile(r"[-–—]\s?[^.]{2,80}\(@\w+\).{0,40}")
_OPENERS, _CLOSERS = "“\"‘'«", "”\"’'»"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that is read as one; ``number`` is its place in the text, from 0.

    ``heading`` is what it stands under: a heading, a line that ends in a colon, the day or hour of its posts, at last the
    title. It is the span of another passage, or of the hour at the head of one.
    """

    span: Span
    kind: PassageKind
    number: int
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a text, and what of them decides how each is read."""

    text: str
    lines: tuple[Line, ...]
    rows: frozenset[int]
    live: bool
    """Whether posts open with the hour: two lines or more do."""
    chronicle: bool
    """Whether days head what happened on them: two lines or more are a day and nothing else."""
    ended: bool
    """Whether sentences are closed by a stop: without, a short line is not yet a heading."""

    def said(self, at: int) -> str:
        r"""What a line says; empty beyond the ends.

        >>> _page("Hama\nIt fell.").said(0), _page("Hama").said(1)
        ('Hama', '')
        """
        return self.text[self.lines[at].start : self.lines[at].stop] if 0 <= at < len(self.lines) else ""


Judge = Callable[[_Page, int], PassageKind | None]


@lru_cache(maxsize=1)
def passages(text: str) -> tuple[Passage, ...]:
    r"""Return the passages of ``text`` in order, not overlapping; they cover all of it but white space.

    >>> said = "Raids go on\n\nBEIRUT — Jets struck:\n- Near Homs two died.\n- Hama was hit.\n\nRelated articles\nSnow in Rome"
    >>> [(one.kind, one.heading and one.heading.text) for one in passages(said)][:4]
    [('title', None), ('dateline', 'Raids go on'), ('paragraph', 'Raids go on'), ('item', 'Jets struck:')]
    >>> [one.kind for one in passages(said)][4:]
    ['item', 'furniture', 'furniture']
    """
    page = _page(text)
    kinds = _without_links(page, [_kind(page, at) for at in range(len(page.lines))])
    return tuple(_placed(page, _titled(page, kinds)))


def _page(text: str) -> _Page:
    found = lines(text)
    said = [text[line.start : line.stop] for line in found]
    long = [one for one in said if len(one) > _HEADING and not ITEM.match(one)]
    return _Page(
        text,
        found,
        row_lines(text, found),
        live=sum(bool(STAMP.match(one)) for one in said) > 1,
        chronicle=sum(bool(_DAY_ALONE.fullmatch(one)) for one in said) > 1,
        ended=2 * sum(bool(_ENDED.search(one)) for one in long or said) >= len(long or said),
    )


def _kind(page: _Page, at: int) -> PassageKind:
    return next((kind for judge in JUDGES if (kind := judge(page, at))), "paragraph")


def _is_furniture(page: _Page, at: int) -> PassageKind | None:
    """What belongs to the page and not to the text: buttons, consent, bylines, the hour of publication."""
    said = page.said(at)
    short = len(said) <= _CREDIT and (_cue("furniture").search(said) or _cue("links").search(said))
    named = len(said) <= 2 * _HEADING and (_BYLINE.fullmatch(said) or _TWEETER.fullmatch(said))
    return "furniture" if short or named else None


def _is_row(page: _Page, at: int) -> PassageKind | None:
    return "row" if at in page.rows else None


def _is_post(page: _Page, at: int) -> PassageKind | None:
    return "post" if page.live and STAMP.match(page.said(at)) else None


def _is_item(page: _Page, at: int) -> PassageKind | None:
    return "item" if ITEM.match(page.said(at)) else None


def _is_quote(page: _Page, at: int) -> PassageKind | None:
    """All in marks of quotation, up to the end or on into the next paragraph; or marked as in a mail."""
    said = page.said(at)
    if said.startswith(">"):
        return "quote"
    if len(said) < 3 or said[0] not in _OPENERS:
        return None
    mark = _CLOSERS[_OPENERS.index(said[0])]
    inside = said[1:].rstrip(mark).rstrip()
    apostrophes = mark in "'’"
    if apostrophes or mark in inside or not (_ENDED.search(said) or said[-1] == mark):
        return None
    return "quote" if said[-1] == mark or page.said(at + 1)[:1] == said[0] else None


def _is_caption(page: _Page, at: int) -> PassageKind | None:
    said, before = page.said(at), page.said(at - 1)
    credited = len(said) <= _CREDIT and _cue("caption").search(said)
    led = len(said) <= _CREDIT and before.endswith(":") and _cue("caption").fullmatch(before.rstrip(": "))
    return "caption" if credited or led else None


def _is_stamp(page: _Page, at: int) -> PassageKind | None:
    """A day in a line of its own, below its label: "First published"."""
    alone = _DAY_ALONE.fullmatch(page.said(at)) and 0 < len(page.said(at - 1)) <= _LABEL
    return "furniture" if alone and _is_furniture(page, at - 1) else None


def _is_dateline(page: _Page, at: int) -> PassageKind | None:
    """A line that is a day, with the town or the hour, before the first paragraph; elsewhere a day heads what follows."""
    said = page.said(at)
    if len(said) > _HEADING or said[0] == "#":
        return None
    if _PERIOD.fullmatch(said):
        return "heading"
    alone = bool(_DAY_ALONE.fullmatch(said))
    if alone and page.chronicle:
        return "heading"
    if not alone and not _DAY_AND_MORE.fullmatch(said):
        return None
    prose = [other for other in range(at) if len(page.said(other)) > _HEADING and _ENDED.search(page.said(other))]
    if not prose or (at < _TOP and re.search(r"\b\d{4}\b", said)):
        return "dateline"
    return "heading" if alone else "furniture" if re.search(r"\b\d{4}\b", said) else None


def _is_heading(page: _Page, at: int) -> PassageKind | None:
    """A short line that no stop ends and that something follows."""
    said = page.said(at)
    if at + 1 == len(page.lines) or not (said[0].isupper() or said[0].isdigit() or said[0] in "#*=‘'“\""):
        return None
    if re.match(r"#{1,6} ", said) or re.fullmatch(r"\*\*[^*]{2,90}\*\*", said):
        return "heading"
    short = len(said) <= _HEADING and len(said.split()) <= _HEADING_WORDS and not re.search(r"[.!…,;][\"”’]?$", said)
    lists = at + 1 in page.rows or ITEM.match(page.said(at + 1))
    sure = page.ended or said.endswith(":") or said.isupper() or lists
    return "heading" if short and sure and dateline_end(page.text, *page.lines[at][:2]) is None else None


JUDGES: tuple[Judge, ...] = (
    _is_furniture,
    _is_row,
    _is_post,
    _is_item,
    _is_caption,
    _is_quote,
    _is_stamp,
    _is_dateline,
    _is_heading,
)
"""In the order in which they are asked; a line of which none has an opinion is a paragraph."""


_FORMS = {
    "whole": r"\W{{0,3}}(?i:{words})\W{{0,3}}$",
    "start": r"\W{{0,3}}(?:{words})\b",
    "label": r"\W{{0,3}}(?:{words})(?:\s*[:|/#@]|\s+(?:on |at )?(?=\d|[A-Z][a-z]+day\b|(?:{months})\b)|\s*$)",
    "inside": r".*(?:{words})",
    "end": r".*[(\[/|–—:.]\s*(?:{words})\s*[)\]]?$",
}
"""How the words of lines.csv stand in a line, by its column ``at``."""


@cache
def _cue(kind: str) -> re.Pattern[str]:
    """What of lines.csv marks a line as of a kind."""
    months = either("month")
    said = [row for row in rows("lines.csv") if row["kind"] == kind]
    forms = (
        _FORMS[row["at"]].format(words="|".join(map(re.escape, cells(row["words"]))), months=months) for row in said
    )
    return re.compile("|".join(f"(?:^{form})" for form in forms))


def _without_links(page: _Page, kinds: list[PassageKind]) -> list[PassageKind]:
    """Let short lines below "Related", and many of them at the text's end, be links; what is listed below a colon is not."""
    linked = False
    for at, kind in enumerate(kinds):
        short = kind in {"heading", "item", "post"} or (kind == "paragraph" and not _ENDED.search(page.said(at)))
        short = short and len(page.said(at)) <= _TITLE
        linked = bool(_cue("links").search(page.said(at))) if kind == "furniture" else linked and short
        if linked:
            kinds[at] = "furniture"
    return [*kinds[: (cut := _prose_end(page, kinds))], *_last(kinds[cut:])]


def _prose_end(page: _Page, kinds: Sequence[PassageKind]) -> int:
    """Return the number of the line behind the last one that is more than a short line."""
    whole = [
        at for at, kind in enumerate(kinds) if kind not in {"heading", "furniture"} and not _is_short(page, at, kind)
    ]
    return whole[-1] + 1 if whole else len(kinds)


def _is_short(page: _Page, at: int, kind: PassageKind) -> bool:
    """Whether a line is no sentence: a paragraph that no stop ends, a post of nothing but its hour."""
    said = page.said(at)
    hour = STAMP.match(said) if kind == "post" else None
    return (kind == "paragraph" and not _ENDED.search(said)) or (hour is not None and hour.end() == len(said))


def _last(kinds: Sequence[PassageKind]) -> list[PassageKind]:
    """Return the kinds of a text's last lines: a row of short ones without a stop are links."""
    return ["furniture"] * len(kinds) if len(kinds) >= _LINKS else list(kinds)


def _titled(page: _Page, kinds: list[PassageKind]) -> list[PassageKind]:
    """Let the first line be the title where no stop ends it and more follows."""
    first = next((at for at, kind in enumerate(kinds) if kind not in {"furniture", "dateline"}), None)
    if first is None or first + 1 >= len(kinds) or kinds[first] not in {"heading", "paragraph"}:
        return kinds
    said = page.said(first)
    if len(said) <= _TITLE and not re.search(r"^#|[.!…:,;][\"”’]?$", said) and not _DAY_ALONE.fullmatch(said):
        kinds[first] = "title"
    return kinds


def _placed(page: _Page, kinds: Sequence[PassageKind]) -> Iterator[Passage]:
    """Yield the passages, each under its heading, datelines cut off from what they open."""
    above: list[tuple[int, Span]] = []
    number = 0
    for at, (line, kind) in enumerate(zip(page.lines, kinds, strict=True)):
        whole = span_of(page.text, line.start, line.stop)
        level = _level(page, at, kinds)
        while above and level <= above[-1][0]:
            above.pop()
        under = above[-1][1] if above else None
        for one in _parts(page.text, Passage(whole, _in_post(kind, above), number, under)):
            yield replace(one, number=number)
            number += 1
        if (head := _head(page, at, kind)) is not None:
            above.append((level, head))


_PLAIN, _STAMPED, _SHOUTED, _LEAD, _NONE = 9, 7, 8, 10, 11
"""How deep headings stand: below the title (0) and those with a mark (1-6) hours, shouted lines, plain ones, colons."""


def _level(page: _Page, at: int, kinds: Sequence[PassageKind]) -> int:
    kind = kinds[at]
    if kind in {"title", "post"}:
        return 0 if kind == "title" else _STAMPED
    if kind == "heading":
        lists = page.said(at).endswith(":") and kinds[at + 1 : at + 2] in (["item"], ["row"])
        return _LEAD if lists else _heading_level(page.said(at))
    return _NONE if kind in {"item", "row", "furniture", "caption"} or _lists_on(page, at) else _LEAD


def _heading_level(said: str) -> int:
    marks = len(said) - len(said.lstrip("#"))
    return marks or (
        6 if _DAY_ALONE.fullmatch(said) else 5 if _PERIOD.fullmatch(said) else _SHOUTED if said.isupper() else _PLAIN
    )


def _lists_on(page: _Page, at: int) -> bool:
    """Whether a paragraph goes on a list: it is short and stands below a colon, line by line."""
    return page.said(at - 1).endswith(":") and page.lines[at].gap == 1


def _head(page: _Page, at: int, kind: PassageKind) -> Span | None:
    """What of a line stands over those that follow."""
    line = page.lines[at]
    if kind == "post":
        hour = STAMP.match(page.text, line.start, line.stop)
        return span_of(page.text, line.start, hour.end()) if hour else None
    opens = kind in {"title", "heading"} or (kind in {"paragraph", "quote"} and page.said(at).endswith(":"))
    return _behind_dateline(page.text, line.start, line.stop) if opens else None


def _in_post(kind: PassageKind, above: Sequence[tuple[int, Span]]) -> PassageKind:
    return "post" if kind == "paragraph" and any(level == _STAMPED for level, _ in above) else kind


def _parts(text: str, whole: Passage) -> Iterator[Passage]:
    rest = _behind_dateline(text, whole.span.start, whole.span.stop)
    if whole.kind not in {"paragraph", "post"} or rest == whole.span:
        yield whole
        return
    yield replace(
        whole,
        span=span_of(text, whole.span.start, dateline_end(text, whole.span.start, whole.span.stop) or 0),
        kind="dateline",
    )
    yield replace(whole, span=rest)


def _behind_dateline(text: str, start: int, stop: int) -> Span:
    end = dateline_end(text, start, stop) or start
    rest = text[end:stop].lstrip()
    return span_of(text, stop - len(rest) if rest else start, stop)
