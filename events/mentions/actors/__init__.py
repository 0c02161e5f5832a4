"""Actors that a text names: :func:`find_actors`."""

from events.mentions.actors.finder import find_actors

__all__ = ["find_actors"]
