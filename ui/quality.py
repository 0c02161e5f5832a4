"""What was read and what was left open: by reason, by article, by source; and every version of the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib.metadata import version

import pandas as pd
import streamlit as st

from geo.build import PACKAGES
from geo.packs import installed, would_place
from store import Archive, Filters
from text.folders import ROOT
from ui import reader, session, settings, versions
from ui.choosing import chosen_row
from view import words
from view.left_open import left_open
from view.notes import differing, noted_rows
from view.unplaced import unplaced_names, unplaced_words

MOST_UNPLACED = 300
"""Articles in which names without a place are counted, the newest."""
MOST_NOTES = 500
"""Coded rows that are held beside the reading of their notes; the command ``notes`` lists all."""
METHOD = ROOT / "docs" / "METHOD.md"
MOST = 1000
"""Articles that the table lists, the newest first; the reader's page finds the others."""


def show() -> None:
    """Draw the page.

    >>> [each for each in drawn(show) if each.startswith("metric")][-2:]
    ['metric: Events without a place', 'metric: Events without a day']
    """
    kept = session.archive()
    versions.show(kept)
    st.subheader(words.PAGES["quality"])
    st.caption(words.QUALITY_LEAD)
    articles = kept.articles()
    _totals(kept, articles)
    _counts(kept)
    _articles(kept, articles)
    _problems(kept)
    _notes(kept)
    _method()
    _gazetteers()
    _unplaced(kept)
    _versions(kept)


def _totals(kept: Archive, articles: pd.DataFrame) -> None:
    """Say the figures that matter first."""
    tally = kept.tally(Filters())
    reports = int(articles["reports"].sum()) if len(articles) else 0
    unplaced = sum(count for _, count in tally.off_map)
    figures = (len(articles), reports, tally.total, unplaced, tally.undated)
    for column, label, figure in zip(st.columns(5), words.QUALITY_TOTALS, figures, strict=True):
        column.metric(label, f"{figure:,}")


def _counts(kept: Archive) -> None:
    """Draw why events have no place or no day, and how many each source tells of."""
    sources = tuple((each.name, each.events) for each in kept.choices("source"))
    tables = (
        (words.QUALITY_UNPLACED, kept.tally(Filters()).off_map, words.REASON),
        (words.QUALITY_UNDATED, kept.undated_by(), words.REASON),
        (words.QUALITY_SOURCES, sources, words.SOURCE),
    )
    filled = [each for each in tables if each[1]]
    for room, (title, counts, name) in zip(st.columns(3), filled, strict=False):
        with room:
            _reasons(title, counts, name)


def _reasons(title: str, counts: Sequence[tuple[str, int]], name: str) -> None:
    """Draw a table of names and numbers of events."""
    st.markdown(f"##### {title}")
    rows = pd.DataFrame(list(counts), columns=[name, words.EVENTS])
    st.dataframe(rows, hide_index=True, alt=title, width="content")


def _articles(kept: Archive, articles: pd.DataFrame) -> None:
    """List the articles with what was left open in them; one that is chosen says all of it."""
    st.markdown(f"##### {words.QUALITY_ARTICLES}")
    listed = articles.head(MOST)
    if listed.empty:
        st.caption(words.READER_NONE)
        return
    st.caption(words.QUALITY_ARTICLES_HELP)
    at = chosen_row(_rows(kept, listed), name=words.QUALITY_ARTICLES, key="articles")
    if at is not None:
        _open_in(kept, str(listed["id"].iloc[at]))


def _rows(kept: Archive, listed: pd.DataFrame) -> pd.DataFrame:
    """Return what the table shows of each article: its name, its reports, and how many of them lack a place or a day."""
    names = reader.article_names(kept, listed.head(reader.MOST))
    columns = (
        listed["id"].map(names).fillna(listed["title"].where(listed["title"] != "", listed["id"])),
        *(listed[each] for each in ("reports", "unplaced", "undated")),
    )
    return pd.DataFrame(dict(zip(words.QUALITY_COLUMNS, columns, strict=True)))


