// What is seen, and what was clicked, told to the page as soon as the map is at rest. The component tells it as well, but a
// quarter of a second later; it compares with what was told last and then has nothing more to say.
(function () {
  "use strict";
  const CALM = 30; // milliseconds: what belongs to one movement is told once
  let waiting = 0;
  const seen = (map, known) => {
    const wraps = known.wrap_longitude, bounds = map.getBounds(), center = map.getCenter();
    const all = { // in the component's own order, or it would take the same for something new
      last_object_clicked_count: known.last_object_clicked_count,
      last_active_drawing: known.last_active_drawing,
      bounds: wraps ? map.wrapLatLngBounds(bounds) : bounds,
      zoom: map.getZoom(),
      center: wraps ? map.wrapLatLng(center) : center,
    };
    return known.returned_objects.every((name) => name in all)
      ? Object.fromEntries(Object.entries(all).filter(([name]) => known.returned_objects.includes(name))) : null;
  };
  const tell = () => {
    const known = window.__GLOBAL_DATA__, last = known && known.previous_data;
    if (!last || !last.bounds || !known.returned_objects) return; // the first word is the component's: the map is there
    const now = seen(window.conflictMap.map, known);
    if (!now || JSON.stringify(now) === JSON.stringify(last)) return;
    known.previous_data = now;
    window.Streamlit.setComponentValue(now);
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(tell, CALM); };
  const telling = (map) => { map.on("moveend", soon); };
  window.conflictMap = Object.assign(window.conflictMap || {}, { telling, tell: soon });
})();
