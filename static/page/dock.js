// The dock below the map: the kinds of event as toggles with their counts, and the days as columns. Dragging over the
// columns chooses days; play goes through them step by step, and takes the next step only when the last has been painted.
import { KINDS, made, swatch } from "./parts.js";
const DAY = 86400000, LOW = 18, LEFT = 34;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const number = (text) => Math.round(Date.parse(text + "T00:00:00Z") / DAY);
const startOf = (day, step) => {
  const at = new Date(day * DAY);
  if (step === "week") return day - ((at.getUTCDay() + 6) % 7);
  if (step === "month") return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / DAY;
  return step === "year" ? Date.UTC(at.getUTCFullYear(), 0, 1) / DAY : day;
};
const after = (day, step) => {
  const at = new Date(day * DAY);
  if (step === "month") return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) / DAY;
  if (step === "year") return Date.UTC(at.getUTCFullYear() + 1, 0, 1) / DAY;
  return day + (step === "week" ? 7 : 1);
};
// Which days are named below the columns: every so many steps, as a calendar has them (each quarter, every tenth year).
const EVERY = { day: [1, 2, 7, 14, 28], week: [1, 2, 4, 13, 26], month: [1, 3, 6, 12, 24], year: [1, 2, 5, 10, 20, 50, 100] };
const nth = (day, step) => {
  const at = new Date(day * DAY);
  if (step === "month") return 12 * at.getUTCFullYear() + at.getUTCMonth();
  return step === "year" ? at.getUTCFullYear() : step === "week" ? Math.floor((day + 3) / 7) : day;
};
const namedDays = (first, last, step, most) => {
  const steps = nth(last, step) - nth(first, step) + 1, every = EVERY[step].find((each) => steps / each <= most) || Math.ceil(steps / most), days = [];
  for (let day = startOf(first, step); day < last; day = after(day, step)) if (nth(day, step) % every === 0 && day >= first) days.push(day);
  return days.length > 1 ? days : [startOf(first, step), last - 1];
};
const playing = { on: false, step: null, all: false, at: null, asked: [] };

// A number as the room is: from ``many`` on in thousands or millions.
const short = (count, many) => (count < many ? count.toLocaleString() : count < 1e6 ? Math.round(count / 1e3) + "k" : (count / 1e6).toFixed(1) + "M");

