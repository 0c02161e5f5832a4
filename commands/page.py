"""``page``: the map in the browser, on this machine."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from text.folders import ROOT

app = typer.Typer()
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port of this machine.")]


@app.command()
def page(*, port: Port = 8501) -> None:
    """Serve the page on this machine, and open nothing to others; what is missing is made first. Ctrl-C ends it."""
    from geo.build import ensure  # noqa: PLC0415 - only what asks it loads it

    typer.echo(ensure(), err=True)
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", str(port)]
    try:
        ended = subprocess.run(command, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        ended = 0
    raise typer.Exit(ended)
