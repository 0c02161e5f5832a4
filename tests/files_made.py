"""Files of every kind, made in memory for tests: documents, mails, workbooks, tables."""

from __future__ import annotations

import io
import struct
import zipfile

FIRST = "Shells hit the market of Tallbrook on Monday, a resident said."
SECOND = "Nobody was hurt, the mayor told reporters later in the day."


def zipped(files, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def pdf(*pages, author="", locked="", picture=False):
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject(
        {NameObject("/F1"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})}
    )
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        shown = "" if picture else "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        content.set_data(f"BT /F1 11 Tf 50 750 Td {shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": "Market hit", "/Author": author})
    if locked:
        writer.encrypt(locked, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_body(*blocks):
    body = "".join(
        f"<w:tbl><w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in block)}</w:tr></w:tbl>"
        if isinstance(block, tuple)
        else f"<w:p><w:r><w:t>{block}</w:t></w:r></w:p>"
        for block in blocks
    )
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def docx(*blocks, head=""):
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{head}</dc:title><dc:creator>Ann</dc:creator></c>'
    return zipped({"word/document.xml": docx_body(*blocks), "docProps/core.xml": core})


def odt(*paragraphs):
    space = 'xmlns:office="urn:o" xmlns:text="urn:t"'
    inside = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    return zipped(
        {
            "content.xml": f"<office:document {space}><office:body><office:text>{inside}</office:text></office:body></office:document>"
        }
    )


def epub(*chapters):
    box = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n, _ in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n, _ in enumerate(chapters))
    head = '<metadata xmlns:dc="urn:d"><dc:title>Notes</dc:title><dc:date>2026-04-06</dc:date></metadata>'
    files = {f"OPS/c{n}.xhtml": f"<html><body><p>{text}</p></body></html>" for n, text in enumerate(chapters)}
    return zipped(
        {
            "META-INF/container.xml": box,
            "OPS/book.opf": f"<package>{head}<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **files,
        }
    )


def xlsx_cell(cell):
    return (
        f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
        if isinstance(cell, str)
        else f"<c><v>{cell}</v></c>"
        if cell is not None
        else "<c/>"
    )


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(*rows):
    return workbook(S=rows)


def mail(body=f"{FIRST}\n\n{SECOND}", kind="text/plain", **headers):
    told = {
        "Subject": "Market hit",
        "From": "Ann <ann@example.org>",
        "Date": "Mon, 06 Apr 2026 23:30:00 -0800",
        "Message-ID": "<1@x>",
    }
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in (told | headers).items())
    return f"{head}Content-Type: {kind}; charset=utf-8\n\n{body}".encode()


BOMB = zipped({"word/document.xml": b"<w>" + b" " * 60_000_000, "content.xml": b"<w>" + b" " * 60_000_000})
ENTITIES = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
XXE = zipped(
    {
        "word/document.xml": f'{ENTITIES}<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>&f;&b;{FIRST}</w:t></w:r></w:p></w:document>'
    }
)
HTML_MAIL = f"<html><body><p>{FIRST}</p><p>{SECOND}</p><script>x()</script></body></html>"


def container(*names, book=b""):
    """Return an OLE container with empty streams of these names, as a workbook with a password is one.

    With ``book`` the first of them holds that, which fills whole sectors.
    """
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [*range(3, 2 + len(book) // 512), end] if book else []
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    entries = [_entry("Root Entry", 5, child=1), *(_entry(name, 2, book=book) for name in names)]
    table = struct.pack("<128I", fat, end, *chain, *[free] * (126 - len(chain)))
    return head + table + b"".join(entries).ljust(512, b"\0") + book


def _entry(name, kind, *, child=0xFFFFFFFF, book=b""):
    none = 0xFFFFFFFF
    told = name.encode("utf-16-le")
    head = told.ljust(64, b"\0") + struct.pack("<HBB3I", len(told) + 2, kind, 1, none, none, child)
    return head + bytes(36) + struct.pack("<IQ", 2 if book else 0xFFFFFFFE, len(book))


def xls(*rows, locked=False):
    """Return a workbook as Excel 97 wrote it: records of a globals part and of one sheet, all cells text."""
    begin = (
        struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6),
        struct.pack("<HHHHII", 0x600, 16, 0x0DBB, 0x07CC, 0, 6),
    )
    secret = _record(0x2F, struct.pack("<HHHHI", 1, 1, 1, 0, 0)) if locked else b""
    name = b"\x01\x00S"
    head = len(_record(0x809, begin[0]) + secret) + 4 + 6 + len(name) + 4
    globals_ = _record(0x809, begin[0]) + secret + _record(0x85, struct.pack("<IH", head, 0) + name) + _record(0x0A)
    cells = b"".join(_label(at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row))
    book = globals_ + _record(0x809, begin[1]) + cells + _record(0x0A)
    return container("Workbook", book=book.ljust(max(4096, -(-len(book) // 512) * 512), b"\0"))


def _label(row, column, cell):
    return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(cell), 1) + cell.encode("utf-16-le"))


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def parquet(columns, **how):
    """Return a Parquet file of these columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **how)
    return out.getvalue()


def locked_zip():
    """Return a zip whose one file says that it is encrypted."""
    made = bytearray(zipped({"a.txt": FIRST}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def ods(*rows, repeated=1):
    """Return an OpenDocument sheet."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    cells = "".join(
        f'<table:table-row table:number-rows-repeated="{repeated}">'
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">{cells}</table:table></office:spreadsheet></office:body></office:document-content>',
    })  # fmt: skip


def workbook(**sheets):
    """Return a workbook of several sheets, each a list of rows."""
    files = {}
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, start=1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, start=1)
    )
    for n, rows in enumerate(sheets.values(), start=1):
        cells = "".join(f'<row r="{at}">{"".join(map(xlsx_cell, row))}</row>' for at, row in enumerate(rows, start=1))
        files[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        **files,
    })  # fmt: skip


