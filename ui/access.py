"""Who may do what, decided on the server for every action, from the settings, the sign-in and the connection alone.

On one's own machine all is allowed. Elsewhere everybody is a reader, until sign-in and roles are configured. Neither
the address of the page nor what a browser keeps or sends of its own (parameters, widgets, session) carries a role: a
sign-in is a cookie that this server signed, and the connection is what the server itself sees.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ui import settings
from ui.settings import EVERYONE, SIGNED_IN, Settings

Action = Literal["read", "add", "correct", "fetch"]
"""``fetch`` is adding by web address: the server itself calls another one."""
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
"""Headers that only a proxy between reader and server writes: RFC 7239, RFC 9110, and what came before them."""
_LOG = logging.getLogger(__name__)


class Refused(PermissionError):  # noqa: N818 - reads as what happened
    """Somebody tried what they may not do here. Nothing was written; the page offers no way to it."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end. ``names``: verified e-mail (small) and ``sub:…``; empty where nobody signed in."""

    here: bool
    names: frozenset[str] = frozenset()


def is_loopback(host: str) -> bool:
    """Whether a host, with a port or without, is this machine itself.

    >>> [is_loopback(each) for each in ("localhost:8501", "127.0.0.1", "[::1]:80", "::1", "0.0.0.0", "10.0.0.7")]
    [True, True, True, True, False, False]
    >>> is_loopback("localhost.example.org"), is_loopback("")
    (False, False)
    """
    name = host[1:].partition("]")[0] if host.startswith("[") else host
    name = name.partition(":")[0] if name.count(":") == 1 else name
    try:
        return name.lower() == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_here(address: str | None, headers: Mapping[str, str], rules: Settings) -> bool:
    """Whether a connection comes from the server's own machine and from no farther.

    ``address`` is what the server is bound to. A loopback address alone does not say so: a proxy on the same machine
    connects from there, too, and so does a browser that a stranger's site sends there under a name of its own. The guard
    puts a proxy's header on what another user's process sends (ui/peer.py), for a proxy may say nothing.

    >>> is_here("127.0.0.1", {"Host": "localhost:8501"}, Settings())
    True
    >>> is_here("127.0.0.1", {"Host": "127.0.0.1", "X-Forwarded-For": "203.0.113.9"}, Settings())
    False
    """
    if rules.proxied or not is_loopback(address or ""):
        return False
    names = {name.lower() for name in headers}
    host = next((value for name, value in headers.items() if name.lower() == "host"), "localhost")
    return is_loopback(host) and names.isdisjoint(name.lower() for name in FORWARDED)


def _names_of(user: Mapping[str, object]) -> frozenset[str]:
    """Return the names of whoever signed in; an e-mail address counts only where the provider says it was verified.

    >>> sorted(_names_of({"is_logged_in": True, "sub": "7", "email": "Ada@example.org", "email_verified": True}))
    ['ada@example.org', 'sub:7']
    >>> _names_of({"is_logged_in": True, "sub": "7", "email": "ada@example.org"})
    frozenset({'sub:7'})
    >>> _names_of({"email": "ada@example.org", "email_verified": True})
    frozenset()
    """
    if user.get("is_logged_in") is not True or not user.get("sub"):
        return frozenset()
    names = {f"sub:{user['sub']}"}
    if user.get("email_verified") is True and user.get("email"):
        names.add(str(user["email"]).lower())
    return frozenset(names)


def allowed(visitor: Visitor, action: Action, rules: Settings) -> bool:
    """Whether this visitor may do this under these settings.

    >>> reader, ada = Visitor(here=False), Visitor(here=False, names=frozenset({"ada@example.org"}))
    >>> rules = Settings(editors=ada.names)
    >>> [allowed(each, "add", rules) for each in (reader, ada)]
    [False, True]
    """
    editor = not visitor.names.isdisjoint(rules.editors) or (visitor.here and not rules.sign_in)
    if action == "read":
        return editor or _may_read(visitor, rules)
    return editor and not rules.read_only


def _may_read(visitor: Visitor, rules: Settings) -> bool:
    if isinstance(rules.readers, str):
        return rules.readers == EVERYONE or (rules.readers == SIGNED_IN and bool(visitor.names))
    return not visitor.names.isdisjoint(rules.readers)


def _visitor() -> Visitor:
    """Return who is at the other end of the session that is being drawn."""
    rules = settings.current()
    here = is_here(st.get_option("server.address"), st.context.headers, rules)
    return Visitor(here, _names_of(st.user.to_dict()) if rules.sign_in else frozenset())


def may(action: Action) -> bool:
    """Whether this session's visitor may do this. Cheap; asked before drawing and again before every writing.

    >>> on_page(may, "correct")
    True
    """
    return allowed(_visitor(), action, settings.current())


def require(action: Action) -> None:
    """Raise :class:`Refused`, and note it in the log, where this session's visitor may not do this.

    >>> on_page(require, "correct")  # may be done here: nothing is raised
    """
    if not may(action):
        _LOG.warning("refused: %s", action)
        raise Refused(action)


def name() -> str | None:
    """Return how the person who signed in is called; None where nobody has: there the form asks.

    >>> on_page(name) is None
    True
    """
    user = st.user.to_dict()
    if not settings.current().sign_in or not _names_of(user):
        return None
    return str(user.get("name") or user.get("email") or user["sub"])


def who() -> str:
    """Return what stays the same of a person who signed in, whatever they are called: a hash; "" where nobody has.

    >>> on_page(who)
    ''
    """
    user = st.user.to_dict()
    if not settings.current().sign_in or not _names_of(user):
        return ""
    return hashlib.sha256(f"{user.get('iss', '')} {user['sub']}".encode()).hexdigest()[:16]
