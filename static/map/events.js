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
  const PAIR = [{ colour: "#0072B2" }, { colour: "#D55E00" }]; // of two selections side by side
  const AREA = { light: { paper: "rgba(255,255,255,.93)", ink: "#2b2e31", edge: "#8a8f94" },
    dark: { paper: "rgba(28,33,37,.93)", ink: "#e4e8eb", edge: "#6b7279" } };
  const styleOf = (mark, theme) => (mark.mixed ? MIXED[theme] : STYLES[mark.type] || MIXED[theme]);
  const sizeOf = (mark) => (mark.count > 1 ? Math.min(27, 9 + 4.3 * Math.log10(mark.count)) : 7.5);

  const outline = (ctx, style, r) => { ctx.save(); ctx.beginPath(); SHAPES[style.shape](ctx, r); ctx.restore(); };
  const numbered = (count) => (count < 10000 ? String(count) : count < 1e6 ? Math.round(count / 1000) + "k" : (count / 1e6).toFixed(1) + "M");
  // A ring of its kinds: each has its share of the circle, and is seen however small it is; open where nothing is certain.
  const ring = (ctx, mark, r, theme) => {
    const parts = mark.kinds || [[mark.type, 1]], whole = parts.reduce((sum, part) => sum + part[1], 0);
    const wide = Math.max(3.6, r * 0.3), middle = r - wide / 2;
    ctx.beginPath(); ctx.arc(0, 0, r + 0.8, 0, 2 * Math.PI); ctx.fillStyle = PAPER[theme]; ctx.fill();
    ctx.strokeStyle = EDGE[theme]; ctx.lineWidth = 1; ctx.stroke();
    let from = -Math.PI / 2;
    ctx.lineCap = "butt"; ctx.lineWidth = mark.firm ? wide : wide * 0.45;
    for (const [kind, share] of parts) {
      const to = from + (2 * Math.PI * share) / whole;
      ctx.beginPath(); ctx.arc(0, 0, middle, from, to); ctx.strokeStyle = (mark.palette || STYLES)[kind]?.colour || MIXED[theme].colour; ctx.stroke();
      from = to;
    }
    ctx.beginPath(); ctx.arc(0, 0, r - wide, 0, 2 * Math.PI); ctx.strokeStyle = EDGE[theme]; ctx.lineWidth = 0.7; ctx.stroke();
    if (mark.count < 2) return;
    ctx.font = "600 " + Math.max(10, Math.min(14, r * 0.86)) + "px " + window.conflictMap.FONT;
    ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.fillStyle = EDGE[theme]; ctx.fillText(numbered(mark.count), 0, 0.5);
  };
  // What is known to an area only: its name and how many, with no point.
  const labelFont = () => "600 11.5px " + window.conflictMap.FONT;
  let measuring = null;
  const widthOf = (mark) => {
    measuring = measuring || document.createElement("canvas").getContext("2d");
    measuring.font = labelFont();
    return measuring.measureText(mark.name).width + measuring.measureText(numbered(mark.count)).width + 33;
  };
  const label = (ctx, mark, theme) => {
    const w = mark.width, h = 20, x = -w / 2, y = -h / 2, look = AREA[theme];
    ctx.beginPath(); ctx.roundRect(x, y, w, h, 10);
    ctx.fillStyle = look.paper; ctx.fill();
    ctx.setLineDash(mark.firm ? [] : [2.5, 3]); ctx.lineWidth = mark.selected ? 2.6 : 1.1;
    ctx.strokeStyle = mark.selected ? ACCENT[theme] : look.edge; ctx.stroke(); ctx.setLineDash([]);
    const parts = mark.kinds || [[mark.type, 1]], whole = parts.reduce((sum, part) => sum + part[1], 0);
    let from = -Math.PI / 2;
    ctx.lineWidth = 3.4;
    for (const [kind, share] of parts) {
      const to = from + (2 * Math.PI * share) / whole;
      ctx.beginPath(); ctx.arc(x + 11, 0, 4.3, from, to); ctx.strokeStyle = STYLES[kind]?.colour || MIXED[theme].colour; ctx.stroke();
      from = to;
    }
    ctx.font = labelFont(); ctx.textBaseline = "middle"; ctx.textAlign = "left"; ctx.fillStyle = look.ink;
    ctx.fillText(mark.name, x + 19, 0.5);
    ctx.textAlign = "right"; ctx.fillText(numbered(mark.count), w / 2 - 7, 0.5);
  };
  // Draw one mark round the origin; the legend is drawn with the same hand.
  const paint = (ctx, mark, theme) => {
    if (mark.area) { ctx.globalAlpha = mark.doubtful ? 0.6 : 1; label(ctx, mark, theme); ctx.globalAlpha = 1; return; }
    const style = styleOf(mark, theme), r = sizeOf(mark);
    ctx.lineJoin = "round"; ctx.lineCap = "round";
    if (mark.selected) {
      ctx.beginPath(); ctx.arc(0, 0, r * 1.3 + 5, 0, 2 * Math.PI);
      ctx.strokeStyle = PAPER[theme]; ctx.lineWidth = 5.5; ctx.stroke();
      ctx.strokeStyle = ACCENT[theme]; ctx.lineWidth = 2.4; ctx.stroke();
    }
    const ink = mark.doubtful ? 0.42 : 1; // fainter where the reading is doubtful
    if (mark.kind >= VAGUE) {
      ctx.beginPath(); ctx.arc(0, 0, r * 1.3 + 5, 0, 2 * Math.PI);
      ctx.globalAlpha = 0.2 * ink; ctx.fillStyle = style.colour; ctx.fill(); ctx.globalAlpha = ink;
      ctx.setLineDash([2.5, 3]); ctx.strokeStyle = style.colour; ctx.lineWidth = 1.3; ctx.stroke(); ctx.setLineDash([]);
    }
    ctx.globalAlpha = ink;
    if (mark.mixed || !mark.spot) { ring(ctx, mark, r * 1.04, theme); ctx.globalAlpha = 1; return; }
    if (mark.firm) {
      outline(ctx, style, r);
      ctx.strokeStyle = EDGE[theme]; ctx.lineWidth = 2; ctx.stroke();
      ctx.fillStyle = style.colour; ctx.fill();
    } else {
      outline(ctx, style, r); ctx.strokeStyle = EDGE[theme]; ctx.lineWidth = 2; ctx.stroke();
      ctx.fillStyle = style.colour; ctx.fill();
      outline(ctx, style, r * 0.58); ctx.fillStyle = PAPER[theme]; ctx.fill();
    }
    ctx.globalAlpha = 1;
    if (mark.count > 1) {
      const text = numbered(mark.count);
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
      ctx.save(); ctx.translate(this._point.x, this._point.y + (this.options.mark.shift || 0));
      paint(ctx, this.options.mark, this.options.theme);
      ctx.restore();
    },
    _containsPoint(point) {
      const mark = this.options.mark;
      if (mark.area) return Math.abs(point.x - this._point.x) <= mark.width / 2 + 2 && Math.abs(point.y - this._point.y - (mark.shift || 0)) <= 12;
      return point.distanceTo(this._point) <= sizeOf(mark) * 1.1 + 4;
    },
  });

  const words = (mark) => {
    const w = window.conflictMap.words, kind = mark.mixed ? w.several_kinds : w.types[mark.type];
    const number = mark.count > 1 ? " · " + mark.count.toLocaleString() + " " + w.events : "";
    const unsure = (mark.firm ? "" : " · " + w.hollow) + (mark.doubtful && w.doubtful ? " · " + w.doubtful : "");
    if (mark.area) return mark.name + " · " + w.area_only + (number || " · " + kind) + unsure;
    return kind + number + unsure;
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

  const kindsOf = (shares) => STYLES.map((_, kind) => [kind, Math.floor(shares / 8 ** kind) % 8]).filter((part) => part[1]);
  const markOf = (row) => {
    const mixed = !!(row[5] & 1), spot = !!(row[5] & 4), area = !!(row[5] & 64);
    const mark = {
      id: row[0] || "", lat: row[1], lon: row[2], count: row[3], type: mixed ? -1 : row[4], mixed, firm: !!(row[5] & 2),
      spot, selected: !!(row[5] & 8), doubtful: !!(row[5] & 16), kind: spot && !area ? row[6] : 0, box: spot ? null : row[6], area,
    };
    if (mixed) mark.kinds = kindsOf(row[4]);
    if (area) {
      [mark.name, mark.code, mark.box] = row[6];
      mark.width = widthOf(mark); mark.kind = spot ? 3 : 0;
    }
    return mark;
  };
  // Rings of clusters that would hide each other's number give way, both by the same way and a little only; spots stay.
  const GIVES = 16;
  const giveWay = (marks) => {
    const rings = marks.filter((mark) => !mark.area).map((mark) => {
      const at = map().latLngToLayerPoint([mark.lat, mark.lon]);
      return { mark, x: at.x, y: at.y, from: at, r: sizeOf(mark) * 1.04 };
    });
    const move = (ring, x, y) => {
      if (ring.mark.spot) return;
      ring.x = Math.max(ring.from.x - GIVES, Math.min(ring.from.x + GIVES, ring.x + x));
      ring.y = Math.max(ring.from.y - GIVES, Math.min(ring.from.y + GIVES, ring.y + y));
      ring.moved = true;
    };
    for (let round = 0; round < 3; round++) rings.forEach((one, at) => {
      for (let other = at + 1; other < rings.length; other++) {
        const two = rings[other], x = two.x - one.x, y = two.y - one.y, reach = one.r + two.r;
        if (Math.abs(x) > reach || Math.abs(y) > reach || (one.mark.spot && two.mark.spot)) continue;
        const far = Math.hypot(x, y), lacking = (reach - far) / (one.mark.spot || two.mark.spot ? 1 : 2);
        if (lacking <= 0) continue;
        const [right, down] = far ? [(x / far) * lacking, (y / far) * lacking] : [lacking, 0];
        move(one, -right, -down); move(two, right, down);
      }
    });
    for (const { mark, x, y } of rings.filter((each) => each.moved)) {
      const at = map().layerPointToLatLng([x, y]);
      [mark.lat, mark.lon] = [at.lat, at.lng];
    }
  };
  // Names that would lie on each other are moved apart, the fewest events furthest; a short way, so that each stays in its area.
  const apart = (marks) => {
    const areas = marks.filter((each) => each.area).sort((a, b) => b.count - a.count);
    const point = (mark) => map().latLngToLayerPoint([mark.lat, mark.lon]);
    const taken = areas.length ? marks.filter((each) => !each.area).map((mark) => ({ ...point(mark), w: 1.6 * sizeOf(mark) })) : [];
    for (const mark of areas) {
      const at = point(mark);
      mark.shift = 0;
      for (let step = 0; step < 7; step++) {
        const shift = (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 21, y = at.y + shift;
        if (taken.some((box) => Math.abs(box.x - at.x) < (box.w + mark.width) / 2 + 2 && Math.abs(box.y - y) < 21)) continue;
        mark.shift = shift;
        break;
      }
      taken.push({ x: at.x, y: at.y + mark.shift, w: mark.width });
    }
  };

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

  // The events of one spot, spread round it in a ring, many in a spiral; each can be chosen by itself.
  const places = (count) => Array.from({ length: count }, (_, at) => {
    if (count <= 10) { const turn = (2 * Math.PI * at) / count - Math.PI / 2, far = 30 + 2.6 * count; return [far * Math.cos(turn), far * Math.sin(turn)]; }
    const turn = 2.1 * Math.sqrt(at * 4.2 + 4), far = 24 + 6.4 * turn;
    return [far * Math.cos(turn), far * Math.sin(turn)];
  });
  const spread = (wish, theme, group, tell) => {
    if (!wish) return;
    const middle = map().latLngToLayerPoint([wish.lat, wish.lon]);
    places(wish.events.length).forEach(([x, y], at) => {
      const [id, type, firm, selected] = wish.events[at], there = map().layerPointToLatLng(middle.add([x, y]));
      L.polyline([[wish.lat, wish.lon], there], { renderer: window.conflictMap.under, pane: "where", color: EDGE[theme],
        weight: 1.2, opacity: 0.55, interactive: false }).addTo(group);
      const mark = { id, lat: there.lat, lon: there.lng, count: 1, type, mixed: false, firm: !!firm, spot: true, selected: !!selected, kind: 0 };
      tell(mark, { id, spot: true, leaf: true });
    });
  };

  // With a layer on, pointing at an area (or tapping it) says its name and number.
  let told = null;
  const surface = (wish) => {
    if (told) map().off("mousemove click", told);
    told = null;
    if (!wish) return;
    told = (event) => {
      const hit = window.conflictMap.theGround.hit(event.layerPoint);
      unhint();
      if (!hit) return;
      const text = document.createElement("span"), w = window.conflictMap.words;
      text.textContent = hit.name + (hit.value ? " · " + hit.value.toLocaleString() + " " + w.measures[wish.measure] : "");
      hint = L.tooltip({ direction: "top", offset: [0, -8] }).setLatLng(event.latlng).setContent(text).addTo(map());
    };
    map().on("mousemove click", told);
  };

  // Make the layer of events: `rows` as view/layers.py writes them, `options` with theme, selected place and a tag.
  const events = (rows, options) => {
    const theme = options.theme === "dark" ? "dark" : "light";
    window.conflictMap.theGround.setTheme(theme);
    if (window.conflictMap.tiles) window.conflictMap.tiles(map(), options.tiles);
    legend(theme); unhint();
    window.conflictMap.theGround.layer(options.layer);
    surface(options.layer);
    if (window.conflictMap.pick) window.conflictMap.pick(options.pick);
    if (window.conflictMap.overlays) window.conflictMap.overlays(options.overlays, theme);
    const marks = rows.map(markOf);
    if (options.pair) marks.forEach((mark) => { mark.palette = PAIR; });
    giveWay(marks);
    apart(marks);
    const layer = L.geoJSON(null, {
      pointToLayer: (feature, at) => new Mark(at, {
        mark: feature.properties.mark, theme, renderer: window.conflictMap.canvas, weight: 0,
        radius: feature.properties.mark.area ? Math.max(feature.properties.mark.width / 2 + 4, 80) : sizeOf(feature.properties.mark) * 1.3 + 9,
      }),
      onEachFeature: (feature, each) => {
        const { mark, told } = feature.properties;
        feature.properties = told || { id: mark.id, spot: mark.spot };
        each.on("mouseover", (event) => showHint(event, mark)).on("mouseout", unhint);
        each.on("click", () => { window.conflictMap.hitAt = performance.now(); if (!mark.spot) openCluster(mark); else if (window.conflictMap.tell) window.conflictMap.tell(); });
      },
    });
    const group = L.layerGroup();
    uncertainty(options.where, theme, group);
    layer.on("add", () => { group.addTo(map()); go(options.move); });
    layer.on("remove", () => { group.remove(); unhint(); });
    const put = (mark, told) => layer.addData({
      type: "Feature", properties: { mark, told }, geometry: { type: "Point", coordinates: [mark.lon, mark.lat] },
    });
    const leaves = [];
    marks.filter((mark) => mark.area).forEach((mark) => put(mark)); // below the points
    marks.filter((mark) => !mark.area).forEach((mark) => put(mark));
    spread(options.spread, theme, group, (mark, told) => { leaves.push(mark); put(mark, told); });
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.conflictMap.painted = { spots: marks.length, at: Date.now(),
        events: marks.reduce((sum, mark) => sum + mark.count, 0) };
      setTimeout(() => window.conflictMap.theGround.detail(), 0);
    }));
    window.conflictMap.marks = marks;
    window.conflictMap.leaves = leaves;
    window.conflictMap.theGround.tint(marks.filter((mark) => mark.area && mark.code).map((mark) => mark.code));
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
      line({ ...single, type: -1, mixed: true, count: 3, kinds: [[0, 2], [3, 3], [1, 1]] }, w.several, theme),
      line({ ...single, type: 0, kind: VAGUE }, w.vague, theme),
      line({ ...single, type: 0, doubtful: true }, w.doubtful, theme));
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
  // Tell the page something of our own, in the way in which it hears of a click on a mark.
  const say = (properties) => {
    const known = window.__GLOBAL_DATA__;
    known.last_active_drawing = { type: "Feature", properties, geometry: null };
    known.last_object_clicked_count = (known.last_object_clicked_count || 0) + 1;
    tell();
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
  window.conflictMap = Object.assign(window.conflictMap || {}, { telling, tell: soon, say });
})();
