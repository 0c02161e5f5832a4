"""One line of the table of ``make hostile``: what was tried, in which field, how often, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tried:
    """``happened`` is said in words; ``held`` is whether that is what docs/SECURITY.md promises."""

    attack: str
    field: str
    tried: int
    happened: str
    held: bool

    def words(self) -> str:
        """Return the line of the table."""
        return f"{self.attack:<34} | {self.field:<44} | {self.tried:>5,} | {'' if self.held else 'NOT HELD: '}{self.happened}"


def table(rows: Iterable[Tried]) -> str:
    """Return the table with its head, and its last line.

    >>> print(table([Tried("tag", "title", 3, "shown as text", held=True)]).splitlines()[-1])
    3 tries in 1 line: 0 lines not held
    """
    told = tuple(rows)
    head = f"{'attack':<34} | {'field':<44} | {'tried':>5} | what happened"
    lines = "line" if len(told) == 1 else "lines"
    end = f"{sum(row.tried for row in told):,} tries in {len(told)} {lines}: {sum(not row.held for row in told)} lines not held"
    return "\n".join((head, "-" * len(head), *(row.words() for row in told), end))
