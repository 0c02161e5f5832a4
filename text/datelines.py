"""The dateline in front of a paragraph: "KYIV, Ukraine, Feb. 24, 2022 (AP) —", "Goma, 12 March (AFP) -"."""

from __future__ import annotations

import re

from text.calendar_words import either

_SHOUTED = re.compile(
    # A hyphen belongs to a name only where the name goes on: else a row of them could be cut in many ways.
    r"[A-ZÀ-Þ](?:[A-ZÀ-Þ'’.]|-(?=[A-ZÀ-Þ]))++(?:[ ,/]+[A-ZÀ-Þ](?:[A-ZÀ-Þ'’.]|-(?=[A-ZÀ-Þ]))++){0,3}[ ,/]*"  # DEIR AL-BALAH
    r"(?:,? ?(?:[A-Z](?:[\w'’.]|-(?=\w))++(?:[ ,]+|(?=[—–―(]))){0,4}(?:\d{1,2},? ?(?:\d{4})?)?)"  # , Gaza Strip, Oct. 3
    r"(?: ?\([^)\n]{2,40}\))? ?[—–\-_―]++(?=\s+[\"“‘'(`]*[A-ZÀ-Þ\d])"  # (Reuters) —
)
_DAY = rf"(?:\d{{1,2}} (?:{either('month')})\b\.?|(?:{either('month')})\b\.? \d{{1,2}})(?:,? \d{{4}})?"
_NAME = r"[A-ZÀ-Þ](?:[\w'’.]|-(?=\w))++(?: [A-ZÀ-Þ](?:[\w'’.]|-(?=\w))++){0,2}"
_AGENCY = r"\([A-Z][^)\n]{1,30}\)"
_CALM = re.compile(
    rf"(?:{_NAME}(?:, {_NAME})?(?:,? ?{_DAY},?(?: ?{_AGENCY})?| ?{_AGENCY})|{_AGENCY}) ?[—–\-―:]++(?=\s+[\"“‘'(`]*[A-ZÀ-Þ\d])"
)
_OPENING = re.compile(
    rf"{_NAME}(?:, {_NAME})?(?: [—–\-:]++|:)(?=\s+[\"“‘'(`]*[A-ZÀ-Þ\d])"
)  # Goma – Rebels …, at a text's head
_HEAD = 2  # line ends before the first paragraph: a title and a blank line
_OPENS = 80  # characters of a paragraph that is no heading
_LONGEST = 160  # and its next word: a bound, as capitals and hyphens can be cut into names in many ways


def dateline_end(text: str, start: int, stop: int) -> int | None:
    """Return where the dateline ends with which the paragraph ``text[start:stop]`` opens; None where it opens with none.

    A name in small letters is one only where a day or an agency follows it, or a dash at the head of the text.

    >>> dateline_end("WASHINGTON — He spoke.", 0, 22), dateline_end("Goma (AFP) - It fell.", 0, 21)
    (12, 12)
    >>> dateline_end("ISIS fled.", 0, 10), dateline_end("Goma - It fell.", 0, 15)
    (None, None)
    >>> text = "Goma – Rebels who came over the hills at dawn took the old bridge and the mill beside it, a trader said."
    >>> text[:dateline_end(text, 0, len(text))]
    'Goma –'
    """
    within = min(stop, start + _LONGEST)
    found = _SHOUTED.match(text, start, within) or _CALM.match(text, start, within)
    if found is None and stop - start > _OPENS and text.count("\n", 0, start) <= _HEAD:
        found = _OPENING.match(text, start, within)
    return found.end() if found else None
