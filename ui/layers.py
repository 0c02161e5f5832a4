"""Layers on the map in place of its marks: countries, first-level areas or squares by what happened there, and their legend."""

from __future__ import annotations

from store import Archive
from ui import parts, session
from ui.components import component, told
from view import words
from view.surface import LAYERS, Surface, by_country, by_region, by_square

KEY = "layers_js"


def surface(kept: Archive) -> Surface | None:
    """Return what is laid on the map; None where its marks are shown.

    >>> on_page(surface, archive) is None
    True
    >>> counted = lambda: [session.lay("countries", "deaths"), surface(archive)][-1].data["countries"]
    >>> on_page(counted)
    {'SY': [5, 9, 'Syria']}
    """
    state = session.state()
    if state.layer is None:
        return None
    if state.layer == "density":
        zoom = session.frame().zoom
        return by_square(kept.density(state.filters, window=session.window(), zoom=zoom), state.measure, zoom)
    counts = kept.by_area(state.filters, "country" if state.layer == "countries" else "region")
    return (by_country if state.layer == "countries" else by_region)(counts, state.measure)


@parts.part(parts.LAYERS)
def show(kept: Archive) -> None:
    """Draw the choice of a layer, and the legend of the one that is on.

    >>> on_page(lambda: show(archive))
    """
    state, laid = session.state(), surface(kept)
    component("layers")(
        key=KEY,
        data={
            "layer": state.layer or "",
            "measure": state.measure,
            "classes": list(laid.classes) if laid else [],
            "dark": session.theme() == "dark",
            "words": words.LAYER_WORDS,
        },
        on_layer_change=_chosen,
    )


def _chosen() -> None:
    asked = told(KEY, "layer")
    if not isinstance(asked, dict):  # a browser's word can be forged
        return
    layer = next((each for each in LAYERS if each == asked.get("layer")), None)
    session.lay(layer, "deaths" if asked.get("measure") == "deaths" else "events")
    parts.again(parts.MAP, parts.LAYERS, parts.TOP)
