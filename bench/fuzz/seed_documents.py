"""One valid document of each kind, small: what a fuzzer of office files, mail and books begins with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

TEXT = "Shells hit the bridge at Raqqa on Monday, killing 4 people, the army said."
MAIN = "http://schemas.openxmlformats.org"
MAIL = f"Subject: Bridge\nFrom: Ann <ann@example.org>\nDate: Mon, 06 Apr 2026 23:30:00 -0800\nMessage-ID: <1@x>\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
PARTS = f'Subject: Bridge\nDate: Mon, 06 Apr 2026 23:30:00 -0800\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=iso-8859-6\nContent-Transfer-Encoding: quoted-printable\n\n<p>{TEXT}</p>\n--b--\n'
SAVED = f'From: <Saved>\nSnapshot-Content-Location: https://example.org/a\nSubject: Bridge\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\nContent-Location: https://example.org/a\n\n<html><body><article><p>{TEXT}</p></article></body></html>\n--b--\n'
RTF = rf"{{\rtf1\ansi\ansicpg1252 {{\fonttbl{{\f0 Arial;}}}}\f0 {TEXT}\par \u8211? \'e9\par }}"
DOCX = {
    "word/document.xml": f'<w:document xmlns:w="{MAIN}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>',
    "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bridge</dc:title></c>',
}
ODT = {
    "content.xml": f'<o:document xmlns:o="urn:o" xmlns:text="urn:t"><o:body><o:text><text:p>{TEXT}</text:p></o:text></o:body></o:document>',
    "meta.xml": '<o:meta xmlns:o="urn:o" xmlns:dc="urn:d"><dc:title>Bridge</dc:title></o:meta>',
}
EPUB = {
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
    "O/b.opf": '<package><metadata xmlns:dc="urn:d"><dc:title>Notes</dc:title><dc:date>2026-04-06</dc:date></metadata><manifest><item id="c" href="c.xhtml"/></manifest><spine><itemref idref="c"/></spine></package>',
    "O/c.xhtml": f"<html><body><p>{TEXT}</p></body></html>",
}
XLSX = {
    "[Content_Types].xml": f'<Types xmlns="{MAIN}/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="r1" Type="{MAIN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}/spreadsheetml/2006/main" xmlns:r="{MAIN}/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="r1" Type="{MAIN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>text</t></is></c></row><row r="2"><c><v>7</v></c><c t="inlineStr"><is><t>{TEXT}</t></is></c></row></sheetData></worksheet>',
}
ODS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>text</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>{TEXT}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>',
}


def documents() -> dict[str, tuple[bytes, ...]]:
    """Return kind of document -> valid ones.

    >>> sorted(documents())
    ['docx', 'eml', 'epub', 'mbox', 'mhtml', 'ods', 'odt', 'pdf', 'rtf', 'xlsx']
    """
    packed = {"docx": DOCX, "odt": ODT, "epub": EPUB, "xlsx": XLSX, "ods": ODS}
    return {
        **{kind: (_packed(files),) for kind, files in packed.items()},
        "pdf": (_pdf(),),
        "rtf": (RTF.encode(),),
        "eml": (MAIL.encode(), PARTS.encode()),
        "mhtml": (SAVED.encode(),),
        "mbox": (f"From ann Mon\n{MAIL}\nFrom bob Tue\n{PARTS}".encode(),),
    }


def _packed(files: Mapping[str, str]) -> bytes:
    """Pack without compression, so that a changed byte is a changed letter."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


def _pdf() -> bytes:
    """Return a PDF of one page, written by hand: a library would pack it."""
    drawn = f"BT /F1 11 Tf 50 750 Td ({TEXT}) Tj 0 -14 Td [(It) -250 (fell.)] TJ ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (Bridge) /Author (Ann) >>",
    )
    made, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return (made + table + end).encode()
