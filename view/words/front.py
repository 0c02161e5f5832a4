"""What the first page says: map, panel, timeline, table, filters, downloads."""

ANY, ANY_ROLE = "any", "any role"
NONE_THERE = "none in the archive"
ANY_OR_TYPED = "any; type to search"
NONE_CALLED = "Nothing here is called “{asked}”."
FILTERS_BUTTON, CLOSE, MENU = "Filters", "Close", "Menu"
EVERY_ACTOR = "All of these actors together"
SUB_TYPE = "  – "
TEXT_HELP = "Whole words; “quoted phrases” stay together, -word leaves events out, word* finds other endings."
TEXT_EXAMPLE = 'e.g. "car bomb" -Aleppo bridg*'
GO_TO, GO_TO_EXAMPLE, GO_TO_NONE = "Go to a place", "country, region or town", "No place of this name is known."
ZOOM_TO_RESULTS = "Zoom to results"
GO_LIGHT, GO_DARK = "Switch to light", "Switch to dark"
QUICK = {"7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days", "365": "Last year"}
SOON = "Timeline and filters follow the map …"
ONLY_WINDOW = "Only events in the current map view"
DATA_FROM_TO = "Dates in this archive:"
TAKE_OFF = "Remove this filter"
RESET = "Clear all filters"
MAP_WORDS: dict[str, object] = {
    "types": [
        "Battles",
        "Protests",
        "Riots",
        "Explosions, remote violence",
        "Violence against civilians",
        "Strategic developments",
        "Statement",
    ],
    "legend": "Legend",
    "events": "events",
    "hollow": "unconfirmed (claimed, alleged or disputed)",
    "several": "several events, several kinds",
    "several_kinds": "Several kinds",
    "vague": "approximate location",
    "doubtful": "doubtful reading",
    "area_only": "known to the area only",
    "measures": {"events": "events", "deaths": "deaths"},
    "measure": "Measure a distance",
    "measure_start": "Click the first point.",
    "measure_next": "Click the next point.",
    "pick_start": "Click the place on the map. Esc: cancel.",
    "done": "Done",
    "copy": "Copy",
    "copied": "Copied",
    "close": "Close",
}
LAYER_WORDS: dict[str, object] = {
    "button": "Layers",
    "show": "Show as",
    "by": "Count",
    "layers": [
        ["", "Marks"],
        ["countries", "Countries"],
        ["regions", "First-level areas"],
        ["density", "Density"],
    ],
    "measures": [["events", "Events"], ["deaths", "Deaths (best figure)"]],
    "titles": {
        "countries": {"events": "Events by country", "deaths": "Deaths by country"},
        "regions": {"events": "Events by first-level area", "deaths": "Deaths by first-level area"},
        "density": {"events": "Density of events", "deaths": "Density of deaths"},
    },
    "notes": {"regions": "Circles: areas without a boundary in Natural Earth."},
    "none": "Nothing to count in this view.",
}
OVERLAYS = "Your own layers (GeoJSON)"
OVERLAY_FILE = "A GeoJSON file: areas, lines or points"
OVERLAY_NAME, OVERLAY_SOURCE, OVERLAY_DAY = "Name", "Source", "Date of the situation"
OVERLAY_SHOW, OVERLAY_KEEP, OVERLAY_DROP = "Show on the map", "Keep for all readers", "Remove from the archive"
OVERLAY_REFUSED = "This layer cannot be shown: {why}."
OVERLAY_NOT_ALLOWED = "The link's layer was left out: this site does not take layers from there."
EVENTS_HERE = "{count} events at this spot"
EVENTS_AT = "Events at {place}"
BACK_TO_LIST = "All events"
OUTSIDE_FILTERS = "This event is outside the current filters."
WHY = "Why is this here?"
REPORT_ID = "report {id}"
RULE_RECORD = "right in {right} of {fired} annotated cases"
WHY_COLUMNS = ("Field", "Words of the article", "Rule that read them")
OPEN_ARTICLE = "Open the article at this sentence"
ORDERS = {
    "date": "Newest first",
    "deaths": "Most deaths",
    "place": "By place",
    "sources": "Most sources",
    "added": "Last added",
    "confidence": "Surest first",
    "review": "Deadliest and least sure",
}
LIST_WORDS = {
    "order": "Order of the list",
    "list": "Events",
    "none": "No events match the filters.",
    "before": "Show earlier rows",
    "more": "Show more",
}
SHELL_WORDS = {
    "sheets": "Parts of the page",
    "buttons": [["filters", "Filters"], ["rail", "Events"], ["time", "Timeline"]],
    "fold": "Show or hide the list",
}
TYPE_SHORT = {
    "Battles": "Battles",
    "Protests": "Protests",
    "Riots": "Riots",
    "Explosions/Remote violence": "Explosions",
    "Violence against civilians": "Against civilians",
    "Strategic developments": "Strategic",
    "Statement": "Statements",
}
NEW_EVENTS, NEW_DATA, NEW_WORD = "{count}", "Newer data", ("new event", "new events")
UNSURE = "Unconfirmed"
DOCK_WORDS = {
    "kinds": "Event types: choose what is shown",
    "only": "Show only",
    "play": "▶ Play",
    "pause": "❚❚ Pause",
    "step": "Step",
    "steps": [["", "Auto"], ["day", "Day"], ["week", "Week"], ["month", "Month"], ["year", "Year"]],
    "cumulative": "Cumulative",
    "clear": "All dates",
    "seen": "{days}: {count} in view",
    "undated": "No event shown has a date.",
    "chart": "Timeline: events over time by kind. Drag to choose days; with days chosen, the left and right arrow keys move them.",
}
COMPARED = "{reports} of this event, {voices}"
REPORTS_WORD, VOICES_WORD = ("report", "reports"), ("voice", "voices")
AGREED, AGREED_NOWHERE = "They agree on: {fields}.", "They agree on nothing."
SILENT = "not said by {names}"
COPIES = "{count} carry the same text and count as one voice: {names}"
TOGETHER = "Why these reports were merged"
HISTORY = "History of this event"
HISTORY_LINE = "{moment}, version {version}: {what}"
HISTORY_REVIEW = "{by} set {field} from {old} to {new}: {why}"
NOTHING_SET = "nothing"
# Which event a report belongs to, as people have put it.
EVENT_BY_RULES = "where the rules put it"
EVENT_ALONE = "an event of its own"
EVENT_WITH = "the event of {report}"
UNDO, UNDO_WHY, UNDO_SEND = "Undo", "Reason for undoing", "Undo this correction"
UNDONE_ALREADY = "A later correction holds now."
UNKNOWN_DAY = "day of publication unknown"
NO_SOURCE = "source not stated"
PAGE = "p. {page}"
EMPTIED = "No events match. Try removing: {filters}."
EMPTY_ALONE = "No events match. Each of these alone already matches nothing: {filters}."
EMPTIED_TOGETHER = "No events match all filters together. Try removing two or more of them."
EMPTY_STORE = "The archive is empty: add articles with `python cli.py add FILE`."
PREVIOUS, NEXT, POSITION = "Previous", "Next", "{at:,} of {of:,}"
TAKE_OUT = "Export"
TAKE_OUT_FORMAT = "Format"
TAKE_OUT_BUTTON = "Download"
TAKE_OUT_WITHOUT = "Without rows that may not be passed on"
TAKE_OUT_WITHOUT_HELP = "ACLED's and GTD's terms let nobody pass their rows on. An event that others tell of, too, stays, with their reports alone."
TAKE_OUT_NOTHING = "No events match the filters: there is nothing to export."
TAKE_OUT_HELP = (
    "Exactly the events shown, with excerpt, offsets, article hash, rule, uncertainty, status and version of the data."
)
REASON, EVENTS = "Reason", "Events"
MAP_SOURCES = "Borders: Natural Earth. Names: GeoNames (CC BY 4.0). Dashed: disputed."
AS_OF = "The data as they were in version {version}{day}; version {newest} is the newest."
AS_OF_DAY = ", of {day}"
GO_NEWEST = "Show the newest"
NO_SUCH_VERSION = "The link's version {version} of the data is not in this archive: the newest is shown."
SHARE = "Share"
SHARE_NOW = "Live link (includes later additions)"
SHARE_PINNED = "Permanent link to today's data (version {version})"
SHARE_EMBED = "Embed code (for sites that the operator allows)"
EMBED_CODE = '<iframe src="{address}" title="{title}" width="100%" height="600" loading="lazy"></iframe>'
TILES = "Online background map"
TILES_WARNING = (
    "While this is on, your browser asks {host} for pictures of every place you look at: it learns your network address, "
    "and where you look and when. No link and no other page switches it on."
)
LINK_NO_VIEW = "The map position in this link is not valid and was ignored."
LINK_NO_EVENT = "The link's event was left out: no such id."
LINK_NO_VERSION = "The link's version of the data was left out: no such number."
