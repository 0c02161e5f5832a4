"""A reader without a browser: Streamlit's own messages over a real websocket, as its page would send them.

It keeps what a browser keeps: the widgets that are on the page, what each of them holds, the messages it has seen and
need not be sent again, and the address. A *rerun* is from the sending of a click to the message that says the page is
drawn.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE_S = 120.0
DRAWN = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)

ONCE = ("trigger_value", "json_trigger_value")
"""What a widget holds for one run only."""
TELLS = "$$STREAMLIT_INTERNAL_KEY_{id}__events"
"""The id under which Streamlit hears what a part of a page says that the browser draws itself."""


class Broken(Exception):  # noqa: N818 - reads as what happened
    """The server drew an error, or did not finish."""


@dataclass(slots=True)
class Visitor:
    """One person with one page open.

    ``events`` are ids that can be clicked, ``actors`` ids that can be filtered by; ``window`` is the map's height and
    width in pixels.
    """

    address: str
    events: Sequence[str]
    actors: Sequence[str]
    chance: random.Random
    window: tuple[int, int] = (560, 700)
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0
    query: str = ""
    page: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    holds: dict[str, WidgetState] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    clicks: int = 0
    stands: dict[str, object] = field(default_factory=dict)
    session: str = ""
    socket: websockets.ClientConnection | None = None

    async def open(self, query: str = "") -> None:
        """Connect, with the old session's name where there was one, and draw the page for the first time."""
        names = ["streamlit", "token", *([self.session] if self.session else [])]
        self.socket = await websockets.connect(
            f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[websockets.Subprotocol(name) for name in names],
            origin=websockets.Origin(self.address),
            max_size=None,
            open_timeout=PATIENCE_S,
            ping_timeout=None,
        )
        self.query = query or self.query
        await self.rerun()
        await self.stand()

    async def close(self) -> None:
        """Go away, as a browser does whose window is shut."""
        if self.socket:
            await self.socket.close()

    async def rerun(self, pressed: WidgetState | None = None) -> float:
        """Send the state of the page and which part of it was pressed, and wait until it is drawn. Returns the seconds."""
        assert self.socket is not None  # noqa: S101 - opened before
        start = time.perf_counter()
        await self.socket.send(self._message(pressed).SerializeToString())
        await asyncio.wait_for(self._drawn(), PATIENCE_S)
        self.took.append(time.perf_counter() - start)
        return self.took[-1]

    def _message(self, pressed: WidgetState | None) -> BackMsg:
        told = BackMsg()
        state = told.rerun_script
        state.query_string = self.query
        state.page_script_hash = self.page
        state.widget_states.widgets.extend(self.holds.values())
        state.cached_message_hashes.extend(self.kept)
        state.context_info.url = self.address
        state.fragment_id = self.parts.get(pressed.id, "") if pressed is not None else ""
        return told

    async def _drawn(self) -> None:
        """Take messages until the page is drawn."""
        assert self.socket is not None  # noqa: S101 - as above
        seen: dict[str, str] = dict(self.widgets)
        while True:
            data = await self.socket.recv()
            self.received += len(data)
            message = ForwardMsg.FromString(data)
            if self._taken(message, seen):
                self.widgets = seen
                there = set(seen.values())  # a browser forgets what a widget held that has gone
                self.holds = {ident: held for ident, held in self.holds.items() if ident in there}
                return

    def _taken(self, message: ForwardMsg, seen: dict[str, str]) -> bool:
        """Keep what a message says; return whether it is the last one of a run."""
        message = self.kept.get(message.ref_hash, message)
        kind = message.WhichOneof("type")
        if message.metadata.cacheable and message.hash:
            self.kept[message.hash] = message
        if kind == "new_session":
            again = set(message.metadata.run.fragment_ids)
            for key in [key for key, ident in seen.items() if not again or self.parts.get(ident) in again]:
                del seen[key]
            self.session = message.new_session.initialize.session_id or self.session
            self.page = message.new_session.page_script_hash
        elif kind == "delta":
            self._drew(message, seen)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        return kind == "script_finished" and message.script_finished in DRAWN

    def _drew(self, message: ForwardMsg, seen: dict[str, str]) -> None:
        """Note a widget by its key (the map by its kind), and an exception as an error."""
        room, element = message.delta.add_block.expandable, message.delta.new_element
        if room.id:
            self._there(room.id, room.id.split("-", 2)[-1], message, seen)
        kind = element.WhichOneof("type")
        if kind is None:
            return
        drawn = getattr(element, kind)
        if kind == "exception":
            self.errors.append(f"{drawn.type}: {drawn.message}")
        elif kind == "html":
            self._read(drawn.body)
        elif ident := getattr(drawn, "id", ""):
            self._there(ident, "map" if kind == "component_instance" else ident.split("-", 2)[-1], message, seen)
            # The page has marked a row: so does the browser.
            if kind == "dataframe" and drawn.HasField("selection_state"):
                self.holds[ident] = WidgetState(id=ident, string_value=drawn.selection_state)

    def _there(self, ident: str, key: str, message: ForwardMsg, seen: dict[str, str]) -> None:
        """Note a widget, and the part of the page that is drawn again when it is pressed."""
        seen[key], self.parts[ident] = ident, message.delta.fragment_id

    def _read(self, body: str) -> None:
        if 'id="caption"' in body:
            self.texts["caption"] = body
        elif "cm-head" in body:
            self.texts["panel"] = body

    # --- what a person does --------------------------------------------------------------------------------------------

    async def anything(self) -> float:
        """Do one of the things that people do, by chance."""
        ways = (self.click_mark, self.click_mark, self.click_card, self.move, self.filter_actor, self.filter_deaths)
        return await self.chance.choice(ways)()

    async def click_mark(self) -> float:
        """Click a mark on the map, which stays where it is."""
        self.clicks += 1
        return await self._map({"properties": {"id": self.chance.choice(self.events), "spot": True}}, **self.stands)

    async def stand(self) -> float:
        """Say where the map stands, as the address has it, when it is there: only then is all else drawn."""
        told = {name: float(values[0]) for name, values in parse_qs(self.query).items() if name in {"lat", "lon", "z"}}
        return await self._stands(told.get("lat", 0.0), told.get("lon", 0.0), int(told.get("z", 2)))

    async def move(self) -> float:
        """Drag or zoom the map."""
        return await self._stands(self.chance.uniform(5, 45), self.chance.uniform(0, 70), self.chance.randint(3, 9))

    async def _stands(self, lat: float, lon: float, zoom: int) -> float:
        high, wide = (180 * pixels / 256 / 2**zoom for pixels in self.window)
        self.stands = {
            "bounds": {
                "_southWest": {"lat": max(-85.0, lat - high / 2), "lng": lon - wide},
                "_northEast": {"lat": min(85.0, lat + high / 2), "lng": lon + wide},
            },
            "center": {"lat": lat, "lng": lon},
            "zoom": zoom,
        }
        return await self._map(None, **self.stands)

    async def _map(self, drawing: dict[str, object] | None, **stands: object) -> float:
        value = {**stands, "last_active_drawing": drawing, "last_object_clicked_count": self.clicks}
        return await self._hold("map", json_value=json.dumps(value))

    async def click_card(self) -> float:
        """Choose a card of the list, as far down as anybody scrolls; where the rail shows an event, go back to the list first."""
        if "list" not in self.widgets:
            await self._hold("to_list", trigger_value=True)
        return await self._tell("list", "pick", self.chance.choice(self.events))

    async def filter_actor(self) -> float:
        """Choose an actor, or none."""
        chosen = self.chance.choice([[], [self.chance.choice(self.actors)]])
        return await self._hold(await self._field("f_actors"), string_array_value=chosen)

    async def filter_deaths(self) -> float:
        """Ask for so many dead at least, or all."""
        least = float(self.chance.choice([0, 0, 1, 3]))
        return await self._hold(await self._field("f_min_fatalities"), double_value=least)

    async def _field(self, name: str) -> str:
        """Open the filters where they are shut, and return the key that this field has now: a number may follow its name."""
        if not any(key.startswith(name) for key in self.widgets):
            await self._hold("open_drawer", trigger_value=True)
        return next((key for key in reversed(self.widgets) if key.startswith(name)), name)

    async def _tell(self, key: str, event: str, value: str) -> float:
        """Let a part that the browser draws itself tell something once."""
        if key in self.widgets:
            whole = self.widgets[key]
            self.widgets[f"{key} tells"] = TELLS.format(id=whole)
            self.parts[TELLS.format(id=whole)] = self.parts[whole]
        return await self._hold(f"{key} tells", json_trigger_value=json.dumps([{"event": event, "value": value}]))

    async def _hold(self, key: str, **value: object) -> float:
        """Give a widget a value and draw the page."""
        if key not in self.widgets:
            message = f"no widget {key} on the page"
            raise Broken(message)
        ident = self.widgets[key]
        state = WidgetState(id=ident)
        for name, told in value.items():
            if name == "string_array_value":
                state.string_array_value.data.extend(told)
                state.string_array_value.SetInParent()
            else:
                setattr(state, name, told)
        self.holds[ident] = state
        took = await self.rerun(state)
        if state.WhichOneof("value") in ONCE:
            self.holds.pop(ident, None)
        return took
