"""The hosts' own ways to start the page, in an empty folder, with the packages that are here already."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from geo.build import ensure
from tests.e2e.conftest import ROOT, free_port

NAMESPACES = shutil.which("unshare") and subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0  # fmt: skip


def checked(way: str) -> subprocess.CompletedProcess[str]:
    """Take the steps of one way of docs/HOSTING.md in an empty folder."""
    ensure()
    return subprocess.run(
        ["sh", "hosting/check.sh", way],
        cwd=ROOT,
        env={**os.environ, "VENV": sys.prefix, "PORT": str(free_port()), "BROWSER_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.skipif(not NAMESPACES or os.geteuid() != 0, reason="another user and a read-only root need root: sudo")
def test_as_nobody_on_a_read_only_root_the_page_paints() -> None:
    ran = checked("container")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[-1] == "container: good"


def test_as_the_cloud_starts_it_the_page_paints_for_readers() -> None:
    ran = checked("cloud")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[-1] == "cloud: good"