def unpacked(data):
    """Return the files of a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed_pdf(size):
    """Return a PDF whose one page unpacks to so many bytes."""
    import zlib

    packer = zlib.compressobj(9)
    page = b"".join(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(page), page),
    )
    body = b"".join(b"%d 0 obj%sendobj\n" % (n, each) for n, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def many_rows(count):
    """Return a Parquet file of so many rows of nothing."""
    import pyarrow as pa

    return parquet({"text": pa.nulls(count, pa.string())}, row_group_size=count)


def odd_book():
    """Return a book of three chapters, of which one is empty and one is missing."""
    files = unpacked(epub(FIRST, "", SECOND))
    return zipped({name: data for name, data in files.items() if name != "OPS/c2.xhtml"})


def locked_ods():
    """Return a sheet whose parts are encrypted, as its manifest says."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<m:manifest xmlns:m="{space}"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    files = unpacked(ods(["x"]))
    return zipped(files | {"META-INF/manifest.xml": manifest, "content.xml": b"\x9a\x01" * 50})


def wide_book():
    """Return a workbook of a thousand rows, each of which names its last column's cell."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(1, 1001))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(unpacked(xlsx(["x"])) | {"xl/worksheets/sheet1.xml": sheet})


def exports():
    """Return our own exports of one event: what each is, its name, its bytes."""
    import tempfile

    from store import Archive, Filters
    from tests.factories import article, lone
    from view.export import FORMATS

    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(folder)
        archive.add([lone(article(FIRST, source="Coast Wire"))])
        forms = [name for name in FORMATS if name not in {"snapshot", "png"}]
        return [
            (FORMATS[form].name, f"a{FORMATS[form].extension}", FORMATS[form].write(archive, Filters()))
            for form in forms
        ]


def again_in_excel():
    """Return our own CSV with semicolons, as a German Excel saves it."""
    import csv

    rows = list(csv.reader(io.StringIO(exports()[0][2].decode("utf-8-sig"), newline="")))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def broken_export():
    """Return our own JSON lines, of which one holds half a character and one a number that nobody can hold."""
    import json

    told = json.loads(next(data for _, name, data in exports() if name.endswith(".jsonl")))
    halved = told | {"event_id_cnty": "a", "excerpt": f"\ud800 {FIRST}"}
    return "".join(json.dumps(each) + "\n" for each in (halved, told | {"fatalities": int("9" * 400)})).encode()


def xlsb(*rows):
    """Return a workbook whose parts are records instead of XML, all cells text."""
    links = f'<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.bin"/>'
    book = _part(0x8F) + _part(0x9C, struct.pack("<II", 0, 1) + _wide("r1") + _wide("S")) + _part(0x90) + _part(0x9D)
    size = struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    cells = b"".join(
        _part(0, struct.pack("<I", at) + bytes(13))
        + b"".join(_part(6, struct.pack("<II", column, 0) + _wide(cell)) for column, cell in enumerate(row))
        for at, row in enumerate(rows)
    )
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/worksheets/sheet1.bin": _part(0x94, size) + _part(0x91) + cells + _part(0x92),
    })  # fmt: skip


def _part(kind, data=b""):
    """Return a record; its kind and its length are written in sevens of bits."""
    return _sevens(kind) + _sevens(len(data)) + data


def _sevens(number):
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _sevens(rest) if rest else bytes([low])


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
