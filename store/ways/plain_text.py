"""A text that says nothing of itself in fields -> its title and day, where its first lines are that and nothing else."""

from __future__ import annotations

from store.ways.days import Stated, stated_day

LOOKED_AT = 6  # lines from the top
LONGEST_TITLE, LONGEST_DAY = 200, 45


def title_of(text: str) -> str | None:
    r"""Return the first line of a text as its title, unless it is a paragraph.

    >>> title_of("# Shells hit Tallbrook\n\nFour people were killed."), title_of("x" * 500)
    ('Shells hit Tallbrook', None)
    """
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    title = first.lstrip("#").strip()
    return title if 0 < len(title) <= LONGEST_TITLE and first != text.strip() else None


def day_at_top(text: str) -> Stated | None:
    r"""Return the day of a line at the top that is a day and nothing else; None where there is none.

    >>> day_at_top("Shells hit Tallbrook\n4 October 2017\nFour people were killed.").day.isoformat()
    '2017-10-04'
    >>> day_at_top("Shells hit Tallbrook on 4 October 2017.") is None
    True
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()][:LOOKED_AT]
    told = (_judged(line) for line in lines if len(line) <= LONGEST_DAY and line[-1:] not in ".!?")
    return next((found for found in told if found is not None), None)


def _judged(line: str) -> Stated | None:
    head, _, rest = line.partition(":")
    said = rest.strip() if rest.strip() and head.isalpha() else line
    found = stated_day(said)
    return None if found.wrong or (found.day is None and not found.either) or _other_words(said) else found


def _other_words(said: str) -> bool:
    """Whether there is more in it than a day, a week day and an hour."""
    return len(said.split()) > 7 or sum(each.isdigit() for each in said) < 3
