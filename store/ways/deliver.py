"""A digest -> where its readers are: a file that feed readers fetch, a web address, a mailbox. Each digest has one id.

A file is replaced as a whole, with what it told before below what is new. A web address gets the id as ``Idempotency-Key`` and a mailbox as ``Message-ID``: should the
machine stop between sending and noting it, the digest is sent again under the same id, and receivers know it. Addresses
of private networks are refused but for this machine's own, or unless the operator allows them.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import smtplib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from store.fetch import is_public

TIMEOUT_S = 15.0


class NotDeliveredError(Exception):
    """A digest did not reach its readers; the message says why. It is kept and tried again."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new of one filter: a title, plain text, the same as Atom, and as JSON for machines."""

    id: str
    title: str
    text: str
    atom: str
    json: Mapping[str, object]


ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 200  # of a feed: older ones leave it
_ENTRY = f"{{{ATOM}}}entry"


def deliver(digest: Digest, to: str, *, smtp: str = "127.0.0.1:25", sender: str = "", private: bool = False) -> None:
    """Send a digest to ``atom:FILE``, an address beginning with http, or ``mailto:ADDRESS``. Raises ``NotDeliveredError``.

    >>> deliver(Digest("1", "New", "", "<feed/>", {}), "pigeon:home")
    Traceback (most recent call last):
        ...
    store.ways.deliver.NotDeliveredError: no way to send to pigeon:home: write atom:FILE, https://… or mailto:…
    """
    kind, _, rest = to.partition(":")
    try:
        if kind == "atom":
            _add_to_feed(Path(rest), digest.atom)
        elif kind in {"http", "https"}:
            _post(to, digest, private=private)
        elif kind == "mailto":
            _mail(rest, digest, smtp=smtp, sender=sender)
        else:
            message = f"no way to send to {to}: write atom:FILE, https://… or mailto:…"
            raise NotDeliveredError(message)
    except (OSError, http.client.HTTPException, smtplib.SMTPException, ValueError) as error:
        message = f"{to}: {type(error).__name__}: {error}"
        raise NotDeliveredError(message) from None


def _add_to_feed(file: Path, text: str) -> None:
    """Put what is new above what the feed has told already, so that who reads it once a day misses nothing."""
    feed = ET.fromstring(text)  # noqa: S314 - our own
    ET.register_namespace("", ATOM)
    told = {each.findtext(f"{{{ATOM}}}id") for each in feed.iter(_ENTRY)}
    earlier = [each for each in _entries(file) if each.findtext(f"{{{ATOM}}}id") not in told]
    feed.extend(earlier[: max(0, MOST_ENTRIES - len(told))])
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))
    new.replace(file)


def _entries(file: Path) -> list[ET.Element]:
    """Return the entries of a feed that we wrote; none where there is none, or where it was damaged."""
    try:
        return list(ET.parse(file).getroot().iter(_ENTRY))  # noqa: S314 - our own
    except (FileNotFoundError, ET.ParseError):
        return []


def _post(url: str, digest: Digest, *, private: bool) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = {ipaddress.ip_address(str(each[4][0]).split("%")[0]) for each in socket.getaddrinfo(host, port)}
    if not private and not all(is_public(each) or each.is_loopback for each in found):
        message = f"{host} is in a private network: allow it if it is meant"
        raise NotDeliveredError(message)
    address = str(min(found, key=str))
    sock: socket.socket = socket.create_connection((address, port), TIMEOUT_S)
    if parts.scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    connection.sock = sock
    try:
        headers = {"Content-Type": "application/json", "Idempotency-Key": digest.id, "User-Agent": "conflict-map"}
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, json.dumps(digest.json, ensure_ascii=False).encode(), headers)
        status = connection.getresponse().status
    finally:
        connection.close()
    if status // 100 != 2:
        message = f"{url} answers {status}"
        raise NotDeliveredError(message)


def _mail(to: str, digest: Digest, *, smtp: str, sender: str) -> None:
    host, _, port = smtp.partition(":")
    mail = EmailMessage()
    mail["From"] = sender or "conflict-map@localhost"
    mail["To"], mail["Subject"], mail["Message-ID"] = to, digest.title, f"<{digest.id}@conflict-map>"
    mail.set_content(digest.text)
    with smtplib.SMTP(host, int(port or 25), timeout=TIMEOUT_S) as server:
        server.send_message(mail)
