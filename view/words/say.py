"""Distances and numbers in words; text made safe as a label."""

from __future__ import annotations

import re


def beginning(text: str, longest: int = 60) -> str:
    """Return how a text begins, in quotation marks, cut between words.

    >>> beginning("Shells hit the town of Idlib, in Syria.", 20)
    '“Shells hit the town …”'
    >>> beginning("Short.")
    '“Short.”'
    """
    line = " ".join(text[: 4 * longest].split())
    if len(line) <= longest:
        return f"“{line}”"
    return f"“{line[: longest + 1].rsplit(maxsplit=1)[0][:longest]} …”"


def distance(km: float) -> str:
    """Say a distance with its unit.

    >>> distance(0.4), distance(3.0), distance(81.6)
    ('400 m', '3 km', '82 km')
    """
    return f"{km * 1000:.0f} m" if km < 1 else f"{km:.0f} km"


def number(low: int, best: int, high: int) -> str:
    """Say a count: the best figure, and the range where the article leaves one.

    >>> number(65, 65, 65), number(2, 3, 10)
    ('65', '3 (between 2 and 10)')
    """
    return f"{best:,}" if low == high else f"{best:,} (between {low:,} and {high:,})"


def plural(count: int, one: str, many: str) -> str:
    """Say a number with its noun.

    >>> plural(1, "event", "events"), plural(1200, "event", "events")
    ('1 event', '1,200 events')
    """
    return f"{count:,} {one if count == 1 else many}"


def shown(text: str) -> str:
    r"""Make text safe as a label, where Streamlit reads Markdown: every sign that could mean something is escaped.

    Streamlit makes icons of :material/home: and arrows of -> after it has read the Markdown, escaped or not: an unseen
    word joiner (U+2060) keeps the signs apart.

    >>> shown("status *claimed* [x](y)")
    'status \\*claimed\\* \\[x\\]\\(y\\)'
    """
    apart = _MEANT.sub("\\g<0>\u2060", text.replace("\n", " "))
    return "".join("\\" + each if each in "\\`*_{}[]()<>#+-.!|$:~^=&" else each for each in apart)


_MEANT = re.compile(r":(?=[A-Za-z])|[<>~=-](?=[<>~=-])")


def sentence(text: str) -> str:
    """Make a message a sentence.

    >>> sentence("no such file")
    'No such file.'
    """
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
