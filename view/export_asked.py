"""What a person writes after ``export`` -> filters and data version: a link of the page, or single filters of one."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from store import Filters
from store.links import PARAM_OF
from view.export_line import ExportError

VERSION = "v"


def asked(words: Iterable[str]) -> tuple[Filters, int | None]:
    """Return the filters and the data version (None: the newest) of ``from=2017-09-01`` or a whole link.

    Raises :class:`ExportError` where one makes no sense.

    >>> asked(["actor=islamic-state", "http://host/?from=2017-09-22&z=7&v=3"])[0].params()
    {'from': ['2017-09-22'], 'actor': ['islamic-state']}
    >>> asked(["http://host/?from=2017-09-22&z=7&v=3"])[1]
    3
    """
    pairs = [pair for word in words for pair in _pairs(word)]
    params: dict[str, object] = {}
    for name, value in pairs:
        params[name] = [*params.get(name, []), value]  # type: ignore[misc]
    filters, notices = Filters.of_params(params)
    if notices:
        raise ExportError(" ".join(notices))
    return filters, _version(dict(pairs).get(VERSION, ""))


def _pairs(word: str) -> list[tuple[str, str]]:
    link = "?" in word
    pairs = parse_qsl(urlsplit(word).query if link else word, keep_blank_values=True)
    known = {*PARAM_OF.values(), VERSION}
    strange = [name for name, _ in pairs if name not in known]
    if not link and (strange or not pairs):
        message = f"no filter {word!r}: write one of {', '.join(sorted(known))} as name=value, or a link of the page"
        raise ExportError(message)
    return pairs


def _version(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        message = f"no version of the data: {text!r}"
        raise ExportError(message)
    return int(text) if text else None
