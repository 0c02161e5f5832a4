"""Layers of one's own on the map: a GeoJSON file that is looked at, kept in the archive, or named by a link."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from store import Archive
from store.cache import Memory
from store.fetch import CannotFetch, Fetcher
from store.overlays import BadOverlay, Overlay, drop_overlay, keep_overlay, kept_overlay, kept_overlays, read_overlay
from ui import access, messages, parts, session, settings
from view import words

_SEEN = Memory(64)
"""Layers that were looked at or fetched, by id: whoever knows an id has been shown the layer."""
_LINKED = Memory(64)
_LOCK = threading.Lock()
AGAIN_S = 3600
"""Seconds after which a linked layer is fetched anew."""


def of_id(ident: str) -> Overlay | None:
    """Return a layer by its id: one that is kept in the archive, or that somebody looks at.

    >>> on_page(of_id, "0" * 32) is None
    True
    """
    seen = _SEEN.known(ident)
    return seen if isinstance(seen, Overlay) else kept_overlay(session.opened().address, ident)


def _note(overlay: Overlay) -> Overlay:
    return _SEEN.answer(overlay.id, lambda: overlay)


def shown() -> list[str]:
    """Return the ids of the layers that are on, those of a link fetched first.

    >>> on_page(shown)
    []
    """
    found = (asked if "/" not in asked else linked(asked) for asked in session.state().overlays)
    return [each for each in found if each]


def linked(address: str) -> str | None:
    """Return the id of the layer at an address that the operator allows; None where it is none, with a notice why.

    >>> on_page(linked, "https://elsewhere.example.org/a.geojson") is None
    True
    """
    parts_of = urlsplit(address)
    if f"{parts_of.scheme}://{parts_of.netloc}".lower() not in {each.lower() for each in settings.current().overlays}:
        _notice(words.OVERLAY_NOT_ALLOWED)
        return None
    key = (address, int(time.monotonic() // AGAIN_S))
    found = _LINKED.known(key) or _fetched(address)
    if not isinstance(found, Overlay):
        _notice(str(found))
        return None
    return _note(_LINKED.answer(key, lambda: found)).id


def _notice(said: str) -> None:
    if said not in st.session_state.notices:
        st.session_state.notices = (*st.session_state.notices, said)


def _fetched(address: str) -> Overlay | str:
    try:
        with _LOCK:
            answer = Fetcher(private=settings.current().fetch_private).fetch(address)
        return read_overlay(answer.data, name=urlsplit(address).path.rpartition("/")[2])
    except (CannotFetch, BadOverlay) as error:
        return words.OVERLAY_REFUSED.format(why=error.args[0])


def show(kept: Archive) -> None:
    """Draw what layers there are, each with a switch, and the way to bring one.

    >>> drawn(show, archive)
    ['expander: Your own layers (GeoJSON)', 'file_uploader: A GeoJSON file: areas, lines or points']
    """
    offered, may_bring = _offered(kept), access.may("add")
    if not offered and not may_bring:
        return
    with st.expander(words.OVERLAYS, expanded=bool(session.state().overlays)):
        for each in offered:
            _switch(kept, each)
        if may_bring:
            messages.offer_upload()
            _bring()


def _offered(kept: Archive) -> tuple[Overlay, ...]:
    """Return those of the archive and those that are on."""
    found = {each.id: each for each in kept_overlays(kept.address)}
    on = (of_id(each) for each in session.state().overlays if "/" not in each)
    return tuple((found | {each.id: each for each in on if each}).values())


def _switch(kept: Archive, overlay: Overlay) -> None:
    about = " · ".join(filter(None, (overlay.source, overlay.date)))
    label = words.shown(f"{overlay.name} ({about})" if about else overlay.name)
    on = overlay.id in session.state().overlays
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(label, value=on, key=f"overlay_{overlay.id}_{on}", on_change=_switched, args=(overlay.id,))
        if not access.may("add"):
            return
        there = kept_overlay(kept.address, overlay.id) is not None
        st.button(
            words.OVERLAY_DROP if there else words.OVERLAY_KEEP, key=f"keep_{overlay.id}", type="tertiary",
            on_click=_dropped if there else _kept, args=(overlay,),
        )  # fmt: skip


def _bring() -> None:
    """Take a file, with whose it is and of which day; it is shown to who knows its link for a while, or kept for all."""
    file = st.file_uploader(words.OVERLAY_FILE, type=["geojson", "json"], key="overlay_file")
    if file is None:
        return
    left, right = st.columns(2)
    given = {
        "name": st.text_input(words.OVERLAY_NAME, file.name.rpartition(".")[0][:80], max_chars=80),
        "source": left.text_input(words.OVERLAY_SOURCE, max_chars=80),
        "date": str(right.date_input(words.OVERLAY_DAY, None, format="YYYY-MM-DD") or ""),
    }
    if st.button(words.OVERLAY_SHOW, type="primary"):
        _look(file.getvalue(), given)


def _look(data: bytes, given: Mapping[str, str]) -> None:
    try:
        made = _note(read_overlay(data, **given))
    except BadOverlay as error:
        st.warning(words.shown(words.OVERLAY_REFUSED.format(why=error)))
        return
    session.overlay(*dict.fromkeys((*session.state().overlays, made.id)))
    parts.again(parts.MAP, parts.SIDE, parts.TOP)


def _switched(ident: str) -> None:
    on = session.state().overlays
    session.overlay(*(each for each in on if each != ident), *(() if ident in on else (ident,)))
    parts.again(parts.MAP, parts.SIDE, parts.TOP)


def _kept(overlay: Overlay) -> None:
    access.require("add")
    keep_overlay(session.archive().address, overlay)
    parts.again(parts.SIDE)


def _dropped(overlay: Overlay) -> None:
    access.require("add")
    _note(overlay)
    drop_overlay(session.archive().address, overlay.id)
    parts.again(parts.SIDE)
