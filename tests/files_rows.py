"""Every kind of file x fine, odd, damaged, hostile: what is brought. What comes out stands in docs/FILES.md, a line each.

``python -m tests.files_rows`` writes that page by trying all; tests/test_files_table.py tries each and holds that its line
is there, so that the page and what happens cannot disagree.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from events import Article
from store import Problem, rows
from store.files import found_in
from store.rows import Intake
from store.schema import Origin
from tests.files_made import (
    BOMB,
    FIRST,
    HTML_MAIL,
    SECOND,
    WORD,
    XXE,
    again_in_excel,
    broken_export,
    container,
    docx,
    epub,
    exports,
    locked_ods,
    locked_zip,
    mail,
    many_rows,
    odd_book,
    ods,
    odt,
    packed_pdf,
    parquet,
    pdf,
    unpacked,
    wide_book,
    workbook,
    xls,
    xlsb,
    xlsx,
    zipped,
)

PAGE = Path(__file__).parents[1] / "docs" / "FILES.md"
STATES = ("fine", "odd", "damaged", "hostile")
# The longest line is lowered for these tries, so that none needs a file of 200 MB; bench/hostile_files.py tries one.
LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One file that is brought: of which kind, in which state, under which name. ``size`` is that of a file of blanks."""

    kind: str
    state: str
    what: str
    name: str
    data: bytes
    size: int = 0
    longest_line: int = 20_000_000

    @property
    def id(self) -> str:
        """The name of its test."""
        return f"{self.kind} {self.state} {self.what}".replace(" ", "-")


LARGE = 200_000_000
ROW = ("2026-02-14", "Hama", "35.13", "36.75", "4", FIRST)
NAMES = ("Date", "Place", "Lat", "Lon", "Killed", "Notes")


def table(*rows: tuple[str, ...], between: str = ",") -> str:
    return "".join(between.join(f'"{cell}"' for cell in row) + "\n" for row in rows)


SHEET = table(NAMES, ROW)
ACLED = table(
    ("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "country", "location", "latitude", "longitude", "notes", "fatalities"),
    ("SYR1", "14 February 2026", "Battles", "Armed clash", "Rebels", "Syria", "Hama", "35.13", "36.75", FIRST, "4"),
)  # fmt: skip
GED = table(
    ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "where_prec", "where_coordinates", "latitude", "longitude", "country", "best", "low", "high", "source_headline"),
    ("7", "3", "IS", "Civilians", "2026-02-14", "2026-02-14", "1", "Hama", "35.13", "36.75", "Syria", "4", "4", "4", FIRST),
)  # fmt: skip
CANDIDATE = GED.replace('"best"', '"best"').replace('"id"', '"code_status","id"', 1).replace('"7"', '"Clear","7"', 1)
GTD = table(
    ("eventid", "iyear", "imonth", "iday", "city", "latitude", "longitude", "attacktype1_txt", "gname", "nkill", "summary"),
    ("1", "2026", "2", "14", "Hama", "35.13", "36.75", "Armed Assault", "Unknown", "4", FIRST),
)  # fmt: skip
AIRWARS = table(
    ("Unique Reference", "Incident Date", "Location name", "Location coordinates", "Strike type", "Civilian deaths minimum", "Civilians killed max", "Assessment"),
    ("S1", "14 February 2026", "Hama", "35.13, 36.75", "Airstrike", "4", "4", FIRST),
)  # fmt: skip
HXL = table(NAMES, ("#date+occurred", "#loc+name", "#geo+lat", "#geo+lon", "#affected+killed", "#description"), ROW)
JSON_ROW = json.dumps({"id": "a", "text": f"{FIRST} {SECOND}"})
OTHER_ROW = JSON_ROW.replace('"a"', '"b"')
TELEGRAM = {"name": "T", "type": "public_channel", "id": 7, "messages": [{"id": 1, "type": "message", "date": "2026-04-06T10:00:00", "text": FIRST}]}  # fmt: skip
RELIEFWEB = {"data": [{"id": "9", "fields": {"title": "Update", "body": FIRST}}]}
GDELT = {"articles": [{"url": "https://example.org/1", "title": "Hit"}]}
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_text": FIRST}]}
RSS = f"<rss version='2.0'><channel><title>T</title><item><title>Hit</title><description>{FIRST} {SECOND}</description></item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>1</id><title>Hit</title><content>{FIRST} {SECOND}</content></entry></feed>"
ENTITIES = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
OPML = "<opml version='2.0'><body><outline xmlUrl='http://127.0.0.1:9/feed'/></body></opml>"
WHOLE_BOOK = zipped({
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
    "b.opf": '<package><manifest><item id="c" href="c.xhtml"/></manifest><spine>' + '<itemref idref="c"/>' * 3000 + "</spine></package>",
    "c.xhtml": f"<p>{FIRST}</p>" * 100,
})  # fmt: skip
LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


