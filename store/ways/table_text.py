r"""A table's bytes in any usual form -> UTF-8 lines ending in ``\n``, and the sign that stands between its cells.

Spreadsheets write UTF-16, ``sep=;`` as a first line, semicolons where the comma is a decimal sign, and old ones end a
line with ``\r`` alone. All of that is settled here once, in pieces, so that a file's size does not matter.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

HEAD = 65_536
_SIGNS = ",;\t|"
_SEP = re.compile(rb"sep=(.)\r?\n|sep=(.)\r")
_HIGH = re.compile(rb"[\x80-\xff]+")
_WESTERN = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f\xa0-\xd6\xd8-\xf6\xf8-\xfc]+")  # what stands in texts
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))


def plain_table(stream: BinaryIO, *, usual: str = ",") -> tuple[BinaryIO, str]:
    r"""Return the table as UTF-8 with lines that end in ``\n``, and its delimiter; ``usual`` wins where two fit alike.

    >>> table, between = plain_table(io.BytesIO("sep=;\rDate;Killed\r3 May;4\r".encode("utf-16")))
    >>> between, table.read()
    (';', b'Date;Killed\n3 May;4\n')
    """
    raw = stream.read(HEAD)
    coding, skip = _coding(raw)
    head = raw[skip:] if coding == "utf-8" else raw[skip:].decode(coding, "replace").encode()
    sep = _SEP.match(head)
    old = b"\n" not in head and b"\r" in head
    recoded = io.BufferedReader(_Recoded(stream, raw[skip:], _step(coding, old=old)), HEAD)
    if sep:
        recoded.readline()
        return recoded, (sep[1] or sep[2]).decode("latin-1")
    return recoded, delimiter_of(head.decode("utf-8", "replace"), usual=usual)


def delimiter_of(head: str, *, usual: str = ",") -> str:
    r"""Return the sign that parts the first line of a table into the most cells; the usual one where none does, or it does at all.

    >>> delimiter_of('Date;"Place, as said";Killed\n'), delimiter_of("text\n"), delimiter_of("a\tb\n")
    (';', ',', '\t')
    >>> delimiter_of("a, b, c\td\n", usual="\t"), delimiter_of("a,b\n", usual="\t")
    ('\t', ',')
    """
    line = re.split(r"[\r\n]", head.lstrip("\ufeff"), maxsplit=1)[0]
    if usual != "," and (usual in line or not any(sign in line for sign in _SIGNS)):
        return usual
    return max(_SIGNS, key=lambda sign: (len(next(csv.reader([line], delimiter=sign), ())), -_SIGNS.index(sign)))


def _coding(raw: bytes) -> tuple[str, int]:
    """Return how the bytes are written, and how many of them only say so."""
    for mark, coding in _MARKS:
        if raw.startswith(mark):
            return coding, len(mark)
    even, odd = raw[0:1000:2].count(0), raw[1:1000:2].count(0)
    half = min(len(raw), 1000) // 4
    if odd > half > 0 and not even:
        return "utf-16-le", 0
    if even > half > 0 and not odd:
        return "utf-16-be", 0
    return ("cp1252" if western(raw) else "utf-8"), 0


def western(raw: bytes) -> bool:
    """Whether bytes are letters as Windows writes them in the West: no UTF-8, each one or two by themselves among plain ones.

    >>> western("Tués à Gao".encode("cp1252")), western("Tués".encode()), western("Гао".encode("cp1251"))
    (True, False, False)
    """
    runs = _HIGH.findall(raw)
    lone = [run for run in runs if len(run) <= 2 and _WESTERN.fullmatch(run)]
    return bool(runs) and len(lone) == len(runs) and not any(map(_is_utf8, runs))


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True


def plain_text(raw: bytes) -> str:
    """Return the text of a file, however it is written. Raises ``UnicodeDecodeError`` where it is none.

    >>> plain_text("Tués à Gao".encode("utf-16")), plain_text("Tués à Gao".encode("cp1252"))
    ('Tués à Gao', 'Tués à Gao')
    """
    coding, skip = _coding(raw)
    return raw[skip:].decode(coding)


def _step(coding: str, *, old: bool) -> Callable[[bytes, bool], bytes]:
    decode = None if coding == "utf-8" else codecs.getincrementaldecoder(coding)("replace")

    def step(data: bytes, last: bool) -> bytes:  # noqa: FBT001 - a decoder's own argument
        told = data if decode is None else decode.decode(data, last).encode("utf-8", "replace")
        return told.replace(b"\r", b"\n") if old else told

    return step


class _Recoded(io.RawIOBase):
    """A stream whose bytes are changed on the way, what was read of it already first."""

    def __init__(self, stream: BinaryIO, head: bytes, step: Callable[[bytes, bool], bytes]) -> None:
        self._stream, self._step, self._ended = stream, step, False
        self._ready = step(head, False)  # noqa: FBT003 - as below

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer with what is ready, reading on where nothing is."""
        view = memoryview(buffer)
        while not self._ready and not self._ended:
            data = self._stream.read(HEAD)
            self._ended = not data
            self._ready = self._step(data, self._ended)
        part, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(part)] = part
        return len(part)
