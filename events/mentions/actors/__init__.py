"""Actors that a text names: :func:`find_actors`, and what is known of actors without a text: :func:`actor_lexicon`."""

from events.mentions.actors.finder import find_actors, inter_in
from events.mentions.actors.lexicon import Country, slug
from events.mentions.actors.lexicon import lexicon as actor_lexicon
from events.mentions.actors.states import body_of

__all__ = ["Country", "actor_lexicon", "body_of", "find_actors", "inter_in", "slug"]
