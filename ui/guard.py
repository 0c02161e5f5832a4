"""What stands before the page: settings checked before the server answers, headers on every answer, a look at the host.

The headers say what a browser may do with the page, so that what an article holds can neither load nor tell anything,
even where all else failed: nothing is fetched from or sent to another server, and only this site, or one that is
configured, may show the page in a frame.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from ui import access, messages, pages, serving, settings, sign_in
from ui.settings import BadSetting, Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
POLICY = {
    "default-src": "'self'",
    # Streamlit's frame and streamlit-folium need the first two; a part that the browser draws begins as a blob.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
"""Content-Security-Policy: directive -> sources; ``frame-ancestors`` follows from the settings."""
NOT_HERE = (
    b"This page serves its own machine only, and was asked for under another name. "
    b"Behind a proxy: CONFLICT_MAP_PROXIED=1 (docs/HOSTING.md)."
)


def headers(rules: Settings) -> dict[str, str]:
    """Return the headers of every answer.

    >>> headers(Settings())["X-Frame-Options"]
    'SAMEORIGIN'
    >>> headers(Settings(embed=("https://news.example.org",)))["Content-Security-Policy"].rpartition("; ")[2]
    "frame-ancestors 'self' https://news.example.org"
    """
    policy = POLICY | {"frame-ancestors": " ".join(("'self'", *rules.embed))}
    if rules.tiles:
        policy["img-src"] += " " + "/".join(rules.tiles.split("/")[:3])
    told = {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    # The older header knows no list of origins: where one is configured, only frame-ancestors can say it.
    return told if rules.embed else told | {"X-Frame-Options": "SAMEORIGIN"}


class Guard:
    """The ASGI application around the page's own."""

    def __init__(self, app: Application, rules: Settings) -> None:
        self._app = app
        self._rules = rules
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers(rules).items()]

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer with our headers; turn away who asks a loopback address under a stranger's name (DNS rebinding)."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not self._at_home(scope):
            await self._away(scope, send, 403, NOT_HERE)
        elif not messages.is_open(scope.get("method", "GET"), scope["path"]):
            await self._away(scope, send, 404, b"Not Found")
        else:
            heard = _hearing(receive) if scope["type"] == "websocket" else receive
            await self._app(scope, heard, self._telling(send))

    def _at_home(self, scope: Message) -> bool:
        if self._rules.proxied or not access.is_loopback(st.get_option("server.address") or ""):
            return True
        given = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        # A proxy says that it is one. A browser cannot be made to say so when it opens a websocket, where all data go.
        through = {name.lower() for name in access.FORWARDED} & {name for name, _ in given}
        return bool(through) or all(access.is_loopback(value) for name, value in given if name == "host")

    async def _away(self, scope: Message, send: Send, status: int, why: bytes) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        kind = (b"content-type", b"text/plain; charset=utf-8")
        await send({"type": "http.response.start", "status": status, "headers": [kind, *self._headers]})
        await send({"type": "http.response.body", "body": why})

    def _telling(self, send: Send) -> Send:
        """Return ``send``, with our headers on what starts an answer; one that the application gave itself stays."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(each for each in self._headers if each[0] not in names)]
            await send(message)

        return told


def _hearing(receive: Receive) -> Receive:
    """Return ``receive`` without the messages that the page never sends."""

    async def heard() -> Message:
        message = await receive()
        while message["type"] == "websocket.receive" and not messages.is_wanted(message.get("bytes") or b""):
            message = await receive()
        return message

    return heard


@cache
def middleware() -> list[Middleware]:
    """Return what stands before the page, the same at every run of the script; where a setting is wrong, end the program with one line that says so.

    >>> [each.cls.__name__ for each in middleware()]
    ['Guard', 'Files']
    """
    st.secrets.load_if_toml_exists()  # what stands at its top becomes environment: the Cloud has no other way to set it
    try:
        rules = settings.current()
        sign_in.check(rules)
    except BadSetting as error:
        sys.exit(str(error))
    addresses = tuple(address for name, (address, _, _) in pages.PAGES.items() if name != "map")
    return [Middleware(Guard, rules=rules), Middleware(serving.Files, addresses=(*addresses, "account"))]
