// The list of events: two-line cards, as many pages as the reader scrolls to. The server orders it and sends a page at a
// time; what has come stays here, so that coming back from an event shows the list where it was left.
import { made, swatch } from "./parts.js";

const held = new Map(); // list's key -> {start, rows, scroll}: the last few lists
const listOf = (data) => {
  let list = held.get(data.key);
  if (!list) held.set(data.key, (list = { start: data.first, rows: [], scroll: null }));
  while (held.size > 8) held.delete(held.keys().next().value);
  const end = list.start + list.rows.length;
  if (data.first === end) list.rows.push(...data.cards);
  else if (data.first < list.start && data.first + data.cards.length >= list.start) {
    list.rows.unshift(...data.cards.slice(0, list.start - data.first)); list.start = data.first;
  } else if (data.first < list.start || data.first > end) Object.assign(list, { start: data.first, rows: [...data.cards], scroll: null });
  return list;
};

const card = (row, part) => {
  const [id, kind, firm, what, who, line, grade] = row;
  const first = made("span", { class: "cm-card-first" }, made("b", {}, what), ...(who ? [" ", made("span", { dir: "auto" }, who)] : []));
  const item = made("button", { type: "button", class: "cm-card", "data-id": id }, swatch(kind, firm, 15), first,
    made("span", { class: "cm-card-second" }, made("span", { dir: "auto" }, line.join(" · ")),
      ...(grade ? [" ", made("i", { class: `cm-grade ${grade}`, title: part.grades[grade] }, grade)] : [])));
  if (grade === "doubtful") item.classList.add("doubtful");
  item.addEventListener("click", () => (part.choosing?.() ? part.choose(id, item) : part.setTriggerValue("pick", id)));
  return item;
};

// Deciding of many at once: with "Select" on, a click on a card puts it among the chosen, and the bar below decides of them.
const bulk = (view, w) => {
  const on = made("button", { type: "button", class: "cm-select", "aria-pressed": "false" }, w.select), bar = made("div", { class: "cm-bulk", hidden: "" });
  const count = made("span", { role: "status" }), all = made("button", { type: "button" }, w.all);
  const by = made("input", { placeholder: w.by, "aria-label": w.by, maxlength: 100, value: w.name }), why = made("input", { placeholder: w.why, "aria-label": w.why, maxlength: 500 });
  const acts = [["confirmed", w.confirm], ["rejected", w.reject]].map(([verdict, name]) => {
    const act = made("button", { type: "button", class: verdict }, name);
    act.addEventListener("click", () => { if (view.chosen.size) { view.speaker.setTriggerValue("bulk", { verdict, ids: [...view.chosen], by: by.value, why: why.value }); turn(false); } });
    return act;
  });
  const told = () => {
    count.textContent = `${view.chosen.size.toLocaleString()} ${w.chosen}`;
    acts.forEach((act) => { act.disabled = !view.chosen.size; });
    for (const each of view.querySelectorAll(".cm-card")) view.choosing ? each.setAttribute("aria-pressed", view.chosen.has(each.dataset.id)) : each.removeAttribute("aria-pressed");
  };
  const turn = (to) => { view.choosing = to; view.chosen = new Set(); bar.hidden = !to; on.textContent = to ? w.stop : w.select; on.setAttribute("aria-pressed", to); told(); };
  on.addEventListener("click", () => turn(!view.choosing));
  all.addEventListener("click", () => { view.querySelectorAll(".cm-card").forEach((each) => view.chosen.add(each.dataset.id)); told(); });
  view.choose = (id) => { view.chosen.delete(id) || view.chosen.add(id); told(); };
  view.told = told;
  bar.append(count, all, ...(w.signed ? [] : [by]), why, ...acts);
  view.querySelector(".cm-list-head").append(on);
  view.append(bar);
  turn(false);
};

// More of the list comes from an address of its own; where that is refused (another list by now, a sign-in), the page is asked.
const beside = async (key, side, id) => {
  const address = new URL("./list.json", document.baseURI);
  address.search = location.search;
  for (const [name, value] of [["key", key], ["lang", navigator.language], [side, id]]) address.searchParams.set(name, value);
  const answer = await fetch(address), { cards } = answer.ok ? await answer.json() : { cards: [] };
  if (!cards.length) throw new Error("asked in vain");
  return cards;
};

