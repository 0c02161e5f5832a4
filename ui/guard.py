"""What stands before the page: settings checked before the server answers, headers on every answer, a look at the host.

The headers say what a browser may do with the page, so that what an article holds can neither load nor tell anything,
even where all else failed: nothing is fetched from or sent to another server, and only this site, or one that is
configured, may show the page in a frame.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware

from store.ways.feed_state import FeedsSeen, feeds_seen
from ui import access, connections, health, limits, logs, messages, pages, peer, serving, settings, sign_in
from ui.limits import Doors
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
_HEALTH = re.compile(r"(/_stcore/health|/metrics)\Z")
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
        self._doors = Doors(rules)
        self._watch = health.Watch(rules.store)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer with our headers; turn away who asks a loopback address under a stranger's name (DNS rebinding)."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not self._at_home(scope):
            await self._away(scope, send, 403, NOT_HERE)
        elif not self._from_here(scope):
            self._doors.refused["origin"] += 1
            await self._away(scope, send, 403, b"Asked for by another site.")
        elif not messages.is_open(scope.get("method", "GET"), scope["path"]):
            await self._away(scope, send, 404, b"Not Found")
        elif _HEALTH.search(scope["path"]):
            await self._tell_health(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(_marked(scope), receive, send)
        else:
            await self._app(scope, connections.in_time(receive), self._telling(send))

    def _from_here(self, scope: Message) -> bool:
        """Whether it is for anybody to ask, or comes from the page itself; decided before Streamlit hears of it."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD", "OPTIONS"}
        return asks or limits.same_origin(_named(scope), self._rules)

    async def _session(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a session in, where there is room, and hear what it may say."""
        who = limits.whose(_named(scope), (scope.get("client") or ("", 0))[0], self._rules)
        if not self._doors.enter(who):
            await self._away(scope, send, 503, b"")
            return
        try:
            await self._app(scope, self._hearing(scope, receive), self._telling(send))
        finally:
            self._doors.leave(who)

    def _hearing(self, scope: Message, receive: Receive) -> Receive:
        """Return ``receive`` at the pace that all get, without the messages that the page never sends."""
        pace = limits.Pace()
        most = limits.most_bytes(_named(scope), st.get_option("server.address"), self._rules)

        async def heard() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive":
                await pace.wait()
                self._doors.messages += 1
                data = message.get("bytes") or (message.get("text") or "").encode()
                if len(data) > most:
                    self._doors.refused["size"] += 1
                    return {"type": "websocket.disconnect", "code": 1009}
                if messages.is_wanted(data):
                    return message
                message = await receive()
            return message

        return heard

    async def _tell_health(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a health check truly, and who asks on this machine with what is counted.

        Where all is well Streamlit answers: with it comes the cookie without which a browser may not upload.
        """
        found = await anyio.to_thread.run_sync(self._watch.health)
        if not scope["path"].endswith("/metrics"):
            if found.fine:
                await self._app(scope, receive, self._telling(send))
                return
            status, content = 503, found.words.encode()
        elif self._beside(_marked(scope)):
            feeds = await anyio.to_thread.run_sync(self._feeds)
            status, content = 200, health.metrics(found, self._doors, feeds).encode()
        else:
            status, content = 404, b"Not Found"
        await self._say(send, status, content)

    def _feeds(self) -> FeedsSeen:
        return feeds_seen(Path(self._rules.data) / "watch.json", now=time.time())

    def _beside(self, scope: Message) -> bool:
        """Whether it is asked on this very machine, and by no proxy for somebody else."""
        through = {name.lower() for name in access.FORWARDED} & _named(scope).keys()
        return access.is_loopback((scope.get("client") or ("", 0))[0]) and not through

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
        await self._say(send, status, why)

    async def _say(self, send: Send, status: int, words: bytes) -> None:
        kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": [*kind, *self._headers]})
        await send({"type": "http.response.body", "body": words})

    def _telling(self, send: Send) -> Send:
        """Return ``send``, with our headers on what starts an answer; one that the application gave itself stays."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(each for each in self._headers if each[0] not in names)]
            await send(message)

        return told


def _marked(scope: Message) -> Message:
    """Return a request with the sign of a proxy where another user's process makes it: it may be one that says nothing."""
    client, server = scope.get("client"), scope.get("server")
    if not client or not server or not access.is_loopback(client[0]) or not peer.is_another_users(client, server):
        return scope
    return {**scope, "headers": [*scope["headers"], (b"via", b"another user")]}


def _named(scope: Message) -> dict[str, str]:
    """Return the headers of a request by their names in small letters."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


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
    logs.set_up()
    addresses = tuple(address for name, (address, _, _) in pages.PAGES.items() if name != "map")
    return [Middleware(Guard, rules=rules), Middleware(serving.Files, addresses=(*addresses, "account"))]
