"""Latitude and longitude as people write them -> decimal degrees: 35.13, 35,13, 35°07'48"N, N 35 07.8, 350748N, in one cell or two."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_DECIMAL = re.compile(rf"([-+]?{_NUMBER})\s*°?")
_LETTERS = {"N": 1, "S": -1, "E": 1, "W": -1, "O": -1}  # O: ouest, oeste, ovest
_LETTERED = re.compile(r"([NSEWO])?\s*([^NSEWO]+?)\s*([NSEWO])?", re.IGNORECASE)
_PARTS = re.compile(
    rf"(\d{{1,3}})\s*[°º:\s]\s*(?:({_NUMBER})\s*['’′:\s]?\s*)?(?:({_NUMBER})\s*(?:\"|”|″|''|’’|′′)?)?\s*"
)
_COMPACT = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)")
_WELL_KNOWN = re.compile(r"POINT\s*Z?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+)?\s*\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;,|]\s+|\s+|(?<=\.\d)[,;]|(?<=\d)[,;](?=-?\d+\.)|\s*;\s*")
_AFTER_LETTER = re.compile(r"(?<=[NSns])[\s,;/]+(?=[\d])")
_BEFORE_LETTER = re.compile(r"[\s,;/]+(?=[EWOewo])")


def degrees(said: str) -> float | None:
    """Return the degrees of a cell; None where it holds something else.

    >>> [degrees(each) for each in ("35.13", "-0,04", "36.75E", "12°30'S", "N 35 07.8", "350748N", "north")]
    [35.13, -0.04, 36.75, -12.5, 35.13, 35.13, None]
    """
    text = said.strip()
    plain = _DECIMAL.fullmatch(text)
    if plain:
        return float(plain[1].replace(",", "."))
    lettered = _LETTERED.fullmatch(text)
    if not lettered or (lettered[1] and lettered[3]):
        return None
    letter = (lettered[1] or lettered[3] or "").upper()
    value = _of_parts(lettered[2].strip(), compact=bool(letter))
    return None if value is None else round(value * _LETTERS.get(letter, 1), 6)


def _of_parts(text: str, *, compact: bool) -> float | None:
    """Return degrees, minutes and seconds as degrees."""
    plain = _DECIMAL.fullmatch(text)
    if plain:
        return float(plain[1].replace(",", "."))
    found = _PARTS.fullmatch(text) or (_COMPACT.fullmatch(text) if compact else None)
    if not found:
        return None
    whole, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    return whole + minutes / 60 + seconds / 3600 if minutes < 60 and seconds < 60 else None


def two_in(said: str) -> tuple[str, str]:
    r"""Return latitude and longitude that stand in one cell, each as it is written there.

    >>> two_in("35.13, 36.75"), two_in("(35.13 36.75)"), two_in("POINT (36.75 35.13)")
    (('35.13', '36.75'), ('35.13', '36.75'), ('35.13', '36.75'))
    >>> two_in("35°07'48\"N 36°45'00\"E")
    ('35°07\'48"N', '36°45\'00"E')
    """
    known = _WELL_KNOWN.fullmatch(said.strip())
    if known:
        return known[2], known[1]
    text = said.strip().strip("()[]").strip()
    parts = _AFTER_LETTER.split(text, maxsplit=1) if _AFTER_LETTER.search(text) else [text]
    if len(parts) == 1 and re.match(r"[NSns]", text):
        parts = _BEFORE_LETTER.split(text, maxsplit=1)
    if len(parts) == 1:
        parts = _BETWEEN.split(text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
