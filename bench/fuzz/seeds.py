"""One or a few valid inputs a target: what a fuzzer begins with, so that it need not guess the forms."""

from __future__ import annotations

import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

TEXT = "Shells hit the bridge at Raqqa on Monday, killing 4 people, the army said. The group denied it."
LONG = f"{TEXT} Two days later an air strike hit Hama. " * 3
FRONT = f'---\nid: a\ntitle: "Bridge: hit"\nsource: River Dispatch\npublished: 2017-10-04\nurl: https://example.org/a\nauthor: |\n  A\n---\n{TEXT}\n'
ROW = {
    "id": "a",
    "text": TEXT,
    "title": "T",
    "published": "2017-10-04",
    "source": "S",
    "url": "https://example.org/",
    "author": "A",
}
PAGE = f"<!doctype html><html><head><title>T</title><meta property='article:published_time' content='2017-10-04'></head><body><article><h1>T</h1><p>{LONG}</p></article></body></html>"
FEED = f"<rss version='2.0'><channel><title>S</title><item><title>T</title><link>https://example.org/a</link><pubDate>Wed, 04 Oct 2017 10:00:00 GMT</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>S</title><entry><title>T</title><link href='https://example.org/a'/><updated>2017-10-04T10:00:00Z</updated><content type='html'>{TEXT}</content></entry></feed>"
LINK = "from=2017-09-01&to=2017-10-04&actor=islamic-state&role=initiator&type=Battles&sub=Armed+clash&country=SY&region=SY/Homs&source=S&status=claimed&place=town&deaths=3&q=dam&box=30,35.5,38,49&lat=34.5&lon=40.2&z=7&ev=00c0ffee00c0ffee&v=3"
BROWSER = {
    "bounds": {"_southWest": {"lat": 30.1, "lng": 35.2}, "_northEast": {"lat": 38.0, "lng": 49.9}},
    "center": {"lat": 34.5, "lng": 40.2},
    "zoom": 7,
    "last_active_drawing": {"properties": {"id": "00c0ffee00c0ffee", "spot": True}},
    "last_object_clicked_count": 1,
}
GEONAMES = "7\tHajin\tHajin\tHajeen,هجين\t34.69\t40.83\tP\tPPL\tSY\t\t07\t\t\t\t9000\t\t\t\t2020-01-01\n"
GNS = "RC\tUFI\tUNI\tLAT\tLONG\tDSG\tFULL_NAME_RO\n1\t7\t8\t34.69\t40.83\tPPL\tHajin\n"
PCODES = "ADM1_EN,ADM1_PCODE,lat,lon\nHoms,SY04,34.7,36.7\n"
PLAIN = "name,lat,lon,kind,population,km\nHajin,34.69,40.83,town,9000,4\n"


def names() -> tuple[str, ...]:
    """Return the names of all targets; fuzz/targets is not loaded for it, so that atheris can watch it being loaded."""
    return tuple(_table())


def seeds(target: str) -> tuple[bytes, ...]:
    """Return the valid inputs of a target."""
    return tuple(each.encode() if isinstance(each, str) else each for each in _table()[target])


def _table() -> dict[str, tuple[str | bytes, ...]]:
    row, cells = json.dumps(ROW), "\n".join((",".join(ROW), ",".join(f'"{value}"' for value in ROW.values())))
    return {
        "front-matter": (FRONT, f"---\n---\n{TEXT}"),
        "link": (LINK, "z=far&from=2017-09-99"),
        "article-line": (row,),
        "country-file": (GEONAMES, GNS, PCODES, PLAIN),
        "browser": (json.dumps(BROWSER),),
        "reader": (b"\x01" + TEXT.encode(), bytes(range(0, 250, 2)), bytes([0, 0, 70, 0, 30, 1, 9, 2, 8, 0, 0])),
        "html": (PAGE,),
        "jsonl": (f"{row}\n{row}\n",),
        "csv": (cells,),
        "tsv": (cells.replace(",", "\t"),),
        "parquet": (_parquet(),),
        "xml": (FEED, ATOM),
        "zip": (_zip("a.md", FRONT), _zip("b/c.jsonl", row)),
    }


def _parquet() -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table({key: [value] for key, value in ROW.items()}), made, compression="none")
    return made.getvalue()


def _zip(name: str, text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(name, text)
    return made.getvalue()
