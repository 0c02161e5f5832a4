import datetime as dt
import json
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from events import Count
from events.processes import WorkerLostError
from store import Archive, Filters, add_paths, seed
from store.add import Intake
from store.files import article_file
from store.markdown import NotAnArticle
from tests.factories import article, lone

ROOT = Path(__file__).parent.parent
GOOD = "---\nid: {id}\nsource: River Dispatch\npublished: 2017-10-04\n---\nShells hit Tallbrook, {id}."


class OneReport:
    """A reader that reads one report out of any text, merged with no other."""

    def read(self, article):
        return lone(article)


def write(folder, files):
    for name, data in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


BAD = [
    ("empty.md", b"", "empty.md: the file is empty; write the article into it or remove it"),
    ("blank.md", b" \n\n ", "blank.md: the file is empty"),
    ("latin.md", "---\nsource: Гао\n---\nx".encode("cp1251"), "latin.md line 2: not UTF-8; save it as UTF-8"),
    ("open.md", b"---\nsource: x\nShells hit.", "open.md line 1: no front matter"),
    (
        "day.md",
        b"---\nid: x\npublished: 2017-13-40\n---\nShells.",
        "day.md line 3: no such day: 2017-13-40; write published",
    ),
    ("leap.md", b"---\npublished: 2017-02-29\n---\nShells.", "leap.md line 2: no such day: 2017-02-29"),
    ("day2.md", b"---\nretrieved: yesterday\n---\nShells.", "day2.md line 2: no day that can be read: 'yesterday'"),
    ("future.md", b"---\npublished: 2999-01-01\n---\nShells.", "future.md line 2: published in the future"),
    ("yaml.md", b"---\nsource: [a\n---\nShells.", "yaml.md line 3: front matter: "),
    ("tag.md", b"---\nsource: !!python/object/apply:os.system ['x']\n---\nShells.", "tag.md line 2: front matter: "),
    ("list.md", b"---\n- a\n---\nShells.", "list.md line 2: front matter without fields"),
    ("nest.md", b"---\nsource:\n  a: b\n---\nShells.", "nest.md line 2: source is a list or a table; write one text"),
    ("none.md", b"---\nid: x\n---\n \n", "none.md: no text after the front matter"),
    ("nul.md", b"---\nid: x\n---\nShells\0hit.", "nul.md line 4: a NUL byte"),
    ("photo.png", b"\x89PNG", "photo.png: no kind of file that can be read: .png"),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD)
def test_a_bad_file_is_one_clear_line(tmp_path, name, data, words):
    write(tmp_path, {name: data})
    archive = Archive(tmp_path / "archive")
    added = add_paths(archive, [tmp_path / name], reader=OneReport(), intake=Intake(today=dt.date(2026, 11, 22)))
    (problem,) = added.problems
    assert problem.words().removeprefix(f"{tmp_path}/").startswith(words)
    assert "\n" not in problem.words()
    assert (added.new, archive.tally(Filters()).total) == (0, 0)


def test_bad_files_never_stop_the_others(tmp_path):
    folder = write(tmp_path / "in", {name: data for name, data, _ in BAD} | {"z.md": GOOD.format(id="z")})
    archive = Archive(tmp_path / "archive")
    added = add_paths(archive, [folder], reader=OneReport(), intake=Intake(today=dt.date(2026, 11, 22)))
    assert (added.new, len(added.problems)) == (1, len(BAD))
    assert archive.problems() == tuple(sorted(added.problems, key=lambda each: (each.file, each.line)))


def test_a_file_that_there_is_not(tmp_path):
    added = add_paths(Archive(tmp_path / "archive"), [tmp_path / "gone.md"], reader=OneReport())
    assert added.problems[0].words().endswith("gone.md: no such file or directory; check the path and its rights")


def test_the_text_is_kept_byte_for_byte(tmp_path):
    text = "  Línea one\r\n\r\nقصف حلب \u202ehidden\u202c <script>${x}</script> " + "😀" * 10_000 + "\n\n---\nlast\n"
    write(tmp_path, {"a.md": "---\nid: a\n---\n" + text})
    assert article_file(tmp_path / "a.md").text == text


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path):
    write(tmp_path, {"a.md": "\ufeff---\r\nid: a\r\npublished: 2017-10-04\r\n---\r\nShells hit.\r\n"})
    article = article_file(tmp_path / "a.md")
    assert (article.id, article.published, article.text) == ("a", dt.date(2017, 10, 4), "Shells hit.\r\n")


