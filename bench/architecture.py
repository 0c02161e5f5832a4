"""Draw the house from its own imports: ``python -m bench.architecture`` writes ``docs/architecture.svg``.

Read from the code by ``ast``, so that the picture cannot say what the code does not: a room is a band with the first line
of its docstring and the names of its modules, an arrow a room that imports another with the number of modules that do.
"""

from __future__ import annotations

import ast
import textwrap
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PICTURE = HOUSE / "docs" / "architecture.svg"
FLOORS = (
    "dashboard.py",
    "cli.py",
    "commands",
    "ui",
    "view",
    "store",
    "events",
    "geo",
    "text",
)  # top to bottom: a floor stands on those below
WIDTH, BAND, LINE, MARGIN = 980, 640, 15, 14
STYLE = """text{font-family:system-ui,sans-serif;font-size:12px;fill:#1b1f24}.room{font-size:16px;font-weight:600}
.what{fill:#424a53}.names{fill:#57606a;font-size:11px}rect{fill:#f6f8fa;stroke:#8c959f}svg{background:#fff}
path{fill:none;stroke:#0a5ea8;stroke-width:1.3}.count{fill:#0a5ea8;font-size:11px}"""


@dataclass(frozen=True, slots=True)
class Room:
    """A floor of the house: its name, what its docstring says it is, its modules, and how many of them import which."""

    name: str
    what: str
    modules: tuple[str, ...]
    uses: tuple[tuple[str, int], ...]

    @property
    def lines(self) -> list[str]:
        """Return the module names, wrapped to the width of a band."""
        return textwrap.wrap(" · ".join(self.modules), 100)

    @property
    def height(self) -> int:
        """Return the height of the band, pixels."""
        return 2 * MARGIN + LINE * (2 + len(self.lines))


def rooms() -> tuple[Room, ...]:
    """Return the rooms as the code has them, top floor first.

    >>> [room.name for room in rooms()][-2:]
    ['geo', 'text']
    """
    return tuple(_room(name) for name in FLOORS)


def _room(name: str) -> Room:
    place = HOUSE / name
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    doc = ast.get_docstring(trees[files.index(place if place.is_file() else place / "__init__.py")]) or ""
    used = Counter(floor for tree in trees for floor in _floors(tree) if floor != name)
    inside = {file.relative_to(place).parts[0].removesuffix(".py") for file in files if file != place}
    return Room(
        name,
        doc.split("\n")[0].replace("`", ""),
        tuple(sorted(inside - {"__init__"})),
        tuple(sorted(used.items(), key=lambda one: FLOORS.index(one[0]))),
    )


def _floors(tree: ast.Module) -> set[str]:
    """Return the floors that a module imports anything from."""
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in named | plain} & set(FLOORS)


def drawing(house: tuple[Room, ...]) -> str:
    """Return the picture as SVG text, the same for the same house."""
    tops, top = {}, MARGIN
    for room in house:
        tops[room.name], top = top, top + room.height + 2 * MARGIN
    edges = {room.name: (tops[room.name], room.height) for room in house}
    bands = "\n".join(_band(room, tops[room.name]) for room in house)
    arrows = "\n".join(_arrow(room, floor, count, edges) for room in house for floor, count in room.uses)
    head = '<marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8"/></marker>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img">\n<title>The rooms and who imports '
        f"whom</title>\n<style>{STYLE}</style>\n<defs>{head}</defs>\n{bands}\n{arrows}\n</svg>\n"
    )


def _band(room: Room, top: int) -> str:
    texts = [("room", room.name + ("" if room.name.endswith(".py") else "/")), ("what", room.what)]
    rows = [*texts, *(("names", line) for line in room.lines)]
    lines = "".join(
        f'<text class="{kind}" x="{2 * MARGIN}" y="{top + MARGIN + LINE * (n + 1) - 4}">{escape(text)}</text>'
        for n, (kind, text) in enumerate(rows)
    )
    return f'<rect x="{MARGIN}" y="{top}" width="{BAND}" height="{room.height}" rx="6"/>{lines}'


def _arrow(room: Room, floor: str, count: int, edges: dict[str, tuple[int, int]]) -> str:
    """Return a curve down the right side, farther out the more floors it passes; it ends where its room's others don't."""
    (top, height), (below, depth) = edges[room.name], edges[floor]
    floors = FLOORS.index(floor) - FLOORS.index(room.name)
    start = top + height * (floors / len(FLOORS))
    end = below + depth * (1 - floors / len(FLOORS))
    edge, out = BAND + MARGIN, BAND + MARGIN + 44 * floors
    curve = (
        f'<path d="M{edge},{start:.0f} C{out},{start:.0f} {out},{end:.0f} {edge},{end:.0f}" marker-end="url(#tip)"/>'
    )
    return curve + f'<text class="count" x="{edge + 33 * floors + 4}" y="{(start + end) / 2:.0f}">{count}</text>'


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(drawing(rooms()), encoding="utf-8")
    print(PICTURE.relative_to(HOUSE))


if __name__ == "__main__":
    main()