def _open_in(kept: Archive, article: str) -> None:
    """List what one article left undecided."""
    reading = kept.reading(article)
    rows = left_open(reading) if reading else ()
    if rows:
        table = pd.DataFrame(rows, columns=list(words.QUALITY_OPEN_COLUMNS))
        st.dataframe(table, hide_index=True, alt=words.QUALITY_OPEN)
    else:
        st.caption(words.QUALITY_NOTHING_OPEN)
    asked = {"article": article}
    st.page_link(
        st.session_state.pages["reader"], label=words.READER_OPEN, icon=":material/article:", query_params=asked
    )


def _problems(kept: Archive) -> None:
    """List what could not be added."""
    problems = kept.problems()
    st.markdown(f"##### {words.QUALITY_PROBLEMS}")
    if not problems:
        st.caption(words.QUALITY_NO_PROBLEMS)
    for problem in problems[:200]:
        st.text(problem.words())


def _notes(kept: Archive) -> None:
    """List where tables of coded events and the reading of their notes differ, of the first rows; nothing where none were read."""
    rows = noted_rows(kept)[:MOST_NOTES]
    if not rows:
        return
    st.markdown(f"##### {words.QUALITY_NOTES}")
    found = list(differing(kept, rows))
    apart = len({each.row for each in found})
    counted = words.plural(len(rows), *words.QUALITY_NOTES_ROWS)
    st.caption(words.QUALITY_NOTES_LEAD.format(rows=counted, alike=len(rows) - apart, differing=apart))
    told = [(each.row, each.field, each.coded, each.read) for each in found]
    table = pd.DataFrame(told, columns=list(words.QUALITY_NOTES_COLUMNS))
    st.dataframe(table, hide_index=True, alt=words.QUALITY_NOTES)


def _method() -> None:
    """Draw the measured error rates, as the method's page has them."""
    rates = _section(METHOD.read_text(encoding="utf-8"), words.QUALITY_RATES) if METHOD.is_file() else ""
    if rates:
        st.markdown(f"##### {words.QUALITY_RATES}")
        st.markdown(rates)
    st.page_link(st.session_state.pages["about"], label=words.QUALITY_METHOD, icon=":material/info:")


def _section(markdown: str, heading: str) -> str:
    r"""Return what stands under a second-level heading, "" where there is none.

    >>> _section("# A\n## Limits\nNone.\n## More\nx", "Limits")
    'None.'
    """
    _, found, after = markdown.partition(f"\n## {heading}\n")
    return after.partition("\n## ")[0].strip() if found else ""


def _gazetteers() -> None:
    """List where names of places come from: packages with their versions, country files with their days."""
    st.markdown(f"##### {words.QUALITY_GAZETTEERS}")
    folder = settings.current().data
    compiled = folder / "gazetteer.sqlite"
    if compiled.is_file():
        made = dt.datetime.fromtimestamp(compiled.stat().st_mtime, tz=dt.UTC)
        packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        st.text(words.QUALITY_COMPILED.format(packages=packages, day=words.day(made.date())))
    for pack in installed(folder):
        st.text(words.QUALITY_PACK.format(name=pack.name, rows=pack.rows, licence=pack.licence, day=pack.installed))


def _unplaced(kept: Archive) -> None:
    """Count, when asked to, the names that no gazetteer has, and what the country files that were fetched would mend."""
    if not st.button(words.QUALITY_UNPLACED_NAMES):
        return
    newest = kept.articles()["id"].head(MOST_UNPLACED)
    found = unplaced_names(reading for each in newest if (reading := kept.reading(str(each))))
    if not found:
        st.caption(words.QUALITY_NO_UNPLACED)
    for country, names in found.items():
        file = settings.current().data / "downloads" / f"{country}.zip"
        placed = len(would_place(file, names)) if file.is_file() else None
        st.text(unplaced_words(country, names, placed))


def _versions(kept: Archive) -> None:
    """List the versions of the data."""
    st.markdown(f"##### {words.QUALITY_VERSIONS}")
    for change in kept.history()[:50]:
        at = dt.datetime.fromtimestamp(change.at_ms / 1000, tz=dt.UTC)
        st.text(f"{change.version} · {words.moment(at)} · {change.what}")
