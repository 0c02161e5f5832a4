"""Every kind of file x fine, odd, damaged, hostile: what is brought. What comes out stands in docs/FILES.md, a line each.

``python -m tests.files_rows`` writes that page by trying all; tests/test_files_table.py tries each and holds that its line
is there, so that the page and what happens cannot disagree.
"""

from __future__ import annotations

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
    XXE,
    container,
    docx,
    epub,
    mail,
    ods,
    odt,
    pdf,
    workbook,
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
        for ending in WHOLE.get(kind, ()):
            yield Cell(kind, "hostile", "200 MB", f"a.{ending}", b"", size=LARGE)


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


def main() -> None:
    """Try all and write the page."""
    with TemporaryDirectory() as folder:
        tried = [(cell, tried_out(cell, Path(folder))) for cell in cells()]
    head = PAGE.read_text(encoding="utf-8").split("| kind |")[0] if PAGE.exists() else ""
    table_ = "\n".join(line(cell, out) for cell, out in tried)
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
WHOLE = {
    "PDF": ("pdf",), "DOCX": ("docx",), "ODT": ("odt",), "XLSX, ODS": ("xlsx",), "RTF": ("rtf",), "EPUB": ("epub",), "EML": ("eml",),
    "MBOX": ("mbox",), "MHTML": ("mhtml",), "JSON": ("json",), "RSS, Atom": ("xml",), "OPML": ("opml",), "text": ("txt",), "web page": ("html",),
}  # fmt: skip
ROWS: dict[str, list[tuple[str, str, str, bytes | str]]] = {
    "text": [
        ("fine", "Markdown with front matter", "a.md", f"---\nsource: T\n---\n{FIRST}"),
        ("odd", "no front matter", "a.txt", f"Hit\n4 October 2017\n\n{FIRST}"),
        ("odd", "UTF-16", "a.txt", FIRST.encode("utf-16")),
        ("odd", "Windows-1252", "a.txt", f"{FIRST} Un marché.".encode("cp1252")),
        ("damaged", "front matter not closed", "a.md", f"---\nsource: T\n{FIRST}"),
        ("damaged", "bytes that are no text", "a.txt", b"\xff\xfd\xfe" * 9),
        ("hostile", "NUL bytes", "a.txt", f"{FIRST}\0"),
    ],
    "PDF": [
        ("fine", "two paragraphs", "a.pdf", PDF),
        ("odd", "two pages, words split at the ends of lines", "a.pdf", pdf([FIRST], ["Nobody was hurt, the may-", "or told reporters."])),
        ("damaged", "cut off", "a.pdf", PDF[: len(PDF) // 2]),
        ("damaged", "no pages", "a.pdf", pdf([])),
        ("hostile", "a password", "a.pdf", pdf([FIRST], locked="x")),
        ("hostile", "scanned", "a.pdf", pdf([FIRST], picture=True)),
        ("hostile", "pages without end", "a.pdf", LOOP),
    ],
    "DOCX": [
        ("fine", "two paragraphs", "a.docx", DOC),
        ("odd", "a table", "a.docx", docx(("Day", "Place"), ("Monday", "Tallbrook"), FIRST)),
        ("damaged", "cut off", "a.docx", DOC[: len(DOC) // 2]),
        ("damaged", "no text part", "a.docx", zipped({"other.xml": "<a/>"})),
        ("hostile", "a password", "a.docx", container("EncryptedPackage")),
        ("hostile", "a bomb", "a.docx", BOMB),
        ("hostile", "entities that read files", "a.docx", XXE),
    ],
    "ODT": [
        ("fine", "two paragraphs", "a.odt", odt(FIRST, SECOND)),
        ("damaged", "cut off", "a.odt", odt(FIRST)[:100]),
        ("hostile", "a password", "a.odt", LOCKED_ODT),
        ("hostile", "a bomb", "a.odt", BOMB),
    ],
    "RTF": [
        ("fine", "two paragraphs", "a.rtf", f"{{\\rtf1\\ansi {FIRST}\\par {SECOND}\\par}}"),
        ("damaged", "another file under its name", "a.rtf", b"not rtf"),
        ("hostile", "groups without end", "a.rtf", "{\\rtf1 " + "{" * 200_000 + FIRST),
    ],
    "EPUB": [
        ("fine", "two chapters", "a.epub", epub(FIRST, SECOND)),
        ("damaged", "cut off", "a.epub", epub(FIRST)[:100]),
        ("hostile", "locked against copying", "a.epub", LOCKED_BOOK),
        ("hostile", "a bomb", "a.epub", with_file(b"", "META-INF/container.xml", " " * 60_000_000)),
    ],
    "EML": [
        ("fine", "a mail", "a.eml", mail()),
        ("odd", "HTML alone", "a.eml", mail(HTML_MAIL, "text/html")),
        ("damaged", "no header", "a.eml", b"\n\n"),
        ("hostile", "encrypted", "a.eml", SECRET),
        ("hostile", "1,000 parts in each other", "a.eml", nested_mail()),
    ],
    "MBOX": [
        ("fine", "a mail", "a.mbox", BOX),
        ("odd", "one mail without a text", "a.mbox", BOX + b"From x\nSubject: y\nContent-Type: image/png\n\nx\n"),
        ("damaged", "no mailbox", "a.mbox", b"no mailbox"),
        ("hostile", "one mail of 1,000 parts in each other", "a.mbox", BOX + b"From x\n" + nested_mail()),
        ("hostile", "one encrypted", "a.mbox", BOX + b"From x\n" + SECRET),
    ],
    "MHTML": [
        ("fine", "a saved page", "a.mhtml", SAVED),
        ("damaged", "no header", "a.mhtml", b"\n\n"),
        ("hostile", "1,000 parts in each other", "a.mhtml", nested_mail()),
        ("hostile", "20,000 elements in each other", "a.mhtml", mail("<div>" * 20_000 + FIRST, "text/html", Snapshot_Content_Location="x")),
    ],
    "XLSX, ODS": [
        ("fine", "texts", "a.xlsx", xlsx(["id", "text"], ["a", FIRST])),
        ("fine", "events", "a.xlsx", xlsx(NAMES, ROW)),
        ("fine", "events in ODS", "a.ods", ods(NAMES, ROW)),
        ("odd", "a title above, a sheet of notes before", "a.xlsx", workbook(Notes=[["x"]], Data=[["Log"], NAMES, ROW])),
        ("damaged", "cut off", "a.xlsx", xlsx(NAMES, ROW)[:300]),
        ("hostile", "a password", "a.xlsx", container("EncryptedPackage")),
        ("hostile", "a bomb", "a.ods", ods(["x"] * 900, repeated=1_048_576)),
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
        ("damaged", "a line that is not text", "a.csv", SHEET.encode() + b"\xff\xfd\n"),
        ("damaged", "a day that there is not", "a.csv", SHEET + SHEET.splitlines()[1].replace("02-14", "02-31")),
        ("damaged", "a row cut off", "a.csv", SHEET + '"2026-02-14","Homs"\n'),
        ("hostile", "a long line (200 MB)", "a.csv", SHEET + "x" * (LINE + 9) + "\n"),
        ("hostile", "20,000 columns", "a.csv", "x," * 20_000 + "\n" + "y," * 20_000),
    ],
    "JSON lines": [
        ("fine", "texts", "a.jsonl", JSON_ROW),
        ("damaged", "a line cut off", "a.jsonl", f"{JSON_ROW}\n{JSON_ROW[:20]}"),
        ("hostile", "a long line (200 MB)", "a.jsonl", f"{JSON_ROW}\n" + "x" * (LINE + 9)),
        ("hostile", "deep nesting", "a.jsonl", '{"text":' + "[" * 100_000),
    ],
    "JSON": [
        ("fine", "Telegram's export", "result.json", json.dumps(TELEGRAM)),
        ("fine", "ReliefWeb's answer", "a.json", json.dumps(RELIEFWEB)),
        ("fine", "JSON Feed", "a.json", json.dumps(JSON_FEED)),
        ("odd", "GDELT's headlines without texts", "a.json", json.dumps(GDELT)),
    ("odd", "JSON lines under its name", "a.json", f"{JSON_ROW}\n{OTHER_ROW}"),
        ("damaged", "cut off", "a.json", json.dumps(TELEGRAM)[:90]),
        ("hostile", "deep nesting", "a.json", "[" * 100_000),
    ],
    "RSS, Atom": [
        ("fine", "RSS", "a.xml", RSS), ("fine", "Atom", "a.atom", ATOM),
        ("odd", "an entry without a text", "a.xml", RSS.replace("</channel>", "<item><title>Two</title></item></channel>")),
        ("damaged", "cut off after an entry", "a.xml", RSS.replace("</channel></rss>", "<item><ti")),
        ("hostile", "entities", "a.xml", ENTITIES + RSS.replace("Hit", "&b;&f;")),
        ("hostile", "20,000 elements in each other", "a.xml", "<rss><channel>" + "<item>" * 20_000),
    ],
    "OPML": [
        ("fine", "a feed that does not answer", "a.opml", OPML),
        ("damaged", "cut off", "a.opml", OPML[:30]),
        ("hostile", "entities", "a.opml", ENTITIES + OPML.replace("2.0", "&b;")),
    ],
    "web page": [
        ("fine", "an article", "a.html", WEB),
        ("damaged", "no article", "a.html", "<html></html>"),
        ("hostile", "20,000 elements in each other", "a.html", "<div>" * 20_000 + FIRST),
    ],
    "zip": [
        ("fine", "a PDF, a mail and a sheet", "a.zip", zipped({"a.pdf": PDF, "b/c.eml": mail(), "d.csv": SHEET})),
        ("odd", "hidden files, and one of no known kind", "a.zip", zipped({".x": "x", "a.txt": FIRST, "b.png": "x"})),
        ("damaged", "cut off", "a.zip", zipped({"a.txt": FIRST})[:60]),
        ("hostile", "a bomb", "a.zip", zipped({"a.md": b"0" * 30_000_000})),
        ("hostile", "a zip in a zip", "a.zip", zipped({"b.zip": zipped({"a.txt": FIRST})})),
        ("hostile", "a name that climbs", "a.zip", zipped({"../../up.txt": FIRST})),
    ],
}  # fmt: skip


if __name__ == "__main__":
    main()
