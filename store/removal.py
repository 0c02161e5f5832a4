"""Taking articles out for good: their texts, what was read from them and every excerpt, of every version and index.

What stays is a tombstone: hashes of what went, the day, the reason. By it an article is not added again, and a link to
what is gone is told so. Beyond reach, and so only said: copies of the archive, snapshots and exports that others hold.

A removal is noted before it begins (``_removing.json``), in which the ids stand as they are; the note goes when it is
done. One that was killed is brought to its end by the next writer, or by doing it again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from store import digests
from store.delta_table import ArchiveError, Lake
from store.formats import text_of, typed
from store.locks import index_folder, writing
from store.remote import cache_of, copies, is_remote
from store.removal_lines import Gone, Lines
from store.rewriting import all_files, commits, rewrite
from store.schema import Row
from store.storage import storage_of

NOTE = "_removing.json"
Settle = Callable[[str, tuple[str, ...]], list[Row]]


@dataclass(frozen=True, slots=True)
class Removal:
    """A tombstone: when, why and by whom so many articles were taken out.

    ``articles`` and ``texts`` are hashes of their ids and texts, ``reports`` the ids of all that they told, which are
    hashes, too. Versions ``first`` to ``last`` show less than they did.
    """

    id: str
    day: dt.date
    why: str
    by: str
    articles: tuple[str, ...]
    texts: tuple[str, ...]
    reports: tuple[str, ...]
    first: int
    last: int

    def words(self) -> str:
        """Say it in one line.

        >>> gone = Removal("1f", dt.date(2026, 11, 30), "a witness asked", "", ("00",), ("00",), (), 1, 4)
        >>> gone.words()
        'taken out on 2026-11-30: a witness asked'
        """
        return f"taken out on {self.day}: {self.why}"

    def covers(self, asked: str) -> bool:
        """Whether what had this id, of an article, a report or an event, is gone.

        >>> gone = Removal("1f", dt.date(2026, 11, 30), "x", "", (hash_of("a"),), (), ("00c0ffee00c0ffee",), 1, 4)
        >>> gone.covers("a"), gone.covers("00c0ffee00c0ffee"), gone.covers("b")
        (True, True, False)
        """
        return asked in self.reports or hash_of(asked) in self.articles


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to go: articles by id, all of a source, and those whose texts name a person."""

    articles: tuple[str, ...] = ()
    source: str = ""
    name: str = ""

    def mentions(self, text: str) -> bool:
        """Whether a text names the person, however it is spaced or written large.

        >>> Wanted(name="Ana Li").mentions("said ANA  LI."), Wanted(name="Ana Li").mentions("Ana Lima")
        (True, False)
        """
        words = r"\s+".join(map(re.escape, self.name.split()))
        return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that would go: what it is, in how many events it is, and how many of those only it tells of."""

    id: str
    title: str
    source: str
    events: int
    alone: int

    def words(self) -> str:
        """Say it in one line.

        >>> Listed("a", "Clashes", "River Dispatch", 3, 2).words()
        'a (River Dispatch): Clashes; in 3 events, 2 of which nobody else tells of'
        """
        whose = f" ({self.source})" if self.source else ""
        return f"{self.id}{whose}: {self.title or 'no title'}; in {self.events} events, {self.alone} of which nobody else tells of"


def hash_of(text: str) -> str:
    """Return the hash by which an id or a text is known again without being kept.

    >>> hash_of("a")[:8]
    'ca978112'
    """
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


_FOUND = """
select distinct id, source, data from {files}
where id in (select unnest($ids :: text[])) or ($source <> '' and lower(source) = lower($source))
  or ($word <> '' and contains(lower(data), lower($word)))"""
_EVENTS_OF = """
select id, members from {files} where len(list_intersect([m.article for m in members], $ids :: text[])) > 0"""


def preview(address: str, wanted: Wanted) -> tuple[Listed, ...]:
    """Return the articles that would go, of any version, with what they tell.

    >>> [one.words() for one in preview(archive.address, Wanted(articles=("river-dispatch-1",)))]
    ['river-dispatch-1 (River Dispatch): Clashes at Tallbrook; in 3 events, 3 of which nobody else tells of']
    >>> preview(archive.address, Wanted(name="No Such"))
    ()
    """
    lines = _lines_of(address)
    found = _found(lines, wanted)
    events: dict[str, dict[str, bool]] = {}
    for id_, members in lines.ask(_EVENTS_OF, "event", ids=sorted(found)):
        articles = {one["article"] for one in members}
        for article in articles & found.keys():
            events.setdefault(article, {})[id_] = len(articles) == 1
    told = {id_: tuple(events.get(id_, {}).values()) for id_ in found}
    return tuple(Listed(id_, *found[id_], len(told[id_]), sum(told[id_])) for id_ in sorted(found))


def _found(lines: Lines, wanted: Wanted) -> dict[str, tuple[str, str]]:
    """Return article id -> its title and source."""
    word = max(wanted.name.split(), key=len, default="")
    rows = lines.ask(
        _FOUND,
        "article",
        ids=list(wanted.articles),
        source=wanted.source,
        word=json.dumps(word, ensure_ascii=False)[1:-1],
    )
    found: dict[str, tuple[str, str]] = {}
    for id_, source, data in rows:
        given = id_ in wanted.articles or (wanted.source and (source or "").lower() == wanted.source.lower())
        if given or wanted.mentions(_words_of(data)):
            found[id_] = (str(json.loads(data)["article"].get("title") or ""), source or "")
    return found


def _words_of(data: str) -> str:
    article = json.loads(data)["article"]
    return " ".join(str(value) for value in article.values() if isinstance(value, str))


def _lines_of(address: str) -> Lines:
    files = all_files(commits(storage_of(address)))
    return Lines(
        {kind: copies(address, [f"{_root(address)}/{name}" for name in names]) for kind, names in files.items()}
    )


def _root(address: str) -> str:
    return address.rstrip("/") if is_remote(address) else str(Path(address).resolve())


def tombstones(lake: Lake) -> tuple[Removal, ...]:
    """Return what was taken out, oldest first.

    >>> tombstones(lake)
    ()
    """
    rows = [
        text
        for file in lake.files("removal")
        for text in pq.read_table(file, columns=["data"], partitioning=None)["data"].to_pylist()
    ]
    found: Iterable[Removal] = (typed(Removal, json.loads(text), text="") for text in rows)
    return tuple(sorted(found, key=lambda removal: (removal.day, removal.id)))


def remove(address: str, wanted: Wanted, *, day: dt.date, why: str, by: str = "", settle: Settle) -> Removal:
    """Take out what is wanted, and return the tombstone. Raises ``ArchiveError`` where nothing is found, or no reason.

    ``settle`` gives the lines of the events that are otherwise without it, from the articles that stay beside it. Nobody else of this machine
    may write meanwhile; writers of other machines have to be stopped.

    >>> day = dt.date(2026, 11, 30)
    >>> remove(new_archive().address, Wanted(source="Coast Wire"), day=day, why="asked", settle=lambda *_: []).words()
    'taken out on 2026-11-30: asked'
    """
    if not why.strip():
        message = "a reason is needed: it stands in the place of what is taken out"
        raise ArchiveError(message)
    with writing(address, shared=False):
        finish(address, settle=settle)
        found = _found(_lines_of(address), wanted)
        if not found:
            message = "nothing of this is in any version of the archive"
            raise ArchiveError(message)
        note = _note(address, Wanted(tuple(sorted(found)), name=wanted.name), day=day, why=why.strip(), by=by.strip())
        storage_of(address).write(NOTE, json.dumps(note, ensure_ascii=False).encode())
        made = finish(address, settle=settle)
        assert made is not None  # noqa: S101 - the note was just written
        return made


def _note(address: str, wanted: Wanted, *, day: dt.date, why: str, by: str) -> dict[str, Any]:
    """Return all that is needed to do it, and to do it again."""
    lines = _lines_of(address)
    gone = Gone(lines, frozenset(wanted.articles))
    rows = lines.ask(
        "select base, data from {files} where id in (select unnest($ids :: text[]))",
        "article",
        ids=list(wanted.articles),
    )
    log = commits(storage_of(address))
    removal = Removal(
        id=hash_of("\0".join((*wanted.articles, why, str(day), str(len(log)))))[:16],
        day=day,
        why=why,
        by=by,
        articles=tuple(sorted(map(hash_of, wanted.articles))),
        texts=tuple(sorted({hash_of(json.loads(data)["article"]["text"]) for _, data in rows})),
        reports=tuple(sorted(gone.reports)),
        first=min((base for base, _ in rows), default=0) + 1,
        last=max(commit.version for commit in log),
    )
    return {"wanted": asdict(wanted), "removal": json.loads(text_of(removal)), "files": [], "beside": _beside(gone)}


def _beside(gone: Gone) -> list[str]:
    """Return the articles that tell of the same events and stay."""
    rows = (row for rows in gone.replaced.values() for row in rows if row["row"] == "event")
    return sorted({member["article"] for row in rows for member in row["members"]})


def begun(address: str) -> bool:
    """Whether a removal is noted as begun.

    >>> begun(archive.address)
    False
    """
    try:
        return bool(storage_of(address).read(NOTE))
    except FileNotFoundError:
        return False


def finish(address: str, *, settle: Settle) -> Removal | None:
    """Bring to an end a removal that is noted as begun; None where none is. The archive must be held alone.

    >>> finish(new_archive().address, settle=lambda *_: []) is None
    True
    """
    if not begun(address):
        return None
    storage = storage_of(address)
    note = json.loads(storage.read(NOTE))
    removal: Removal = typed(Removal, note["removal"], text="")
    wanted = Wanted(tuple(note["wanted"]["articles"]), name=note["wanted"]["name"])
    gone = Gone(_lines_of(address), frozenset(wanted.articles), wanted.mentions)
    note["files"] += [name for names in all_files(commits(storage)).values() for name in names]
    storage.write(NOTE, json.dumps(note, ensure_ascii=False).encode())
    rewrite(address, gone.replaced, mark=removal.id, hush=gone.hushed)
    _forget(address, set(note["files"]))
    if removal.id not in {each.id for each in tombstones(Lake(address))}:
        row = {"row": "removal", "id": removal.id, "data": text_of(removal)}
        count = len(removal.articles)
        version = Lake(address).append(
            [row, *settle(address, tuple(note["beside"]))],
            what=f"{count} article{'' if count == 1 else 's'} taken out: {removal.why}",
        )
        digests.note(address, version)
    storage.remove(NOTE)
    return removal


def _forget(address: str, files: set[str]) -> None:
    """Remove the files that no commit names any more, and what was derived from them on this machine."""
    storage = storage_of(address)
    left = {name for names in all_files(commits(storage)).values() for name in names}
    for name in files - left:
        storage.remove(name)
    digests.forget(storage, files - left)
    for base in index_folder(address).glob("v*.duckdb*"):
        base.unlink(missing_ok=True)
    if is_remote(address):
        shutil.rmtree(cache_of(address) / "files", ignore_errors=True)
