"""What a snapshot says of itself (static/snapshot/page.js)."""

SNAPSHOT_OF = "A snapshot of"
SNAPSHOT_VERSION = "Version {version} of the data."
SNAPSHOT = {
    "from": "From",
    "to": "To",
    "all": "All days",
    "count": "{shown} of {all} events shown",
    "list": "All events shown",
    "undated": "undated",
    "unplaced": "not on the map",
    "nothing": "Click a mark on the map, or a row of the list, to read what was reported there. Drag over the timeline "
    "to see those days only.",
    "empty": "Nothing passed these filters when the snapshot was made.",
    "why": "Why is this here?",
    "here": "{count} events at this spot",
    "address": "where it was published",
    "previous": "Previous",
    "next": "Next",
    "light": "Light",
    "dark": "Dark",
    "map": "The map. Every event on it can be chosen from the list as well.",
}