def test_null_in_front_matter_is_nothing_and_numbers_are_text(tmp_path):
    write(tmp_path, {"a.md": "---\nid: 007\ntitle: null\nurl: ~\nauthor:\nlicence: yes\nnotes: mine\n---\nShells hit."})
    article = article_file(tmp_path / "a.md")
    assert (article.id, article.title, article.url, article.author, article.licence) == ("007", None, None, None, "yes")


def test_without_an_id_the_same_text_is_the_same_article(tmp_path):
    write(tmp_path, {"a.md": "---\nsource: x\n---\nShells hit.", "b.md": "---\nsource: x\n---\nShells hit."})
    added = add_paths(Archive(tmp_path / "archive"), [tmp_path / "a.md", tmp_path / "b.md"], reader=OneReport())
    assert (added.new, added.problems) == (1, ())


CHANGED = [
    ("a.jsonl", '{{"url": "https://example.org/a", "text": "{}"}}'),
    ("a.csv", "url,text\nhttps://example.org/a,{}\n"),
    ("a.md", "---\nurl: https://example.org/a\n---\n{}"),
]


@pytest.mark.parametrize(("name", "data"), CHANGED)
def test_a_changed_article_at_the_same_address_is_a_revision(tmp_path, name, data):
    archive = Archive(tmp_path / "archive")
    for text in ("Shells hit Tallbrook.", "Shells hit Tallbrook twice."):
        add_paths(archive, [write(tmp_path, {name: data.format(text)}) / name], reader=OneReport())
    (id_,) = archive.articles().id
    assert archive.reading(id_).article.text == "Shells hit Tallbrook twice."
    assert [entry.what.split()[-1] for entry in archive.past(id_) if "article" in entry.what] == ["added", "revised"]


def test_two_files_with_one_id_and_other_texts(tmp_path):
    files = {"a.md": GOOD.format(id="x"), "b.md": GOOD.format(id="x") + " More."}
    added = add_paths(Archive(tmp_path / "archive"), [write(tmp_path / "in", files)], reader=OneReport())
    assert added.new == 1
    assert "the id x is already that of" in added.problems[0].words()


def test_two_lines_with_one_id_and_other_texts_are_told_by_file_and_line(tmp_path):
    lines = "\n".join(json.dumps({"id": "x", "text": text}) for text in ("Shells hit Tallbrook.", "Tallbrook fell."))
    added = add_paths(
        Archive(tmp_path / "archive"), [write(tmp_path, {"a.jsonl": lines}) / "a.jsonl"], reader=OneReport()
    )
    (problem,) = added.problems
    assert problem.words() == (
        f"{tmp_path}/a.jsonl line 2: the id x is already that of {tmp_path}/a.jsonl:1; give it an id of its own"
    )


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), WorkerLostError("killed")])
def test_stopped_in_the_middle_of_a_batch_what_was_read_is_stored(tmp_path, stop):
    class Stopped(OneReport):
        def read(self, article):
            if article.id == "c":
                raise stop
            return super().read(article)

    folder = write(tmp_path / "in", {f"{id_}.md": GOOD.format(id=id_) for id_ in "abcd"})
    archive = Archive(tmp_path / "archive")
    with pytest.raises(type(stop)):
        add_paths(archive, [folder], reader=Stopped())
    assert sorted(archive.articles().id) == ["a", "b"]
    assert add_paths(archive, [folder], reader=OneReport()).words().startswith("2 new, 0 revised, 2 already there")


def test_long_articles_make_a_batch_sooner(tmp_path):
    lines = "\n".join(json.dumps({"id": str(at), "text": f"{at}" + " quiet" * 50_000}) for at in range(7))
    archive = Archive(tmp_path / "archive")
    add_paths(archive, [write(tmp_path, {"a.jsonl": lines}) / "a.jsonl"], reader=OneReport())
    assert [change.what for change in archive.history()][:-1] == [
        "3 articles added, 0 revised",
        "4 articles added, 0 revised",
    ]


def test_one_file_that_is_no_article_says_so(tmp_path):
    write(tmp_path, {"a.txt": ""})
    with pytest.raises(NotAnArticle, match="the file is empty"):
        article_file(tmp_path / "a.txt")


def test_adding_again_reads_nothing(tmp_path):
    class Never:
        def read(self, article):
            raise AssertionError(article.id)

    folder = write(tmp_path / "in", {f"{n}.md": GOOD.format(id=n) for n in range(5)})
    archive = Archive(tmp_path / "archive")
    assert add_paths(archive, [folder], reader=OneReport()).new == 5
    again = add_paths(archive, [folder], reader=Never())
    assert (again.same, again.version) == (5, archive.version)


def test_progress_is_told_before_each_article(tmp_path):
    told = []
    folder = write(tmp_path / "in", {f"{n}.md": GOOD.format(id=n) for n in range(3)})
    add_paths(Archive(tmp_path / "a"), [folder], reader=OneReport(), progress=lambda *step: told.append(step))
    assert told == [(0, 3, "0"), (1, 3, "1"), (2, 3, "2")]


