// The marks on the map: one shape and colour for each kind of event, hollow where it is only claimed, a number where
// there are several. Rows are numbers and ids; every word shown comes from the page's own constants (conflictMap.words)
// and is set as text, never as HTML: see facts on script injection in docs/METHOD.md.
(function () {
  "use strict";
  const map = () => window.conflictMap.map;
  // Okabe and Ito's colours (2008), told apart by the colour-blind too; the shape says the same once more.
  const STYLES = [
    { colour: "#D55E00", shape: "diamond", ink: "#fff" },
    { colour: "#56B4E9", shape: "circle", ink: "#111" },
    { colour: "#F0E442", shape: "pentagon", ink: "#111" },
    { colour: "#E69F00", shape: "burst", ink: "#111" },
    { colour: "#CC79A7", shape: "triangle", ink: "#111" },
    { colour: "#009E73", shape: "square", ink: "#fff" },
    { colour: "#0072B2", shape: "speech", ink: "#fff" },
  ];
  const MIXED = {
    light: { colour: "#4d565e", shape: "circle", ink: "#fff" },
    dark: { colour: "#c5ccd2", shape: "circle", ink: "#14191d" },
  };
  const EDGE = { light: "#22262a", dark: "#f1f3f5" };
  const PAPER = { light: "#ffffff", dark: "#171c20" };
  const ACCENT = { light: "#111418", dark: "#ffffff" };
  const VAGUE = 2; // from district on a mark is no point: 0 site, 1 town, 2 district, 3 province, 4 country, 5 area

  const corners = (ctx, n, r, turn, inner) => {
    for (let i = 0; i < n; i++) {
      const a = turn + (2 * Math.PI * i) / n, q = inner && i % 2 ? inner * r : r;
      ctx[i ? "lineTo" : "moveTo"](q * Math.sin(a), -q * Math.cos(a));
    }
    ctx.closePath();
  };
  const SHAPES = {
    circle: (ctx, r) => ctx.arc(0, 0, r * 0.95, 0, 2 * Math.PI),
    diamond: (ctx, r) => corners(ctx, 4, r * 1.18, 0),
    square: (ctx, r) => corners(ctx, 4, r * 1.22, Math.PI / 4),
    triangle: (ctx, r) => { ctx.translate(0, r * 0.14); corners(ctx, 3, r * 1.28, 0); },
    pentagon: (ctx, r) => corners(ctx, 5, r * 1.12, 0),
    burst: (ctx, r) => corners(ctx, 16, r * 1.28, 0, 0.72),
    speech: (ctx, r) => {
      const w = r * 1.08, h = r * 0.8, c = r * 0.34, y = -r * 0.12;
      ctx.moveTo(-w + c, y - h); ctx.arcTo(w, y - h, w, y + h, c); ctx.arcTo(w, y + h, -w, y + h, c);
      ctx.lineTo(r * 0.1, y + h); ctx.lineTo(-r * 0.42, y + h + r * 0.55); ctx.lineTo(-r * 0.42, y + h);
      ctx.arcTo(-w, y + h, -w, y - h, c); ctx.arcTo(-w, y - h, w, y - h, c); ctx.closePath();
    },
  };
  const styleOf = (mark, theme) => (mark.mixed ? MIXED[theme] : STYLES[mark.type] || MIXED[theme]);
  const sizeOf = (mark) => (mark.count > 1 ? Math.min(27, 9 + 4.3 * Math.log10(mark.count)) : 7.5);

  const outline = (ctx, style, r) => { ctx.save(); ctx.beginPath(); SHAPES[style.shape](ctx, r); ctx.restore(); };
  // Draw one mark round the origin; the legend is drawn with the same hand.
  const paint = (ctx, mark, theme) => {
    const style = styleOf(mark, theme), r = sizeOf(mark);
    ctx.lineJoin = "round"; ctx.lineCap = "round";
    if (mark.selected) {
      ctx.beginPath(); ctx.arc(0, 0, r * 1.3 + 5, 0, 2 * Math.PI);
      ctx.strokeStyle = PAPER[theme]; ctx.lineWidth = 5.5; ctx.stroke();
      ctx.strokeStyle = ACCENT[theme]; ctx.lineWidth = 2.4; ctx.stroke();
    }
    if (mark.kind >= VAGUE || !mark.spot) {
      ctx.beginPath(); ctx.arc(0, 0, r * 1.3 + (mark.spot ? 5 : 3.5), 0, 2 * Math.PI);
      ctx.globalAlpha = 0.2; ctx.fillStyle = style.colour; ctx.fill(); ctx.globalAlpha = 1;
      if (mark.spot) {
        ctx.setLineDash([2.5, 3]); ctx.strokeStyle = style.colour; ctx.lineWidth = 1.3; ctx.stroke(); ctx.setLineDash([]);
      }
    }
    if (mark.firm) {
      outline(ctx, style, r);
      ctx.strokeStyle = EDGE[theme]; ctx.lineWidth = 2; ctx.stroke();
      ctx.fillStyle = style.colour; ctx.fill();
    } else {
      outline(ctx, style, r); ctx.strokeStyle = EDGE[theme]; ctx.lineWidth = 2; ctx.stroke();
      ctx.fillStyle = style.colour; ctx.fill();
      outline(ctx, style, r * 0.58); ctx.fillStyle = PAPER[theme]; ctx.fill();
    }
    if (mark.count > 1) {
      const text = mark.count < 10000 ? String(mark.count) : Math.round(mark.count / 1000) + "k";
      ctx.font = "600 " + Math.max(10.5, Math.min(14, r * 0.95)) + "px " + window.conflictMap.FONT;
      ctx.textAlign = "center"; ctx.textBaseline = "middle";
      ctx.fillStyle = mark.firm ? style.ink : EDGE[theme]; ctx.fillText(text, 0, 0.5);
    }
  };

  const Mark = L.CircleMarker.extend({
    _updatePath() {
      const renderer = this._renderer;
      if (!renderer._drawing || this._empty()) return;
      const ctx = renderer._ctx;
      ctx.save(); ctx.translate(this._point.x, this._point.y);
      paint(ctx, this.options.mark, this.options.theme);
      ctx.restore();
    },
    _containsPoint(point) { return point.distanceTo(this._point) <= sizeOf(this.options.mark) * 1.1 + 4; },
  });

  const words = (mark) => {
    const w = window.conflictMap.words, kind = mark.mixed ? w.several_kinds : w.types[mark.type];
    const number = mark.count > 1 ? " · " + mark.count.toLocaleString() + " " + w.events : "";
    return kind + number + (mark.firm ? "" : " · " + w.hollow);
  };

  let hint = null;
  const unhint = () => { if (hint) { hint.remove(); hint = null; } };
  const showHint = (event, mark) => {
    unhint();
    const text = document.createElement("span");
    text.textContent = words(mark);
    hint = L.tooltip({ direction: "top", offset: [0, -sizeOf(mark) - 4] }).setLatLng(event.target.getLatLng());
    hint.setContent(text).addTo(map());
  };

  // A cluster opens where it is: the window moves to its points. (A spot is opened by the page, not here.)
  const openCluster = (mark) => {
    const [s, w, n, e] = mark.box, box = L.latLngBounds([s, w], [n, e]);
    const zoom = Math.min(map().getBoundsZoom(box.pad(0.15)), 16);
    map().setView(box.getCenter(), Math.max(zoom, Math.min(map().getZoom() + 1, 18)));
  };

  const markOf = (row) => ({
    id: row[0] || "", lat: row[1], lon: row[2], count: row[3], type: row[4], mixed: !!(row[5] & 1), firm: !!(row[5] & 2),
    spot: !!(row[5] & 4), selected: !!(row[5] & 8), kind: row[5] & 4 ? row[6] : 0,
    box: row[5] & 4 ? null : row[6],
  });

  // How far the true place of the selected event may lie: the outline of its area where that is known, else a circle.
  const uncertainty = (where, theme, group) => {
    if (!where) return;
    const style = { renderer: window.conflictMap.under, pane: "where", color: ACCENT[theme], weight: 1.6, dashArray: "5 4",
      fillColor: ACCENT[theme], fillOpacity: 0.07, interactive: false };
    const circle = () => {
      const ring = L.circle([where.lat, where.lon], { ...style, radius: where.km * 1000 }).addTo(group);
      const tune = () => { const seen = ring._radius > 22; ring.setStyle({ opacity: seen ? 1 : 0, fillOpacity: seen ? 0.07 : 0 }); };
      map().on("zoomend", tune); ring.on("add", tune).on("remove", () => map().off("zoomend", tune)); // no size before
    };
    if (!where.area) { circle(); return; }
    window.conflictMap.theGround.area(where.area).then((geometry) => {
      if (!map().hasLayer(group)) return;
      if (geometry) group.addLayer(L.geoJSON(geometry, style)); else circle();
    });
  };

  // The page asks the map to go somewhere (a row of the table was chosen); each wish is followed once.
  let moved = 0;
  const go = (move) => {
    if (!move || move.n === moved) return;
    moved = move.n;
    window.conflictMap.rest();
    if (!move.box) { map().setView([move.lat, move.lon], move.zoom); return; }
    const padding = Math.min(56, map().getSize().x / 9), [south, west, north, east] = move.box;
    map().fitBounds([[south, west], [north, east]], { padding: [padding, padding], maxZoom: 11 });
  };

  // Make the layer of events: `rows` as view/layers.py writes them, `options` with theme, selected place and a tag.
  const events = (rows, options) => {
    const theme = options.theme === "dark" ? "dark" : "light";
    window.conflictMap.theGround.setTheme(theme);
    if (window.conflictMap.tiles) window.conflictMap.tiles(map(), options.tiles);
    legend(theme); unhint();
    const marks = rows.map(markOf);
    const layer = L.geoJSON(null, {
      pointToLayer: (feature, at) => new Mark(at, {
        mark: feature.properties.mark, theme, renderer: window.conflictMap.canvas, weight: 0,
        radius: sizeOf(feature.properties.mark) * 1.3 + 9,
      }),
      onEachFeature: (feature, each) => {
        const mark = feature.properties.mark;
        feature.properties = { id: mark.id, spot: mark.spot };
        each.on("mouseover", (event) => showHint(event, mark)).on("mouseout", unhint);
        each.on("click", () => { if (!mark.spot) openCluster(mark); else if (window.conflictMap.tell) window.conflictMap.tell(); });
      },
    });
    const group = L.layerGroup();
    uncertainty(options.where, theme, group);
    layer.on("add", () => { group.addTo(map()); go(options.move); });
    layer.on("remove", () => { group.remove(); unhint(); });
    marks.forEach((mark) => layer.addData({
      type: "Feature", properties: { mark }, geometry: { type: "Point", coordinates: [mark.lon, mark.lat] },
    }));
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.conflictMap.painted = { spots: marks.length, at: Date.now(),
        events: marks.reduce((sum, mark) => sum + mark.count, 0) };
      setTimeout(() => window.conflictMap.theGround.detail(), 0);
    }));
    window.conflictMap.marks = marks;
    window.conflictMap.theGround.avoid(marks.map((mark) => [mark.lat, mark.lon, sizeOf(mark) * 1.2]));
    return layer;
  };

  // --- legend: folds, remembers whether it was folded -------------------------------------------------------------
  let drawn = null;
  const swatch = (mark, theme) => {
    const canvas = document.createElement("canvas"), ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.height = 21 * ratio; canvas.style.width = canvas.style.height = "21px";
    canvas.setAttribute("aria-hidden", "true");
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio); ctx.translate(10.5, 10.5);
    ctx.scale(...(mark.kind >= VAGUE || mark.count > 1 ? [0.66, 0.66] : [0.84, 0.84]));
    paint(ctx, mark, theme);
    return canvas;
  };
  const line = (mark, text, theme) => {
    const row = document.createElement("div"), label = document.createElement("span");
    label.textContent = text;
    row.append(swatch(mark, theme), label);
    return row;
  };
  const legend = (theme) => {
    if (drawn && drawn.theme === theme) return;
    const w = window.conflictMap.words;
    document.documentElement.dataset.theme = theme;
    if (!w.legend) return; // the page has one of its own beside the map
    const single = { count: 1, spot: true, firm: true, kind: 0 };
    const box = document.createElement("details"), summary = document.createElement("summary");
    box.open = drawn ? drawn.box.open : map().getSize().x >= 500 && screen.height >= 600;
    box.className = "conflict-legend " + theme;
    summary.textContent = w.legend;
    box.append(summary, ...w.types.map((text, type) => line({ ...single, type }, text, theme)));
    box.append(line({ ...single, type: 0, firm: false }, w.hollow, theme),
      line({ ...single, type: -1, mixed: true, count: 3 }, w.several, theme),
      line({ ...single, type: 0, kind: VAGUE }, w.vague, theme));
    const Control = L.Control.extend({ onAdd: () => { L.DomEvent.disableClickPropagation(box); L.DomEvent.disableScrollPropagation(box); return box; } });
    if (drawn) drawn.control.remove();
    drawn = { theme, box, control: new Control({ position: "bottomleft" }).addTo(map()) };
  };

  Object.assign(window.conflictMap, { events, STYLES });
})();

