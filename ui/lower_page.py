"""What stands below the map: timeline, what is not on the map, table, downloads, links to share."""

from __future__ import annotations

import streamlit as st

from store import Archive
from ui import export_panel, parts, session, table, timeline, versions
from view import words
from view.safe import element, line


def show(kept: Archive) -> None:
    """Draw it all, each part where it stands on the page: the fewer rooms around it, the less Streamlit copies.

    >>> [each for each in drawn(show, archive) if each.startswith("expander")][1:]
    ['expander: 1 event not on the map', 'expander: Take these events out', 'expander: Share this view']
    """
    _days(kept)
    _table(kept)
    _taking(kept)


@parts.part(parts.DAYS)
def _days(kept: Archive) -> None:
    """Draw the chart of the days, which a phone's reader unfolds, and what is not on the map."""
    with st.expander(words.TIMELINE, expanded=not session.handheld(), key="timeline_room"):
        timeline.show(kept)
    _not_on_map(kept)


@parts.part(parts.TABLE)
def _table(kept: Archive) -> None:
    """Draw the table, and say what is not in it."""
    rows, shown = table.rows_of(kept), session.tally(kept).shown
    table.show(kept, rows)
    newest = [words.TABLE_NEWEST.format(shown=shown)] if shown > len(rows) else []
    st.caption(" ".join([*newest, words.TABLE_KEYS]))


@parts.part(parts.TAKING)
def _taking(kept: Archive) -> None:
    """Offer files and links of what is shown, when asked; while they are folded, no filter changes anything here."""
    export_panel.show(kept)
    versions.share(kept)


def _not_on_map(kept: Archive) -> None:
    """List what has no mark, by reason; each can be chosen. Most readers leave it shut: its list is sent when it is opened."""
    tally = session.tally(kept)
    count = sum(number for _, number in tally.off_map)
    if not count:
        return
    label = words.NOT_ON_MAP.format(count=words.plural(count, *words.EVENT_WORD))
    with st.expander(label, key="unplaced", on_change="rerun") as room:
        if not room.open:
            return
        reasons = "".join(element("tr", line("td", f"{number:,}") + line("td", why)) for why, number in tally.off_map)
        st.html(element("table", reasons, {"class": "cm-why"}))
        rows = table.rows_of(kept)
        missing = rows[rows["off_map"] != ""].head(100)
        for event, what, excerpt in zip(missing["id"], missing["sub_event_type"], missing["excerpt"], strict=True):
            _choice(event, what, excerpt)


def _choice(event: str, what: str, excerpt: str) -> None:
    """Draw a button that selects an event, with the beginning of its words."""
    short = excerpt if len(excerpt) < 110 else excerpt[:110] + " …"
    label = words.shown(f"{what}: {short}")
    st.button(label, key=f"off_{event}", type="tertiary", on_click=parts.choose, args=(event,))
