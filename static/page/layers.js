// What the map shows in place of its marks, and what its colours mean. (The map's own script has the same colours.)
import { made } from "./parts.js";
const RAMPS = { light: ["#fbe3c0", "#f8bd7f", "#ee8a45", "#cf5a1d", "#96360a"], dark: ["#4a3524", "#7c4a23", "#b3672a", "#e48d41", "#ffcf8f"] };

const radios = (part, name, title, options, chosen) => {
  const box = made("fieldset", {}, made("legend", {}, title));
  for (const [value, text] of options) {
    const input = made("input", { type: "radio", name: "cm-" + name, value });
    input.checked = value === chosen;
    input.addEventListener("change", () => {
      const now = (each) => box.parentElement.querySelector(`input[name="cm-${each}"]:checked`)?.value;
      part().setTriggerValue("layer", { layer: now("layer") || "", measure: now("measure") || "events" });
    });
    box.append(made("label", {}, input, " " + text));
  }
  return box;
};

const legend = (data) => {
  const w = data.words, ramp = RAMPS[data.dark ? "dark" : "light"], count = data.classes.length;
  const rows = data.classes.map((text, at) => {
    const step = count === 1 ? 4 : Math.round((at * 4) / (count - 1)), swatch = made("i", {});
    swatch.style.background = ramp[step];
    return made("span", {}, swatch, text);
  });
  const note = w.notes[data.layer];
  return [made("b", {}, w.titles[data.layer][data.measure]), ...(rows.length ? rows : [made("span", {}, w.none)]), ...(note ? [made("small", {}, note)] : [])];
};

// Whoever opens the choice may want first-level areas next: the map loads their outlines, so that they are there then.
const outlines = () => {
  try { document.querySelector("iframe[title='streamlit_folium.st_folium']").contentWindow.conflictMap.theGround._regions(); } catch { /* it loads them later */ }
};

export default function (part) {
  const root = part.parentElement, { data } = part, w = data.words;
  let box = root.querySelector(".cm-layers");
  if (!box) {
    box = made("details", { class: "cm-layers" }, made("summary", {}, w.button), made("div", { class: "cm-layers-choice" }));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") box.open = false; });
    box.addEventListener("toggle", () => { if (box.open) outlines(); });
    root.append(box);
  }
  box.speaker = part;
  const [, choice] = box.children, speaker = () => box.speaker;
  choice.replaceChildren(radios(speaker, "layer", w.show, w.layers, data.layer), radios(speaker, "measure", w.by, w.measures, data.measure));
  choice.lastChild.hidden = !data.layer;
  let key = root.querySelector(".cm-layer-key");
  if (!key) { key = made("div", { class: "cm-layer-key", role: "status" }); root.append(key); }
  key.hidden = !data.layer;
  key.replaceChildren(...(data.layer ? legend(data) : []));
}
