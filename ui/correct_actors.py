"""The form's part for actors: who did it, who suffered it, who took part, out of the actors that the archive knows."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from events import Actor, ActorRole, Report, Role
from store import Archive, Filters
from ui import filters_bar, session
from view import words

MOST = 500
"""Actors to choose from, those with the most events first."""


def asked(report: Report) -> tuple[ActorRole, ...]:
    """Draw a choice for each part, holding what is read now, and return the actors with their parts.

    >>> drawn(asked, clash.lead)[:2], [part.actor.id for part in on_page(asked, clash.lead)]
    (['multiselect: initiator', 'multiselect: target'], ['north-front', 'syria-forces'])
    """
    kept = session.opened()
    names = {each.actor.id: each.actor.name for each in report.actors}
    names |= {each.value: each.name for each in filters_bar.choices(kept, "actor")[:MOST]}
    told: list[ActorRole] = []
    for role in get_args(Role):
        now = [each.actor.id for each in report.actors if each.role == role]
        chosen = st.multiselect(words.ROLE_CHOICES[role], list(names), now, format_func=lambda each: names[each])
        told += [ActorRole(actor, role) for each in chosen if (actor := _actor(kept, report, each)) is not None]
    return tuple(told)


def _actor(kept: Archive, report: Report, ident: str) -> Actor | None:
    """Return an actor by its id: the report's own, else as some other report of the archive has it."""
    own = (each.actor for each in report.actors)
    found = next((actor for actor in own if actor.id == ident), None)
    return found or _known(kept, ident)


def _known(kept: Archive, ident: str) -> Actor | None:
    for detail in kept.events(kept.table(Filters(actors=(ident,)), limit=1)["id"]):
        for report in detail.event.reports:
            parts = (*(each.actor for each in report.actors), *report.said_by, *report.denied_by)
            found = next((actor for actor in parts if actor.id == ident), None)
            if found is not None:
                return found
    return None
