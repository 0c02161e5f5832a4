"""``python -m bench.fuzz TARGET [libFuzzer's options]``: atheris on one target; ``python -m fuzz --list`` names them.

atheris is in no requirements file: it is needed for an hour now and then, on a machine of one's own
(``pip install atheris`` in a virtual environment that sees the project's packages). What it finds is mended, and becomes
a row in tests/test_hostile_found.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
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
        begin_with(name, folder)
    fuzz(name, options)


def begin_with(name: str, folder: Path) -> None:
    """Write the valid inputs of a target into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (folder / f"seed-{number}").write_bytes(seed)


@cache
def loaded() -> Mapping[str, Callable[[bytes], None]]:
    """Return the targets, instrumented on the way in."""
    try:
        import atheris  # noqa: PLC0415 - see above
    except ModuleNotFoundError:
        sys.exit("atheris is not installed: pip install atheris, in a virtual environment of its own")
    with atheris.instrument_imports(include=["geo", "events", "store", "view", "ui"]):
        from bench.fuzz.targets import TARGETS  # noqa: PLC0415 - as above
    return TARGETS


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz a target in this process, which libFuzzer ends."""
    target = loaded()[name]
    import atheris  # noqa: PLC0415 - see above

    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
