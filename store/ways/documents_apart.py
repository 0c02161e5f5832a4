"""Run by its path in a process of its own: one document on standard input -> its text in JSON lines on standard output.

Readers of PDF, Office and mail files meet bytes that strangers made; so they run where memory, time and files are limited
(store/ways/apart.py), and nothing of the house is loaded. Each line is one of: {"text": …} a part of the document (a
page, a chapter), {"row": […]} a row of a table, {"about": {…}} what it says of itself, {"problem": […, …]} why it cannot be
read and what to do.
"""

# ruff: noqa: EM101, EM102, TRY003 - each reason stands where it is found, with what to do

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import Any

Said = dict[str, Any]
MOST_PAGES = 2000
MOST_XML = 100_000_000  # bytes of one part of an Office file, unpacked
MOST_TIMES = 200  # unpacked against packed


class Unreadable(Exception):  # noqa: N818 - reads as what it says
    """Why a document cannot be read, and what to do."""


def pdf(data: bytes) -> Iterator[Said]:
    """Yield a PDF's pages; one whose pages are pictures, or that is locked, is named as such."""
    import pypdf  # noqa: PLC0415 - each kind loads its own library

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("a PDF with a password", "save it without one")
    if not reader.pages:
        raise Unreadable("a PDF without pages", "save it again")
    yield {"about": _pdf_about(reader)}
    found = False
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise Unreadable(f"a PDF of more than {MOST_PAGES:,} pages", "split it")
        text = _paragraphs(page.extract_text() or "")
        found = found or bool(text.strip())
        yield {"text": text}
    if not found:
        raise Unreadable(
            "a scanned PDF: its pages are pictures", "run text recognition over it first (ocrmypdf), then add it"
        )


def _pdf_about(reader: Any) -> Said:  # noqa: ANN401 - the library's own
    about = reader.metadata or {}
    told = {"title": about.get("/Title"), "author": about.get("/Author")}
    return {key: str(value) for key, value in told.items() if value}


def _paragraphs(text: str) -> str:
    r"""Put the lines of a page together again: a short line that ends a sentence, or a blank one, ends a paragraph.

    >>> _paragraphs("Shells hit the mar-\nket of Tallbrook on Monday, a resi-\ndent said.\nNobody was hurt.")
    'Shells hit the market of Tallbrook on Monday, a resident said.\nNobody was hurt.'
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    told = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        whole = not line or not after or (line[-1] in '.!?:;"”»' and len(line) < 0.85 * usual) or _listed(after)
        told += line[:-1] if not whole and _broken(line, after) else line + ("\n" if whole else " ")
    return re.sub(r"\n{3,}", "\n\n", told).strip()


def _broken(line: str, after: str) -> bool:
    return bool(re.search(r"[a-zà-ÿ]-$", line)) and after[:1].islower()


def _listed(line: str) -> bool:
    return bool(re.match(r"[-•–*▪]\s|\(?\d{1,3}[.)]\s", line))


def docx(data: bytes) -> Iterator[Said]:
    """Yield the paragraphs of a Word file, its tables' rows as lines of cells."""
    packed = _zip(data)
    yield {"about": _core(packed)}
    body = _xml(packed, "word/document.xml")
    yield {"text": "\n".join(_word_blocks(body))}


