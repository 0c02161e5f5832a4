// While a page is being opened, all but map and list waits: the map says where it stands as soon as it is there, and all
// else is drawn. Where it says nothing for too long, this asks for all else instead, and again until it is there.
import { made } from "./parts.js";
export default function ({ data, parentElement: root, setTriggerValue }) {
  let waiting = root.querySelector(".cm-waiting");
  if (!waiting) {
    waiting = made("span", { class: "cm-waiting" });
    root.append(waiting);
    const timer = setInterval(() => { if (waiting.isConnected) waiting.late(); else clearInterval(timer); }, data.patience);
  }
  waiting.late = () => setTriggerValue("late", true);
}
