// Pictures of the ground from another server: only where a reader has switched them on (ui/tiles.py). No address of
// the page goes along with what is asked, and the credit is shown as text.
(function () {
  "use strict";
  let shown = null;
  const tiles = (map, wish) => {
    const url = wish ? wish.url : null;
    if ((shown && shown.url) === url) return;
    if (shown) { shown.layer.remove(); shown = null; }
    if (!url) return;
    const credit = document.createElement("span");
    credit.textContent = wish.credit;
    const layer = L.tileLayer(url, { attribution: credit.innerHTML, referrerPolicy: "no-referrer", maxZoom: 19 });
    shown = { url, layer: layer.addTo(map) };
  };
  window.conflictMap = Object.assign(window.conflictMap || {}, { tiles });
})();
