// Back and forward: what is chosen is a step of the browser's history, a move of the map is none, and what the page writes
// into its address of itself is none either: else nobody could leave. It stands in the page's head, before Streamlit's
// scripts: the page writes its address before anything else of it is there.
(() => {
  const plain = (url) => { const at = new URL(url, location.href); ["lat", "lon", "z"].forEach((name) => at.searchParams.delete(name)); return at.pathname + at.search; };
  const push = history.pushState.bind(history);
  let last = location.href;
  const opening = (url) => location.pathname.endsWith("/") && new URL(url, location.href).pathname === location.pathname && !document.querySelector(".cm-dock");
  history.pushState = (state, title, url) => {
    const moved = url && plain(url) === plain(location.href);
    if (moved || (url && (opening(url) || !navigator.userActivation?.hasBeenActive))) history.replaceState(state, title, url); else push(state, title, url);
    last = location.href;
  };
  window.addEventListener("popstate", () => {
    const before = new URL(last), there = location.search && before.pathname === location.pathname;
    last = location.href;
    if (there && plain(before) !== plain(last) && document.querySelector(".st-key-stage")) location.reload();
  });
})();
