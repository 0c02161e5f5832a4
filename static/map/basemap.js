// The ground of the map: land, borders, waters and names, drawn on one canvas from the files beside this one.
// Own code because a GeoJSON layer for each of 4,500 areas would make every zoom slow, and because no tile server
// may be asked: what an analyst looks at is nobody else's business. Files are fetched when a zoom first needs them.
(function () {
  "use strict";
  const [here, version] = /^(?:(.*\/)[^/?]*)?(\?.*)?$/.exec(document.currentScript.src).slice(1).map((part) => part || "");
  const FONT = '"Source Sans 3","Source Sans Pro","Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';
  const fetched = (name) => fetch(here + name + version).then((answer) => {
    if (!answer.ok) throw new Error(name + " " + answer.status);
    return answer.json();
  });
  let world = fetched("world.json"); // every map needs it: on its way before the map's own script runs
  world.catch(() => {});
  const DETAIL = 5; // from this zoom on: fine coasts, first-level areas
  const THEMES = {
    light: {
      sea: "#dbe5ea", land: "#f7f5f0", lake: "#dbe5ea", river: "#b4cbd6", border: "#8d8a84", disputed: "#8d8a84",
      admin1: "#d5d0c6", halo: "rgba(247,245,240,.92)", state: "#8a857b", area: "#a29c8f", town: "#4a4740",
      capital: "#26241f", water: "#7d9fb0", dot: "#6d6a62", tint: "rgba(70,110,140,.11)",
      ramp: ["#fbe3c0", "#f8bd7f", "#ee8a45", "#cf5a1d", "#96360a"],
    },
    dark: {
      sea: "#14191d", land: "#22272b", lake: "#14191d", river: "#33454f", border: "#6b7279", disputed: "#6b7279",
      admin1: "#353c42", halo: "rgba(30,35,39,.92)", state: "#838c94", area: "#69727a", town: "#b4bcc3",
      capital: "#e2e6e9", water: "#5d7a8a", dot: "#8a939b", tint: "rgba(120,160,190,.13)",
      ramp: ["#4a3524", "#7c4a23", "#b3672a", "#e48d41", "#ffcf8f"],
    },
  };

  // --- geometry: rings and strings as world coordinates 0..1 (Web Mercator), each with its box -------------------
  const mercator = (lat) => {
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
  const path = (coordinates) => {
    const xy = new Float64Array(coordinates.length * 2);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    coordinates.forEach(([lon, lat], i) => {
      const x = (lon + 180) / 360, y = mercator(lat);
      xy[2 * i] = x; xy[2 * i + 1] = y;
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    });
    return { xy, box };
  };
  const paths = (geometry) => {
    if (!geometry) return [];
    const c = geometry.coordinates;
    switch (geometry.type) {
      case "Polygon": case "MultiLineString": return c.map(path);
      case "MultiPolygon": return c.flat().map(path);
      case "LineString": return [path(c)];
      case "GeometryCollection": return geometry.geometries.flatMap(paths);
      default: return [];
    }
  };
  const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

  const Ground = L.Renderer.extend({
    options: { padding: 0.25, pane: "ground", interactive: false },
    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._files = {}; this._asked = {}; this._theme = THEMES.light; this._areas = new Map();
    },
    _initContainer() {
      this._container = document.createElement("canvas");
      this._ctx = this._container.getContext("2d");
    },
    _destroyContainer() { L.DomUtil.remove(this._container); delete this._ctx; },
    _updatePaths() {},
    setTheme(name) {
      const theme = THEMES[name] || THEMES.light;
      if (theme === this._theme) return;
      this._theme = theme;
      this._map.getContainer().style.background = theme.sea;
      this.draw();
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1, canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = ratio * size.x; canvas.height = ratio * size.y;
      canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
      this.draw();
    },
    // Fetch a file once; draw again when it is there. A file that is missing leaves the map without it, not blank. Land
    // and marks come first: all else is megabytes, asked for when the marks are painted, if the map then still needs it.
    // Only what is drawn of it is kept: as it came it takes several times as much memory.
    _file(name, read) {
      if (!this._asked[name] && (this._detailed || name === "world.json")) {
        const coming = (name === "world.json" && world) || fetched(name);
        if (name === "world.json") world = null;
        this._asked[name] = coming.then((data) => { this._files[name] = read(data); this.draw(); })
          .catch((error) => { console.warn("base map:", error.message); });
      }
      return this._files[name];
    },
    detail() {
      if (this._detailed) return;
      this._detailed = true;
      this.draw();
    },
    draw() {
      if (!this._ctx || !this._map || !this._bounds) return;
      const ctx = this._ctx, zoom = this._map.getZoom(), ratio = window.devicePixelRatio || 1;
      const scale = 256 * Math.pow(2, zoom), origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      this._view = { scale, x: origin.x, y: origin.y, zoom, w: size.x, h: size.y };
      this._copies = [];
      for (let copy = Math.floor(origin.x / scale); copy * scale < origin.x + size.x; copy++) this._copies.push(copy);
      const key = this._wish ? "" : [scale, origin.x, origin.y, size.x, size.y, ratio, this._theme.sea, Object.keys(this._files), this._detailed, this._tinted].join();
      if (key && key === this._kept) {
        ctx.setTransform(1, 0, 0, 1, 0, 0); ctx.drawImage(this._still, 0, 0); ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      } else {
        ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
        ctx.fillStyle = this._theme.sea; ctx.fillRect(0, 0, size.x, size.y);
        this._ground(zoom); this._waters(zoom); this._lines(zoom);
        this._keep(key);
      }
      this._circles();
      this._taken = []; this._names(zoom);
      if (this._files["world.json"]) window.conflictMap.ground = performance.now();
    },
    // Land, waters and borders are a tenth of a second's work: while the window stays, other marks move names alone.
    _keep(key) {
      const made = this._container;
      this._kept = made.width && made.height ? key : "";
      if (!this._kept) return;
      this._still = this._still || document.createElement("canvas");
      this._still.width = made.width; this._still.height = made.height;
      this._still.getContext("2d").drawImage(made, 0, 0);
    },
    _box(copy) {
      const v = this._view;
      return [v.x / v.scale - copy, v.y / v.scale, (v.x + v.w) / v.scale - copy, (v.y + v.h) / v.scale];
    },
    // Put all visible paths of all visible world copies into one canvas path: one fill, hence no seams between areas.
    _trace(list, close, smooth) {
      const ctx = this._ctx, v = this._view;
      ctx.beginPath();
      for (const copy of this._copies) {
        const box = this._box(copy), dx = copy * v.scale - v.x;
        for (const each of list) {
          if (!meets(each.box, box)) continue;
          if ((each.box[2] - each.box[0]) * v.scale < 0.7 && (each.box[3] - each.box[1]) * v.scale < 0.7) continue;
          const xy = each.xy; let lastX = NaN, lastY = NaN;
          for (let i = 0; i < xy.length; i += 2) {
            const x = xy[i] * v.scale + dx, y = xy[i + 1] * v.scale - v.y;
            if (i === 0) ctx.moveTo(x, y);
            else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.8 && i < xy.length - 2) continue;
            else if (!smooth || i >= xy.length - 2) ctx.lineTo(x, y);
            else {
              const nextX = xy[i + 2] * v.scale + dx, nextY = xy[i + 3] * v.scale - v.y;
              ctx.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
            }
            lastX = x; lastY = y;
          }
          if (close) ctx.closePath();
        }
      }
    },
    _ground(zoom) {
      const world = this._file("world.json", (data) => {
        const land = [], lines = { border: [], disputed: [] }, states = {};
        data.features.forEach((f) => {
          const made = paths(f.geometry);
          (f.properties.kind ? lines[f.properties.kind] : land).push(...made);
          if (f.properties.iso2) (states[f.properties.iso2] = states[f.properties.iso2] || []).push(...made);
        });
        return { land, lines, states };
      });
      const fine = zoom >= DETAIL && this._fine();
      const land = fine || (world && world.land);
      if (!land) return;
      this._trace(land, true);
      this._ctx.fillStyle = this._theme.land; this._ctx.fill("nonzero");
      this._ctx.strokeStyle = this._theme.land; this._ctx.lineWidth = 0.6; this._ctx.stroke();
      if (this._wish) this._layer(); else this._tint();
    },
    _fine() {
      const found = this._regions();
      return found && found.land;
    },
    // First-level areas: all of them as land, each by its GeoNames id and those of a country by its letters.
    _regions() {
      return this._file("admin1.json", (data) => {
        const land = [], by = new Map(), states = {}, inOrder = [], names = [];
        data.features.forEach((f) => {
          const made = paths(f.geometry), { gn_id: id, iso2 } = f.properties;
          land.push(...made); inOrder.push(made); names.push(f.properties.name);
          if (id) by.set(id, [...(by.get(id) || []), ...made]);
          if (iso2) (states[iso2] = states[iso2] || []).push(...made);
        });
        return { land, by, states, inOrder, names };
      });
    },
    // A layer in place of marks: areas or squares in the colours of their classes (view/surface.py writes it).
    layer(wish) { this._wish = wish || null; this._hits = []; if (this._wish && this._wish.areas !== undefined) this._detailed = true; },
    _layer() {
      const wish = this._wish;
      if (!wish) return;
      if (wish.squares) this._squares(wish.squares);
      const classes = [[], [], [], [], []], fine = this._view.zoom >= DETAIL && this._regions(), world = this._files["world.json"];
      this._hits = [];
      const put = (found, step, value, name) => {
        if (!found || !step) return;
        for (const each of found) classes[step - 1].push(each);
        this._hits.push({ paths: found, step, value, name });
      };
      for (const [code, [step, value, name]] of Object.entries(wish.countries || {})) put(((fine || world || {}).states || {})[code], step, value, name);
      const regions = wish.areas && this._regions();
      if (regions) for (let at = 0; at < wish.areas.length; at++) put(regions.inOrder[at], Number(wish.areas[at]), wish.numbers[at], regions.names[at]);
      classes.forEach((list, at) => {
        if (!list.length) return;
        this._trace(list, true);
        this._ctx.globalAlpha = 0.88; this._ctx.fillStyle = this._theme.ramp[at]; this._ctx.fill("nonzero"); this._ctx.globalAlpha = 1;
      });
    },
    // Areas that have no shape: circles amid their events, drawn above the borders.
    _circles() {
      const v = this._view, ctx = this._ctx;
      for (const [lat, lon, step, value, name] of (this._wish && this._wish.circles) || []) {
        for (const copy of this._copies) {
          const x = ((lon + 180) / 360 + copy) * v.scale - v.x, y = mercator(lat) * v.scale - v.y;
          ctx.beginPath(); ctx.arc(x, y, 5 + 3 * step, 0, 7);
          ctx.fillStyle = this._theme.ramp[step - 1]; ctx.globalAlpha = 0.9; ctx.fill(); ctx.globalAlpha = 1;
          ctx.strokeStyle = this._theme.border; ctx.lineWidth = 1; ctx.stroke();
          this._hits.push({ circle: [x, y, 5 + 3 * step], step, value, name });
        }
      }
    },
    // Squares as one small picture, a pixel each, which the browser stretches and so smooths.
    _squares(told) {
      const { bits, x, y, wide } = told, v = this._view, listed = told.listed || [];
      const high = told.digits ? told.digits.length / wide : 1 + Math.max(0, ...listed.map((each) => each[1]));
      if (wide * high > 4e6) return;
      const small = document.createElement("canvas");
      small.width = wide + 2; small.height = high + 2;
      const ctx = small.getContext("2d");
      const dot = (column, row, step) => { ctx.globalAlpha = 0.5 + 0.1 * step; ctx.fillStyle = this._theme.ramp[step - 1]; ctx.fillRect(column + 1, row + 1, 1, 1); };
      if (told.digits) [...told.digits].forEach((step, at) => { if (step !== "0") dot(at % wide, Math.floor(at / wide), Number(step)); });
      listed.forEach(([column, row, step]) => dot(column, row, step));
      const unit = v.scale / Math.pow(2, bits);
      this._ctx.imageSmoothingEnabled = true; this._ctx.imageSmoothingQuality = "high";
      for (const copy of this._copies) {
        this._ctx.drawImage(small, copy * v.scale + (x - 1) * unit - v.x, (y - 1) * unit - v.y, small.width * unit, small.height * unit);
      }
    },
    // What of the layer lies at a point of the window: {name, step, value}.
    hit(layerPoint) {
      const point = layerPoint.subtract(this._bounds.min), v = this._view;
      for (const each of (this._hits || []).toReversed()) {
        if (each.circle) { if (Math.hypot(point.x - each.circle[0], point.y - each.circle[1]) <= each.circle[2]) return each; continue; }
        const wx = (point.x + v.x) / v.scale, x = wx - Math.floor(wx), y = (point.y + v.y) / v.scale;
        let inside = false;
        for (const { xy, box } of each.paths) {
          if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
          for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
            if (xy[i + 1] > y !== xy[j + 1] > y && x < ((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]) inside = !inside;
          }
        }
        if (inside) return each;
      }
      return null;
    },
    // Areas to which something is known that has no point in them are tinted: their GeoNames ids, or letters of countries.
    tint(codes) { this._tinted = codes; },
    _tint() {
      if (!this._tinted || !this._tinted.length) return;
      const fine = this._files["admin1.json"], world = this._files["world.json"];
      const states = (this._view.zoom >= DETAIL && fine ? fine : world || {}).states || {};
      for (const code of this._tinted) {
        const found = typeof code === "number" ? fine && fine.by.get(code) : states[code];
        if (!found) continue;
        this._trace(found, true);
        this._ctx.fillStyle = this._theme.tint; this._ctx.fill("nonzero");
      }
    },
    // The geometry of a first-level area by its GeoNames id; undefined where there is none.
    area(gnId) {
      if (!this._areas.has(gnId)) {
        this._areas.set(gnId, fetched("admin1.json").then((data) => {
          const found = data.features.find((f) => f.properties.gn_id === gnId);
          return found && found.geometry;
        }).catch(() => undefined));
      }
      return this._areas.get(gnId);
    },
    _waters(zoom) {
      if (zoom < 4) return;
      const waters = this._file("waters.json", (data) => data.features.map((f) => ({
        name: f.properties.name, rank: f.properties.scalerank || 0, lake: /Polygon/.test(f.geometry.type),
        paths: paths(f.geometry),
      })));
      if (!waters) return;
      const ctx = this._ctx, shown = waters.filter((w) => w.rank <= zoom + 1);
      this._trace(shown.filter((w) => w.lake).flatMap((w) => w.paths), true);
      ctx.fillStyle = this._theme.lake; ctx.fill("evenodd");
      this._trace(shown.filter((w) => !w.lake).flatMap((w) => w.paths), false, true);
      ctx.strokeStyle = this._theme.river; ctx.lineJoin = "round"; ctx.lineCap = "round";
      ctx.lineWidth = zoom < 6 ? 0.9 : zoom < 8 ? 1.4 : 2; ctx.stroke();
    },
    _lines(zoom) {
      const world = this._files["world.json"];
      const fine = zoom >= DETAIL && this._file("lines.json", (data) =>
        Object.fromEntries(data.features.map((f) => [f.properties.kind, paths(f.geometry)])));
      const lines = fine || (world && world.lines);
      if (!lines) return;
      const ctx = this._ctx, t = this._theme;
      ctx.lineJoin = "round"; ctx.lineCap = "butt";
      if (fine) this._line(lines.admin1, t.admin1, zoom < 7 ? 0.8 : 1.1, []);
      const width = zoom < 4 ? 0.7 : zoom < 7 ? 1.1 : 1.5;
      this._line(lines.border, t.border, width, []);
      this._line(lines.disputed, t.disputed, width, [4, 3]);
    },
    _line(list, colour, width, dash) {
      this._trace(list, false);
      const ctx = this._ctx;
      ctx.setLineDash(dash); ctx.strokeStyle = colour; ctx.lineWidth = width; ctx.stroke(); ctx.setLineDash([]);
    },

    // --- names: the weightier first; a name that would lie on another is left out ----------------------------------
    _names(zoom) {
      const areas = zoom >= 3 && this._file("area-names.json", (data) => data);
      if (areas && zoom <= 6) {
        for (const [name, lat, lon, size] of areas.states) {
          if (size * Math.pow(4, zoom) > 1500) this._name(name, lat, lon, { size: zoom < 5 ? 11 : 13, colour: "state", caps: true });
        }
      }
      this._towns(zoom);
      if (areas && zoom >= 6) {
        for (const [name, lat, lon, size] of areas.areas) {
          if (size * Math.pow(4, zoom) > 4500) this._name(name, lat, lon, { size: 11, colour: "area", caps: true });
        }
      }
      if (zoom >= 6) this._waterNames(zoom);
    },
    _towns(zoom) {
      if (zoom < 4) return;
      const same = (data) => data;
      const lists = [this._file("towns.json", same), zoom >= 8 && this._file("towns-near.json", same),
        zoom >= 10 && this._file("towns-local.json", same)];
      for (const list of lists) {
        for (const [name, lat, lon, from, capital] of list || []) {
          if (from <= zoom || (from === 10 && zoom >= 10)) {
            this._name(name, lat, lon, {
              size: capital ? 13 : from <= 6 ? 12.5 : 11.5, colour: capital ? "capital" : "town", dot: capital ? 3.2 : 2.1,
              weight: capital ? "600" : from <= zoom - 2 ? "500" : "400", capital,
            });
          }
        }
      }
    },
    // Marks that names keep clear of: [lat, lon, radius in pixels].
    avoid(marks) { this._marks = marks; this.draw(); },
    _beside(x, y) {
      let left = x + 6;
      for (const [lat, lon, radius] of this._marks || []) {
        for (const copy of this._copies) {
          const mx = ((lon + 180) / 360 + copy) * this._view.scale - this._view.x;
          const my = mercator(lat) * this._view.scale - this._view.y;
          if (Math.abs(my - y) < radius + 5 && mx + radius + 4 > left && mx - radius < x + 14) left = mx + radius + 4;
        }
      }
      return left;
    },
    _name(name, lat, lon, style) {
      const v = this._view, ctx = this._ctx, t = this._theme;
      for (const copy of this._copies) {
        const x = ((lon + 180) / 360 + copy) * v.scale - v.x, y = mercator(lat) * v.scale - v.y;
        if (x < -60 || y < -20 || x > v.w + 60 || y > v.h + 20) continue;
        const text = style.caps ? name.toUpperCase() : name;
        ctx.font = (style.weight || "400") + " " + style.size + "px " + FONT;
        if ("letterSpacing" in ctx) ctx.letterSpacing = style.caps ? "1.4px" : "0px";
        const width = ctx.measureText(text).width, left = style.dot ? this._beside(x, y) : x - width / 2;
        const box = [left - 4, y - style.size * 0.75, left + width + 4, y + style.size * 0.75];
        if (style.dot) box[0] = x - 5;
        if (this._taken.some((other) => meets(other, box))) continue;
        this._taken.push(box);
        ctx.textBaseline = "middle"; ctx.textAlign = "left"; ctx.lineJoin = "round";
        ctx.strokeStyle = t.halo; ctx.lineWidth = 3; ctx.strokeText(text, left, y);
        ctx.fillStyle = t[style.colour]; ctx.fillText(text, left, y);
        if (style.dot) this._dot(x, y, style);
      }
    },
    _dot(x, y, style) {
      const ctx = this._ctx;
      ctx.beginPath();
      if (style.capital) ctx.rect(x - style.dot + 0.5, y - style.dot + 0.5, 2 * style.dot - 1, 2 * style.dot - 1);
      else ctx.arc(x, y, style.dot, 0, 7);
      ctx.fillStyle = this._theme.dot; ctx.fill();
      ctx.strokeStyle = this._theme.land; ctx.lineWidth = 1; ctx.stroke();
    },
    _waterNames(zoom) {
      const said = new Set(), v = this._view;
      for (const water of this._files["waters.json"] || []) {
        if (!water.name || water.rank > zoom + 1 || said.has(water.name)) continue;
        for (const each of water.paths) {
          const spot = this._middle(each, water.lake);
          if (spot && this._slanted(water.name, spot)) { said.add(water.name); break; }
        }
      }
    },
    // Where a river's name may stand: the middle of its longest visible stretch, with its slope there.
    _middle(each, lake) {
      const v = this._view, box = this._box(0);
      if (!meets(each.box, box)) return null;
      if (lake) {
        if ((each.box[2] - each.box[0]) * v.scale < 70) return null;
        return { x: ((each.box[0] + each.box[2]) / 2) * v.scale - v.x, y: ((each.box[1] + each.box[3]) / 2) * v.scale - v.y, angle: 0 };
      }
      const inside = [];
      for (let i = 0; i < each.xy.length; i += 2) {
        const x = each.xy[i] * v.scale - v.x, y = each.xy[i + 1] * v.scale - v.y;
        if (x > 80 && y > 40 && x < v.w - 80 && y < v.h - 40) inside.push([x, y]);
      }
      if (inside.length < 3) return null;
      const [first, last] = [inside[0], inside[inside.length - 1]];
      if (Math.hypot(first[0] - last[0], first[1] - last[1]) < 120) return null;
      const m = inside.length >> 1, a = inside[Math.max(0, m - 2)], b = inside[Math.min(inside.length - 1, m + 2)];
      let angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
      if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
      return { x: inside[m][0], y: inside[m][1], angle };
    },
    _slanted(text, spot) {
      const ctx = this._ctx;
      ctx.font = "italic 400 12px " + FONT;
      if ("letterSpacing" in ctx) ctx.letterSpacing = "0.8px";
      const half = ctx.measureText(text).width / 2, dx = half * Math.abs(Math.cos(spot.angle)) + 6;
      const dy = half * Math.abs(Math.sin(spot.angle)) + 8, box = [spot.x - dx, spot.y - dy, spot.x + dx, spot.y + dy];
      if (this._taken.some((other) => meets(other, box))) return false;
      this._taken.push(box);
      ctx.save(); ctx.translate(spot.x, spot.y); ctx.rotate(spot.angle);
      ctx.textAlign = "center"; ctx.textBaseline = "bottom";
      ctx.strokeStyle = this._theme.halo; ctx.lineWidth = 3; ctx.strokeText(text, 0, -3);
      ctx.fillStyle = this._theme.water; ctx.fillText(text, 0, -3);
      ctx.restore();
      return true;
    },
  });

  // Put the ground under a Leaflet map; called once, by the map's own script. `extent` (south, west, north, east), where
  // given, is fitted here because only the browser knows the window's size.
  const attach = (map, extent) => {
    const viewport = document.querySelector("meta[name=viewport]");  // folium's forbids readers to enlarge the page
    if (viewport) viewport.content = "width=device-width, initial-scale=1";
    map.createPane("ground").style.zIndex = 150;
    map.getPane("ground").style.pointerEvents = "none";
    const ground = new Ground();
    const dark = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
    map.addLayer(ground);
    map.createPane("where").style.zIndex = 350;
    map.getPane("where").style.pointerEvents = "none";
    window.conflictMap.under = L.canvas({ padding: 0.3, pane: "where" });
    map.getContainer().style.background = THEMES[dark ? "dark" : "light"].sea;
    ground.setTheme(dark ? "dark" : "light");
    map.attributionControl.setPrefix(false).addAttribution("Natural Earth · GeoNames (CC BY 4.0)");
    L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
    document.documentElement.style.height = document.body.style.height = "100%";
    let centre = extent ? null : map.getCenter();
    const fit = () => {
      map.getContainer().style.height = window.innerHeight + "px"; map.invalidateSize();
      if (centre) map.setView(centre, map.getZoom(), { animate: false });
    };
    // The frame gets its size in steps: fit again until a reader (or a wish of the page) has moved the map.
    const whole = () => {
      if (!extent || map.getSize().x < 100 || map.getSize().y < 100) return; // into no room at all anything fits, very near
      const padding = Math.min(56, map.getSize().x / 9);
      map.fitBounds([[extent[0], extent[1]], [extent[2], extent[3]]], { padding: [padding, padding], maxZoom: 9, animate: false });
    };
    const rest = () => { extent = centre = null; };
    ["pointerdown", "wheel", "keydown"].forEach((kind) => map.getContainer().addEventListener(kind, rest, { passive: true }));
    window.conflictMap.rest = rest;
    window.addEventListener("resize", () => { fit(); whole(); });
    fit(); whole();
    window.conflictMap.theGround = ground;
    return ground;
  };
  window.conflictMap = Object.assign(window.conflictMap || {}, { attach, mercator, FONT });
})();

// Pictures of the ground from another server: only where a reader has switched them on (ui/tiles.py). No address of
// the page goes along with what is asked, and the credit is shown as text.
(function () {
  "use strict";
  let shown = null;
  const tiles = (map, wish) => {
    const url = wish ? wish.url : null;
    if ((shown && shown.url) === url) return;
    if (shown) { shown.layer.remove(); shown = null; }
    if (!url) return;
    const credit = document.createElement("span");
    credit.textContent = wish.credit;
    const layer = L.tileLayer(url, { attribution: credit.innerHTML, referrerPolicy: "no-referrer", maxZoom: 19 });
    shown = { url, layer: layer.addTo(map) };
  };
  window.conflictMap = Object.assign(window.conflictMap || {}, { tiles });
})();
