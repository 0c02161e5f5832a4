"""The files that a browser loads before it can show anything: kept packed in memory, and asked for before they are needed.

Streamlit's server reads each of them anew for every reader, and packs what belongs to the map, with the processor that
draws the pages: of the time until a map is painted that was a third. What is not kept yet, and all that a browser does
not take packed, is left to Streamlit.
"""

from __future__ import annotations

import gzip
import html
import importlib
import importlib.util
import json
import re
import zlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import anyio.to_thread
import streamlit as st
from streamlit import file_util

from text.folders import ROOT
from view import words
from view.vendored import VendorError, vendored
from view.vendored import version as files_version

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
COMPONENT = "/component/streamlit_folium.st_folium/"
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".woff2": "font/woff2",
}
"""Ending -> content type of what is kept."""
LASTING = re.compile(r"/static/(js|css|media)/[^/]+\.[\w-]{8,}\.\w+\Z")
"""Names in which a hash of the content stands: Streamlit's and the component's."""
FOREVER, ASK = b"public, max-age=31536000, immutable", b"no-cache"
LEVEL = 6
AT_ONCE = ("Html.", "purify.es.", "ComponentInstance.", "IFrameUtil.", "urls.", "withCalculatedWidth.")
"""Parts of Streamlit's own script that the first thing drawn needs; it asks for them only when it has met it."""
FOR_THE_MAP = ("vendor/leaflet/leaflet.js", "map/basemap.js", "map/events.js", "map/tools.js")
OVERLAY = "/overlay/"
FEEDS = ("/events.geojson", "/events.atom")
LIST = "/list.json"
NAME_OF = {"article": "reader"} | {
    each: each for each in ("add", "watch", "compare", "actor", "place", "quality", "review", "corrections", "about")
}
"""Address -> page, of those that are not the map."""
STEPS = ROOT / "static" / "page" / "steps.js"
"""What makes of the page's addresses the browser's steps back; written into the page's head."""
FOR_ITS_LOOK = ("vendor/leaflet/leaflet.css", "map/map.css", "map/world.json")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is sent: its content, how that is packed, what kind it is, and which state of the file it was."""

    content: bytes
    packed: bool
    kind: str
    tag: bytes
    changed: int


_kept: dict[str, Kept] = {}
_asked: set[str] = set()


@cache
def sources() -> dict[str, Path]:
    """Return address -> file of all that may be kept: nothing else is ever opened, whatever is asked for.

    >>> sorted(address for address in sources() if address.endswith(("/leaflet.css", "/map.css")))
    ['/app/static/map/map.css', '/app/static/vendor/leaflet/leaflet.css']
    """
    with suppress(VendorError):  # said when the archive is opened
        vendored(ROOT / "static" / "vendor")
    roots = {"/app/static/": ROOT / "static", "/static/": Path(file_util.get_static_dir()) / "static"}
    found = importlib.util.find_spec("streamlit_folium")
    if found and found.origin:
        roots[COMPONENT] = Path(found.origin).parent / "frontend" / "build"
    return {
        address + path.relative_to(root).as_posix(): path
        for address, root in roots.items()
        for path in sorted(root.rglob("*"))
        if path.suffix in KINDS
    }


def keep(addresses: Iterable[str]) -> None:
    """Read and pack these files, for all who ask from now on.

    >>> keep(["/app/static/map/map.css", "/app/static/../dashboard.py"])
    >>> kept("/app/static/map/map.css").kind, kept("/app/static/../dashboard.py")
    ('text/css; charset=utf-8', None)
    """
    for address in addresses:
        path = sources().get(address)
        if path is not None:
            _kept[address] = _read(path)


def _read(path: Path) -> Kept:
    plain, changed = path.read_bytes(), path.stat().st_mtime_ns
    packed = path.suffix != ".woff2"  # those are packed already
    content = gzip.compress(plain, LEVEL, mtime=0) if packed else plain
    return Kept(content, packed, KINDS[path.suffix], b'"%08x-%x"' % (zlib.crc32(plain), len(plain)), changed)


def kept(address: str) -> Kept | None:
    """Return a file that is kept; one that has been changed since is read anew by and by, and so is one that is new.

    >>> kept("/app/static/map/nothing.js") is None
    True
    """
    if address not in sources():
        return None
    found = _kept.get(address)
    if found is None or sources()[address].stat().st_mtime_ns != found.changed:
        _asked.update([address])
        return None
    return found


def keep_first() -> None:
    """Keep what every reader's browser asks for first, and what the map asks for when it is painted.

    >>> keep_first()
    >>> kept("/app/static/map/world.json").packed
    True
    """
    map_files = (address for address in sources() if address.startswith((COMPONENT, "/app/static/map/")))
    keep(
        [
            *_named_by_the_frame(),
            *_at_once(),
            *(f"/app/static/{name}" for name in FOR_THE_MAP + FOR_ITS_LOOK),
            *map_files,
        ]
    )


def keep_asked() -> None:
    """Keep what readers have asked for since.

    >>> here = "/app/static/snapshot/page.css"
    >>> kept(here) is None, keep_asked(), kept(here) is None
    (True, None, False)
    """
    asked = sorted(_asked)
    _asked.clear()
    keep(asked)


def _frame() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def _named_by_the_frame() -> list[str]:
    return [f"/static/{name}" for name in re.findall(r'(?:href|src)="\./static/([^"]+)"', _frame())]


def _at_once() -> Iterator[str]:
    names = (address for address in sources() if address.startswith("/static/js/"))
    return (address for address in names if address.removeprefix("/static/js/").startswith(AT_ONCE))


@lru_cache(maxsize=64)
def page(addresses: tuple[str, ...], allowed: tuple[str, ...], head: str = "") -> bytes:
    """Return Streamlit's frame of the page, told where its server is and what it will need; ``head`` is what it is about.

    Without being told it takes the address of a page for a folder of its own and asks there in vain, which a browser
    notes as errors; and the map's files would be asked for one after the other, each when the one before has run.

    >>> made = page(("article", "add"), ("https://*.streamlit.app",), about("quality", "https://example.org")).decode()
    >>> "BACKEND_BASE_URL" in made, made.count("prefetch") > len(FOR_THE_MAP), "(article|add)" in made
    (True, True, True)
    >>> "<title>Quality · Conflict Map</title>" in made, "<title>Streamlit</title>" in made
    (True, False)
    >>> made.index("history.pushState") < made.index('src="./static/js')
    True
    """
    told = f"<script>{_told(addresses, allowed)}</script>"
    chunks = "".join(f'<link rel="modulepreload" crossorigin href=".{address}">' for address in _at_once())
    fetched = [address for address in sources() if address.startswith(COMPONENT) and address.endswith(".js")]
    fetched += [f"/app/static/{name}?v={files_version()}" for name in FOR_THE_MAP + FOR_ITS_LOOK]
    links = "".join(f'<link rel="prefetch" href=".{address}">' for address in fetched)
    frame = re.sub(r"<title>[^<]*</title>", "", _frame(), count=1)
    before, script, after = frame.partition("<script")
    steps = f"<script>{STEPS.read_text(encoding='utf-8')}</script>"
    return f"{before}{head}{told}{steps}{script}{after.replace('</head>', chunks + links + '</head>')}".encode()


@lru_cache(maxsize=64)
def about(address: str, site: str) -> str:
    """Return what search engines and messengers show of a page: title, description and a picture of it.

    >>> print(about("quality", "https://example.org/map")[:76])
    <title>Quality · Conflict Map</title><meta name="description" content="Armed
    """
    title = words.PAGE_TITLES.get(NAME_OF.get(address, "map"), words.TITLE)
    picture = f"{site}/app/static/preview.png"
    told = {
        "og:type": "website",
        "og:site_name": words.TITLE,
        "og:title": title,
        "og:description": words.LEAD,
        "og:image": picture,
        "og:image:width": "1200",
        "og:image:height": "630",
    }
    metas = "".join(f'<meta property="{name}" content="{html.escape(value)}">' for name, value in told.items())
    card = '<meta name="twitter:card" content="summary_large_image">'
    return f'<title>{title}</title><meta name="description" content="{html.escape(words.LEAD)}">{metas}{card}'


def site_of(scope: Message) -> str:
    """Return the address at which a browser found this site; what is no name of a host is left out.

    >>> site_of({"scheme": "http", "headers": [(b"host", b"127.0.0.1:8501")]})
    'http://127.0.0.1:8501'
    >>> site_of({"scheme": "http", "headers": [(b"host", b'"><script>')]})
    ''
    """
    told = {name: value.decode("latin-1") for name, value in scope["headers"]}
    host, scheme = told.get(b"host", ""), told.get(b"x-forwarded-proto", scope.get("scheme", "http"))
    if not re.fullmatch(r"[A-Za-z0-9.\-\[\]:]{1,255}", host) or scheme not in ("http", "https"):
        return ""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{scheme}://{host}/{base}".rstrip("/")


def _told(addresses: tuple[str, ...], allowed: tuple[str, ...]) -> str:
    """Return the script that tells where the server is, in Streamlit's own words for it: above the page's own address."""
    config = {"allowedOrigins": allowed, "useExternalAuthToken": False, "enableCustomParentMessages": False}
    above = rf"location.origin+location.pathname.replace(/\/({'|'.join(addresses)})?\/?$/,'')"
    return f"window.__streamlit||={{BACKEND_BASE_URL:{above},HOST_CONFIG:{json.dumps(config)}}}"


class Files:
    """The ASGI application around the page's own that answers with what is kept."""

    def __init__(self, app: Application, addresses: tuple[str, ...]) -> None:
        self._app = app
        self._addresses = addresses
        self._pages = {"/", *(f"/{each}" for each in addresses)}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        address = _under_base(scope["path"])
        if address in self._pages:
            await self._page(address.strip("/"), scope, send)
            return
        if address in FEEDS:
            await self._feed(address, scope, send)
            return
        if address == LIST:
            await self._list(scope, send)
            return
        if address.startswith(OVERLAY):
            await self._overlay(address, send)
            return
        asked = dict(scope["headers"])
        packed = b"gzip" in asked.get(b"accept-encoding", b"") and b"range" not in asked
        found = await _now(address) if packed else None
        if found is None:
            await self._app(scope, receive, send)
        else:
            await _answer(found, address, scope, send)

    async def _feed(self, address: str, scope: Message, send: Send) -> None:
        """Answer a machine; what does so is loaded when the first one asks."""
        feed = importlib.import_module("ui.feed")
        query = scope["query_string"].decode("latin-1")
        found = await anyio.to_thread.run_sync(feed.answer, address, query, _told_by(scope), site_of(scope))
        head = [(b"content-type", found.kind.encode()), (b"cache-control", ASK)]
        await _send(send, found.status, [*head, *([(b"etag", found.tag.encode())] if found.tag else [])], found.content)

    async def _list(self, scope: Message, send: Send) -> None:
        """Answer a list that is scrolled to its end."""
        more = importlib.import_module("ui.list_feed")
        found = await anyio.to_thread.run_sync(more.answer, scope["query_string"].decode("latin-1"), _told_by(scope))
        await _send(
            send, found.status, [(b"content-type", found.kind.encode()), (b"cache-control", ASK)], found.content
        )

    async def _overlay(self, address: str, send: Send) -> None:
        """Answer with a reader's own layer; its address is its content's digest, which only who was shown it knows."""
        ident = address.removeprefix(OVERLAY).removesuffix(".json")
        overlays = importlib.import_module("ui.overlays")
        found = await anyio.to_thread.run_sync(overlays.of_id, ident)
        head = [(b"content-type", KINDS[".json"].encode()), (b"cache-control", FOREVER if found else ASK)]
        await _send(send, 200 if found else 404, head, found.content if found else b"{}")

    async def _page(self, address: str, scope: Message, send: Send) -> None:
        told = about(address, site_of(scope))
        content = page(self._addresses, tuple(st.get_option("client.allowedOrigins")), told)
        head = [(b"content-type", KINDS[".html"].encode()), (b"cache-control", ASK)]
        await _send(send, 200, head, content)