// What is seen, and what was clicked, told to the page as soon as the map is at rest. The component tells it as well, but a
// quarter of a second later; it compares with what was told last and then has nothing more to say.
(function () {
  "use strict";
  const CALM = 30; // milliseconds: what belongs to one movement is told once
  let waiting = 0;
  const seen = (map, known) => {
    const wraps = known.wrap_longitude, bounds = map.getBounds(), center = map.getCenter();
    const all = { // in the component's own order, or it would take the same for something new
      last_object_clicked_count: known.last_object_clicked_count,
      last_active_drawing: known.last_active_drawing,
      bounds: wraps ? map.wrapLatLngBounds(bounds) : bounds,
      zoom: map.getZoom(),
      center: wraps ? map.wrapLatLng(center) : center,
    };
    return known.returned_objects.every((name) => name in all)
      ? Object.fromEntries(Object.entries(all).filter(([name]) => known.returned_objects.includes(name))) : null;
  };
  const tell = () => {
    const known = window.__GLOBAL_DATA__, last = known && known.previous_data;
    if (!last || !last.bounds || !known.returned_objects) return; // the first word is the component's: the map is there
    const now = seen(window.conflictMap.map, known);
    if (!now || JSON.stringify(now) === JSON.stringify(last)) return;
    known.previous_data = now;
    window.Streamlit.setComponentValue(now);
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(tell, CALM); };
  // Left and right step from event to event also when the map was clicked last; with Shift they move the map.
  const keys = (map) => {
    map.keyboard.disable();
    map.getContainer().addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === "+" || event.key === "=") map.zoomIn();
      else if (event.key === "-") map.zoomOut();
      else if (way && (way[1] || event.shiftKey)) map.panBy([way[0] * 120, way[1] * 120]);
      else if (way || event.key === "Escape") ["keydown", "keyup"].forEach((kind) => window.parent.document.body.dispatchEvent(new KeyboardEvent(kind, { key: event.key, code: event.code, bubbles: true })));
      else return;
      event.preventDefault();
    });
  };
  const telling = (map) => { map.on("moveend", soon); keys(map); };
  window.conflictMap = Object.assign(window.conflictMap || {}, { telling, tell: soon });
})();
