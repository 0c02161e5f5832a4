"""GeoNames' country files -> a file on disk, gone on with where it broke off."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import cast

ADDRESS = "https://download.geonames.org/export/dump"
BLOCK = 1 << 16
Progress = Callable[[int, int], None]


class DownloadError(Exception):
    """A file could not be fetched. The message names the address and says what to do."""


def country_file(
    code: str, folder: Path, *, address: str = ADDRESS, tries: int = 3, progress: Progress | None = None
) -> Path:
    """Fetch ``<address>/<code>.zip`` into ``folder`` and return its path; what an earlier try brought is kept.

    ``progress(bytes_done, bytes)``. Raises :class:`DownloadError` where the server has no such file or breaks off
    ``tries`` times; the part that came stays for the next call.

    >>> country_file("Syria", Path("packs"))
    Traceback (most recent call last):
        ...
    geo.download.DownloadError: Syria: not a two-letter country code like SY, and no file of that name is here
    """
    if not re.fullmatch(r"[A-Z]{2}", code):
        message = f"{code}: not a two-letter country code like SY, and no file of that name is here"
        raise DownloadError(message)
    folder.mkdir(parents=True, exist_ok=True)
    url, part = f"{address}/{code}.zip", folder / f"{code}.zip.part"
    for attempt in range(tries):
        if _go_on(url, part, progress=progress):
            return part.replace(folder / f"{code}.zip")
        time.sleep(0.2 * 2**attempt)
    message = f"{url}: broke off {tries} times; {part.stat().st_size if part.exists() else 0:,} bytes are kept, run the command again to go on"
    raise DownloadError(message)


def _go_on(url: str, part: Path, *, progress: Progress | None) -> bool:
    """Fetch what is missing of ``part``; whether it is whole now."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "conflict-map", "Range": f"bytes={have}-"})  # noqa: S310 - the operator's address
    try:
        with cast("HTTPResponse", urllib.request.urlopen(request, timeout=30)) as answer:  # noqa: S310 - as above
            return _append(answer, part, have=have, progress=progress)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # range not satisfiable: nothing is missing
            return True
        message = f"{url}: the server answers {error.code} {error.reason}"
        raise DownloadError(message) from None
    except (OSError, HTTPException):
        return False


def _append(answer: HTTPResponse, part: Path, *, have: int, progress: Progress | None) -> bool:
    whole = answer.status == 200  # the server does not go on in the middle: it sends all of it again
    have = 0 if whole else have
    size = have + int(answer.headers.get("Content-Length") or 0)
    with part.open("wb" if whole else "ab") as file:
        while block := answer.read(BLOCK):
            file.write(block)
            have += len(block)
            if progress:
                progress(have, size)
    return have == size
