"""What one sentence tells of one happening: its triggers, what colours them, and what hangs on them.

It stands apart because it is the unit that is joined: clauses of a sentence into it, it into happenings.
"""

from __future__ import annotations

from dataclasses import dataclass

from events.arguments.actors import Part
from events.mentions.sentence import Scene
from events.model import DateMention
from events.triggers.finder import Trigger
from geo import PlaceMention

FAMILY = {
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
class Telling:
    """What one sentence tells of one happening: its triggers (main first), what colours them, and what hangs on them."""

    scene: Scene
    triggers: tuple[Trigger, ...]
    colours: tuple[Trigger, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    parts: tuple[Part, ...]
    number: int = 0
    paragraph: int = 0

    @property
    def main(self) -> Trigger:
        """Return the trigger that names the happening.

        >>> told_in("Rebels shelled Hama, killing two.")[0].main.rule
        'verb:shell'
        """
        return self.triggers[0]


def family(kind: str) -> str:
    """Return the family a kind belongs to; violence where no other is named.

    >>> family("Arrests"), family("Attack"), family("Threat")
    ('arrest', 'violence', 'statement')
    """
    return FAMILY.get(kind, "violence")