def _seed_once(address, folder):
    return seed(Archive(address), folder, reader=OneReport()).new


def test_two_who_open_an_empty_archive_at_once_seed_it_once(tmp_path):
    folder = write(tmp_path / "in", {f"{n}.md": GOOD.format(id=n) for n in range(5)})
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        added = pool.starmap(_seed_once, [(tmp_path / "archive", folder)] * 3)
    assert sorted(added) == [0, 0, 5]
    archive = Archive(tmp_path / "archive")
    assert (archive.version, archive.tally(Filters()).total) == (1, 5)


def test_an_archive_with_articles_is_not_seeded(tmp_path):
    folder = write(tmp_path / "in", {"a.md": GOOD.format(id="a")})
    archive = Archive(tmp_path / "archive")
    add_paths(archive, [write(tmp_path / "own", {"b.md": GOOD.format(id="b")})], reader=OneReport())
    assert seed(archive, folder, reader=OneReport()).new == 0


def test_what_is_there_is_read_again_where_that_is_asked_for(tmp_path):
    class Other(OneReport):
        def read(self, article):
            return lone(article, injured=Count(3, 3, 3))

    folder = write(tmp_path / "in", {"a.md": GOOD.format(id="a")})
    archive = Archive(tmp_path / "archive")
    add_paths(archive, [folder], reader=OneReport())
    assert add_paths(archive, [folder], reader=Other(), again=True).revised == 1
    assert archive.table(Filters()).injured.to_list() == [3]


FULL = """
import sys
from pathlib import Path
from store import Archive, Filters
from store.delta_table import CannotWrite
from tests.factories import article, lone
archive, filling = Archive(sys.argv[1]), Path(sys.argv[1], "filling")
archive.add([lone(article("Shells hit Tallbrook."))])
with filling.open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError as error:
        print(error.strerror)
try:
    archive.add([lone(article("Shells hit again. " * 2000, id="b"))])
except CannotWrite as error:
    print(error)
again = Archive(sys.argv[1])
print(len(again.articles()), again.tally(Filters()).total)
filling.unlink()
print(again.add([lone(article("Shells hit again. " * 2000, id="b"))]).new, len(Archive(sys.argv[1]).articles()))
"""


def test_a_full_disk_is_said_and_the_old_state_is_intact(tmp_path):
    """A real file system of one megabyte, in a namespace of its own, filled to the last byte."""
    mounted = 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", mounted, "sh", tmp_path, sys.executable, FULL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    full, message, intact, after = done.stdout.splitlines()
    assert (full, intact, after) == ("No space left on device", "1 1", "1 2"), done.stderr
    assert "cannot be written (" in message
    assert message.endswith("; it is as it was: make room, add again")


def test_fields_that_no_column_can_hold_are_kept_all_the_same(tmp_path):
    hostile = article("Shells hit.", title="half \ud800 and \0", source="s\0", url="http://[", author="\ud800")
    archive = Archive(tmp_path)
    archive.add([lone(hostile)])
    assert archive.reading(hostile.id).article == hostile
    assert archive.tally(Filters(sources=("s\N{REPLACEMENT CHARACTER}",))).shown == 1


def test_where_worker_processes_read_this_one_does_not_load_what_reading_needs(tmp_path):
    """And the workers load nothing of what keeping needs; what is kept is the same."""
    write(tmp_path / "in", {f"{n}.md": GOOD.format(id=f"a-{n}") for n in range(3)})
    said = subprocess.run(
        [sys.executable, "-c", ADDED_BY_TWO, tmp_path / "in", tmp_path / "two"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert said.stdout == "3 new, without spacy\n", said.stderr
    one, two = Archive(tmp_path / "one"), Archive(tmp_path / "two")
    add_paths(one, [tmp_path / "in"])
    assert [two.reading(f"a-{n}") for n in range(3)] == [one.reading(f"a-{n}") for n in range(3)]
    assert two.table(Filters()).equals(one.table(Filters()))
    loaded = [
        sys.executable,
        "-c",
        "import sys, store.serialized; print({'duckdb', 'deltalake', 'pyarrow'} & {*sys.modules})",
    ]
    assert subprocess.run(loaded, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "set()\n"


ADDED_BY_TWO = """
import sys
from store import Archive, add_paths
if __name__ == "__main__":
    added = add_paths(Archive(sys.argv[2]), [sys.argv[1]], workers=2)
    print(added.new, "new,", "with" if "spacy" in sys.modules else "without", "spacy")
"""
