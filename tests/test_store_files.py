import datetime as dt
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from store import Problem
from store.add import Intake
from store.files import found_in

TEXT = "Shells hit the market of Tallbrook on Monday, a resident said. Nobody was hurt, the mayor told reporters later."
PAGE = f"""<!doctype html><html><head><title>Shells hit market</title>
<meta property="og:site_name" content="River Dispatch"><meta name="author" content="Ann Writer">
<meta property="article:published_time" content="2017-10-04T08:00:00Z">
<link rel="canonical" href="https://example.org/market"></head>
<body><nav>Home | News</nav><article><h1>Shells hit market</h1><p>{TEXT}</p><p>{TEXT.replace("Monday", "Tuesday")}</p>
</article><script>alert("${{x}}")</script></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>River Dispatch</title>
<item><title>One</title><link>https://example.org/1</link><pubDate>Wed, 04 Oct 2017 08:00:00 GMT</pubDate>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
<item><title>Two</title><link>https://example.org/2</link><description></description></item></channel></rss>"""


def take(path, **intake):
    found = list(found_in([path], Intake(**intake)))
    return [item[0] for item in found if not isinstance(item, Problem)], [i for i in found if isinstance(i, Problem)]


def put(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def reasons(problems):
    return [(problem.line, problem.reason) for problem in problems]


def test_json_lines(tmp_path):
    lines = [
        json.dumps({"id": "a", "text": TEXT, "published": "2017-10-04", "source": "River Dispatch"}),
        "",
        "{not json",
        json.dumps({"id": "b"}),
        json.dumps(["a list"]),
        json.dumps({"text": TEXT, "published": "2017-13-40"}),
        json.dumps({"text": TEXT, "published": "2999-01-01"}),
        json.dumps({"text": "Shells\0hit"}),
        json.dumps({"text": "قصف حلب 😀"}, ensure_ascii=False),
    ]
    articles, problems = take(put(tmp_path, "a.jsonl", "\n".join(lines)), today=dt.date(2026, 11, 22))
    assert [article.text for article in articles] == [TEXT, "قصف حلب 😀"]
    assert articles[0].published == dt.date(2017, 10, 4)
    assert reasons(problems) == [
        (3, "not JSON"),
        (4, "no text"),
        (5, "not a JSON object"),
        (6, "published is not a date like 2017-10-04: no such day: 2017-13-40"),
        (7, "published in the future: 2999-01-01"),
        (8, "a NUL byte in the text"),
    ]


def test_a_line_that_is_not_utf8_stops_nothing(tmp_path):
    data = b'{"text": "caf\xe9"}\n' + json.dumps({"text": TEXT}).encode()
    articles, problems = take(put(tmp_path, "a.jsonl", data))
    assert (len(articles), reasons(problems)) == (1, [(1, "not UTF-8")])


def test_a_line_too_long_for_memory_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("store.rows.LONGEST_LINE", 1000)
    lines = [json.dumps({"text": "x" * 5000}), json.dumps({"text": TEXT}), json.dumps({"text": "y" * 5000})]
    articles, problems = take(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert ([article.text for article in articles], [problem.line for problem in problems]) == ([TEXT], [1, 3])


def test_a_line_of_200_mb_is_passed_over_in_the_memory_of_one_of_20(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": TEXT}).encode() + b"\n"
    with path.open("wb") as file:
        file.write(good)
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + good)
    tracemalloc.start()
    articles, problems = take(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(articles), reasons(problems)) == (2, [(2, "longer than 20 MB")])
    assert peak < 100_000_000


@pytest.mark.parametrize("name", ["a\0b", "half \ud800", "a\nb", "x" * 1000])
def test_an_id_that_cannot_be_written_down_is_a_problem(tmp_path, name):
    articles, problems = take(put(tmp_path, "a.jsonl", json.dumps({"id": name, "text": TEXT})))
    assert (articles, len(problems)) == ([], 1)


def test_deep_json_is_a_problem_and_no_crash(tmp_path):
    _, problems = take(put(tmp_path, "a.jsonl", "[" * 100_000))
    assert reasons(problems) == [(1, "not JSON")]


@pytest.mark.parametrize(("name", "between"), [("a.csv", ","), ("a.tsv", "\t")])
def test_tables_with_a_header(tmp_path, name, between):
    rows = [["id", "text", "published"], ["a", f'"{TEXT}\nSecond line."', "2017-10-04"], ["b", "", "2017-10-04"]]
    articles, problems = take(put(tmp_path, name, "\r\n".join(between.join(row) for row in rows)))
    assert [(article.id, article.text) for article in articles] == [("a", TEXT + "\nSecond line.")]
    assert [problem.reason for problem in problems] == ["no text"]


def test_columns_of_other_names(tmp_path):
    path = put(tmp_path, "a.csv", f'body,day,outlet\n"{TEXT}",2017-10-04,River Dispatch\n')
    (article,), _ = take(path, columns={"text": "body", "published": "day", "source": "outlet"})
    assert (article.text, article.published, article.source) == (TEXT, dt.date(2017, 10, 4), "River Dispatch")


def test_a_table_without_the_column_asked_for_is_one_line_that_names_those_there_are(tmp_path):
    rows = {"headline": ["Raid", "Strike"], "body": [TEXT, TEXT]}
    pd.DataFrame(rows).to_parquet(tmp_path / "a.parquet")
    table = f'headline,body\nRaid,"{TEXT}"\nStrike,"{TEXT}"\n'
    for path in (
        tmp_path / "a.parquet",
        put(tmp_path, "a.csv", table),
        put(tmp_path, "a.tsv", table.replace(",", "\t")),
    ):
        for lacking, columns in (("text", {}), ("day", {"text": "body", "published": "day"})):
            articles, (problem,) = take(path, columns=columns)
            told = f"no column {lacking}; there are: headline, body; say which is which: --columns text=COLUMN,title=COLUMN, "
            told += "or --map date=COLUMN,place=COLUMN,notes=COLUMN"
            assert (articles, problem.words()) == ([], f"{path}: {told}")
        assert len(take(path, columns={"text": "body"})[0]) == 2


@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", ""), ("a.jsonl", "\n\n"), ("a.csv", ""), ("a.tsv", "id\ttext\n")]
)
def test_a_file_without_any_article_is_named(tmp_path, name, data):
    articles, (problem,) = take(put(tmp_path, name, data))
    assert (articles, problem.words()) == ([], f"{tmp_path / name}: no article in it; fill it or leave it out")


def test_what_is_no_file_in_a_folder_is_named_and_stops_nothing(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "in"
    (folder / ".hidden").mkdir(parents=True)
    put(folder, ".hidden/a.jsonl", "no JSON")
    put(folder, "a.jsonl", json.dumps({"id": "a", "text": TEXT}))
    (folder / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / "pipe.md")
    articles, problems = take(folder)
    assert [article.id for article in articles] == ["a"]
    assert [(Path(problem.file).name, problem.reason) for problem in problems] == [
        ("gone.md", "no such file or directory"),
        ("linked", "a folder that cannot be listed, or a link to one"),
        ("pipe.md", "no file but a pipe or a device"),
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "no name of a file"), ("a" * 5000, "file name too long")],
)
def test_a_name_that_no_file_can_have_is_one_line(name, reason):
    articles, (problem,) = take(name)
    assert (articles, problem.reason) == ([], reason)


