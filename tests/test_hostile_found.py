"""What fuzzing found, each one a row: inputs that once raised what nobody declared."""

from __future__ import annotations

import base64

import pytest

from bench.fuzz.seeds import _zip as zipped
from bench.fuzz.targets import TARGETS

FOUND = [
    ("front-matter", b"---\nsource: River\x11Dispatch\n---\nShells."),  # YAML's message had two lines
    ("country-file", b"ADM_EN,ADM_PCODE,lat,lon\nHoms,SY04,34.7,36.7\n"),  # no ADMn_PCODE: max() of nothing
    ("country-file", b"\r\x00name,lat,lon,kind,population\n"),  # csv.Error in the header, line 0
    ("browser", b'{"bounds": {"_southWest": {"lat": 1}, "_northEast": {"lat": 2}}, "center": {}, "zoom": 3}'),
    ("browser", b'{"bounds": {"_southWest": {"lat": 1, "lng": 1}, "_northEast": {"lat": 2, "lng": 2}}, "center": {"lat": 1, "lng": 1}, "zoom": 999999999999}'),
    ("xml", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><content type='html'/></entry></feed>"),  # content None
    ("xml", b"<rss version='2.0'><channel><item><description>a &lt;b&gt; \x14 &#20; &amp;#20; c</description></item></channel></rss>"),
    ("xml", b"<rss version='2.0'><channel><item><link>\xff</item></link>"),  # feedparser: KeyError
    ("reader", b"\x01AB " + b"-" * 400 + b"\n" + b"AB-" * 300 + b"\n" + b"A " * 400),  # a dateline's hyphens, cut in all ways
    ("reader", b"\0\0F\0\0\0\0\0\b\0\0\0\0\xa2\0\0"),  # a space taken out of the text in which the words were found
    ("day", b"16 Ramadan 47"),  # a year of the lunar calendar that is 667 of ours
    ("rot", bytes([5, 0, 0, 200, 255])),  # a note of digests that was cut off
    ("zip", zipped("a.md", "x").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")),  # a version to come
    ("zip", zipped("a", "x").replace(b"a", b"\x00")),  # a file without a name
    ("zip", zipped("a.md", "x")[:-6] + base64.b16decode("FFFFFFFF") + b"\x00\x00"),  # an offset before the file
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_fuzzing_found_holds(name: str, data: bytes) -> None:
    TARGETS[name](data)
