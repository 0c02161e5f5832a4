"""What a sentence names: times, actors, casualties."""

from events.mentions.sentence import Sentence

__all__ = ["Sentence"]
