// The snapshot's page: one list of events, one range of days, one selected event; map, timeline, list and panel follow.
// Every word of an article is set as text, never as HTML.
(function () {
  "use strict";
  const data = window.snapshot, says = data.says, events = data.events, colours = window.conflictMap.STYLES.map((style) => style.colour);
  const byId = new Map(events.map((event) => [event.id, event]));
  const $ = (id) => document.getElementById(id);
  const make = (name, attributes, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== null) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const state = { from: null, to: null, selected: null, theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light" };
  const shown = () => events.filter((event) => (!state.from && !state.to)
    || (event.days && (!state.to || event.days[0] <= state.to) && (!state.from || event.days[1] >= state.from)));

  // --- the map: one mark a spot, or clusters of a grid where there are too many spots ---------------------------------
  // What is known to an area only is the area's name with a number, from afar its country's (as view/layers.py writes rows).
  const MIXED = 1, FIRM = 2, SPOT = 4, SELECTED = 8, DOUBTFUL = 16, AREA = 64, MOST_SPOTS = 300, CELL = 64, ROLLED_BELOW = 5, STEPS = 7;
  const map = L.map("map", { minZoom: 2, maxZoom: 14, worldCopyJump: true, zoomSnap: 0.5 });
  Object.assign(window.conflictMap, { words: data.words, map });
  map.setView([20, 20], 2);
  window.conflictMap.canvas = L.canvas({ padding: 0.3 }).addTo(map);
  window.conflictMap.attach(map, data.extent);
  const grouped = (list, key) => {
    const groups = new Map();
    for (const event of list) {
      const name = key(event);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(event);
    }
    return [...groups.values()];
  };
  const shares = (counts, whole) => counts.reduce((sum, count, kind) => sum + (count && Math.max(1, Math.min(STEPS, Math.round((STEPS * count) / whole)))) * (STEPS + 1) ** kind, 0);
  const rowOf = (group) => {
    const counts = colours.map((_, type) => group.filter((event) => event.type === type).length);
    const type = counts.indexOf(Math.max(...counts)), spot = group.every((event) => event.at.join() === group[0].at.join());
    const lat = group.reduce((sum, event) => sum + event.at[0], 0) / group.length;
    const lon = group.reduce((sum, event) => sum + event.at[1], 0) / group.length;
    const over = group[0].over, mixed = counts[type] < group.length;
    const flags = MIXED * mixed + FIRM * group.some((event) => event.firm) + SPOT * spot + AREA * Boolean(over)
      + SELECTED * group.some((event) => event.id === state.selected) + DOUBTFUL * group.every((event) => event.doubtful);
    const row = [group[0].id, spot ? group[0].at[0] : lat, spot ? group[0].at[1] : lon, group.length, mixed ? shares(counts, group.length) : type, flags];
    const edges = (axis) => group.map((event) => event.at[axis]);
    const box = () => [Math.min(...edges(0)), Math.min(...edges(1)), Math.max(...edges(0)), Math.max(...edges(1))];
    if (over) return [...row, spot ? [over.name, over.code, 0] : [over.country, over.letters, box()]];
    return [...row, spot ? group[0].kind : box()];
  };
  const spotOf = (event) => (event.over && event.over.letters && map.getZoom() < ROLLED_BELOW ? event.over.letters : Boolean(event.over) + event.at.join());
  let layer = null, clustered = false;
  const drawMap = () => {
    const placed = shown().filter((event) => event.at);
    let groups = grouped(placed, spotOf);
    clustered = groups.length > MOST_SPOTS;
    if (clustered) groups = grouped(placed, (event) => { if (event.over) return spotOf(event); const p = map.project(event.at); return Math.floor(p.x / CELL) + " " + Math.floor(p.y / CELL); });
    const rows = groups.map(rowOf).sort((a, b) => (a[5] & SELECTED) - (b[5] & SELECTED) || a[3] - b[3]);
    const event = byId.get(state.selected);
    const where = event && event.at ? { lat: event.at[0], lon: event.at[1], km: event.km, area: event.area } : null;
    const old = layer;
    layer = window.conflictMap.events(rows, { theme: state.theme, where, move: null });
    layer.on("click", (click) => { const at = click.layer.feature.properties; if (at.spot) select(at.id); });
    if (old) old.remove();
    layer.addTo(map);
  };
  let near = null;
  map.on("zoomend", () => { const was = near; near = map.getZoom() >= ROLLED_BELOW; if (clustered || was !== near) drawMap(); });

  // --- the list ------------------------------------------------------------------------------------------------------
  const item = (event) => {
    const dot = make("i", { class: event.firm ? null : "hollow", "aria-hidden": "true" });
    dot.style.setProperty("--dot", colours[event.type]);
    const small = [event.when, event.place || says.unplaced].join(" · ");
    const button = make("button", { type: "button", class: "item", "data-id": event.id, dir: "auto" }, dot, make("b", {}, event.title), make("small", {}, small));
    button.addEventListener("click", () => select(event.id, true));
    return make("li", {}, button);
  };
  const drawList = () => {
    const list = shown();
    $("list").replaceChildren(...list.map(item));
    $("list").hidden = $("list-head").hidden = !list.length;
    $("count").textContent = says.count.replace("{shown}", list.length.toLocaleString()).replace("{all}", events.length.toLocaleString());
    mark(false);
  };
  const mark = (scroll) => {
    for (const each of $("list").querySelectorAll(".item")) {
      const here = each.dataset.id === state.selected;
      each.setAttribute("aria-current", here);
      if (here && scroll) { const box = $("list"); if (box.scrollHeight > box.clientHeight) box.scrollTop = each.offsetTop - box.offsetTop - box.clientHeight / 3; }
    }
  };

  // --- the panel -----------------------------------------------------------------------------------------------------
  const quote = (each) => {
    const text = each.text.map(([words, look, field]) => look ? make("mark", { class: look, title: field }, words) : words);
    const source = make("p", { class: "source", dir: "auto" }, each.source);
    if (each.url) source.append(" · ", make("a", { href: each.url, rel: "noopener noreferrer", target: "_blank" }, says.address));
    const rows = each.why.map(([field, words, rule]) => make("tr", {}, make("td", {}, field), make("td", { dir: "auto" }, words), make("td", {}, rule)));
    const why = make("details", {}, make("summary", {}, says.why), make("table", {}, make("tbody", {}, ...rows)));
    return [make("blockquote", { dir: "auto" }, ...text), source, why];
  };
  const walk = (event) => {
    const list = shown(), at = list.findIndex((each) => each.id === event.id);
    const step = (text, by) => {
      const button = make("button", { type: "button" }, text);
      button.disabled = !list[at + by];
      button.addEventListener("click", () => select(list[at + by].id, true));
      return button;
    };
    return make("div", { class: "walk" }, step(says.previous, -1), make("span", {}, `${at + 1} / ${list.length}`), step(says.next, 1));
  };
  const here = (event) => {
    const same = event.at ? shown().filter((each) => each.at && each.at.join() === event.at.join()) : [];
    if (same.length < 2) return [];
    const list = make("ol", {}, ...same.map(item));
    const box = make("details", {}, make("summary", {}, says.here.replace("{count}", same.length)), list);
    box.open = same.length <= 4;
    return [box];
  };
  const drawPanel = () => {
    const event = byId.get(state.selected), panel = $("panel");
    if (!event) { panel.replaceChildren(make("p", { class: "none" }, events.length ? says.nothing : says.empty)); return; }
    const facts = event.facts.flatMap(([name, lines]) => [make("dt", {}, name), make("dd", {}, ...lines.map((line) => make("span", { dir: "auto" }, line)))]);
    const differ = event.differ.map((line) => make("p", { class: "differ" }, line));
    panel.replaceChildren(walk(event), make("h2", { dir: "auto" }, event.title), make("dl", {}, ...facts), ...differ, ...event.quotes.flatMap(quote), ...here(event));
  };

  // Whether an event's mark is out of the window or under the legend.
  const hidden = (event) => {
    const point = map.latLngToContainerPoint(event.at), legend = document.querySelector(".conflict-legend").getBoundingClientRect();
    const under = point.x < legend.width + 30 && point.y > map.getSize().y - legend.height - 60;
    return under || !map.getBounds().pad(-0.08).contains(event.at);
  };
  const select = (id, move) => {
    state.selected = id;
    drawMap(); drawPanel(); mark(true);
    const event = byId.get(id);
    if (move && event.at) { window.conflictMap.rest(); if (hidden(event)) map.panTo(event.at); }
    if (matchMedia("(max-width: 900px)").matches) $("panel").scrollIntoView({ block: "nearest" });
  };
  const filter = (from, to) => {
    Object.assign(state, { from: from || null, to: to || null });
    $("from").value = state.from || ""; $("to").value = state.to || "";
    if (state.selected && !shown().some((event) => event.id === state.selected)) state.selected = null;
    time.show(state.from, state.to);
    drawMap(); drawList(); drawPanel();
    $("all").disabled = !state.from && !state.to;
  };
  const setTheme = (theme) => {
    state.theme = theme; document.documentElement.dataset.theme = theme;
    $("theme").textContent = theme === "dark" ? says.light : says.dark;
    drawMap();
  };

  $("said").textContent = data.said;
  $("list-head").textContent = says.list; $("from-label").textContent = says.from; $("to-label").textContent = says.to;
  $("all").textContent = says.all; $("map").setAttribute("aria-label", says.map);
  const time = new window.snapshotTimeline($("chart"), events, colours, filter);
  if (time.ends) for (const id of ["from", "to"]) { [$(id).min, $(id).max] = time.ends; } else $("time").hidden = true;
  for (const id of ["from", "to"]) $(id).addEventListener("change", () => filter($("from").value, $("to").value));
  $("all").addEventListener("click", () => filter(null, null));
  $("theme").addEventListener("click", () => setTheme(state.theme === "dark" ? "light" : "dark"));
  addEventListener("resize", () => time.draw());
  setTheme(state.theme); filter(null, null);
  window.snapshotReady = true;
})();
