"""Signing in with a real OpenID Connect provider on this machine: what an editor may, and what a reader may not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from store import Archive, Filters
from tests import factories
from tests.e2e.conftest import LONG, Seen, free_port
from tests.wire import Wire
from view import words

Visit = Callable[..., Seen]
PEOPLE = (
    {"sub": "1-ada", "name": "Ada Example", "email": "Ada@example.org", "email_verified": True},
    {"sub": "2-bob", "name": "Bob Example", "email": "bob@example.org", "email_verified": True},
    {"sub": "3-mallory", "name": "Ada Example", "email": "ada@example.org", "email_verified": False},
    {"sub": "4-eve", "name": "Eve Example"},
)
EDITORS = "ada@example.org, sub:4-eve"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The provider, a process of its own; whoever says so is one of PEOPLE."""
    port = free_port()
    claims = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        address = f"http://127.0.0.1:{port}"
        _answering(f"{address}/.well-known/openid-configuration")
        yield address
        running.terminate()


def _answering(address: str, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
            return
        time.sleep(0.1)
    message = f"no provider at {address}"
    raise TimeoutError(message)


@pytest.fixture(scope="module")
def signing(
    provider: str, started: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[str, Path]]:
    """Start a page with sign-in; return its address and its archive's folder."""
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{os.urandom(32).hex()}"
client_id = "conflict-map"
client_secret = "{os.urandom(16).hex()}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )

    def start(**environment: str) -> tuple[str, Path]:
        store = tmp_path_factory.mktemp("signing") / "archive"
        Archive(store).add(factories.sample())
        given = {"STREAMLIT_SECRETS_FILES": str(secrets), "AUTHLIB_INSECURE_TRANSPORT": "1"}
        return started(store, **given, **environment), store

    return start


@pytest.fixture(scope="module")
def site(signing: Callable[..., tuple[str, Path]]) -> tuple[str, Path]:
    return signing(CONFLICT_MAP_EDITORS=EDITORS)


def event_of(store: Path) -> str:
    return str(Archive(store).table(Filters(kinds=("site",)))["id"].iloc[0])


def sign_in(visit: Visit, address: str, person: str) -> Seen:
    """Sign in as a person, and stand on the page that says who is signed in."""
    page = visit(address, "/account")
    page.page.get_by_role("button", name=words.SIGN_IN, exact=True).click()
    page.page.get_by_role("button", name=person, exact=True).click()
    page.page.wait_for_url(f"{address}/**", timeout=LONG)
    page.page.goto(f"{address}/account")
    expect(page.page.get_by_role("button", name=words.SIGN_OUT)).to_be_visible(timeout=LONG)
    return page


def opened(page: Seen, address: str, event: str) -> None:
    page.page.goto(f"{address}/?ev={event}")
    expect(page.page.locator(".st-key-panel blockquote").first).to_be_visible(timeout=LONG)
    page.still()


def test_an_editor_signs_in_corrects_and_signs_out(site: tuple[str, Path], visit: Visit) -> None:
    address, store = site
    event = event_of(store)
    page = sign_in(visit, address, "1-ada")
    expect(page.page.get_by_text(words.ROLE_IS["editor"])).to_be_visible()
    opened(page, address, event)
    page.page.get_by_text(words.CORRECT).first.click()
    page.page.get_by_label(words.CORRECT_NEW).click()
    page.page.keyboard.type("Grenade")
    page.page.keyboard.press("Enter")
    page.page.get_by_label(words.CORRECT_WHY).fill("The article says grenade")
    page.page.get_by_role("button", name=words.CORRECT_SEND).click()
    expect(page.page.locator(".st-key-panel .cm-badge").first).to_contain_text("Grenade", timeout=LONG)
    assert [review.by for review in Archive(store).reviews()] == ["Ada Example"]
    page.page.goto(f"{address}/account")
    page.page.get_by_role("button", name=words.SIGN_OUT).click()
    page.page.get_by_role("button", name="End session").click()
    page.page.wait_for_url(f"{address}/**", timeout=LONG)
    opened(page, address, event)
    assert page.page.get_by_text(words.CORRECT).count() == 0


@pytest.mark.parametrize(
    ("person", "role"),
    [("2-bob", "reader"), ("3-mallory", "reader"), ("4-eve", "editor")],
    ids=["not listed", "an editor's e-mail, not verified", "listed by subject"],
)
def test_who_signs_in_has_the_role_that_is_configured_by_a_cookie_that_the_server_signed(
    person: str, role: str, site: tuple[str, Path], visit: Visit
) -> None:
    page = sign_in(visit, site[0], person)
    expect(page.page.get_by_text(words.ROLE_IS[role])).to_be_visible(timeout=LONG)
    assert page.page.get_by_role("link", name=words.PAGES["add"], exact=True).count() == (role == "editor")
    cookies = page.page.context.cookies(site[0])
    _a_program_has_the_role_of_the_cookie(site, cookies, "", role)
    _a_program_has_the_role_of_the_cookie(site, cookies, "x", "reader")


def _a_program_has_the_role_of_the_cookie(
    site: tuple[str, Path], cookies: Sequence[Mapping[str, object]], turn: str, role: str
) -> None:
    """The messages are a program's own; the sign-in is taken over from the browser that it was made in, or changed."""
    kept = {str(each.get("name")): str(each.get("value")) for each in cookies}
    kept["_streamlit_user"] = turn + kept["_streamlit_user"]
    sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())}
    token = ("streamlit", kept["_streamlit_xsrf"])
    with Wire(site[0], headers=sent, origin=site[0], protocols=token) as program:
        program.open("add", "role=editor")
        assert (words.ADD_TEXT in program.labels()) == (role == "editor")


def test_where_readers_must_sign_in_a_stranger_sees_nothing(
    signing: Callable[..., tuple[str, Path]], visit: Visit
) -> None:
    address, store = signing(CONFLICT_MAP_EDITORS=EDITORS, CONFLICT_MAP_READERS="signed-in")
    event = event_of(store)
    stranger = visit(address, f"/?ev={event}")
    expect(stranger.page.get_by_role("button", name=words.SIGN_IN, exact=True)).to_be_visible(timeout=LONG)
    assert stranger.page.locator("iframe, blockquote, [data-testid=stDataFrame]").count() == 0
    opened(sign_in(visit, address, "2-bob"), address, event)
