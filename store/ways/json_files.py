"""A JSON file -> what it holds: articles, coded events, map features, a chat's posts, a service's answer.

Which shape it has is told by its own fields, asked in the order of ``SHAPES``; lists of articles or events come last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from store.answers import Problem
from store.rows import Found, Intake, json_lines, json_objects

Shape = Callable[[Mapping[str, Any]], list[object] | None]


def json_file(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Yield what a JSON file holds.

    >>> from io import BytesIO
    >>> told = BytesIO(b'{"data": [{"title": "Raid", "text": "Shells hit Tallbrook."}]}')
    >>> [article.title for article, _ in json_file(told, "answer.json", Intake())]
    ['Raid']
    """
    data = stream.read()
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield from _lines_or_problem(data, name, intake)
        return
    objects = _objects(told)
    if objects is None:
        yield Problem(name, 0, "JSON of a shape that is not known", "give a list of objects with a text, or of events")
        return
    yield from json_objects(objects, name, intake)


def _lines_or_problem(data: bytes, name: str, intake: Intake) -> Iterator[Found | Problem]:
    """Read a file of one object a line, which some call .json, too."""
    from io import BytesIO  # noqa: PLC0415

    first = data.split(b"\n", 1)[0]
    try:
        json.loads(first.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield Problem(name, 0, "not JSON, or cut off", "fetch it again")
        return
    yield from json_lines(BytesIO(data), name, intake)


def _objects(told: object) -> list[object] | None:
    if isinstance(told, list):
        return told
    if not isinstance(told, dict):
        return None
    found = next((objects for shape in SHAPES if (objects := shape(told)) is not None), None)
    return found if found is not None else [told] if "text" in told else None


def _features(told: Mapping[str, Any]) -> list[object] | None:
    """GeoJSON: the properties of each feature, with its point."""
    features = told.get("features")
    if not isinstance(features, list):
        return None
    return [_feature(each) if isinstance(each, dict) else each for each in features]


def _feature(feature: Mapping[str, Any]) -> dict[str, object]:
    properties = feature.get("properties")
    found: dict[str, object] = dict(properties) if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    at = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if isinstance(at, list) and len(at) >= 2 and not {"latitude", "lat"} & found.keys():
        found |= {"latitude": at[1], "longitude": at[0]}
    return found


def _telegram(told: Mapping[str, Any]) -> list[object] | None:
    """Telegram's export of a chat (result.json), or of several: an article a post."""
    chats = [told] if isinstance(told.get("messages"), list) else None
    if chats is None and isinstance(told.get("chats"), dict):
        chats = [each for each in told["chats"].get("list") or [] if isinstance(each, dict)]
    if chats is None:
        return None
    return [found for chat in chats for post in chat.get("messages") or [] if (found := _post(chat, post))]


def _post(chat: Mapping[str, Any], post: object) -> dict[str, object] | None:
    if not isinstance(post, dict) or post.get("type", "message") != "message":
        return None
    text = _plain(post.get("text"))
    if not text.strip():
        return None
    name = str(chat.get("name") or "Telegram")
    own = f"telegram-{chat.get('id', name)}-{post.get('id', '')}"
    author = post.get("from") if post.get("from") != name else None
    found = {"id": own, "text": text, "published": post.get("date"), "source": name, "author": author}
    return {key: value for key, value in found.items() if value is not None}


def _plain(text: object) -> str:
    """Return a post's text, whose links and marked words stand in it as objects."""
    if isinstance(text, str):
        return text
    parts = text if isinstance(text, list) else []
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in parts if part)


def _reliefweb(told: Mapping[str, Any]) -> list[object] | None:
    """ReliefWeb's answers: fields with a body."""
    data = told.get("data")
    if not (isinstance(data, list) and data and all(isinstance(each, dict) and "fields" in each for each in data)):
        return None
    return [_with_fields(each) for each in data]


def _with_fields(entry: Mapping[str, Any]) -> dict[str, object]:
    fields = entry["fields"] if isinstance(entry["fields"], dict) else {}
    date = fields.get("date")
    day = (date.get("original") or date.get("created")) if isinstance(date, dict) else date
    sources = fields.get("source")
    names = [str(each.get("shortname") or each.get("name")) for each in sources or [] if isinstance(each, dict)]
    found = {
        "id": f"reliefweb-{entry.get('id') or fields.get('id')}",
        "text": fields.get("body") or fields.get("description"),
        "title": fields.get("title"),
        "published": day,
        "source": "; ".join(names) or None,
        "url": fields.get("url_alias") or fields.get("url"),
    }
    return {key: value for key, value in found.items() if value}


def _json_feed(told: Mapping[str, Any]) -> list[object] | None:
    """JSON Feed 1.1: an article an item."""
    items = told.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in str(told.get("version", "")):
        return None
    return [_item(told, each) for each in items if isinstance(each, dict)]


def _item(feed: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, object]:
    from store.pages import plain_text  # noqa: PLC0415 - its libraries are slow to load

    markup = item.get("content_html")
    text = item.get("content_text") or (plain_text(markup) if isinstance(markup, str) else None) or item.get("summary")
    authors = item.get("authors") or [item.get("author")]
    names = [str(each["name"]) for each in authors if isinstance(each, dict) and each.get("name")]
    found = {
        "text": text,
        "title": item.get("title"),
        "published": item.get("date_published"),
        "source": feed.get("title"),
        "url": item.get("url"),
        "author": ", ".join(names),
    }
    return {key: value for key, value in found.items() if value}


def _listed(told: Mapping[str, Any]) -> list[object] | None:
    """A list under one of the usual names: GDELT's articles, ACLED's data, anybody's results. GDELT gives no texts."""
    found = (told.get(name) for name in ("data", "articles", "results", "items", "events", "incidents", "docs", "rows"))
    return next((each for each in found if isinstance(each, list)), None)


SHAPES: tuple[Shape, ...] = (_features, _telegram, _reliefweb, _json_feed, _listed)
