// Tools of the map that ask nobody: measuring, the coordinates of a click, and picking a point for a correction.
(function () {
  "use strict";
  let map = null, mode = "", points = [], group = null, readout = null, asked = 0;
  const w = () => window.conflictMap.words;
  const INK = "#0072B2";
  const metres = (list) => list.slice(1).reduce((sum, point, at) => sum + map.distance(list[at], point), 0);
  const said = (m) => (m < 1000 ? Math.round(m) + " m" : (m / 1000).toLocaleString(undefined, { maximumFractionDigits: m < 1e5 ? 1 : 0 }) + " km");
  const text = ({ lat, lng }) => lat.toFixed(5) + ", " + ((((lng + 180) % 360) + 360) % 360 - 180).toFixed(5);
  const made = (name, attributes, ...inner) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...inner);
    return element;
  };
  const draw = () => {
    group.clearLayers();
    if (!points.length) return;
    if (points.length > 1) L.polyline(points, { color: INK, weight: 2.5, dashArray: "6 4", interactive: false, renderer: window.conflictMap.under, pane: "where" }).addTo(group);
    points.forEach((point) => L.circleMarker(point, { radius: 4, color: "#fff", weight: 1.5, fillColor: INK, fillOpacity: 1, interactive: false, renderer: window.conflictMap.under, pane: "where" }).addTo(group));
  };
  const show = (...inner) => {
    readout.hidden = !inner.length;
    readout.replaceChildren(...inner);
  };
  const button = (label, act) => {
    const each = made("button", { type: "button" }, label);
    each.addEventListener("click", (event) => { event.stopPropagation(); act(each); });
    return each;
  };
  const copy = async (value, each) => {
    try { await navigator.clipboard.writeText(value); } catch {
      const field = made("textarea", {});
      field.value = value; document.body.append(field); field.select(); document.execCommand("copy"); field.remove();
    }
    each.textContent = w().copied;
  };
  const clear = () => { points = []; draw(); show(); };
  const turn = (to) => {
    mode = to;
    map.getContainer().classList.toggle("cm-aiming", Boolean(mode));
    ruler.setAttribute("aria-pressed", String(mode === "measure"));
    map.doubleClickZoom[mode ? "disable" : "enable"]();
    clear();
    if (mode === "measure") show(w().measure_start, button(w().done, () => turn("")));
    if (mode === "pick") show(w().pick_start);
  };
  const measured = (at) => {
    points.push(at); draw();
    const copied = said(metres(points));
    show(points.length > 1 ? made("b", {}, copied) : w().measure_next, button(w().done, () => turn("")));
  };
  const coordinates = (at) => {
    points = [at]; draw();
    const value = text(at);
    show(made("code", {}, value), button(w().copy, (each) => copy(value, each)), button(w().close, clear));
  };
  let ruler = null;
  const clicked = (event) => { // before Leaflet hears of it: in a mode, a click on a mark is a click on the ground
    if (!mode || event.target.closest(".leaflet-control")) return;
    event.stopPropagation();
    if (map.dragging.moved && map.dragging.moved()) return;
    const at = map.mouseEventToLatLng(event);
    if (mode === "measure") measured(at);
    else { const there = at.wrap(); turn(""); window.conflictMap.say({ pick: [there.lat, there.lng] }); }
  };
  const tools = (to) => {
    map = to; group = L.layerGroup().addTo(map);
    const Bar = L.Control.extend({ onAdd: () => {
      const bar = made("div", { class: "leaflet-bar cm-tools" });
      ruler = made("a", { href: "#", role: "button", title: w().measure, "aria-label": w().measure, "aria-pressed": "false" });
      ruler.innerHTML = '<svg viewBox="0 0 20 20" width="17" height="17" aria-hidden="true"><path d="M2.5 13.5 13.5 2.5l4 4-11 11zM5.6 10.4l2 2M8.2 7.8l1.4 1.4M10.8 5.2l2 2" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>';
      ruler.addEventListener("click", (event) => { event.preventDefault(); turn(mode === "measure" ? "" : "measure"); });
      bar.append(ruler);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    } });
    const Said = L.Control.extend({ onAdd: () => {
      readout = made("div", { class: "cm-readout", role: "status" });
      readout.hidden = true;
      L.DomEvent.disableClickPropagation(readout);
      return readout;
    } });
    new Bar({ position: "topleft" }).addTo(map);
    new Said({ position: "bottomleft" }).addTo(map);
    map.getContainer().addEventListener("click", clicked, true);
    map.getContainer().addEventListener("keydown", (event) => { if (event.key === "Escape" && (mode || points.length)) { turn(""); event.stopPropagation(); } }, true);
    map.on("click", (event) => { if (!mode && performance.now() - (window.conflictMap.hitAt || -1e3) > 80) coordinates(event.latlng); });
  };
  // The page asks for a point (each wish once), and shows the one that was picked until the correction is made.
  let pin = null;
  const pick = (wish) => {
    if (pin) { pin.remove(); pin = null; }
    if (wish && wish.at) {
      pin = L.circleMarker(wish.at, { radius: 9, color: INK, weight: 3, fill: false, dashArray: "3 3", interactive: false, renderer: window.conflictMap.under, pane: "where" }).addTo(map);
    }
    if (wish && wish.n && wish.n !== asked) { asked = wish.n; turn("pick"); }
    if (!wish && mode === "pick") turn("");
  };
  // Layers of a reader's own: fetched once by their ids, drawn below the marks; names, source and day are set as text.
  const laid = new Map();
  const drawn = (told, theme) => {
    const about = [told.source, told.date].filter(Boolean).join(" · ");
    const features = told.shapes.map((shape) => ({ type: "Feature", properties: shape, geometry: { type: shape.type, coordinates: shape.coordinates } }));
    const fallback = theme === "dark" ? "#c5ccd2" : "#4d565e";
    const style = ({ properties: p }) => ({ pane: "own", renderer: own, color: p.stroke || fallback, weight: p["stroke-width"] || 1.5,
      fillColor: p.fill || fallback, fillOpacity: p["fill-opacity"] ?? 0.25 });
    return L.geoJSON({ type: "FeatureCollection", features }, {
      style, pointToLayer: (feature, at) => L.circleMarker(at, { ...style(feature), radius: 5 }),
      attribution: (() => { const span = document.createElement("span"); span.textContent = told.name + (about ? " (" + about + ")" : ""); return span.innerHTML; })(),
      onEachFeature: (feature, each) => { each.said = [feature.properties.label || told.name, about].filter(Boolean).join(" · "); },
    });
  };
  // The marks' canvas lies above and hears the pointer: what of these layers is below it is looked for here.
  let own = null, tip = null;
  const point = (event) => {
    if (tip) { tip.remove(); tip = null; }
    if (!laid.size || mode || performance.now() - (window.conflictMap.hitAt || -1e3) < 80) return;
    for (const { layer } of [...laid.values()].toReversed()) {
      const found = layer && layer.getLayers().find((each) => each._containsPoint && each._containsPoint(event.layerPoint));
      if (!found) continue;
      const text = document.createElement("span");
      text.textContent = found.said;
      tip = L.tooltip({ direction: "bottom", offset: [0, 14] }).setLatLng(event.latlng).setContent(text).addTo(map);
      return;
    }
  };
  const overlays = (ids, theme) => {
    if (!own) {
      map.createPane("own").style.zIndex = 340;
      own = L.canvas({ padding: 0.3, pane: "own" });
      map.on("mousemove click", point);
    }
    const wanted = new Set(ids || []);
    for (const [id, each] of laid) if (!wanted.has(id) || each.theme !== theme) { if (each.layer) each.layer.remove(); laid.delete(id); }
    for (const id of wanted) {
      if (laid.has(id)) continue;
      const entry = { theme, layer: null };
      laid.set(id, entry);
      fetch("../../overlay/" + id + ".json").then((answer) => answer.json()).then((told) => {
        if (laid.get(id) === entry && told.shapes) entry.layer = drawn(told, theme).addTo(map);
      }).catch((error) => console.warn("layer:", error.message));
    }
  };
  window.conflictMap = Object.assign(window.conflictMap || {}, { tools, pick, overlays, laid });
})();