const chart = (dock) => {
  const { data, canvas } = dock, ratio = window.devicePixelRatio || 1, wide = canvas.clientWidth, high = canvas.clientHeight;
  if (!wide || !high) return;
  canvas.width = wide * ratio; canvas.height = high * ratio;
  const ctx = canvas.getContext("2d"), ink = getComputedStyle(canvas).color;
  ctx.scale(ratio, ratio); ctx.clearRect(0, 0, wide, high);
  ctx.font = '11px "Source Sans 3","Source Sans Pro",sans-serif'; ctx.textBaseline = "alphabetic";
  const [first, last] = dock.days, x = (day) => LEFT + ((day - first) / (last - first)) * (wide - LEFT - 8);
  dock.x = x; dock.back = (px) => Math.max(first, Math.min(last, first + ((px - LEFT) / (wide - LEFT - 8)) * (last - first)));
  const rows = [], spans = data.bars.spans.map(([day, days, kind, events]) => {
    let row = rows.findIndex((end) => end <= day);
    if (row < 0) row = rows.length;
    rows[row] = day + days;
    return { day, days, kind, events, row };
  });
  const room = rows.length ? Math.min(22, 5 * rows.length) + 4 : 0, base = high - LOW - room;
  const most = Math.max(1, ...data.bars.columns.map((each) => each.slice(1).reduce((sum, count) => sum + count, 0)));
  dock.hits = [];
  ctx.globalAlpha = 0.75; ctx.fillStyle = ink; ctx.textAlign = "right";
  ctx.fillText(short(most, 1e4), LEFT - 5, 14);
  ctx.globalAlpha = 0.16; ctx.fillRect(LEFT, 10, wide - LEFT - 8, 1); ctx.globalAlpha = 1;
  for (const [day, ...counts] of data.bars.columns) {
    const from = Math.max(x(day), LEFT), to = Math.min(x(after(day, data.bars.step)), wide - 8), width = Math.max(1.5, Math.min((wide - LEFT) / 8, to - from - (to - from > 4 ? 1 : 0)));
    if (to <= from) continue;
    const left = from + Math.max(0, (to - from - 1 - width) / 2); // of a few days no column is a wall
    let y = base;
    counts.forEach((count, kind) => {
      if (!count) return;
      const tall = Math.max(1, (count / most) * (base - 10));
      y -= tall; ctx.fillStyle = KINDS[kind][0]; ctx.fillRect(left, y, width, tall);
    });
    dock.hits.push({ from, to, day, counts });
  }
  ctx.globalAlpha = 0.45; ctx.fillStyle = ink; ctx.fillRect(LEFT, base, wide - LEFT - 8, 1);
  const row = rows.length ? Math.max(2, Math.min(4, room / rows.length - 1)) : 0;
  for (const each of spans) {
    const from = Math.max(x(each.day), LEFT), to = Math.min(x(each.day + each.days), wide - 8);
    ctx.globalAlpha = 0.45; ctx.fillStyle = KINDS[each.kind][0]; ctx.fillRect(from, base + 3 + each.row * (room / rows.length), Math.max(2, to - from), row);
  }
  ctx.globalAlpha = 0.8; ctx.fillStyle = ink; ctx.textAlign = "center";
  const ticks = Math.max(2, Math.min(9, Math.floor(wide / 120)));
  const named = { day: { day: "numeric", month: "short", year: "numeric" }, week: { day: "numeric", month: "short", year: "numeric" }, month: { month: "short", year: "numeric" }, year: { year: "numeric" } }[data.bars.step];
  let taken = -Infinity;
  for (const day of namedDays(first, last, data.bars.step, ticks)) {
    const at = Math.min(wide - 42, Math.max(LEFT + 26, x(day)));
    if (at < taken) continue;
    ctx.fillText(new Date(day * DAY).toLocaleDateString(data.locale || undefined, { timeZone: "UTC", ...named }), at, high - 5);
    taken = at + 84;
  }
  ctx.globalAlpha = 1;
  const range = dock.range || (data.chosen && [number(data.chosen[0]), number(data.chosen[1]) + 1]);
  if (range) {
    const from = Math.max(LEFT, x(range[0])), to = Math.min(wide - 8, x(range[1]));
    ctx.fillStyle = ink; ctx.globalAlpha = 0.13; ctx.fillRect(from, 4, Math.max(2, to - from), high - LOW - 4);
    ctx.globalAlpha = 0.8; ctx.fillRect(from - 1, 4, 2, high - LOW - 4); ctx.fillRect(to - 1, 4, 2, high - LOW - 4); ctx.globalAlpha = 1;
  }
};