def _told_by(scope: Message) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _under_base(path: str) -> str:
    """Return the path without the one that the whole site stands under.

    >>> _under_base("/quality")
    '/quality'
    """
    base = "/" + (st.get_option("server.baseUrlPath") or "").strip("/")
    if base == "/":
        return path
    return path.removeprefix(base) or "/" if path == base or path.startswith(base + "/") else ""


async def _now(address: str) -> Kept | None:
    """Return a file that is kept; of the component also one that is not yet: Streamlit knows none before the first run."""
    found = kept(address)
    if found is None and address.startswith(COMPONENT) and address in sources():
        await anyio.to_thread.run_sync(keep, [address])
        return kept(address)
    return found


async def _answer(found: Kept, address: str, scope: Message, send: Send) -> None:
    lasting = LASTING.search(address) or scope["query_string"] == f"v={files_version()}".encode()
    head = [(b"etag", found.tag), (b"cache-control", FOREVER if lasting else ASK), (b"vary", b"Accept-Encoding")]
    if found.tag in dict(scope["headers"]).get(b"if-none-match", b""):
        await _send(send, 304, head, b"")
        return
    head += [(b"content-encoding", b"gzip")] * found.packed
    await _send(send, 200, [*head, (b"content-type", found.kind.encode())], found.content)


async def _send(send: Send, status: int, head: list[tuple[bytes, bytes]], content: bytes) -> None:
    length = [] if status == 304 else [(b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*head, *length]})
    await send({"type": "http.response.body", "body": content})
