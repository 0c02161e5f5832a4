"""A text file with front matter -> an article, or one clear line why not.

The form, which people write by hand: a line ``---``, fields in YAML, a line ``---``, and the text, kept code point for
code point to the end of the file. Every field is optional but there must be front matter: a text without it has no
source and no date, and would go on the map as if nobody had said it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import yaml

from events import Article
from store.answers import Problem
from store.naming import id_of
from store.ways.days import stated_day
from store.ways.plain_text import day_at_top, title_of
from store.ways.table_text import plain_text

DATES = ("published", "retrieved")
TEXTS = ("id", "title", "source", "author", "url", "published_basis", "licence")
LONGEST_FRONT_MATTER = 65_536
# Any line ending; the text after the closing line stays as it is.
_FRONT = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?)(?:^)---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FORM = "begin it with a line ---, fields such as source: and published: YYYY-MM-DD, and another line ---"


NO_FRONT_MATTER = "no front matter"


class NotAnArticle(ValueError):  # noqa: N818 - reads as what it says
    """Bytes that are no article; ``problem`` says which file, which line, why, and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.words())
        self.problem = problem


class _Fields(yaml.SafeLoader):
    """YAML in which everything but null is text: 2017-13-40 is for us to refuse, and an id 007 stays one."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the library's own attribute
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def article_of_markdown(data: bytes, name: str, *, today: dt.date | None = None) -> Article:
    r"""Return the article in the bytes of a file called ``name``.

    With ``today`` a publication in the future is refused. Raises :class:`NotAnArticle`.

    >>> article_of_markdown(b"---\nsource: River Dispatch\n---\nShells hit the bridge.", "a.md").source
    'River Dispatch'
    >>> article_of_markdown(b"---\npublished: 2017-13-40\n---\nShells.", "a.md")
    Traceback (most recent call last):
        ...
    store.markdown.NotAnArticle: a.md line 2: no such day: 2017-13-40; write published as YYYY-MM-DD
    """
    whole = _text_of_bytes(data, name)
    front = _FRONT.match(whole)
    if front is None or len(front["fields"]) > LONGEST_FRONT_MATTER:
        raise NotAnArticle(Problem(name, 1, NO_FRONT_MATTER, _FORM))
    fields = _fields(front["fields"], name)
    text = whole[front.end() :]
    if not text.strip():
        raise NotAnArticle(Problem(name, 0, "no text after the front matter", "write the article's text below it"))
    days = {key: _day(fields, key, front=front["fields"], name=name) for key in DATES}
    _not_future(days["published"], today, Problem(name, _line(front["fields"], "published"), "published in the future"))
    return Article(**{"id": id_of(text, fields.get("url")), **fields, **days, "text": text})  # type: ignore[arg-type]


def article_of_text(data: bytes, name: str, *, today: dt.date | None = None) -> Article:
    r"""Return a text without front matter as an article: its first line the title, its day where a line at its top is one.

    Raises as above.

    >>> article = article_of_text(b"Shells hit the bridge\n4 October 2017\n\nNobody was hurt.", "a.txt")
    >>> article.title, article.published.isoformat()
    ('Shells hit the bridge', '2017-10-04')
    """
    text = _text_of_bytes(data, name)
    told = day_at_top(text)
    _not_future(told.day if told else None, today, Problem(name, 0, "published in the future", "mend its date"))
    basis = None if told is None else "a line at the top of the text" if told.day else told.why
    return Article(
        id_of(text, None), text, title_of(text), told.day if told else None, source=None, published_basis=basis
    )


def _text_of_bytes(data: bytes, name: str) -> str:
    """Return the bytes as text, as they are but for a byte order mark. Raises :class:`NotAnArticle`."""
    if not data.strip():
        raise NotAnArticle(Problem(name, 0, "the file is empty", "write the article into it or remove it"))
    try:
        text = plain_text(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotAnArticle(Problem(name, line, "not UTF-8", "save it as UTF-8")) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NotAnArticle(Problem(name, line, "a NUL byte", "this is no text file: save the text as UTF-8"))
    return text


def _fields(front: str, name: str) -> dict[str, str]:
    """Return the fields that are set; unknown ones are left alone, they are somebody's own notes."""
    try:
        found = yaml.load(front, Loader=_Fields)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise NotAnArticle(Problem(name, line, f"front matter: {error.problem}", "see YAML's rules")) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise NotAnArticle(Problem(name, 1, f"front matter: {error}", "see YAML's rules")) from None
    if not isinstance(found, Mapping | None):
        raise NotAnArticle(Problem(name, 2, "front matter without fields", _FORM))
    return {
        key: _text(key, value, front=front, name=name) for key, value in (found or {}).items() if _is_set(key, value)
    }


def _is_set(key: object, value: object) -> bool:
    return key in (*TEXTS, *DATES) and value not in (None, "")


def _text(key: str, value: object, *, front: str, name: str) -> str:
    if not isinstance(value, str):
        raise NotAnArticle(Problem(name, _line(front, key), f"{key} is a list or a table", "write one text"))
    return value


def _day(fields: Mapping[str, str], key: str, *, front: str, name: str) -> dt.date | None:
    told = stated_day(fields[key]) if key in fields else None
    if told is not None and told.day is None:
        raise NotAnArticle(Problem(name, _line(front, key), told.why, f"write {key} as YYYY-MM-DD"))
    return told.day if told else None


def _not_future(published: dt.date | None, today: dt.date | None, problem: Problem) -> None:
    if published and today and published > today:
        raise NotAnArticle(problem)


def _line(front: str, key: str) -> int:
    """Return the number of the file's line on which a field stands."""
    before = front.split(f"{key}:", 1)[0]
    return before.count("\n") + 2
