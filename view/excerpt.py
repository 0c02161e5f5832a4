"""An excerpt and its evidence -> segments of text, each with the fields that were read from it -> HTML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from events import Article, Evidence, Report
from text import Span
from text.ledger import record
from view.safe import element, escaped, line

LOOK = {
    "sub_event_type": "act",
    "place": "place",
    "when": "when",
    "actor": "actor",
    "fatalities": "count",
    "injured": "count",
    "status": "claim",
    "said_by": "claim",
    "denied_by": "claim",
}
"""Field of a report -> how its words are marked (class of ui/style.css)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the evidence that covers all of it; without any it is plain text."""

    text: str
    evidence: tuple[Evidence, ...] = ()


def segments(text: str, stretch: Span, evidence: Iterable[Evidence]) -> tuple[Segment, ...]:
    """Cut ``text[stretch]`` wherever a piece of evidence starts or stops.

    >>> from text import span_of
    >>> text = "Clashes in Hama."
    >>> place = Evidence("place", span_of(text, 11, 15), "gazetteer")
    >>> [(each.text, len(each.evidence)) for each in segments(text, span_of(text, 0, 16), [place])]
    [('Clashes in ', 0), ('Hama', 1), ('.', 0)]
    """
    inside = [each for each in evidence if each.span.overlaps(stretch)]
    cuts = {stretch.start, stretch.stop}
    for each in inside:
        cuts |= {max(each.span.start, stretch.start), min(each.span.stop, stretch.stop)}
    edges = sorted(cuts)
    return tuple(
        Segment(text[start:stop], tuple(each for each in inside if each.span.start < stop and start < each.span.stop))
        for start, stop in pairwise(edges)
    )


def page_at(article: Article, at: int) -> int | None:
    """Return the page of a document that an offset is on, from 1; None where it has no pages.

    >>> page_at(Article("a", "One. Two.", pages=(0, 5)), 6), page_at(Article("a", "One."), 0)
    (2, None)
    """
    return max(1, bisect_right(article.pages, at)) if article.pages else None


def excerpt_html(text: str, report: Report, names: dict[str, str]) -> str:
    """Return the report's excerpt as a quotation with its evidence marked; ``names`` says each field in words.

    >>> excerpt_html(clash.articles[0].text, clash.lead, {"fatalities": "Killed"})[-89:]
    'k>, <mark class="count" title="Killed (count)">killing four</mark> soldiers.</blockquote>'
    """
    inner = "".join(_marked(each, names) for each in segments(text, report.excerpt, report.evidence))
    return element("blockquote", inner, {"dir": "auto", "class": "excerpt"})


def _marked(segment: Segment, names: dict[str, str]) -> str:
    if not segment.evidence:
        return escaped(segment.text)
    first = segment.evidence[0]
    said = "; ".join(dict.fromkeys(f"{names.get(each.field, each.field)} ({each.rule})" for each in segment.evidence))
    return line("mark", segment.text, {"class": LOOK.get(first.field, "act"), "title": said})


def _around(text: str, span: Span, room: int = 60) -> tuple[str, str, str]:
    """Return some text before the span, the span and some text after it, cut at white space.

    >>> from text import span_of
    >>> _around("They fought in the city of Hama for many days on end", span_of("x" * 27 + "Hama", 27, 31), room=12)
    ('… city of ', 'Hama', ' for many …')
    """
    before, after = text[max(0, span.start - room) : span.start], text[span.stop : span.stop + room]
    if span.start > room:
        before = "… " + before.split(maxsplit=1)[-1] if " " in before.strip() else "…"
    if span.stop + room < len(text):
        after = after.rsplit(maxsplit=1)[0] + " …" if " " in after.strip() else "…"
    return before, span.text, after


def record_in_words(report: Report, rule: str, said: str) -> str:
    """Return how often the rule of a report's evidence was right on annotated texts, in the words of ``said``; "" where unknown.

    >>> record_in_words(clash.lead, "no such rule", "right in {right} of {fired}")
    ''
    """
    fields = (each.field for each in report.evidence if each.rule == rule)
    known = next((found for field in fields if (found := record(field, rule))), None)
    return said.format(right=known.right, fired=known.fired) if known else ""


def reasons(text: str, report: Report, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield (field in words, the article's words, name of the rule) for each piece of evidence, in the text's order.

    >>> found = reasons(clash.articles[0].text, clash.lead, {"fatalities": "Killed"})
    >>> [(field, said) for field, said, _ in found][-2:]
    [('when', 'Monday'), ('Killed', 'killing four')]
    """
    for each in sorted(report.evidence, key=lambda evidence: evidence.span):
        words = each.span.text if each.span.overlaps(report.excerpt) else "".join(_around(text, each.span, room=30))
        yield names.get(each.field, each.field), words, each.rule
