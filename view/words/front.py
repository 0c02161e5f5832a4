"""What the first page says: map, panel, timeline, table, filters, downloads."""

ANY, ANY_ROLE = "any", "any part"
COUNTRY_FIRST, NONE_THERE = "choose a country first", "none in the archive"
ANY_OR_TYPED = "any; type to find more"
NONE_CALLED = "Nothing here is called “{asked}”."
MORE_FILTERS = "More filters"
SOON = "Filters, timeline and table follow the map …"
ONLY_WINDOW = "Only what is in the map's window"
DATA_FROM_TO = "Events are dated"
TAKE_OFF = "Take this filter off"
RESET = "Reset all filters"
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
    "hollow": "only claimed, alleged or disputed",
    "several": "several events, several kinds",
    "several_kinds": "Several kinds",
    "vague": "place known roughly only",
}
NOTHING_SELECTED = "Click a mark on the map, or a row of the table, to read what was reported there."
EVENTS_HERE = "{count} events at this spot"
WHY = "Why is this here?"
REPORT_ID = "report {id}"
WHY_COLUMNS = ("Field", "Words of the article", "Rule that read them")
OPEN_ARTICLE = "Open the article at this sentence"
NOT_ON_MAP = "{count} not on the map"
SHOWING = "Showing"
TABLE_NEWEST = "The newest of {shown:,} events; set filters, or take them out below, for the others."
LEAF_BEFORE, LEAF_AFTER = "Rows before", "Rows after"
LEAF = "rows {first:,}–{last:,} of {of:,}"
TABLE_KEYS = (
    "By keyboard: arrows move, Shift and Space choose a row; outside the table ← and → step from event to event."
)
TABLE = "All events shown, as a table"
TABLE_COLUMNS = (
    ("when", "When"),
    ("sub_event_type", "What"),
    ("place", "Where"),
    ("actors", "Who"),
    ("deaths_best", "Killed"),
    ("status", "Standing"),
    ("sources", "Source"),
    ("excerpt", "Excerpt"),
)
COMPARED = "{reports} of this event, {voices}"
REPORTS_WORD, VOICES_WORD = ("report", "reports"), ("voice", "voices")
AGREED, AGREED_NOWHERE = "They agree on: {fields}.", "They agree on nothing."
SILENT = "not said by {names}"
COPIES = "{count} carry the same text and count as one voice: {names}"
TOGETHER = "Why these reports are held to be one"
HISTORY = "History of this event"
HISTORY_LINE = "{moment}, version {version}: {what}"
HISTORY_REVIEW = "{by} set {field} from {old} to {new}: {why}"
NOTHING_SET = "nothing"
# Which event a report belongs to, as people have put it.
EVENT_BY_RULES = "where the rules put it"
EVENT_ALONE = "an event of its own"
EVENT_WITH = "the event of {report}"
UNDO, UNDO_WHY, UNDO_SEND = "Take back", "Why it is taken back", "Take it back"
UNDONE_ALREADY = "A later correction holds now."
UNKNOWN_DAY = "day of publication unknown"
NO_SOURCE = "source not stated"
EMPTIED_BY = "Nothing passes all filters. Without this one something would be shown: {filters}."
EMPTIED = "Nothing passes all filters. Without any one of these something would be shown: {filters}."
EMPTY_ALONE = "Nothing passes all filters. Each of these alone already leaves nothing: {filters}."
EMPTIED_TOGETHER = "Nothing passes all filters together: take two or more of them off."
EMPTY_STORE = "The archive is empty: add articles with `python cli.py add FILE`."
TIMELINE = "When"
TIMELINE_AXIS = {"day": "events a day", "week": "events a week", "month": "events a month", "year": "events a year"}
TIMELINE_EVENTS = "Events"
TIMELINE_BEFORE = "Before"
TIMELINE_NONE = "No event shown has a date."
TIMELINE_HELP = "Drag over the chart to see those days only. Paler bars below the line: the day is known roughly."
TIMELINE_ALT = "Events over time by kind; the same figures are in the table below."
PREVIOUS, NEXT, POSITION = "Previous", "Next", "{at:,} of {of:,}"
TAKE_OUT = "Take these events out"
TAKE_OUT_FORMAT = "Format"
TAKE_OUT_BUTTON = "Download"
TAKE_OUT_NOTHING = "No event passes the filters: there is nothing to take out."
TAKE_OUT_HELP = (
    "Exactly the events shown, with excerpt, offsets, article hash, rule, uncertainty, status and version of the data."
)
REASON, EVENTS = "Reason", "Events"
MAP_SOURCES = "Borders: Natural Earth. Names: GeoNames (CC BY 4.0). Dashed: disputed."
AS_OF = "The data as they were in version {version}{day}; version {newest} is the newest."
AS_OF_DAY = ", of {day}"
GO_NEWEST = "Show the newest"
NO_SUCH_VERSION = "The link's version {version} of the data is not in this archive: the newest is shown."
SHARE = "Share this view"
SHARE_NOW = "This view; whoever opens it later sees what has been added since:"
SHARE_PINNED = "The same with version {version} of the data, as it is today, for ever:"
TILES = "Online background map"
TILES_WARNING = (
    "While this is on, your browser asks {host} for pictures of every place you look at: it learns your network address, "
    "and where you look and when. No link and no other page switches it on."
)
LINK_NO_VIEW = "The link's view was left out: no such place on a map."
LINK_NO_EVENT = "The link's event was left out: no such id."
LINK_NO_VERSION = "The link's version of the data was left out: no such number."
