"""The corpus of texts that want to be more than text: one JSON object a line in payloads.jsonl, {"kind", "text"}.

Well-known public kinds (OWASP's cheat sheets on XSS and CSV injection, PortSwigger's XSS cheat sheet, the documentation of
Streamlit's Markdown), in a selection and wording of our own. A payload that gets through calls ``pwn``, opens a dialog,
or asks hostile.example for something: whoever shows it can watch for all three.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Payload:
    """A text and the kind of attack that it is one of."""

    kind: str
    text: str


@cache
def payloads() -> tuple[Payload, ...]:
    """Return the corpus in its order, kinds together."""
    file = Path(__file__).with_suffix(".jsonl")
    return tuple(Payload(**json.loads(row)) for row in file.read_text(encoding="utf-8").splitlines())


def kinds() -> tuple[str, ...]:
    """Return the kinds of attack."""
    return tuple(dict.fromkeys(each.kind for each in payloads()))


def seen_as(text: str) -> str:
    r"""Return a text as what a screen shows can be compared with it: without blanks, controls and their stand-ins.

    >>> seen_as("a\x00b \n c"), seen_as("a\ufffdb\u00a0c")
    ('abc', 'abc')
    """
    return "".join(
        each for each in text if not each.isspace() and each not in _UNSEEN and unicodedata.category(each) != "Cc"
    )


_UNSEEN = "\ufffd\u2060"
