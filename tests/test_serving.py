"""What a browser loads before it can show anything, as it is served; a real server."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.browser import ROOT, served
from store import Archive
from tests import factories
from view.vendored import version

MAP = "/app/static/map/map.css"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("archive") / "archive"
    Archive(store).add(factories.sample())
    with served(store) as address:
        yield urlsplit(address).netloc


def asked(server: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection(server, timeout=20)) as told:
        told.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = told.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def kept(server: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """Ask until the answer comes from what is kept: the server packs it a moment after its start."""
    while True:
        answer = asked(server, path, Accept_Encoding="gzip")
        if "no-cache" in answer[1].get("cache-control", "") or "immutable" in answer[1].get("cache-control", ""):
            return answer


@pytest.mark.parametrize("query", ["", f"?v={version()}"])
def test_a_file_of_the_map_comes_packed_and_is_kept_for_good_where_its_version_is_asked_for(
    server: str, query: str
) -> None:
    status, headers, body = kept(server, MAP + query)
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == (ROOT / "static" / "map" / "map.css").read_bytes()
    assert ("immutable" in headers["cache-control"]) == bool(query)


def test_what_a_browser_has_already_is_not_sent_again(server: str) -> None:
    _, headers, _ = kept(server, MAP)
    assert asked(server, MAP, Accept_Encoding="gzip", If_None_Match=headers["etag"])[0::2] == (304, b"")


def test_who_takes_nothing_packed_gets_it_as_it_is(server: str) -> None:
    kept(server, MAP)
    assert asked(server, MAP, Accept_Encoding="identity")[2] == (ROOT / "static" / "map" / "map.css").read_bytes()


@pytest.mark.parametrize("path", ["/", "/article", "/add", "/account"])
def test_each_page_names_files_that_are_there(server: str, path: str) -> None:
    _, headers, body = asked(server, path)
    assert headers["cache-control"] == "no-cache"
    named = re.findall(r'rel="(?:prefetch|modulepreload)" (?:crossorigin )?href="\.([^"]+)"', body.decode())
    assert len(named) > len(list(Path(ROOT / "static" / "map").glob("*.js")))
    assert {asked(server, each, Accept_Encoding="gzip")[0] for each in named} == {200}


def test_a_machine_gets_what_a_link_shows_a_page_at_a_time_and_nothing_twice(server: str) -> None:
    status, head, content = asked(server, "/events.geojson?limit=5&order=date")
    first = json.loads(content)
    assert (status, head["content-type"], first["total"], len(first["features"])) == (200, "application/geo+json", 8, 5)
    following = urlsplit(first["next"])
    second = json.loads(asked(server, f"{following.path}?{following.query}")[2])
    assert second["next"] is None
    ids = [each["id"] for each in (*first["features"], *second["features"])]
    assert len(set(ids)) == len(ids) == 8
    assert asked(server, "/events.geojson", if_none_match=head["etag"])[0] == 304
    assert asked(server, "/events.geojson?from=nonsense")[0] == 400
    feed = asked(server, "/events.atom?status=disputed")[2]
    assert feed.count(b"<entry>") == 1
    assert b"Low Ford" in feed
