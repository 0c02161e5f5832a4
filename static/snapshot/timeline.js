// Events over time as SVG: bars by kind, what is known roughly as lighter spans below the line, a brush that filters.
(function () {
  "use strict";
  const DAY = 86400000, TALL = 150, LOW = 20, SPANS = 34;
  const time = (iso) => Date.parse(iso + "T00:00:00Z");
  const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
  const element = (name, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const startOf = (ms, step) => {
    const day = new Date(ms);
    if (step === "week") return ms - ((day.getUTCDay() + 6) % 7) * DAY;
    if (step === "month") return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1);
    return step === "year" ? Date.UTC(day.getUTCFullYear(), 0, 1) : ms;
  };
  const after = (ms, step) => {
    const day = new Date(ms);
    if (step === "month") return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
    if (step === "year") return Date.UTC(day.getUTCFullYear() + 1, 0, 1);
    return ms + (step === "week" ? 7 : 1) * DAY;
  };
  const SIZES = { day: 1, week: 7, month: 31, year: 366 };
  const stepFor = (first, last) => ["day", "week", "month"].find((step) => (last - first) / DAY / SIZES[step] <= 80) || "year";

  // Draw into `box`; `colours` by kind. `onBrush(from, to)` is told the ISO days, or (null, null) for everything.
  const Timeline = function (box, events, colours, onBrush) {
    const dated = events.filter((event) => event.days);
    const first = Math.min(...dated.map((event) => time(event.days[0])));
    const last = Math.max(...dated.map((event) => time(event.days[1])));
    const step = stepFor(first, last), left = startOf(first, step), right = Math.max(after(startOf(last, step), step), left + DAY);
    const bars = new Map(), spans = [];
    for (const event of dated) {
      const [from, to] = event.days.map(time);
      if ((to - from) / DAY >= SIZES[step]) {
        spans.push([from, to + DAY, event.type]);
      } else {
        const at = startOf(from, step);
        if (!bars.has(at)) bars.set(at, colours.map(() => 0));
        bars.get(at)[event.type]++;
      }
    }
    spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const most = Math.max(1, ...[...bars.values()].map((counts) => counts.reduce((sum, count) => sum + count, 0)));
    let wide = 0, range = [null, null];
    const x = (ms) => 28 + ((ms - left) / (right - left)) * (wide - 34);
    const back = (px) => left + ((Math.max(28, Math.min(wide - 6, px)) - 28) / (wide - 34)) * (right - left);

    const drawSpans = (svg, base) => {
      const ends = [];
      const rows = spans.map(([from, to]) => {
        let row = ends.findIndex((end) => end <= from);
        if (row < 0) row = ends.length;
        ends[row] = to;
        return row;
      });
      const high = Math.min(7, SPANS / Math.max(1, ends.length));
      spans.forEach(([from, to, type], i) => svg.append(element("rect", {
        class: "span", x: x(from), y: base + 3 + rows[i] * high, width: Math.max(2, x(to) - x(from)),
        height: Math.max(0.8, high - 1), rx: Math.min(2, high / 2), fill: colours[type] })));
    };
    const drawTicks = (svg, base) => {
      const ticks = Math.max(2, Math.min(8, Math.floor(wide / 120)));
      let taken = -Infinity;
      for (let i = 0; i <= ticks; i++) {
        const ms = startOf(left + ((right - left) * i) / ticks, step === "year" ? "year" : step === "month" ? "month" : "day");
        const text = new Date(ms).toLocaleDateString(undefined, { timeZone: "UTC", day: step === "year" || step === "month" ? undefined : "numeric", month: step === "year" ? undefined : "short", year: "numeric" });
        const at = i === ticks ? wide - 6 : x(ms), start = i === 0 ? at : i === ticks ? at - 74 : at - 37;
        if (start < taken || (i < ticks && i > 0 && at + 37 > wide - 84)) continue;
        taken = start + 84;
        svg.append(element("text", { x: at, y: TALL - 3, "text-anchor": i === 0 ? "start" : i === ticks ? "end" : "middle" }, text));
      }
    };
    const draw = () => {
      wide = Math.max(200, box.clientWidth);
      const svg = element("svg", { viewBox: `0 0 ${wide} ${TALL}`, preserveAspectRatio: "none", role: "img" });
      const base = TALL - LOW - (spans.length ? SPANS + 6 : 2);
      for (const count of [...new Set([Math.ceil(most / 2), most])]) {
        const y = base - (count / most) * (base - 10);
        svg.append(element("line", { class: "grid", x1: 28, x2: wide - 6, y1: y, y2: y }), element("text", { x: 24, y: y + 4, "text-anchor": "end" }, count));
      }
      for (const [at, counts] of bars) {
        let low = 0;
        counts.forEach((count, type) => {
          if (!count) return;
          const y = base - ((low + count) / most) * (base - 10), high = (count / most) * (base - 10);
          svg.append(element("rect", { class: "bar", x: x(at), y, width: Math.max(2, x(after(at, step)) - x(at) - 1), height: high, fill: colours[type] }));
          low += count;
        });
      }
      svg.append(element("line", { class: "axis", x1: 28, x2: wide - 6, y1: base, y2: base }));
      drawSpans(svg, base); drawTicks(svg, base);
      if (range[0] || range[1]) {
        const from = x(Math.max(left, range[0] ? time(range[0]) : left)), to = x(Math.min(right, range[1] ? time(range[1]) + DAY : right));
        if (to > from) svg.append(element("rect", { class: "brush", x: from, y: 4, width: Math.max(2, to - from), height: TALL - LOW - 4 }));
      }
      box.replaceChildren(svg);
    };

    let held = null;
    const px = (event) => event.clientX - box.getBoundingClientRect().left;
    const spanned = (event) => {
      const [from, to] = [held, px(event)].sort((a, b) => a - b).map(back);
      return [iso(startOf(from, "day")), iso(to - 1)].map((day) => day.slice(0, 10));
    };
    box.addEventListener("pointerdown", (event) => { held = px(event); box.setPointerCapture(event.pointerId); });
    box.addEventListener("pointermove", (event) => {
      if (held === null || Math.abs(px(event) - held) < 4) return;
      range = spanned(event); draw();
    });
    box.addEventListener("pointerup", (event) => {
      if (held === null) return;
      const clicked = Math.abs(px(event) - held) < 4, chosen = clicked ? [null, null] : spanned(event);
      held = null; onBrush(...chosen);
    });
    box.addEventListener("pointercancel", () => { held = null; draw(); });
    this.show = (from, to) => { range = [from, to]; if (dated.length) draw(); };
    this.ends = dated.length ? [iso(first), iso(last)] : null;
    this.draw = dated.length ? draw : () => {};
  };
  window.snapshotTimeline = Timeline;
})();
