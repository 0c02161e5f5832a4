"""Signing in with an OpenID Connect provider, where it is configured; and the check, at start, that it can work.

The provider stands in ``[auth]`` of Streamlit's secrets.toml, who may do what in the settings: docs/HOSTING.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import access
from ui.settings import BadSetting, Settings
from view import words

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters: 128 bits, where it is written in hexadecimal digits
AUTH = "secrets.toml [auth]"


def check(rules: Settings) -> None:
    """Raise :class:`BadSetting` where roles are configured and nobody could sign in.

    >>> check(Settings())  # nobody needs to sign in here
    """
    if not rules.sign_in:
        return
    if find_spec("authlib") is None:
        raise BadSetting(AUTH, "", allowed="it needs: pip install -r requirements-signin.txt")
    _check_provider(_provider())


def _provider() -> Mapping[str, object]:
    try:
        return dict(st.secrets.get("auth", {}))
    except FileNotFoundError:
        return {}


def _check_provider(auth: Mapping[str, object]) -> None:
    """Raise :class:`BadSetting` where the provider's section misses something, or names more than one provider.

    >>> _check_provider({"redirect_uri": "https://map.example.org/oauth2callback"})
    Traceback (most recent call last):
    ui.settings.BadSetting: secrets.toml [auth] cookie_secret='' cannot be: roles are set, so it is needed
    """
    for name in NEEDED:
        if not auth.get(name):
            entry = f"{AUTH} {name}"
            raise BadSetting(entry, "", allowed="roles are set, so it is needed")
    several = [name for name, value in auth.items() if isinstance(value, Mapping) and name != "client_kwargs"]
    if several:  # a subject is only one provider's word: the same sub of another one would be another person
        raise BadSetting(AUTH, several[0], allowed="one provider is allowed, in [auth] itself")
    if len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        raise BadSetting(AUTH, "cookie_secret", allowed=f"it needs {SHORTEST_SECRET} characters or more")


def instead_of(page: StreamlitPage, *, default: bool) -> StreamlitPage:
    """Return this page in the place of another, at its address: for those who may not even read.

    >>> on_page(lambda: instead_of(st.session_state.pages["reader"], default=False).title)
    'Sign in'
    """
    return st.Page(show, title=words.PAGE_SIGN_IN, url_path="map" if default else page.url_path, default=default)


def show() -> None:
    """Draw the page: who is signed in and what they may do, and the button to sign in or out.

    >>> drawn(show)[0]
    'subheader: Sign in'
    """
    st.subheader(words.PAGE_SIGN_IN)
    name = access.name()
    if name is None:
        st.write(words.SIGN_IN_LEAD)
        st.button(words.SIGN_IN, type="primary", on_click=st.login, icon=":material/login:")
        return
    st.text(words.SIGNED_IN_AS.format(name=name))
    st.text(words.ROLE_IS[_role()])
    st.button(words.SIGN_OUT, on_click=st.logout, icon=":material/logout:")


def _role() -> str:
    if access.may("correct"):
        return "editor"
    return "reader" if access.may("read") else "nobody"
