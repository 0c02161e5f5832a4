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


def container(*names):
    """Return an OLE container with empty streams of these names, as a workbook with a password is one."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    entries = [_entry("Root Entry", 5, child=1), *(_entry(name, 2) for name in names)]
    table = struct.pack("<128I", fat, end, *[free] * 126)
    return head + table + b"".join(entries).ljust(512, b"\0")


def _entry(name, kind, *, child=0xFFFFFFFF):
    none = 0xFFFFFFFF
    told = name.encode("utf-16-le")
    head = told.ljust(64, b"\0") + struct.pack("<HBB3I", len(told) + 2, kind, 1, none, none, child)
    return head + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)


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
