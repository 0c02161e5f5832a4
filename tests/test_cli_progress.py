"""An adding tells how far it is, and leaves a finished state when it is stopped."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from cli import app
from commands.pace import Told
from events.processes import in_processes
from store import Archive, add
from tests.factories import lone

HOUSE = Path(__file__).parent.parent


TEXT = "Shells hit the market of Tallbrook on Monday, a resident said."


def put(folder, name, data):
    (folder / name).write_text(data, encoding="utf-8")
    return folder / name


STOPPED = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background has it ignored
from store import add
from cli import app
from tests.factories import lone

class Slow:
    edition = "test"
    def read(self, of):
        if of.id == "a230" and sys.argv.pop() == "stop":
            print("here", flush=True)
            threading.Event().wait()
        return lone(of)
add._reader = Slow
add._edition = lambda reader: "test"
app(sys.argv[1:4])
"""


def test_ctrl_c_leaves_a_finished_state_and_the_same_command_goes_on(tmp_path):
    file = put(tmp_path, "a.jsonl", "\n".join(json.dumps({"id": f"a{n}", "text": f"{TEXT} {n}"}) for n in range(250)))
    command = [sys.executable, "-c", STOPPED, "add", str(file), f"--store={tmp_path / 'archive'}"]
    first = subprocess.Popen([*command, "stop"], cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "here\n"
    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=60)
    assert first.returncode == 130
    assert said.splitlines()[-1] == "stopped; what is stored is whole, the same command again goes on from there"
    assert len(Archive(tmp_path / "archive").articles()) == 230  # all that was read, though the batch was not full
    again = subprocess.run([*command, "go on"], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert "20 new, 0 revised, 230 already there" in again.stderr


class OneReport:
    edition = "test"

    def read(self, of):
        return lone(of)


class Deadly(OneReport):
    """Reads in processes, of which the article numbered 230 kills one, as soon as two hundred have come back."""

    def __init__(self, come_back):
        self.come_back = come_back

    def told(self, articles, tell, *, workers=1):
        work = partial(deadly, tell, self.come_back)
        for number, one in enumerate(in_processes(work, articles, workers=workers, start=int)):
            if number == 201:
                self.come_back.touch()
            yield one


def deadly(tell, come_back, of):
    if of.id == "a230":
        while not come_back.exists():
            time.sleep(0.01)
        signal.raise_signal(signal.SIGKILL)
    return tell(lone(of))


def test_a_killed_reading_process_is_one_line_and_the_same_command_goes_on(tmp_path, monkeypatch):
    def run(reader, *words):
        monkeypatch.setattr(add, "_reader", reader)
        monkeypatch.setattr(add, "_edition", lambda _reader: "test")
        return CliRunner().invoke(app, ["add", str(file), f"--store={tmp_path / 'archive'}", *words])

    file = put(tmp_path, "a.jsonl", "\n".join(json.dumps({"id": f"a{n}", "text": f"{TEXT} {n}"}) for n in range(250)))
    killed = run(lambda: Deadly(tmp_path / "come back"), "--workers", "2")
    assert (killed.exit_code, killed.stdout) == (1, "")
    assert killed.stderr.splitlines()[-1].startswith("a reading process was killed, ")
    assert killed.stderr.endswith("; what is stored is whole, the same command again goes on from there\n")
    stored = len(Archive(tmp_path / "archive").articles())
    assert 200 < stored <= 230
    assert f"{250 - stored} new, 0 revised, {stored} already there" in run(OneReport).stderr


@pytest.mark.parametrize(
    ("terminal", "told"), [(False, ["0/40: a0", "30/40, 3.0 a second, 3 s left: a30"]), (True, ["30/40", "3.0/s"])]
)
def test_progress_has_rate_and_time_left(capsys, terminal, told):
    seconds = iter([0.0, *(float(at) for at in range(4)), 10.0])
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=terminal, width=120)
    with Told(console, clock=lambda: next(seconds)) as progress:
        for done in (0, 1, 2, 3, 30):
            progress(done, 40, f"a{done}")
    said = drawn.getvalue() + capsys.readouterr().err
    assert all(words in said for words in told)
    assert terminal or said.splitlines() == told