const brushing = (dock) => {
  const { canvas } = dock;
  let start = null;
  const px = (event) => event.clientX - canvas.getBoundingClientRect().left;
  const spanned = (event) => {
    const [from, to] = [start, px(event)].sort((a, b) => a - b).map(dock.back), step = dock.data.bars.step === "day" ? "day" : "day";
    return [startOf(Math.floor(from), step), Math.max(Math.floor(from) + 1, Math.ceil(to))];
  };
  canvas.addEventListener("pointerdown", (event) => { if (dock.back) { start = px(event); canvas.setPointerCapture(event.pointerId); stop(dock); } });
  canvas.addEventListener("pointermove", (event) => {
    if (start !== null && Math.abs(px(event) - start) > 4) { dock.range = spanned(event); chart(dock); return; }
    const hit = (dock.hits || []).find((each) => px(event) >= each.from && px(event) <= each.to);
    const kinds = hit ? hit.counts.map((count, kind) => count && `${dock.data.kinds[kind][0]} ${count.toLocaleString()}`).filter(Boolean).join(" · ") : "";
    canvas.title = hit ? `${new Date(hit.day * DAY).toLocaleDateString(dock.data.locale || undefined, { timeZone: "UTC", dateStyle: "medium" })}: ${kinds}` : "";
  });
  canvas.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const clicked = Math.abs(px(event) - start) <= 4, hit = clicked && (dock.hits || []).find((each) => px(event) >= each.from && px(event) <= each.to);
    const range = clicked ? (hit ? [hit.day, after(hit.day, dock.data.bars.step)] : null) : spanned(event);
    start = null; dock.range = range;
    chart(dock);
    dock.part.setTriggerValue("days", range ? [iso(range[0]), iso(range[1] - 1)] : []);
  });
  canvas.addEventListener("pointercancel", () => { start = null; dock.range = null; chart(dock); });
  canvas.addEventListener("keydown", (event) => { // the chosen days go on or back by their own length
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key], chosen = dock.data.chosen;
    if (!way || !chosen) return;
    event.preventDefault(); event.stopPropagation();
    const [from, to] = chosen.map(number), length = to - from + 1;
    dock.part.setTriggerValue("days", [iso(from + way * length), iso(to + way * length)]);
  });
};

// --- play --------------------------------------------------------------------------------------------------------------
// The next step is asked for as soon as the map has the marks of the last one, and not before PACE is over. List, counts and
// columns follow every WHOLE steps and at the end; between them the dock says which days the map shows, and how many events.
const PACE = 180, LOOK = 8, WHOLE = 16;
const marks = () => {
  try { return document.querySelector("iframe[title='streamlit_folium.st_folium']").contentWindow.conflictMap.marks; } catch { return null; }
};
const stop = (dock, tell = true) => {
  if (tell && playing.on && !playing.whole) dock.part.setTriggerValue("play", [...playing.at, 1]);
  playing.on = false; clearTimeout(playing.waiting); buttons(dock);
  dock.note.textContent = dock.said;
};
const stepOn = (dock) => {
  const { data } = dock, step = playing.step || data.bars.step;
  const [first, last] = [number(data.whole[0]), number(data.whole[1]) + 1];
  const from = playing.at ? number(playing.at[1]) + 1 : startOf(first, step);
  if (from >= last) { stop(dock); return; }
  const to = after(startOf(from, step), step);
  playing.at = [iso(playing.all ? first : from), iso(to - 1)];
  playing.asked = [...playing.asked.slice(-40), String(playing.at)];
  playing.whole = playing.asked.length === 1 || ++playing.steps % WHOLE === 0;
  playing.since = Date.now(); playing.drawn = false; playing.before = marks();
  dock.range = [number(playing.at[0]), to]; chart(dock);
  dock.part.setTriggerValue("play", playing.whole ? [...playing.at, 1] : playing.at);
  waiting(dock);
};
const waiting = (dock) => {
  clearTimeout(playing.waiting);
  playing.waiting = setTimeout(() => {
    if (!playing.on || !dock.canvas.isConnected) { playing.on = false; return; }
    const now = marks(), there = playing.drawn || (now && now !== playing.before);
    if (there && now) dock.note.textContent = dock.data.words.seen.replace("{days}", shown(dock)).replace("{count}", now.reduce((sum, mark) => sum + mark.count, 0).toLocaleString());
    if ((there || Date.now() - playing.since > SAME) && Date.now() - playing.since >= PACE) stepOn(dock); else waiting(dock);
  }, LOOK);
};
const SAME = 1200; // marks that stay as they are are not sent again
const shown = (dock) => new Intl.DateTimeFormat(dock.data.locale || undefined, { timeZone: "UTC", dateStyle: "medium" })
  .formatRange(...playing.at.map((day) => new Date(number(day) * DAY)));