def nested_mail() -> bytes:
    """Return a mail in a mail in a mail."""
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    return b"Subject: x\n" + head + FIRST.encode()


def with_file(data: bytes, name: str, inside: str) -> bytes:
    """Return a zip with one more file."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, inside)
    return out.getvalue()


def cells() -> Iterator[Cell]:
    """Yield all cells."""
    for kind, tries in ROWS.items():
        for state, what, name, data in tries:
            made = data.encode() if isinstance(data, str) else data
            yield Cell(kind, state, what, name, made, longest_line=LINE if "long line" in what else 20_000_000)
        if kind in WHOLE:
            yield Cell(kind, "hostile", "200 MB", f"a.{WHOLE[kind]}", b"", size=LARGE)


def outcome(cell: Cell, folder: Path) -> tuple[str, list[tuple[Article, Origin]]]:
    """Bring a file in; return what comes out in one line, and what was found."""
    path = folder / cell.name
    path.write_bytes(cell.data)
    if cell.size:
        os.truncate(path, cell.size)
    found = list(found_in([path], Intake(confirm=lambda *_: True)))
    taken = [each for each in found if not isinstance(each, Problem)]
    problems = [each for each in found if isinstance(each, Problem)]
    said = [f"{many} {name}{'s' * (many > 1)}" for name, many in _counted(taken) if many]
    if problems:
        line = f"line {problems[0].line}: " if problems[0].line else ""
        said.append(f"{line}{problems[0].reason}; {problems[0].remedy}")
    if len(problems) > 1:
        said.append(f"{len(problems) - 1} more")
    return ". ".join(said).replace("|", "/").replace("\n", " ")[:300], taken


def _counted(taken: list[tuple[Article, Origin]]) -> list[tuple[str, int]]:
    events = sum(len(origin.coded or ()) for _, origin in taken)
    return [("event", events), ("article", sum(origin.coded is None for _, origin in taken))]


def line(cell: Cell, out: str) -> str:
    """Return a cell's line of the page."""
    return f"| {cell.kind} | {cell.state} | {cell.what} | {out} |"


def lines_of_none() -> Iterator[str]:
    """Yield the lines of what a kind of file cannot be."""
    for kind, why in NONE.items():
        yield from (f"| {kind} | hostile | {what} | cannot be: {reason} |" for what, reason in why.items())


def main() -> None:
    """Try all and write the page."""
    with TemporaryDirectory() as folder:
        tried = [(cell, tried_out(cell, Path(folder))) for cell in cells()]
    head = PAGE.read_text(encoding="utf-8").split("| kind |")[0] if PAGE.exists() else ""
    table_ = "\n".join([*(line(cell, out) for cell, out in tried), *lines_of_none()])
    PAGE.write_text(
        f"{head}| kind | file | what is brought | what comes out |\n|---|---|---|---|\n{table_}\n", encoding="utf-8"
    )


def tried_out(cell: Cell, folder: Path) -> str:
    """Return what comes out of a file under the limits of its try."""
    before = rows.LONGEST_LINE
    rows.LONGEST_LINE = cell.longest_line
    try:
        return outcome(cell, folder)[0].replace(str(folder), "")
    finally:
        rows.LONGEST_LINE = before


