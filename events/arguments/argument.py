"""What an event mention's argument is: an actor with its part, and the rule of grammar that gave it."""

from __future__ import annotations

from dataclasses import dataclass

from events.model import ActorMention, Role
from events.triggers import Trigger
from text.lexicon import word_class

CIVILIAN = 7  # ACLED's class
SAYING = word_class("saying")
DID_IT = "subject or by-phrase"  # the rule that names who did it
BETWEEN = "between A and B"  # the rule that names two sides
CLASHED = "clashed with"  # the rule that names the other side of a clash


@dataclass(frozen=True, slots=True)
class Argument:
    """An actor's mention with its part in a cluster and the rule that gave it."""

    mention: ActorMention
    role: Role
    rule: str
    trigger: Trigger
