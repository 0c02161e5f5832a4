"""One or a few valid inputs a target: what a fuzzer begins with, so that it need not guess the forms."""

from __future__ import annotations

import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from bench.fuzz.seed_documents import documents

KML = (
    "<kml xmlns='http://www.opengis.net/kml/2.2'><Document><Placemark><name>Hit</name><description><![CDATA[<p>Shells.</p>]]>"
    "</description><TimeStamp><when>2026-04-06</when></TimeStamp><ExtendedData><Data name='killed'><value>4</value></Data>"
    "</ExtendedData><Point><coordinates>36.75,35.13,0</coordinates></Point></Placemark></Document></kml>"
)
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
GEOJSON = '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [40.2, 34.5]}, "properties": {"date": "2026-04-06", "place": "Hajin", "notes": "Shells hit Hajin.", "deaths": 4}}]}'
CHAT = '{"name": "River", "id": 7, "messages": [{"id": 1, "type": "message", "date": "2026-04-06T10:00:00", "from": "Ann", "text": ["Shells hit ", {"type": "bold", "text": "Hama"}]}], "chats": {"list": []}}'
RELIEF = '{"data": [{"id": "7", "fields": {"title": "T", "body": "Shells hit Hama.", "date": {"created": "2026-04-06T10:00:00+00:00"}, "source": [{"shortname": "S"}]}}]}'
JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "S", "items": [{"id": "1", "content_html": "<p>Shells hit Hama.</p>", "date_published": "2026-04-06T10:00:00Z", "authors": [{"name": "A"}]}]}'
ACLED = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,inter2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\nSYR1,06 April 2026,2026,1,Political violence,Battles,Armed clash,Rebels,,2,Military Forces of Syria,1,Syria,Homs,Hajin,34.69,40.83,1,S,Rebels fought the army.,4\n"
UCDP = "id,relid,year,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,source_article\n7,r,2026,1,c,A,B,1,Hajin,34.69,40.83,Syria,1,2026-04-06,2026-04-06,1,1,1,1,4,5,3,S\n"
HXL = "Day,Town,Lat,Lon,Story,Killed\n#date,#adm3+name,#geo+lat,#geo+lon,#description,#affected+killed\n2026-04-06,Hajin,34.69,40.83,Shells fell.,4\n"
OWN = "id;date;place;latitude;longitude;type;sub_event_type;deaths;notes\n0500c0f51a9e0c17;2026-04-06;Hajin;34,69;40,83;Battles;Armed clash;4;Rebels fought.\n"
OPML = "<opml version='2.0'><body><outline text='a'><outline type='rss' xmlUrl='https://example.org/rss'/></outline></body></opml>"
ALERTS = "- {name: Battles, filter: type=Battles, to: 'atom:news.xml'}\n"
LIVE = (
    "<html><body>"
    + "".join(
        f'<article class="liveblog-post"><time datetime="2026-04-06T0{n}:10:00Z">then</time><h2>H</h2><p>Shells hit {n}.</p></article>'
        for n in (9, 8, 7)
    )
    + "</body></html>"
)
STATED = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "H", "articleBody": "<p>Shells.</p>", "datePublished": "2026-04-06T09:10:00Z"}, {"articleBody": "B"}, {"articleBody": "C"}]}</script>'
ANSWERS = (
    (f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n", PAGE),
    (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n",
        "5\r\nShell\r\n0\r\nA: b\r\n\r\n",
    ),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 302 Found\r\nLocation: /b\r\n", ""),
    ("HTTP/1.1 503 No\r\nRetry-After: 9\r\n", ""),
)
CORRECTIONS = (
    '["status", "alleged", "A", "b"]',
    '["fatalities", {"low": 1, "best": 2, "high": 3}, "A", "b"]',
    '["actors", [{"actor": {"id": "a", "name": "A", "inter": 2}, "role": "initiator"}], "A", "b"]',
    '["when", {"earliest": "2017-10-02", "latest": "2017-10-03", "precision": "interval"}, "A", "b"]',
    '["place", {"place": {"id": "x", "name": "N", "at": {"lat": 1, "lon": 2}, "country": null, "admin1": null, "kind": "site", "uncertainty_km": 3.0, "source": "s"}}, "A", "b"]',
)


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
        "kml": (KML,),
        "zip": (_zip("a.md", FRONT), _zip("b/c.jsonl", row)),
        "json": (f"[{row}]", GEOJSON, CHAT, RELIEF, JSON_FEED, f'{{"data": [{row}]}}'),
        "coded": (ACLED, UCDP, HXL, OWN),
        **documents(),
        **_talk(),
    }


def _talk() -> dict[str, tuple[str | bytes, ...]]:
    """What is asked and answered, and what rots."""
    return {
        "feeds": (OPML, ALERTS),
        "day": ("Mon, 06 Apr 2026 23:30:00 -0800", "16 Ramadan 1447", "1404-12-14 SH", "04/10/2026", "061200ZAPR2026"),
        "live": (LIVE, STATED),
        "answer": tuple(f"{head}\r\n{body}" for head, body in ANSWERS),
        "message": (
            BackMsg(rerun_script=ClientState(query_string="z=5")).SerializeToString(),
            "https://example.org:8501",
        ),
        "question": (f"{LINK}&limit=2&order=added", "after=00c0ffee00c0ffee&q=%22a+b%22"),
        "correction": CORRECTIONS,
        "rot": (bytes([0, 0, 0, 9, 7]), bytes([5, 0, 1, 9, 255]), bytes([9, 0, 2, 9, 0, 0, 3, 9, 0])),
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