def _word_blocks(body: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for block in body.iter(f"{space}p", f"{space}tr"):
        if block.tag == f"{space}tr":
            cells = (" ".join(map(_word_text, cell.iter(f"{space}p"))).strip() for cell in block.iter(f"{space}tc"))
            yield " | ".join(cells)
        elif next(block.iterancestors(f"{space}tr"), None) is None:
            yield _word_text(block)


def _word_text(paragraph: Any) -> str:  # noqa: ANN401
    parts: dict[str, Callable[[Any], str]] = {
        "t": lambda node: node.text or "",
        "tab": lambda _: "\t",
        "br": lambda _: "\n",
        "cr": lambda _: "\n",
    }
    found = ((node, parts.get(_tail(node))) for node in paragraph.iter())
    return "".join(part(node) for node, part in found if part)


def odt(data: bytes) -> Iterator[Said]:
    """Yield the paragraphs and headings of an OpenDocument text, its tables' rows as lines of cells."""
    packed = _zip(data)
    if _is_locked_odf(packed):
        raise Unreadable("a document with a password", "save it without one")
    yield {"about": _odf_about(packed)}
    body = next((node for node in _xml(packed, "content.xml").iter() if _tail(node) == "text" and len(node)), None)
    if body is None:
        raise Unreadable("no text in the document", "save it as text")
    yield {"text": "\n".join(_odf_blocks(body))}


def _odf_blocks(body: Any) -> Iterator[str]:  # noqa: ANN401
    for node in body.iter():
        if _tail(node) in {"p", "h"} and not any(_tail(each) == "table-row" for each in node.iterancestors()):
            yield _odf_text(node)
        elif _tail(node) == "table-row":
            yield " | ".join(_odf_text(cell).strip() for cell in node if _tail(cell) == "table-cell")


def _odf_text(node: Any) -> str:  # noqa: ANN401
    own = {"s": " ", "tab": "\t", "line-break": "\n"}.get(_tail(node), "")
    inside = (_odf_text(child) + (child.tail or "") for child in node if _tail(child) != "annotation")
    return own + (node.text or "") + "".join(inside)


def epub(data: bytes) -> Iterator[Said]:
    """Yield the chapters of an EPUB in the order of its spine, as HTML."""
    packed = _zip(data)
    if "META-INF/rights.xml" in packed.namelist() or _locked_chapters(packed):
        raise Unreadable("a book that is locked against copying", "ask its publisher for one that is not")
    box = next(
        (node.get("full-path") for node in _xml(packed, "META-INF/container.xml").iter() if _tail(node) == "rootfile"),
        "",
    )
    book = _xml(packed, box or "")
    about = {
        _tail(node): node.text for node in book.iter() if _tail(node) in {"title", "creator", "date"} and node.text
    }
    told = {"title": about.get("title"), "author": about.get("creator"), "published": about.get("date")}
    yield {"about": {key: value for key, value in told.items() if value}}
    items = {node.get("id"): node.get("href") for node in book.iter() if _tail(node) == "item"}
    spine = (items.get(node.get("idref")) for node in book.iter() if _tail(node) == "itemref")
    for name in dict.fromkeys(spine):  # each once: a book that names one a thousand times is no longer for that
        if name:
            yield {"html": _part(packed, str(PurePosixPath(box).parent / name)).decode("utf-8", "replace")}


def _locked_chapters(packed: zipfile.ZipFile) -> bool:
    """Whether chapters are locked; fonts, which many books lock, have no text."""
    if "META-INF/encryption.xml" not in packed.namelist():
        return False
    locked = (str(node.get("URI", "")) for node in _xml(packed, "META-INF/encryption.xml").iter())
    return any(uri.lower().endswith((".xhtml", ".html", ".htm", ".opf")) for uri in locked)


def sheet(data: bytes) -> Iterator[Said]:
    """Yield the rows of a workbook (XLSX, XLS, XLSB, ODS), cells as text, before those of each sheet its name."""
    import python_calamine  # noqa: PLC0415

    if _is_locked_book(data):
        raise Unreadable(*_LOCKED_BOOK)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        filled = [name for name in book.sheet_names if book.get_sheet_by_name(name).height]
    except python_calamine.PasswordError:
        raise Unreadable(*_LOCKED_BOOK) from None
    if not filled:
        raise Unreadable("no rows in the workbook", "check the file")
    for name in filled:
        yield {"sheet": name}
        for row in book.get_sheet_by_name(name).iter_rows():
            yield {"row": [_cell(value) for value in row]}


def _is_locked_odf(packed: zipfile.ZipFile) -> bool:
    """Whether the parts of an OpenDocument file are encrypted, as its manifest says."""
    name = "META-INF/manifest.xml"
    return name in packed.namelist() and b"encryption-data" in _part(packed, name)


def _is_locked_book(data: bytes) -> bool:
    """Whether a workbook has a password: its parts (ODS), all of it in a container (XLSX), said in its first records (XLS)."""
    if not data.startswith(_OLE):
        return zipfile.is_zipfile(io.BytesIO(data)) and _is_locked_odf(_zip(data))
    after = data.find(_BEGIN) + _BEGIN_LENGTH
    return "EncryptedPackage".encode("utf-16-le") in data[:1_000_000] or (
        after > _BEGIN_LENGTH and data[after : after + 2] == _PASSWORD
    )


_OLE = b"\xd0\xcf\x11\xe0"
_BEGIN, _BEGIN_LENGTH, _PASSWORD = b"\x09\x08\x10\x00\x00\x06", 20, b"\x2f\x00"  # records of Excel 97 to 2003
_LOCKED_BOOK = "a workbook with a password", "save it without one"


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.removesuffix("T00:00:00")


def rtf(data: bytes) -> Iterator[Said]:
    """Yield the text of an RTF file."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415

    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("no RTF file", "save it again as RTF, or as text")
    yield {"text": rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")}  # type: ignore[no-untyped-call]


def eml(data: bytes) -> Iterator[Said]:
    """Yield the text of a mail, or of a page saved as MHTML, with subject, sender and day."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise Unreadable("no mail", "save the mail again as .eml")
    yield from _mail(message)


def mbox(data: bytes) -> Iterator[Said]:
    """Yield the mails of a mailbox, before each one the sign that another begins; one without a text is passed over."""
    parts = re.split(rb"(?m)^From .*\r?\n", data)
    if parts[0].strip() or len(parts) == 1:
        raise Unreadable("no mailbox", "save the mails as .mbox or .eml")
    for part in parts[1:]:
        yield {"next": True}
        try:
            message = email.message_from_bytes(re.sub(rb"(?m)^>(>*From )", rb"\1", part), policy=email.policy.default)
            yield from _mail(message)
        except Unreadable as error:
            yield {"problem": list(error.args)}


_LOCKED_MAIL = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


def _mail(message: EmailMessage) -> Iterator[Said]:
    told = {"title": message.get("subject"), "author": message.get("from"), "published": message.get("date")}
    told |= {
        "id": message.get("message-id"),
        "url": message.get("snapshot-content-location") or message.get("content-location"),
    }
    yield {"about": {key: str(value) for key, value in told.items() if value}}
    body = (
        message.get_body(("html", "plain"))
        if "snapshot-content-location" in message
        else message.get_body(("plain", "html"))
    )
    if message.get_content_type() in _LOCKED_MAIL:
        raise Unreadable("an encrypted mail", "open it where its key is, and save its text")
    if body is None:
        raise Unreadable("no text in the mail", "save its text, or its attachment, as a file")
    text = body.get_content()
    text = text if isinstance(text, str) else text.decode("utf-8", "replace")
    yield {"html" if body.get_content_subtype() == "html" else "text": text}


def _zip(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        raise Unreadable("a document with a password, or of Office before 2007", "save it anew, without a password")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Unreadable("not a whole document", "fetch or save it again") from None


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of an Office file, unless it is packed as a bomb is, or locked."""
    try:
        info = packed.getinfo(name)
    except KeyError:
        raise Unreadable("a part of the document is missing", "save it again") from None
    if info.file_size > MOST_XML or (
        info.file_size > 1_000_000 and info.file_size > MOST_TIMES * max(1, info.compress_size)
    ):
        raise Unreadable("packed as a zip bomb is", "open it and save it anew")
    if info.flag_bits & 1:
        raise Unreadable("a document with a password", "save it without one")
    return packed.read(info)


def _xml(packed: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    data = _part(packed, name)
    if b"<!DOCTYPE" in data[:10_000]:
        raise Unreadable("it declares entities, which no office program does", "open it and save it anew")
    return etree.fromstring(data, parser)


def _core(packed: zipfile.ZipFile) -> Said:
    if "docProps/core.xml" not in packed.namelist():
        return {}
    told = {_tail(node): node.text for node in _xml(packed, "docProps/core.xml").iter() if node.text}
    found = {"title": told.get("title"), "author": told.get("creator")}
    return {key: value for key, value in found.items() if value and value.strip()}


def _odf_about(packed: zipfile.ZipFile) -> Said:
    if "meta.xml" not in packed.namelist():
        return {}
    told = {_tail(node): node.text for node in _xml(packed, "meta.xml").iter() if node.text}
    found = {"title": told.get("title"), "author": told.get("initial-creator") or told.get("creator")}
    return {key: value for key, value in found.items() if value and value.strip()}


def _tail(node: Any) -> str:  # noqa: ANN401
    return str(node.tag).rsplit("}", 1)[-1]


KINDS: dict[str, Callable[[bytes], Iterator[Said]]] = {
    "pdf": pdf,
    "docx": docx,
    "odt": odt,
    "epub": epub,
    "xlsx": sheet,
    "xlsm": sheet,
    "xlsb": sheet,
    "xls": sheet,
    "ods": sheet,
    "rtf": rtf,
    "eml": eml,
    "mhtml": eml,
    "mht": eml,
    "mbox": mbox,
}
_DAMAGED = "damaged, or no {kind} file", "open it and save it again, or save it as text"


def limit(memory: int, seconds: int) -> None:
    """Let this process have so much memory and computing time, write no file, and start no other."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def said(kind: str, data: bytes) -> Iterator[Said]:
    """Yield what a document says, and a problem last where it cannot be read, or not to its end.

    >>> list(said("pdf", b"no PDF"))
    [{'problem': ['damaged, or no PDF file', 'open it and save it again, or save it as text']}]
    """
    try:
        yield from KINDS[kind](data)
    except Unreadable as error:
        yield {"problem": list(error.args)}
    except MemoryError:
        yield {"problem": ["it needs more memory than a document may", "split it, or save it as text"]}
    except (SystemExit, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException:  # noqa: BLE001 - whatever a library raises over a stranger's bytes; one in Rust panics beside Exception
        yield {"problem": [_DAMAGED[0].format(kind=kind.upper()), _DAMAGED[1]]}


def main() -> None:
    """Read standard input as the kind that is named, within the limits that are named after it."""
    kind, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit(memory, seconds)
    data = sys.stdin.buffer.read()
    for each in said(kind, data):
        sys.stdout.write(json.dumps(each) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
