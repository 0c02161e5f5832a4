"""A real scheduler and real worker processes; workers and scheduler are killed (SIGKILL) in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import dask
import pytest

from events import Article
from store import Archive, Filters, cluster
from store.add import add_articles
from store.cluster import Cluster, ClusterError, add_on
from store.schema import Origin
from tests.factories import lone

ROOT = Path(__file__).parent.parent


def quick(part, tell):
    """What stands in for reading where rows do not matter; slow enough that a kill falls into it."""
    time.sleep(0.02 * len(part))
    return "test", tuple(tell(lone(article)) for article in part)


def deadly(part, tell):
    """Die of one article, as a worker does that runs out of memory."""
    if any("deadly" in article.text for article in part):
        os._exit(1)
    return "test", tuple(tell(lone(article)) for article in part)


def another_edition(part, tell):
    del tell
    return ("theirs" if part else "ours"), ()


def not_installed(part, tell):
    del tell
    if part:
        raise ModuleNotFoundError("No module named 'events'")  # noqa: EM101, TRY003 - as Python says it
    return "test", ()


@contextmanager
def process(*words, **settings):
    """A process in a group of its own, so that what it started ends with it."""
    command = [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--no-dashboard"]
    started = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.DEVNULL, env={**os.environ, **settings}, start_new_session=True
    )
    with started:
        try:
            yield started
        finally:
            with suppress(ProcessLookupError):  # it was killed and everything with it
                os.killpg(started.pid, signal.SIGKILL)


@contextmanager
def scheduler(folder, **settings):
    """Yield a scheduler's process and its address."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    with process("scheduler", "--port", "0", "--scheduler-file", str(file), **settings) as started:
        while not file.exists() or not file.read_text():
            assert started.poll() is None
            time.sleep(0.05)
        yield started, json.loads(file.read_text())["address"]


def worker(address, folder, *words):
    return process("worker", address, "--nthreads", "1", "--local-directory", str(folder), *words)


def articles(count, words="Generated: shells hit the market of Hama on Monday, killing {n} people, residents said."):
    return [(Article(f"a-{n}", f"{words.format(n=n + 2)} No. {n}."), Origin(f"{n}.md")) for n in range(count)]


def kill_at(moment, *processes):
    """A progress that kills the processes when that many articles have been given out."""

    def progress(done, _of, _name):
        if done == moment:
            for each in processes:
                each.kill()

    return progress


def add(archive, found, address, *, progress=None, batch=8, patience=120, **how):
    reader = Cluster(address, patience=patience, **how)
    return add_articles(archive, found, progress=progress, reader=reader, workers=2, batch=batch)