PDF, DOC = pdf([FIRST, SECOND]), docx(FIRST, SECOND)
BOX = b"From x Mon Apr  6 23:30:00 2026\n" + mail() + b"\n"
WEB = f"<html><head><title>Hit</title></head><body><article><p>{FIRST}</p><p>{SECOND} {SECOND}</p></article></body></html>"
SAVED = mail(HTML_MAIL, "text/html", Snapshot_Content_Location="https://example.org/market")
SECRET = mail("x", "multipart/encrypted")
LOCKED_ODT = with_file(odt(FIRST), "META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
LOCKED_BOOK = with_file(
    epub(FIRST), "META-INF/encryption.xml", "<encryption><CipherReference URI='OPS/c0.xhtml'/></encryption>"
)
EXPORTS = exports()
BOOK = xlsx(NAMES, ROW)
EMPTY_BOOK = b"0" * 60_000_000
DROPPED = {"id": ["a"], "text": [f"{FIRST} {SECOND}"]}
COLUMNS = {name: [cell] for name, cell in zip(NAMES, ROW, strict=True)}
MARK = "<Placemark><name>Hit</name><description>{}</description><TimeStamp><when>2026-02-14</when></TimeStamp><Point><coordinates>36.75,35.13</coordinates></Point></Placemark>"
KML = f"<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{MARK.format(FIRST)}</Document></kml>"
FOLDED = "<kml><Folder>" * 20_000
WHOLE = {
    "PDF": "pdf", "DOCX": "docx", "ODT": "odt", "RTF": "rtf", "EPUB": "epub", "EML": "eml", "MBOX": "mbox", "MHTML": "mhtml", "XLSX": "xlsx",
    "XLS": "xls", "ODS": "ods", "JSON": "json", "RSS, Atom": "xml", "OPML": "opml", "KML": "kml", "text": "txt", "web page": "html",
    "CSV of events": "csv", "TSV": "tsv", "JSON lines": "jsonl", "Parquet": "parquet", "zip": "zip",
}  # fmt: skip
"""Kind -> the ending under which 200 MB are brought, all of them NUL bytes."""
PLAIN = {
    "bomb": "text is not packed: its size is what it says", "encrypted": "text has no encryption of its own; what is encrypted is no text",
}  # fmt: skip
MARKUP = PLAIN | {"bomb": "not packed; entities that grow are not resolved, see there"}
NONE: dict[str, dict[str, str]] = {
    **dict.fromkeys(("text", "RTF", "CSV of events", "TSV", "JSON lines", "JSON"), PLAIN),
    **dict.fromkeys(("RSS, Atom", "OPML", "KML", "web page"), MARKUP),
    "EML": {"bomb": PLAIN["bomb"]}, "MBOX": {"bomb": PLAIN["bomb"]}, "MHTML": {"bomb": PLAIN["bomb"]},
    "XLS": {"bomb": "not packed"},
}  # fmt: skip
"""Kind -> what it cannot be, and why."""
ROWS: dict[str, list[tuple[str, str, str, bytes | str]]] = {
    "text": [
        ("fine", "Markdown with front matter", "a.md", f"---\nsource: T\n---\n{FIRST}"),
        ("odd", "no front matter", "a.txt", f"Hit\n4 October 2017\n\n{FIRST}"),
        ("odd", "UTF-16", "a.txt", FIRST.encode("utf-16")),
        ("odd", "Windows-1252", "a.txt", f"{FIRST} Un marché.".encode("cp1252")),
        ("damaged", "front matter not closed", "a.md", f"---\nsource: T\n{FIRST}"),
        ("damaged", "bytes that are no text", "a.txt", b"\xff\xfd\xfe" * 9),
        ("hostile", "NUL bytes", "a.txt", f"{FIRST}\0"),
        ("hostile", "endless: one line of 3 MB", "a.txt", f"{FIRST} " + "x" * 3_000_000),
    ],
    "PDF": [
        ("fine", "two paragraphs", "a.pdf", PDF),
        ("odd", "two pages, words split at the ends of lines", "a.pdf", pdf([FIRST], ["Nobody was hurt, the may-", "or told reporters."])),
        ("odd", "scanned", "a.pdf", pdf([FIRST], picture=True)),
        ("damaged", "cut off", "a.pdf", PDF[: len(PDF) // 2]),
        ("damaged", "a blank page", "a.pdf", pdf([])),
        ("damaged", "no pages", "a.pdf", pdf()),
        ("hostile", "encrypted: a password", "a.pdf", pdf([FIRST], locked="x")),
        ("hostile", "endless: pages that are their own", "a.pdf", LOOP),
        ("hostile", "bomb: a page of 400 MB in 400 kB", "a.pdf", packed_pdf(400_000_000)),
    ],
    "DOCX": [
        ("fine", "two paragraphs", "a.docx", DOC),
        ("odd", "a table", "a.docx", docx(("Day", "Place"), ("Monday", "Tallbrook"), FIRST)),
        ("damaged", "cut off", "a.docx", DOC[: len(DOC) // 2]),
        ("damaged", "no text part", "a.docx", zipped({"other.xml": "<a/>"})),
        ("hostile", "encrypted: a password", "a.docx", container("EncryptedPackage")),
        ("hostile", "bomb: 60 MB of blanks", "a.docx", BOMB),
        ("hostile", "bomb: entities that read files", "a.docx", XXE),
        ("hostile", "endless: 20,000 tables in each other", "a.docx", zipped({"word/document.xml": f'<w:document xmlns:w="{WORD}">' + "<w:tbl>" * 20_000 + FIRST})),
    ],
    "ODT": [
        ("fine", "two paragraphs", "a.odt", odt(FIRST, SECOND)),
        ("odd", "a heading and nothing but blanks", "a.odt", odt("Hit", " ", FIRST, "")),
        ("damaged", "cut off", "a.odt", odt(FIRST)[:100]),
        ("hostile", "encrypted: a password", "a.odt", LOCKED_ODT),
        ("hostile", "bomb: 60 MB of blanks", "a.odt", BOMB),
        ("hostile", "endless: a blank, two thousand million times", "a.odt", odt(f'{FIRST}<text:s text:c="2000000000"/>{SECOND}')),
    ],
    "RTF": [
        ("fine", "two paragraphs", "a.rtf", f"{{\\rtf1\\ansi {FIRST}\\par {SECOND}\\par}}"),
        ("odd", "other letters, and a picture", "a.rtf", f"{{\\rtf1\\ansi\\ansicpg1251 \\u1058?\\'e5\\par {{\\pict 00ff}}{FIRST}}}"),
        ("damaged", "another file under its name", "a.rtf", b"not rtf"),
        ("hostile", "endless: 200,000 groups in each other", "a.rtf", "{\\rtf1 " + "{" * 200_000 + FIRST),
    ],
    "EPUB": [
        ("fine", "two chapters", "a.epub", epub(FIRST, SECOND)),
        ("odd", "a chapter that is empty, and one that is missing", "a.epub", odd_book()),
        ("damaged", "cut off", "a.epub", epub(FIRST)[:100]),
        ("hostile", "encrypted: locked against copying", "a.epub", LOCKED_BOOK),
        ("hostile", "bomb: 60 MB of blanks", "a.epub", with_file(b"", "META-INF/container.xml", " " * 60_000_000)),
        ("hostile", "endless: one chapter 3,000 times", "a.epub", WHOLE_BOOK),
    ],
    "EML": [
        ("fine", "a mail", "a.eml", mail()),
        ("odd", "HTML alone", "a.eml", mail(HTML_MAIL, "text/html")),
        ("damaged", "no header", "a.eml", b"\n\n"),
        ("hostile", "encrypted", "a.eml", SECRET),
        ("hostile", "endless: 1,000 parts in each other", "a.eml", nested_mail()),
    ],
    "MBOX": [
        ("fine", "a mail", "a.mbox", BOX),
        ("odd", "one mail without a text", "a.mbox", BOX + b"From x\nSubject: y\nContent-Type: image/png\n\nx\n"),
        ("damaged", "no mailbox", "a.mbox", b"no mailbox"),
        ("hostile", "endless: one mail of 1,000 parts in each other", "a.mbox", BOX + b"From x\n" + nested_mail()),
        ("hostile", "encrypted: one mail of two", "a.mbox", BOX + b"From x\n" + SECRET),
    ],
    "MHTML": [
        ("fine", "a saved page", "a.mhtml", SAVED),
        ("odd", "in another alphabet's letters", "a.mht", mail(HTML_MAIL.replace("Nobody", "Никто"), "text/html", Snapshot_Content_Location="https://example.org/market")),
        ("damaged", "no header", "a.mhtml", b"\n\n"),
        ("hostile", "encrypted", "a.mhtml", SECRET),
        ("hostile", "endless: 1,000 parts in each other", "a.mhtml", nested_mail()),
        ("hostile", "endless: 20,000 elements in each other", "a.mhtml", mail("<div>" * 20_000 + FIRST, "text/html", Snapshot_Content_Location="x")),
    ],
    "XLSX": [
        ("fine", "texts", "a.xlsx", xlsx(["id", "text"], ["a", FIRST])),
        ("fine", "events", "a.xlsx", BOOK),
        ("fine", "events, in a workbook that has macros", "a.xlsm", BOOK),
        ("fine", "events, in a workbook of records (XLSB)", "a.xlsb", xlsb(NAMES, ROW)),
        ("odd", "a title above, a sheet of notes before", "a.xlsx", workbook(Notes=[["x"]], Data=[["Log"], NAMES, ROW])),
        ("damaged", "cut off", "a.xlsx", BOOK[:300]),
        ("damaged", "XLSB without its sheet", "a.xlsb", zipped({k: v for k, v in unpacked(xlsb(NAMES, ROW)).items() if "sheet1" not in k})),
        ("hostile", "encrypted: a password", "a.xlsx", container("EncryptedPackage")),
        ("hostile", "bomb: a sheet of 60 MB of blanks", "a.xlsx", zipped(unpacked(BOOK) | {"xl/worksheets/sheet1.xml": EMPTY_BOOK})),
        ("hostile", "endless: rows that name a cell of the last column", "a.xlsx", wide_book()),
    ],
    "XLS": [
        ("fine", "events", "a.xls", xls(NAMES, ROW)),
        ("odd", "a title above", "a.xls", xls(["Log"], NAMES, ROW)),
        ("odd", "an XLSX file under its name", "a.xls", BOOK),
        ("damaged", "cut off", "a.xls", xls(NAMES, ROW)[:1500]),
        ("hostile", "encrypted: a password", "a.xls", xls(NAMES, ROW, locked=True)),
        ("hostile", "endless: its first sector follows itself", "a.xls", xls(NAMES, ROW).replace(b"\x04\0\0\0\x05\0\0\0", b"\x03\0\0\0\x05\0\0\0", 1)),
    ],
    "ODS": [
        ("fine", "events", "a.ods", ods(NAMES, ROW)),
        ("odd", "a title above", "a.ods", ods(["Log"], NAMES, ROW)),
        ("damaged", "cut off", "a.ods", ods(NAMES, ROW)[:300]),
        ("hostile", "encrypted: a password", "a.ods", locked_ods()),
        ("hostile", "bomb: 60 MB of blanks", "a.ods", zipped({"content.xml": EMPTY_BOOK})),
        ("hostile", "endless: a row of 900 cells, a million times", "a.ods", ods(["x"] * 900, repeated=1_048_576)),
    ],
    "CSV of events": [
        ("fine", "ACLED", "a.csv", ACLED), ("fine", "UCDP GED", "a.csv", GED), ("fine", "UCDP candidate", "a.csv", CANDIDATE),
        ("fine", "GTD", "a.csv", GTD), ("fine", "like Airwars'", "a.csv", AIRWARS), ("fine", "HXL", "a.csv", HXL),
        ("fine", "a stranger's", "a.csv", SHEET),
        ("odd", "semicolons", "a.csv", table(NAMES, ROW, between=";")),
        ("odd", "sep=;", "a.csv", "sep=;\n" + table(NAMES, ROW, between=";")),
        ("odd", "UTF-16", "a.csv", SHEET.encode("utf-16")),
        ("odd", "a byte order mark", "a.csv", SHEET.encode("utf-8-sig")),
        ("odd", "lines that end in \\r alone", "a.csv", SHEET.replace("\n", "\r")),
        ("odd", "Windows-1252", "a.csv", SHEET.replace("Hama", "Hamà").encode("cp1252")),
        ("odd", "titles and blank lines above", "a.csv", f"Log of March\n\n{SHEET}"),
        ("odd", '"several" dead', "a.csv", SHEET.replace('"4"', '"several"')),
        ("damaged", "a line that is not text", "a.csv", SHEET.encode() + b"\xff\xfd\n"),
        ("damaged", "a day that there is not", "a.csv", SHEET + SHEET.splitlines()[1].replace("02-14", "02-31")),
        ("damaged", "a row cut off", "a.csv", SHEET + '"2026-02-14","Homs"\n'),
        ("hostile", "endless: a long line (200 MB)", "a.csv", SHEET + "x" * (LINE + 9) + "\n"),
        ("hostile", "endless: 20,000 columns", "a.csv", "x," * 20_000 + "\n" + "y," * 20_000),
    ],
    "TSV": [
        ("fine", "texts", "a.tsv", f"id\ttext\na\t{FIRST} {SECOND}\n"),
        ("fine", "events", "a.tsv", table(NAMES, ROW, between="\t")),
        ("odd", 'UTF-16, as Excel saves "Unicode text"', "a.tsv", table(NAMES, ROW, between="\t").encode("utf-16")),
        ("odd", "commas under its name", "a.tsv", SHEET),
        ("damaged", "a line that is not text", "a.tsv", table(NAMES, ROW, between="\t").encode() + b"\xff\xfd\n"),
        ("hostile", "endless: a long line (200 MB)", "a.tsv", table(NAMES, ROW, between="\t") + "x" * (LINE + 9) + "\n"),
    ],
    "Parquet": [
        ("fine", "texts", "a.parquet", parquet(DROPPED)),
        ("fine", "events", "a.parquet", parquet(COLUMNS)),
        ("odd", "days as days, numbers as numbers, a column of lists", "a.parquet", parquet(COLUMNS | {"Date": [dt.datetime(2026, 2, 14)], "Lat": [35.13], "Killed": [4], "Tags": [["a"]]})),  # noqa: DTZ001
        ("damaged", "cut off", "a.parquet", parquet(COLUMNS)[:300]),
        ("hostile", "encrypted", "a.parquet", parquet(COLUMNS)[:-4] + b"PARE"),
        ("hostile", "bomb: a text of 20 MB, 80 times", "a.parquet", parquet({"text": ["a" * 1_000_000] * 80}, use_dictionary=False, compression="zstd")),
        ("hostile", "bomb: one long line of text, three times (20 MB each)", "a.parquet", parquet(DROPPED | {"id": ["a", "b", "c"], "text": ["x" * (LINE + 9)] * 3})),
        ("hostile", "endless: three million rows in 6 kB", "a.parquet", many_rows(3_000_000)),
    ],
    "JSON lines": [
        ("fine", "texts", "a.jsonl", JSON_ROW),
        ("odd", "a byte order mark, blank lines, another ending", "a.ndjson", f"\ufeff{JSON_ROW}\n\n{OTHER_ROW}"),
        ("damaged", "a line cut off", "a.jsonl", f"{JSON_ROW}\n{JSON_ROW[:20]}"),
        ("hostile", "endless: a long line (200 MB)", "a.jsonl", f"{JSON_ROW}\n" + "x" * (LINE + 9)),
        ("hostile", "endless: 100,000 lists in each other", "a.jsonl", '{"text":' + "[" * 100_000),
    ],
    "JSON": [
        ("fine", "Telegram's export", "result.json", json.dumps(TELEGRAM)),
        ("fine", "ReliefWeb's answer", "a.json", json.dumps(RELIEFWEB)),
        ("fine", "JSON Feed", "a.json", json.dumps(JSON_FEED)),
        ("odd", "GDELT's headlines without texts", "a.json", json.dumps(GDELT)),
        ("odd", "JSON lines under its name", "a.json", f"{JSON_ROW}\n{OTHER_ROW}"),
        ("damaged", "cut off", "a.json", json.dumps(TELEGRAM)[:90]),
        ("hostile", "endless: 100,000 lists in each other", "a.json", "[" * 100_000),
    ],
    "RSS, Atom": [
        ("fine", "RSS", "a.xml", RSS), ("fine", "Atom", "a.atom", ATOM),
        ("odd", "an entry without a text", "a.xml", RSS.replace("</channel>", "<item><title>Two</title></item></channel>")),
        ("damaged", "cut off after an entry", "a.xml", RSS.replace("</channel></rss>", "<item><ti")),
        ("hostile", "entities that grow and read files", "a.xml", ENTITIES + RSS.replace("Hit", "&b;&f;")),
        ("hostile", "endless: 20,000 elements in each other", "a.xml", "<rss><channel>" + "<item>" * 20_000),
    ],
    "OPML": [
        ("fine", "a feed that does not answer", "a.opml", OPML),
        ("odd", "the same feed in three folders", "a.opml", OPML.replace("</body>", 2 * "<outline><outline xmlUrl='http://127.0.0.1:9/feed'/></outline>" + "</body>")),
        ("damaged", "cut off", "a.opml", OPML[:30]),
        ("hostile", "entities that grow and read files", "a.opml", ENTITIES + OPML.replace("2.0", "&b;")),
        ("hostile", "endless: 20,000 folders in each other", "a.opml", "<opml><body>" + "<outline>" * 20_000),
    ],
    "KML": [
        ("fine", "a placemark", "a.kml", KML),
        ("fine", "packed (KMZ)", "a.kmz", zipped({"doc.kml": KML, "files/icon.png": "x"})),
        ("odd", "an area without a point", "a.kml", KML.replace("Point", "Polygon")),
        ("odd", "a link to another file", "a.kml", "<kml><NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink></kml>"),
        ("damaged", "cut off", "a.kml", KML[:200]),
        ("hostile", "entities that grow and read files", "a.kml", ENTITIES + KML.replace("<name>Hit", "<name>&b;&f;")),
        ("hostile", "endless: 20,000 folders in each other", "a.kml", FOLDED),
    ],
    "our own exports": [("fine", *each) for each in EXPORTS] + [
        ("odd", "CSV that Excel has saved again with semicolons", "a.csv", again_in_excel()),
        ("damaged", "CSV cut off in its last row", "a.csv", EXPORTS[0][2][:-40]),
        ("hostile", "JSON lines with half a character, and with a number of 400 digits", "a.jsonl", broken_export()),
    ],
    "web page": [
        ("fine", "an article", "a.html", WEB),
        ("odd", "Windows-1251, which it says in its head", "a.html", WEB.replace("<head>", '<head><meta charset="windows-1251">').replace("Nobody", "Никто").encode("cp1251")),
        ("damaged", "no article", "a.html", "<html></html>"),
        ("hostile", "endless: 20,000 elements in each other", "a.html", "<div>" * 20_000 + FIRST),
    ],
    "zip": [
        ("fine", "a PDF, a mail and a sheet", "a.zip", zipped({"a.pdf": PDF, "b/c.eml": mail(), "d.csv": SHEET})),
        ("odd", "hidden files, and one of no known kind", "a.zip", zipped({".x": "x", "a.txt": FIRST, "b.png": "x"})),
        ("damaged", "cut off", "a.zip", zipped({"a.txt": FIRST})[:60]),
        ("hostile", "encrypted: a password", "a.zip", locked_zip()),
        ("hostile", "bomb: 30 MB of noughts", "a.zip", zipped({"a.md": b"0" * 30_000_000})),
        ("hostile", "endless: a zip in a zip", "a.zip", zipped({"b.zip": zipped({"a.txt": FIRST})})),
        ("hostile", "a name that climbs", "a.zip", zipped({"../../up.txt": FIRST})),
    ],
}  # fmt: skip


if __name__ == "__main__":
    main()
