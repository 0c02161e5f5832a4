"""``python -m fuzz TARGET [libFuzzer's options]``: atheris on one target; ``python -m fuzz --list`` names them.

atheris is in no requirements file: it is needed for an hour now and then, on a machine of one's own
(``pip install atheris`` in a virtual environment that sees the project's packages). What it finds is mended, and becomes
a row in tests/test_hostile_found.py.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Fuzz one target until libFuzzer's own options stop it (``-max_total_time=600``)."""
    import atheris  # noqa: PLC0415 - see above

    with atheris.instrument_imports(include=["geo", "events", "store", "view", "ui"]):
        from fuzz.seeds import seeds  # noqa: PLC0415 - instrumented on the way in
        from fuzz.targets import TARGETS  # noqa: PLC0415 - as above
    name = sys.argv[1] if len(sys.argv) > 1 else "--list"
    if name not in TARGETS:
        print("\n".join(TARGETS))
        return
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 and not sys.argv[2].startswith("-") else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(name)):
            (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
