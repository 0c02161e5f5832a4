"""The page's settings: all of them from the environment, read once, checked before the server answers.

A wrong setting, and one that does not exist, is one line that names it: a typing error must never open what was meant
to be shut. What each is for stands in docs/HOSTING.md, which a test holds against ``KNOWN``.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.online import services
from text import folders

PREFIX = "CONFLICT_MAP_"
YES, NO = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})
EVERYONE, SIGNED_IN = "everyone", "signed-in"
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?\Z", re.IGNORECASE)
_PERSON = re.compile(r"(sub:\S+|[^\s@:]+@[^\s@]+)\Z")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class BadSetting(ValueError):  # noqa: N818 - reads as what it is
    """A setting that cannot be: the message is one line with its name, its value and what is allowed."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name}={value!r} cannot be: {allowed}")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one server. ``readers`` is EVERYONE, SIGNED_IN, or those who may read."""

    store: str = str(folders.DATA / "archive")
    seeds: Path = folders.SEEDS / "articles"
    data: Path = folders.DATA
    cache: Path | None = None
    read_only: bool = False
    proxied: bool = False
    editors: frozenset[str] = frozenset()
    readers: str | frozenset[str] = EVERYONE
    embed: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    most_readers: int = 500
    longest: int = 500_000
    tiles: str = ""
    tiles_credit: str = ""
    overlays: tuple[str, ...] = ()
    fetch_private: bool = False
    geocoders: str = ""
    smtp: str = ""

    @property
    def sign_in(self) -> bool:
        """Whether anybody has a reason to sign in here.

        >>> Settings().sign_in, Settings(readers=SIGNED_IN).sign_in
        (False, True)
        """
        return bool(self.editors) or self.readers != EVERYONE


def _geocoders(text: str) -> str:
    return text if services(text) else ""


def _flag(text: str) -> bool:
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise ValueError


def _store(text: str) -> str:
    remote = _ADDRESS.match(text)
    if (remote and not text.startswith("s3://")) or (not remote and Path(text).is_file()):
        raise ValueError
    return text


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise ValueError
    return path


def _existing(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError
    return Path(text)


def _words(text: str, form: re.Pattern[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(word for word in re.split(r"[\s,]+", text) if word))
    if not all(form.match(word) for word in found):
        raise ValueError
    return found


def _people(text: str) -> frozenset[str]:
    """Return e-mail addresses, small, and subjects, as the provider writes them."""
    return frozenset(word if word.startswith("sub:") else word.lower() for word in _words(text, _PERSON))


def _readers(text: str) -> str | frozenset[str]:
    return text if text in (EVERYONE, SIGNED_IN) else _people(text)


def _origins(text: str) -> tuple[str, ...]:
    return _words(text, _ORIGIN)


def _tiles(text: str) -> str:
    """Return the address of map pictures with its places for zoom, column and row, and nothing else to fill in."""
    home = re.match(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?/", text, re.IGNORECASE)
    if home is None or sorted(re.findall(r"\{[^}]*\}", text)) != ["{x}", "{y}", "{z}"]:
        raise ValueError
    return text


def _server(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9.-]+(:[0-9]{1,5})?", text, re.IGNORECASE):
        raise ValueError
    return text


def _line(text: str) -> str:
    if len(text) > 200 or not text.isprintable():
        raise ValueError
    return text


def _longest(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1_000 <= int(text) <= 5_000_000:
        raise ValueError
    return int(text)


def _readers_at_once(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise ValueError
    return int(text)


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: how its text is read (``ValueError`` where it cannot be), and what is allowed, for the message."""

    field: str
    read: Callable[[str], object]
    allowed: str