const buttons = (dock) => {
  dock.play.textContent = playing.on ? dock.data.words.pause : dock.data.words.play;
  dock.play.setAttribute("aria-pressed", String(playing.on));
};

const build = (root, part) => {
  const { data } = part, w = data.words, dock = { part, data };
  dock.legend = made("div", { class: "cm-legend", role: "group", "aria-label": w.kinds });
  dock.play = made("button", { type: "button", class: "cm-play" });
  dock.step = made("select", { class: "cm-order", "aria-label": w.step }, ...w.steps.map(([value, name]) => made("option", { value }, name)));
  dock.total = made("label", { class: "cm-total" }, made("input", { type: "checkbox" }), w.cumulative);
  dock.note = made("span", { class: "cm-strays" });
  dock.clear = made("button", { type: "button", class: "cm-clear" }, w.clear);
  dock.canvas = made("canvas", { class: "cm-chart", role: "img", tabindex: "0", "aria-label": w.chart });
  dock.play.addEventListener("click", () => {
    const { chosen, whole } = dock.data, over = !chosen || number(chosen[1]) >= number(whole[1]);
    if (playing.on) { stop(dock); return; }
    Object.assign(playing, { on: true, asked: [], steps: 0, whole: true, at: over ? null : chosen });
    buttons(dock);
    stepOn(dock);
  });
  dock.step.addEventListener("change", () => { playing.step = dock.step.value || null; });
  dock.total.firstChild.addEventListener("change", (event) => { playing.all = event.target.checked; });
  dock.clear.addEventListener("click", () => { stop(dock, false); dock.range = null; dock.part.setTriggerValue("days", []); });
  const box = made("div", { class: "cm-dock" }, dock.legend, made("div", { class: "cm-time" }, made("div", { class: "cm-player" }, dock.play, dock.step, dock.total, dock.clear, dock.note), dock.canvas));
  root.append(box);
  box.dock = dock;
  brushing(dock);
  new ResizeObserver(() => chart(dock)).observe(dock.canvas);
  return box;
};

const legend = (dock) => {
  const { data } = dock, w = data.words;
  dock.legend.replaceChildren(...data.kinds.flatMap(([name, count, on], kind) => {
    if (!count && !on) return [];
    const each = made("button", { type: "button", class: "cm-kind", "aria-pressed": String(Boolean(on)), title: w.only + " " + name }, swatch(kind, true, 13), made("span", {}, name), made("b", { title: count.toLocaleString() }, short(count, 1e4)));
    each.addEventListener("click", () => dock.part.setTriggerValue("kind", kind));
    return [each];
  }), ...data.unsure.slice(0, 1).map(([name, count, on]) => {
    const each = made("button", { type: "button", class: "cm-kind", "aria-pressed": String(Boolean(on)), title: w.only + " " + name }, swatch(3, false, 13), made("span", {}, name), made("b", { title: count.toLocaleString() }, short(count, 1e4)));
    each.addEventListener("click", () => dock.part.setTriggerValue("unsure", 1));
    return each;
  }));
};

export default function (part) {
  const root = part.parentElement, box = root.querySelector(".cm-dock") || build(root, part), dock = box.dock;
  dock.part = part; dock.data = part.data; dock.range = playing.on ? [number(playing.at[0]), number(playing.at[1]) + 1] : null;
  const { data } = part, w = data.words;
  legend(dock); buttons(dock);
  box.classList.toggle("undated", !data.days);
  dock.clear.hidden = !data.chosen;
  dock.said = data.days ? data.strays : w.undated;
  if (!playing.on) dock.note.textContent = dock.said;
  if (data.days) { dock.days = [number(data.days[0]), number(data.days[1]) + 1]; chart(dock); }
  if (!playing.on || !data.chosen) return;
  if (String(data.chosen) === String(playing.at)) playing.drawn = true; else if (!playing.asked.includes(String(data.chosen))) stop(dock, false);
}
