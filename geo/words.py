"""How the rules of both rooms write their word lists down: in one line, words between blanks.

It stands apart because a list of forty words is read as words, not as forty lines.
"""

from __future__ import annotations


def word_set(line: str) -> frozenset[str]:
    """Return the words of ``line``.

    >>> sorted(word_set("was were"))
    ['was', 'were']
    """
    return frozenset(line.split())
