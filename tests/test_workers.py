"""Reading in several processes: in order, no further ahead than need be, and never a wait without end."""

from __future__ import annotations

import signal
from itertools import count, islice

import pytest

from events.processes import AHEAD, PART, WorkerLostError, in_processes


def test_what_comes_back_stands_in_the_order_of_what_was_given() -> None:
    assert list(in_processes(abs, range(-30, 0), workers=2, start=int)) == list(range(30, 0, -1))


def test_an_input_without_end_is_read_a_little_ahead_only() -> None:
    given = []
    articles = (given.append(number) or number for number in count())
    assert list(islice(in_processes(abs, articles, workers=2, start=int), 10)) == list(range(10))
    assert len(given) <= 10 + PART * (2 * AHEAD + 1)


def test_an_error_in_the_work_is_the_callers() -> None:
    with pytest.raises(TypeError, match="abs"):
        list(in_processes(abs, ["text"], workers=2, start=int))


def test_a_killed_process_ends_the_run_with_a_message() -> None:
    with pytest.raises(WorkerLostError, match="was killed"):
        list(in_processes(signal.raise_signal, [signal.SIGKILL], workers=2, start=int))