def test_an_empty_folder_is_named(tmp_path):
    articles, (problem,) = take(tmp_path)
    assert (articles, problem.words()) == ([], f"{tmp_path}: no file in this folder; check the path")


def test_a_csv_line_that_is_not_utf8_stops_nothing(tmp_path):
    articles, problems = take(put(tmp_path, "a.csv", b'id,text\na,caf\xff\xfe\xfd\nb,"' + TEXT.encode() + b'"\n'))
    assert ([article.id for article in articles], reasons(problems)) == (["b"], [(2, "not UTF-8")])


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    days = [dt.date(2017, 10, 4), None]
    pd.DataFrame({"text": [TEXT, None], "published": days, "views": [1, 2]}).to_parquet(path)
    (article,), problems = take(path)
    assert (article.text, article.published, reasons(problems)) == (TEXT, dt.date(2017, 10, 4), [(2, "no text")])


@pytest.mark.parametrize("data", [b"PAR1 cut off", b"", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_a_broken_parquet_file_is_one_line(tmp_path, data):
    articles, problems = take(put(tmp_path, "a.parquet", data))
    assert (articles, len(problems)) == ([], 1)
    assert "not a whole Parquet file" in problems[0].words()


def test_a_web_page_gives_its_text_and_what_it_says_of_itself(tmp_path):
    (article,), problems = take(put(tmp_path, "a.html", PAGE))
    assert TEXT in article.text
    assert "alert" not in article.text
    assert (article.title, article.source, article.author) == ("Shells hit market", "River Dispatch", "Ann Writer")
    assert (article.published, article.url, problems) == (dt.date(2017, 10, 4), "https://example.org/market", [])


@pytest.mark.parametrize(
    "data", ["", "<html></html>", "<html><body><p>Cookies?</p></body></html>", "\0\0\0", "<" * 999]
)
def test_a_page_without_an_article_is_one_line(tmp_path, data):
    articles, problems = take(put(tmp_path, "a.html", data))
    assert (articles, len(problems)) == ([], 1)


def test_a_feed(tmp_path):
    (article,), (problem,) = take(put(tmp_path, "a.xml", FEED))
    assert article.text.strip() == TEXT
    assert (article.title, article.source, article.published) == ("One", "River Dispatch", dt.date(2017, 10, 4))
    assert problem.words().endswith("a.xml entry 2: no text in the entry; add the article's own address")


def test_a_feed_cut_off_gives_what_is_whole_and_says_so(tmp_path):
    cut = FEED[: FEED.index("<item><title>Two")]
    articles, problems = take(put(tmp_path, "a.xml", cut))
    assert len(articles) == 1
    assert "breaks off" in problems[0].reason


FUTURE = [
    ("a.html", PAGE.replace("2017-10-04", "2017-10-06"), "published in the future: 2017-10-06"),
    ("a.xml", FEED.replace("Wed, 04 Oct 2017", "Tue, 01 Jan 2999"), "published in the future: 2999-01-01"),
    ("a.csv", f'text,published\n"{TEXT}",2999-01-01\n', "published in the future: 2999-01-01"),
]


@pytest.mark.parametrize(("name", "data", "reason"), FUTURE)
def test_a_day_in_the_future_is_a_problem(tmp_path, name, data, reason):
    articles, problems = take(put(tmp_path, name, data), today=dt.date(2017, 10, 5))
    assert articles == []
    assert reason in [problem.reason for problem in problems]


@pytest.mark.parametrize("data", [b"", b"no feed", b"\x89PNG\0\0"])
def test_what_is_no_feed_is_one_line(tmp_path, data):
    articles, problems = take(put(tmp_path, "a.rss", data))
    assert (articles, len(problems)) == ([], 1)


BILLION = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>
<rss><channel><title>x</title><item><title>&c;</title><description>&d;&c;</description></item></channel></rss>"""


def test_a_feed_full_of_entities_neither_grows_nor_reads_files(tmp_path):
    articles, _ = take(put(tmp_path, "a.xml", BILLION))
    assert all("root:" not in article.text and len(article.text) < 100_000 for article in articles)


def zip_of(tmp_path, files, *, compression=zipfile.ZIP_DEFLATED):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def test_a_zip_is_a_folder(tmp_path):
    inner = io.BytesIO()
    pd.DataFrame({"text": [TEXT]}).to_parquet(inner)
    files = {
        "b/one.md": f"---\nid: one\n---\n{TEXT}",
        "lines.jsonl": json.dumps({"id": "two", "text": TEXT}),
        "table.parquet": inner.getvalue(),
        "../../evil.md": f"---\nid: three\n---\n{TEXT}",
        ".hidden.md": "x",
        "__MACOSX/b/._one.md": "x",
        "photo.png": b"x",
        "more.zip": b"x",
    }
    articles, problems = take(zip_of(tmp_path, files))
    assert {"one", "two", "three"} < {article.id for article in articles}
    assert len(articles) == 4
    assert sorted(Path(problem.file).name for problem in problems) == ["more.zip", "photo.png"]
    assert not (tmp_path.parent.parent / "evil.md").exists()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    articles, problems = take(zip_of(tmp_path, {"bomb.md": b"0" * 30_000_000}))
    assert (articles, len(problems)) == ([], 1)
    assert "zip bomb" in problems[0].reason


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"no zip"])
def test_a_broken_zip_is_one_line(tmp_path, data):
    articles, problems = take(put(tmp_path, "a.zip", data))
    assert (articles, [problem.reason for problem in problems]) == ([], ["not a whole zip file"])


def test_a_damaged_file_in_a_zip_stops_nothing(tmp_path):
    files = {"a.md": f"---\nid: a\n---\n{TEXT}", "b.md": f"---\nid: b\n---\n{TEXT}"}
    path = zip_of(tmp_path, files, compression=zipfile.ZIP_STORED)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"id: a", b"id: c", 1))
    articles, problems = take(path)
    assert ([article.id for article in articles], len(problems)) == (["b"], 1)
    assert "cannot be unpacked" in problems[0].reason


@pytest.mark.parametrize("given", [json.dumps({"id": "a", "text": TEXT}), f"---\nid: a\n---\n{TEXT}"])
def test_standard_input(given):
    script = "from store.files import found_in; print([item[0].id for item in found_in(['-'])])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=given.encode(),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert done.stdout.decode().strip() == "['a']"


def test_the_origin_of_every_article_is_known(tmp_path):
    path = put(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": TEXT}))
    ((_, origin),) = found_in([path])
    assert origin.where == f"{path}:1"
    assert len(origin.sha256) == 64
