"""What one sentence tells of one cluster: its triggers, what modifies them, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass

from events.arguments.argument import Argument
from events.mentions import Sentence
from events.model import DateMention
from events.triggers import Trigger
from geo import PlaceMention

EVENT_CLASS = {
    "Peaceful protest": "protest",
    "Violent demonstration": "protest",
    "Protest with intervention": "protest",
    "Arrests": "arrest",
    "Disrupted weapons use": "weapons",
    "Agreement": "deal",
    "Headquarters or base established": "force",
    "Change to group/activity": "force",
    "Non-violent transfer of territory": "force",
    "Other": "other",
    "Abduction/forced disappearance": "captive",
    "Threat": "statement",
    "Accusation": "statement",
    "Appeal": "statement",
    "Denial": "statement",
}


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one sentence tells of one cluster: its triggers (main first), what modifiers them, and what hangs on them."""

    sentence: Sentence
    triggers: tuple[Trigger, ...]
    modifiers: tuple[Trigger, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    arguments: tuple[Argument, ...]
    number: int = 0
    paragraph: int = 0

    @property
    def main(self) -> Trigger:
        """Return the trigger that names the cluster.

        >>> event_mentions_in("Rebels shelled Hama, killing two.")[0].main.rule
        'verb:shell'
        """
        return self.triggers[0]


def event_class(kind: str) -> str:
    """Return the class of event a kind belongs to; violence where no other is named.

    >>> event_class("Arrests"), event_class("Attack"), event_class("Threat")
    ('arrest', 'violence', 'statement')
    """
    return EVENT_CLASS.get(kind, "violence")
