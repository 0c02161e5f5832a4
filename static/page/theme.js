// Light or dark, as the reader wants it: kept by the browser where Streamlit looks for it, for every page of this site.
// Where the reader's system turns while the page is open, Streamlit turns what it draws itself and tells the server nothing:
// the map would stay as it was.
import { made } from "./parts.js";
const FRAMES = 120;
const isDark = () => Number(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor.match(/\d+/)[0]) < 128;
function follow(button, frames) {
  if (!button.isConnected) return;
  const dark = isDark();
  if (dark === button.data.dark) {
    button.asked = null;
    if (frames) requestAnimationFrame(() => follow(button, frames - 1));
  } else if (button.asked !== dark) { button.asked = dark; button.turned(); }
}
export default function (part) {
  const { data, parentElement: root } = part;
  let button = root.querySelector(".cm-theme");
  if (!button) {
    button = made("button", { type: "button", class: "cm-theme" }, "\u25D0");
    button.addEventListener("click", () => {
      const home = location.pathname.replace(/[^/]*$/, "");
      for (const page of ["", ...button.data.pages]) localStorage.setItem(`stActiveTheme-${home}${page}-v2`, JSON.stringify(button.data.dark ? "Light" : "Dark"));
      location.reload();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => follow(button, FRAMES));
    root.append(button);
  }
  button.turned = () => part.setTriggerValue("turned", true);
  button.data = data; button.title = data.name; button.setAttribute("aria-label", data.name);
  requestAnimationFrame(() => follow(button, 0));
}
