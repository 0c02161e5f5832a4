"""Where the project's own files lie, and where the machine writes: beside them in a working copy, else in the user's folder."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"


def data_folder(root: Path) -> Path:
    """Return the folder of the compiled gazetteer and the archive, as far as no setting names another.

    >>> data_folder(ROOT).name, data_folder(Path("/usr/lib/python3/site-packages/conflict_map")).name
    ('data', 'conflict-map')
    """
    folder = root / "data"
    return folder if folder.is_dir() else user_data_path("conflict-map", appauthor=False)


DATA = data_folder(ROOT)
