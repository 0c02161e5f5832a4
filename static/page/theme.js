// Light or dark, as the reader wants it: kept by the browser where Streamlit looks for it, for every page of this site.
import { made } from "./parts.js";
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
    root.append(button);
  }
  button.data = data; button.title = data.name; button.setAttribute("aria-label", data.name);
}