_A_FLAG = "1 or 0 is allowed"
_PEOPLE = "e-mail addresses or sub:… are allowed, with commas or spaces between them"
KNOWN: Mapping[str, Setting] = {
    "CONFLICT_MAP_STORE": Setting("store", _store, "a folder, or s3://bucket/folder, is allowed"),
    "CONFLICT_MAP_SEEDS": Setting("seeds", _existing, "a folder that exists is allowed"),
    "CONFLICT_MAP_DATA": Setting("data", _folder, "a folder is allowed, which is made where it is missing"),
    "CONFLICT_MAP_CACHE": Setting("cache", _folder, "a folder is allowed, which is made where it is missing"),
    "CONFLICT_MAP_READ_ONLY": Setting("read_only", _flag, _A_FLAG),
    "CONFLICT_MAP_PROXIED": Setting("proxied", _flag, _A_FLAG),
    "CONFLICT_MAP_EDITORS": Setting("editors", _people, _PEOPLE),
    "CONFLICT_MAP_READERS": Setting("readers", _readers, f"everyone, signed-in, or a list: {_PEOPLE}"),
    "CONFLICT_MAP_EMBED": Setting(
        "embed", _origins, "origins are allowed, such as https://news.example.org, without a path"
    ),
    "CONFLICT_MAP_ORIGINS": Setting(
        "origins", _origins, "origins are allowed, such as https://news.example.org, without a path"
    ),
    "CONFLICT_MAP_MOST_READERS": Setting("most_readers", _readers_at_once, "a number from 1 to 100000 is allowed"),
    "CONFLICT_MAP_TILES": Setting(
        "tiles",
        _tiles,
        "an address with {z}, {x} and {y} is allowed, such as https://tiles.example.org/{z}/{x}/{y}.png",
    ),
    "CONFLICT_MAP_TILES_CREDIT": Setting("tiles_credit", _line, "one line of at most 200 characters is allowed"),
    "CONFLICT_MAP_OVERLAYS": Setting(
        "overlays", _origins, "origins are allowed, such as https://maps.example.org, without a path"
    ),
    "CONFLICT_MAP_FETCH_PRIVATE": Setting("fetch_private", _flag, _A_FLAG),
    "CONFLICT_MAP_GEOCODERS": Setting(
        "geocoders", _geocoders, "nominatim=ADDRESS and geonames=USER are allowed, in the order in which they are asked"
    ),
    "CONFLICT_MAP_LONGEST": Setting("longest", _longest, "a number of characters from 1000 to 5000000 is allowed"),
    "CONFLICT_MAP_SMTP": Setting("smtp", _server, "a mail server is allowed, such as mail.example.org:25"),
}
"""Variable -> setting."""


def of(environment: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; raise :class:`BadSetting` at the first that is wrong. Empty is unset.

    >>> of({"CONFLICT_MAP_EDITORS": "Ada@example.org, sub:7"}).editors == {"ada@example.org", "sub:7"}
    True
    >>> of({"CONFLICT_MAP_READONLY": "1"})
    Traceback (most recent call last):
    ui.settings.BadSetting: CONFLICT_MAP_READONLY='1' cannot be: there is no such setting; CONFLICT_MAP_READ_ONLY is one
    """
    given = {name: text.strip() for name, text in sorted(environment.items()) if name.startswith(PREFIX)}
    return Settings(**{_known(name, text).field: _read(name, text) for name, text in given.items() if text})  # type: ignore[arg-type]


def _known(name: str, text: str) -> Setting:
    if name not in KNOWN:
        near = difflib.get_close_matches(name, KNOWN, n=1) or sorted(KNOWN)[:1]
        raise BadSetting(name, text, f"there is no such setting; {near[0]} is one")
    return KNOWN[name]


def _read(name: str, text: str) -> object:
    try:
        return KNOWN[name].read(text)
    except (ValueError, OSError):
        raise BadSetting(name, text, KNOWN[name].allowed) from None


@cache
def current() -> Settings:
    """Return this process's settings, read once. Raises :class:`BadSetting`.

    >>> current() == of(os.environ)
    True
    """
    return of(os.environ)