export default function draw(part) {
  const { data, parentElement: root } = part, list = listOf(data), w = data.words;
  let view = root.querySelector(".cm-list");
  const fresh = !view || view.dataset.key !== data.key;
  if (fresh) {
    view = made("div", { class: "cm-list", "data-key": data.key });
    const order = made("select", { "aria-label": w.order, class: "cm-order" }, ...data.orders.map(([value, name]) => made("option", { value }, name)));
    order.value = data.order;
    order.addEventListener("change", () => view.speaker.setTriggerValue("order", order.value));
    const back = data.back ? [made("button", { type: "button", class: "cm-back" }, data.back)] : [];
    back.forEach((each) => each.addEventListener("click", () => view.speaker.setTriggerValue("back", 1)));
    view.append(made("div", { class: "cm-list-head" }, ...back, made("span", { class: "cm-list-count", role: "status" }, data.title), order),
      made("div", { class: "cm-cards", role: "list", "aria-label": w.list }));
    if (data.bulk) bulk(view, data.bulk);
    root.querySelectorAll(".cm-list").forEach((each) => each.remove());
    root.append(view);
  }
  view.speaker = part; // whoever listens speaks through the newest
  view.querySelector(".cm-list-count").textContent = data.title;
  const cards = view.querySelector(".cm-cards"), drawn = cards.querySelectorAll(".cm-card");
  const ids = list.rows.map((row) => row[0]), same = [...drawn].every((each, at) => each.dataset.id === ids[at]);
  if (!same) cards.replaceChildren();
  cards.querySelectorAll(".cm-more, .cm-none").forEach((each) => each.remove());
  list.rows.slice(same ? drawn.length : 0).forEach((row) => cards.append(made("div", { role: "listitem" }, card(row, { grades: w.grades, choosing: () => view.choosing, choose: (id) => view.choose(id), setTriggerValue: (...told) => view.speaker.setTriggerValue(...told) }))));
  if (view.choosing) view.told();
  if (!data.total) cards.append(made("p", { class: "cm-none" }, w.none));
  const more = (label, row, before) => { // the part before or after this row, which is asked for once
    const edge = made("button", { type: "button", class: "cm-more" }, label);
    const ask = () => {
      if (list.asking) return;
      const at = before ? list.start : list.start + list.rows.length;
      list.asking = true;
      beside(data.key, before ? "before" : "after", row[0]).then((cards) => {
        list.asking = false;
        if ((before ? list.rows[0] : list.rows.at(-1)) !== row) return; // more has come meanwhile
        before ? list.rows.unshift(...cards) : list.rows.push(...cards);
        if (before) list.start -= cards.length;
        if (view.isConnected && view.dataset.key === data.key) draw(view.speaker);
      }).catch(() => { list.asking = false; if (view.isConnected) view.speaker.setTriggerValue("more", { id: row[0], at, before }); });
    };
    edge.addEventListener("click", ask);
    before ? cards.prepend(edge) : cards.append(edge);
    return [edge, ask];
  };
  if (list.start > 0 && list.rows.length) more(w.before, list.rows[0], true);
  const end = list.start + list.rows.length;
  view.observer?.disconnect();
  if (end < data.total && list.rows.length) {
    const [edge, ask] = more(w.more, list.rows.at(-1), false);
    view.observer = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) ask(); }, { root: cards, rootMargin: "600px" });
    view.observer.observe(edge);
  }
  for (const each of cards.querySelectorAll(".cm-card")) {
    if (each.dataset.id === data.chosen) each.setAttribute("aria-current", "true"); else each.removeAttribute("aria-current");
  }
  if (fresh && list.scroll !== null) cards.scrollTop = list.scroll;
  cards.onscroll = () => { list.scroll = cards.scrollTop; };
  if (view.dataset.chosen !== data.chosen || fresh) {
    const chosen = cards.querySelector("[aria-current]");
    if (chosen) { const top = chosen.offsetTop - cards.offsetTop; if (top < cards.scrollTop || top + chosen.offsetHeight > cards.scrollTop + cards.clientHeight) cards.scrollTop = Math.max(0, top - 80); }
  }
  view.dataset.chosen = data.chosen || "";
  cards.onkeydown = (event) => { // arrows go from card to card
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], all = [...cards.querySelectorAll(".cm-card")];
    if (!step || !all.length) return;
    event.preventDefault(); event.stopPropagation();
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + step))];
    next.focus(); next.scrollIntoView({ block: "nearest" });
  };
  return () => view.observer?.disconnect();
}
