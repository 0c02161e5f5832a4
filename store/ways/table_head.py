"""The first rows of a table -> the names of its columns: a title, blank lines or a note may stand above, names in two rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.ways.layouts import guess_of, layout_of

LOOKED_AT = 12  # rows from the top


def header_in(top: Sequence[Sequence[str]], *, wanted: Iterable[str] = ()) -> tuple[list[str], int]:
    """Return the names of a table's columns, and how many of its first rows are these or stand above them.

    ``wanted`` are columns that are asked for by name. Where no row can be told to hold the names it is the first.

    >>> header_in([["Incidents of March"], [], ["Date", "Place", "Killed"], ["3 May", "Hama", "4"]])
    (['Date', 'Place', 'Killed'], 3)
    >>> header_in([["Date", "Where", "", "Notes"], ["", "Town", "Killed", ""], ["3 May", "Hama", "4", "Shells."]])
    (['Date', 'Town', 'Killed', 'Notes'], 2)
    """
    filled = [at for at, row in enumerate(top) if any(cell.strip() for cell in row)]
    if not filled:
        return [], len(top)
    at = next((at for at in filled if _names(top[at], {*wanted})), filled[0])
    below = top[at + 1] if at + 1 < len(top) else ()
    both = _joined(top[at], below)
    two = _fuller(both, top[at])
    return _each_once(both if two else top[at]), at + 1 + two


def is_table(top: Sequence[Sequence[str]], *, wanted: Iterable[str] = ()) -> bool:
    """Whether the first rows of a table name columns of texts or of events.

    >>> is_table([["Date", "Place", "Killed"]]), is_table([["About this file"], ["Made by the desk"]])
    (True, False)
    """
    names, _ = header_in(top, wanted=wanted)
    return _names(names, {*wanted})


def _names(row: Sequence[str], wanted: set[str]) -> bool:
    told = {cell.strip() for cell in row}
    if wanted:
        return wanted <= told
    tags = all(each.startswith("#") for each in told if each)  # of HXL, below the names
    return not tags and ("text" in told or layout_of(row) is not None)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return names that stand in two rows: the lower one where it has any."""
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return [below.strip() or above for above, below in pairs]


def _fuller(both: Sequence[str], upper: Sequence[str]) -> bool:
    """Whether two rows together name more of an event than the upper one alone."""
    if layout_of(both) is None or any(any(each.isdigit() for each in cell) for cell in both):
        return False
    return len(guess_of(both).columns) > len(guess_of(upper).columns)


def _each_once(names: Sequence[str]) -> list[str]:
    """Return the names, each different: a second "Notes" is "Notes (2)", one without a name is "column 3"."""
    last = max(at for at, name in enumerate(names) if name.strip())
    made: dict[str, None] = {}
    times: dict[str, int] = {}
    for at, name in enumerate(names[: last + 1], start=1):
        told = first = name.strip() or f"column {at}"
        while told in made:
            times[first] = times.get(first, 1) + 1
            told = f"{first} ({times[first]})"
        made[told] = None
    return [*made]
