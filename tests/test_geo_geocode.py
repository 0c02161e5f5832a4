"""The opt-in geocoder against a real HTTP server on loopback that answers well, badly, and never."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from geo import Geoparser, Place
from geo.geocode import Down, Found, GeocoderChain, NotFound, Refused, Service, geonames, nominatim, place_of
from geo.online import VARIABLE, configured_geocoder, services
from geo.rules import AREA_INSTEAD

HAJIN = [{"place_id": 7, "lat": "34.69", "lon": "40.83", "name": "Hajin", "display_name": "Hajin",
          "addresstype": "town", "boundingbox": ["34.6", "34.8", "40.7", "40.9"],
          "address": {"country_code": "sy", "state": "Deir ez-Zor Governorate"}}]  # fmt: skip
DAY = dt.date(2026, 1, 2)


class Answers(BaseHTTPRequestHandler):
    """Answers by the name that is asked for: the code, the body, or silence."""

    asked: list[str]
    stop: threading.Event

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.asked.append(name)
        if name == "silence":
            self.stop.wait(10)
            return
        code, body, headers = {
            "Hajin": (200, json.dumps(HAJIN), {}),
            "Zzyzxville": (200, json.dumps(HAJIN), {}),
            "nowhere": (200, "[]", {}),
            "half": (200, json.dumps(HAJIN)[:40], {}),
            "pointless": (200, json.dumps([{"display_name": "x"}]), {}),
            "forbidden": (403, "no", {}),
            "too often": (429, "slow down", {"Retry-After": "60"}),
            "broken": (503, "later", {}),
        }[name]
        self.send_response(code)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    handler = type("Handler", (Answers,), {"asked": [], "stop": threading.Event()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", handler.asked
        handler.stop.set()
        httpd.shutdown()
        thread.join()


@pytest.fixture
def help_at(tmp_path: Path) -> Callable[..., GeocoderChain]:
    def make(*services: Service) -> GeocoderChain:
        return GeocoderChain(services, cache=tmp_path / "geocode.sqlite", pause_s=0.0, tries=2, today=lambda: DAY)

    return make


def test_a_found_place_carries_service_day_and_raw_answer(server, help_at) -> None:
    answer = help_at(nominatim(server[0])).ask("Hajin")
    assert isinstance(answer, Found)
    assert (answer.place.name, answer.place.country, answer.place.kind) == ("Hajin", "SY", "town")
    assert answer.place.source == "nominatim 2026-01-02"
    assert answer.raw["address"]["state"] == "Deir ez-Zor Governorate"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("nowhere", NotFound), ("forbidden", Refused), ("too often", Refused), ("broken", Down), ("half", Down),
     ("pointless", Down), ("silence", Down)],
)  # fmt: skip
def test_not_found_refused_and_down_are_three_answers(server, help_at, name, kind) -> None:
    help_ = help_at(nominatim(server[0], timeout_s=0.5))
    assert isinstance(help_.ask(name), kind)
    assert help_(name) is None
    assert bool(help_.troubles) == (kind is not NotFound)


def test_answers_are_kept_over_restarts_and_troubles_are_not(server, help_at) -> None:
    address, asked = server
    for _ in range(2):
        help_ = help_at(nominatim(address))
        help_.ask("Hajin")
        help_.ask("nowhere")
        help_.ask("broken")
    assert asked.count("Hajin") == asked.count("nowhere") == 1
    assert asked.count("broken") == 4  # two tries in each of the two runs


def test_a_service_that_said_retry_after_is_left_alone(server, help_at) -> None:
    address, asked = server
    help_ = help_at(nominatim(address))
    first, second = help_.ask("too often"), help_.ask("Hajin")
    assert isinstance(first, Refused)
    assert first.retry_after == 60
    assert isinstance(second, Refused)
    assert asked == ["too often"]


def test_the_next_service_is_asked_when_the_first_is_down(server, help_at) -> None:
    down = nominatim("http://127.0.0.1:9", timeout_s=0.5)  # the discard port: nobody listens
    second = Service("second", nominatim(server[0]).geocoder, {"addressdetails": True})
    answer = help_at(down, second).ask("Hajin")
    assert isinstance(answer, Found)
    assert answer.place.source.startswith("second")


def test_geonames_speaks_the_same_answers() -> None:
    raw = {
        "geonameId": 1,
        "lat": "34.69",
        "lng": "40.83",
        "name": "Hajin",
        "countryCode": "SY",
        "fcode": "PPL",
        "adminName1": "x",
    }
    place = place_of(raw, name="Hajin", service=geonames("somebody").name, asked=DAY)
    assert (place.at.lon, place.country, place.kind) == (40.83, "SY", "town")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Shelling was reported in the village of Zzyzxville, Syria.", "asked online: nominatim 2026-01-02"),
        (
            "Shells fell on the village of Zzyzxville in Deir ez-Zor province, Syria.",
            "asked online: nominatim 2026-01-02",
        ),
        (
            "Shells fell on the village of Zzyzxville in Latakia province, Syria.",
            AREA_INSTEAD,
        ),  # 400 km from the answer
        ("Shells fell on the village of Hajin, Syria.", "said to lie there"),  # known: nobody is asked
    ],
)
def test_a_geoparser_says_that_a_place_came_from_a_service(server, help_at, text: str, rule: str) -> None:
    found = Geoparser(geocode=help_at(nominatim(server[0]))).places(text)
    village = next(m for m in found if m.span.text in ("Zzyzxville", "Hajin"))
    assert isinstance(village.place, Place)
    assert village.rule == rule
    assert (village.place.source == "nominatim 2026-01-02") == rule.startswith("asked online")


def test_two_processes_that_share_the_answers_share_the_pause(server, tmp_path: Path) -> None:
    help_ = [GeocoderChain([nominatim(server[0])], cache=tmp_path / "geocode.sqlite", pause_s=0.3) for _ in range(2)]
    start = time.monotonic()
    for one, name in zip(help_, ("Hajin", "nowhere"), strict=True):
        one.ask(name)
    assert time.monotonic() - start >= 0.29


def test_nobody_is_asked_unless_the_operator_says_whom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert configured_geocoder(tmp_path) is None
    monkeypatch.setenv(VARIABLE, "nominatim=http://127.0.0.1:9")
    assert isinstance(configured_geocoder(tmp_path), GeocoderChain)


@pytest.mark.parametrize("words", ["nominatim", "nominatim=example.org", "geonames=", "other=http://example.org"])
def test_a_service_that_is_none_is_named(words: str) -> None:
    with pytest.raises(ValueError, match="is neither nominatim=ADDRESS nor geonames=USER"):
        services(words)
