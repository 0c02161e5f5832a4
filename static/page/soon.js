// While a page is being opened, all but map and list waits: the map says where it stands as soon as it is there, and all
// else is drawn. Where it says nothing for too long, this asks for all else instead.
import { made } from "./parts.js";
export default function ({ data, parentElement: root, setTriggerValue }) {
  if (root.firstElementChild) return;
  const waiting = made("span");
  root.append(waiting);
  setTimeout(() => { if (waiting.isConnected) setTriggerValue("late", true); }, data.patience);
}
