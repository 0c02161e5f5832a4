"""What was read and what was left open: by reason, by article, by source; and every version of the data."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from store import Archive, Filters
from ui import session
from view import words

GAZETTEER = session.ROOT / "data" / "gazetteer.sqlite"


def show() -> None:
    """Draw the page."""
    kept = session.archive()
    st.subheader(words.PAGES["quality"])
    st.caption(words.QUALITY_LEAD)
    articles = kept.articles()
    _totals(kept, articles)
    _left_open(kept)
    _by_source(kept)
    st.markdown(f"##### {words.QUALITY_ARTICLES}")
    st.dataframe(articles, hide_index=True, alt=words.QUALITY_ARTICLES, placeholder="–")
    _problems(kept)
    _versions(kept)


def _totals(kept: Archive, articles: pd.DataFrame) -> None:
    """Say the four figures that matter first."""
    tally = kept.tally(Filters())
    reports = int(articles["reports"].sum()) if len(articles) else 0
    unplaced = sum(count for _, count in tally.off_map)
    figures = (len(articles), reports, tally.total, unplaced, tally.undated)
    for column, label, figure in zip(st.columns(5), words.QUALITY_TOTALS, figures, strict=True):
        column.metric(label, f"{figure:,}")


def _left_open(kept: Archive) -> None:
    """List why events have no place or no day."""
    table = kept.table(Filters(), limit=100_000)
    for column, title in (("off_map", words.QUALITY_UNPLACED), ("undated", words.QUALITY_UNDATED)):
        reasons = table.loc[table[column] != "", column].value_counts()
        if len(reasons):
            st.markdown(f"##### {title}")
            st.dataframe(reasons.rename_axis(words.REASON).rename(words.EVENTS), alt=title)


def _by_source(kept: Archive) -> None:
    rows = [(choice.name, choice.events) for choice in kept.choices("source")]
    st.markdown(f"##### {words.QUALITY_SOURCES}")
    st.dataframe(
        pd.DataFrame(rows, columns=[words.FILTERS["sources"], words.EVENTS]), hide_index=True, alt=words.QUALITY_SOURCES
    )


def _problems(kept: Archive) -> None:
    """List what could not be added."""
    problems = kept.problems()
    st.markdown(f"##### {words.QUALITY_PROBLEMS}")
    if not problems:
        st.caption(words.QUALITY_NO_PROBLEMS)
    for problem in problems[:200]:
        st.text(problem.words())


def _versions(kept: Archive) -> None:
    """List the versions of the data, and the gazetteer's day."""
    st.markdown(f"##### {words.QUALITY_VERSIONS}")
    for change in kept.history()[:50]:
        at = dt.datetime.fromtimestamp(change.at_ms / 1000, tz=dt.UTC)
        st.text(f"{change.version} · {words.day(at.date())} {at:%H:%M} UTC · {change.what}")
    if GAZETTEER.is_file():
        made = dt.datetime.fromtimestamp(GAZETTEER.stat().st_mtime, tz=dt.UTC)
        st.text(f"{words.QUALITY_GAZETTEER} {words.day(made.date())}")
