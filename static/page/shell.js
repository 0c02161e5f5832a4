// What belongs to the screen as a whole: which sheet a phone shows, whether the rail is open, light or dark, and keys.
import { made } from "./parts.js";
const page = document.documentElement;
const set = (sheet) => { page.dataset.sheet = sheet; window.dispatchEvent(new Event("resize")); };
const rail = (open) => { page.dataset.rail = open ? "open" : "shut"; window.dispatchEvent(new Event("resize")); };

const build = (root, part) => {
  const w = part.data.words, bar = made("nav", { class: "cm-sheets", "aria-label": w.sheets });
  for (const [sheet, name] of w.buttons) {
    const each = made("button", { type: "button", "data-sheet": sheet }, name);
    each.addEventListener("click", () => {
      if (sheet === "filters") { bar.speaker.setTriggerValue("drawer", 1); set(""); return; }
      set(page.dataset.sheet === sheet ? "" : sheet);
      if (sheet === "rail" && page.dataset.sheet) bar.speaker.setTriggerValue("list", 1);
    });
    bar.append(each);
  }
  const fold = made("button", { type: "button", class: "cm-fold", "aria-label": w.fold, title: w.fold });
  fold.addEventListener("click", () => rail(page.dataset.rail === "shut"));
  root.append(bar, fold);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && !typing) bar.speaker.setTriggerValue("escape", 1);
  });
  return bar;
};

export default function (part) {
  const root = part.parentElement, bar = root.querySelector(".cm-sheets") || build(root, part), { data } = part;
  bar.speaker = part;
  if (data.event !== bar.dataset.event) document.querySelector(".st-key-rail")?.scrollTo(0, 0); // another event is read from its top
  if (bar.dataset.event !== (data.event || "") || bar.dataset.mode !== data.mode) {
    if (bar.dataset.event !== undefined || data.opened) {
      if (data.mode === "event" && data.event) { set("rail"); rail(true); }
      if (data.mode === "spot") { set("rail"); rail(true); }
    }
    bar.dataset.event = data.event || ""; bar.dataset.mode = data.mode;
  }
  page.dataset.view = data.view;
}
