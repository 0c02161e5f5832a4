"""A reader without a browser: speaks to a real server over its websocket, and can say what no browser would say."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 60  # seconds for one answer


@dataclass
class Wire:
    """One session. What is drawn stands in ``seen``, in the order in which it came; ``said`` is all that was sent.

    ``name`` is the host that is asked for, where it is not the address's own.
    """

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    origin: str | None = None
    protocols: tuple[str, ...] = ("streamlit",)
    seen: list[Element] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    session: str = ""
    page: str = ""

    def __enter__(self) -> Self:
        parts = urlsplit(self.address)
        self._stack = ExitStack()
        opening = connect(
            f"ws://{self.name or parts.netloc}{parts.path.rstrip('/')}/_stcore/stream",
            subprotocols=self.protocols,  # type: ignore[arg-type]
            additional_headers=self.headers,
            sock=self._stack.enter_context(socket.create_connection((parts.hostname, parts.port), PATIENCE)),
            origin=self.origin,  # type: ignore[arg-type]
            max_size=None,
            open_timeout=PATIENCE,
            compression=None,
            user_agent_header=None,  # the page gives a program all at once, a browser the map first
        )
        self._socket = self._stack.enter_context(opening)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def open(self, page: str = "", query: str = "") -> None:
        """Open a page by its address."""
        self.ask(BackMsg(rerun_script={"query_string": query, "page_name": page}))

    def ask(self, message: BackMsg) -> None:
        """Send a message that has the page drawn, and wait until it is."""
        self.send(message)
        for answer in self.answers():
            self._hear(answer)
            finished = answer.WhichOneof("type") == "script_finished"
            if finished and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def send(self, message: BackMsg) -> None:
        """Send a message, and wait for nothing."""
        self.said.append(message.SerializeToString())
        self._socket.send(self.said[-1])

    def answers(self, patience: float = PATIENCE) -> Iterator[ForwardMsg]:
        """Yield what comes; raise ``TimeoutError`` where nothing does."""
        while True:
            data = self._socket.recv(timeout=patience)
            assert isinstance(data, bytes)
            yield ForwardMsg.FromString(data)

    def _hear(self, answer: ForwardMsg) -> None:
        if answer.HasField("new_session"):
            self.seen = []
            self.session, self.page = answer.new_session.initialize.session_id, answer.new_session.page_script_hash
        elif answer.HasField("navigation"):
            self.pages = {page.url_pathname: page.page_script_hash for page in answer.navigation.app_pages}
            self.page = answer.navigation.page_script_hash
        elif answer.HasField("delta") and answer.delta.HasField("new_element"):
            self.seen.append(answer.delta.new_element)

    def widget(self, label: str) -> str:
        """Return the id of the widget with this label."""
        for element in self.seen:
            drawn = getattr(element, str(element.WhichOneof("type")))
            if getattr(drawn, "label", None) == label:
                return str(drawn.id)
        message = f"nothing on the page is called {label!r}"
        raise LookupError(message)

    def labels(self) -> set[str]:
        """Return what is written on the page's widgets."""
        drawn = (getattr(element, str(element.WhichOneof("type"))) for element in self.seen)
        return {str(each.label) for each in drawn if getattr(each, "label", None)}

    def set(self, states: Mapping[str, Mapping[str, object]], *, query: str = "") -> None:
        """Have the page drawn again with these widget states: id -> field of the message -> value."""
        widgets = [WidgetState(id=name, **value) for name, value in states.items()]  # type: ignore[arg-type]
        state = {"widget_states": {"widgets": widgets}, "page_script_hash": self.page, "query_string": query}
        self.ask(BackMsg(rerun_script=state))
