"""``python -m bench.fuzz TARGET [libFuzzer's options]``: atheris on one target; ``python -m fuzz --list`` names them.

atheris is in no requirements file: it is needed for an hour now and then, on a machine of one's own
(``pip install atheris`` in a virtual environment that sees the project's packages). What it finds is mended, and becomes
a row in tests/test_hostile_found.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from bench.fuzz.seeds import names, seeds


def main() -> None:
    """Fuzz one target until libFuzzer's own options stop it (``-max_total_time=600``)."""
    name, *options = sys.argv[1:] or ["--list"]
    if name == "--list":
        print("\n".join(names()))
        return
    if name not in names():
        sys.exit(f"{name}: no such target; python -m bench.fuzz --list names them")
    folder = Path(options[0]) if options and not options[0].startswith("-") else None
    if folder:
        _begun_with(seeds(name), folder)
    _fuzz(name, options)


def _begun_with(valid: Iterable[bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(valid):
        (folder / f"seed-{number}").write_bytes(seed)


def _fuzz(name: str, options: list[str]) -> None:
    try:
        import atheris  # noqa: PLC0415 - see above
    except ModuleNotFoundError:
        sys.exit("atheris is not installed: pip install atheris, in a virtual environment of its own")
    with atheris.instrument_imports(include=["geo", "events", "store", "view", "ui"]):
        from bench.fuzz.targets import TARGETS  # noqa: PLC0415 - instrumented on the way in
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