def kept(archive):
    """Everything in the archive, in no order."""
    ids = sorted(archive.articles().id)
    assert len(set(ids)) == len(ids)
    return archive.table(Filters()).sort_values("id").to_csv(index=False), [archive.reading(id_) for id_ in ids]


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """The address of a scheduler with one worker, which is started again where it dies; one death decides."""
    folder = tmp_path_factory.mktemp("staffed")
    with scheduler(folder, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as (_, address), worker(address, folder):
        yield address


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(cluster, "MOST_ARTICLES", 4)
    monkeypatch.setattr(cluster, "WAIT", 0.5)


def test_the_same_rows_as_on_one_machine_though_a_worker_is_killed(tmp_path):
    found = articles(48)
    with scheduler(tmp_path) as (_, address), worker(address, tmp_path, "--no-nanny") as first:
        with worker(address, tmp_path, "--no-nanny"):
            there = Archive(tmp_path / "there")
            added = add(there, found, address, progress=kill_at(36, first))
        assert first.wait(timeout=10) == -signal.SIGKILL
    here = Archive(tmp_path / "here")
    add_articles(here, found)
    assert (added.new, added.problems) == (48, ())
    assert len(here.table(Filters()))
    assert [change.what for change in there.history()].count("8 articles added, 0 revised") == 6
    assert kept(there) == kept(here)


def test_all_workers_die_and_another_comes(tmp_path):
    with scheduler(tmp_path) as (_, address):  # noqa: SIM117 - one line would be too long
        with worker(address, tmp_path, "--no-nanny") as first, worker(address, tmp_path, "--no-nanny") as second:
            late = []

            def progress(done, of, name):
                if done == 32:
                    kill_at(done, first, second)(done, of, name)
                    late.append(worker(address, tmp_path, "--no-nanny"))
                    late[0].__enter__()

            archive = Archive(tmp_path / "archive")
            added = add(archive, articles(60), address, progress=progress, read_part=quick)
            late[0].__exit__(None, None, None)
    assert added.new == len(archive.articles()) == archive.tally(Filters()).total == 60


def test_the_scheduler_dies_and_the_next_run_goes_on(tmp_path):
    archive, found = Archive(tmp_path / "archive"), articles(60)
    with scheduler(tmp_path) as (master, address), worker(address, tmp_path, "--no-nanny"):  # noqa: SIM117 - as above
        with pytest.raises(ClusterError, match=r"went away; what was committed stays: run the command again"):
            add(archive, found, address, progress=kill_at(40, master), read_part=quick)
    there = len(archive.articles())
    assert 0 < there < 60
    assert there % 8 == 0
    with scheduler(tmp_path) as (_, address), worker(address, tmp_path, "--no-nanny"):
        again = add(archive, found, address, read_part=quick)
    assert (again.same, again.new, len(archive.articles())) == (there, 60 - there, 60)


def test_an_article_that_workers_die_of_is_a_problem_and_the_rest_is_added(tmp_path, staffed):
    lines = [{"id": article.id, "text": article.text} for article, _ in articles(3)]
    lines[0]["text"] = "A deadly one."
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    archive = Archive(tmp_path / "archive")
    added = add_on(Cluster(staffed, read_part=deadly), archive, [tmp_path / "in.jsonl"])
    assert (added.new, archive.tally(Filters()).total) == (2, 2)
    assert [problem.words() for problem in added.problems] == [
        "a-0: workers died while they read it; give the workers more memory, or leave it out"
    ]
    assert archive.problems() == added.problems


CANNOT = [
    (another_edition, "a worker reads as edition theirs, this machine as ours; install the same version on all"),
    (not_installed, "a worker cannot read: No module named 'events'; start it in the folder of the package"),
]


@pytest.mark.parametrize(("read_part", "words"), CANNOT)
def test_a_worker_that_would_read_otherwise_is_refused(tmp_path, staffed, read_part, words):
    archive = Archive(tmp_path / "archive")
    with pytest.raises(ClusterError, match=words):
        add(archive, articles(2), staffed, read_part=read_part)
    assert not archive.has_articles()


def test_without_workers_it_gives_up_with_one_clear_line(tmp_path):
    with scheduler(tmp_path) as (_, address), pytest.raises(ClusterError, match=f"python -m dask worker {address}$"):
        add(Archive(tmp_path / "archive"), articles(2), address, read_part=quick, patience=2)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere://127.0.0.1:9"])
def test_where_no_scheduler_is_it_says_so(tmp_path, address):
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(
            ClusterError, match=f"^no scheduler answers at {address} .*; start one: python -m dask scheduler$"
        ),
    ):
        add(Archive(tmp_path / "archive"), articles(2), address, read_part=quick)


def test_where_dask_is_not_installed_it_says_how_to(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"needs Dask: pip install -r requirements-cluster\.txt$"):
        Cluster("local")


def test_a_local_cluster_reads_in_processes_of_its_own(tmp_path):
    archive = Archive(tmp_path / "archive")
    assert add(archive, articles(10), "local", read_part=quick).new == 10
    assert archive.tally(Filters()).total == 10


def test_adding_again_starts_no_cluster(tmp_path):
    archive = Archive(tmp_path / "archive")
    add_articles(archive, articles(3), reader=type("Now", (), {"read": staticmethod(lone)})())
    assert add(archive, articles(3), "nowhere://", read_part=quick).same == 3
