"""Every word that the page says of itself, in one place, so that it can be said in another language.

Names of kinds of event are ACLED's and stay as published; texts of articles are never here.
"""

from __future__ import annotations

import datetime as dt

TITLE = "Conflict Map"
LEAD = "Armed conflict as news articles report it: every mark leads to the exact words it was read from."
FIELDS = {
    "sub_event_type": "What",
    "place": "Where",
    "when": "When",
    "actor": "Who",
    "fatalities": "Killed",
    "injured": "Wounded",
    "status": "Standing",
    "said_by": "Said by",
    "denied_by": "Denied by",
}
ROLES = {"initiator": "initiator", "target": "target", "party": "party", "source": "source"}
STATUSES = {
    "asserted": "the article says it as fact",
    "claimed": "a party claims it",
    "alleged": "alleged; nobody is named for it",
    "disputed": "claimed by one, denied by another",
}
PRECISIONS = {
    "day": "to the day",
    "week": "known to the week",
    "month": "known to the month",
    "season": "known to the season",
    "year": "known to the year",
    "range": "somewhere in this time",
    "about": "about this time",
}
KINDS = {
    "site": "the site itself",
    "town": "town or village",
    "district": "known to the district only",
    "province": "known to the province only",
    "country": "known to the country only",
    "area": "known to the region only",
}
INTER = {
    1: "state forces",
    2: "rebel group",
    3: "political militia",
    4: "identity militia",
    5: "rioters",
    6: "protesters",
    7: "civilians",
    8: "external or other forces",
}


def day(date: dt.date) -> str:
    """Say a day unambiguously.

    >>> day(dt.date(2017, 10, 4))
    '4 Oct 2017'
    """
    return f"{date.day} {date:%b %Y}"


def days(first: dt.date, last: dt.date) -> str:
    """Say an interval, leaving out what both ends share.

    >>> days(dt.date(2017, 9, 1), dt.date(2017, 9, 30)), days(dt.date(2017, 6, 1), dt.date(2017, 8, 31))
    ('1–30 Sep 2017', '1 Jun – 31 Aug 2017')
    """
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{first.day} {first:%b} – {day(last)}" if first.year == last.year else f"{day(first)} – {day(last)}"


def distance(km: float) -> str:
    """Say a distance with its unit.

    >>> distance(0.4), distance(3.0), distance(81.6)
    ('400 m', '3 km', '82 km')
    """
    return f"{km * 1000:.0f} m" if km < 1 else f"{km:.0f} km"


def number(low: int, best: int, high: int) -> str:
    """Say a count: the best figure, and the range where the article leaves one.

    >>> number(65, 65, 65), number(2, 3, 10)
    ('65', '3 (between 2 and 10)')
    """
    return f"{best:,}" if low == high else f"{best:,} (between {low:,} and {high:,})"


def plural(count: int, one: str, many: str) -> str:
    """Say a number with its noun.

    >>> plural(1, "event", "events"), plural(1200, "event", "events")
    ('1 event', '1,200 events')
    """
    return f"{count:,} {one if count == 1 else many}"


FILTERS = {
    "earliest": "From",
    "latest": "To",
    "actors": "Actors",
    "role": "In which part",
    "event_types": "Kinds of event",
    "countries": "Countries",
    "regions": "Regions",
    "sources": "Sources",
    "statuses": "Standing",
    "kinds": "Place known as",
    "min_fatalities": "Killed, at least",
    "text": "Words in the excerpt",
}
ROLE_CHOICES = {
    "initiator": "initiator",
    "target": "target",
    "party": "party to it",
    "source": "source of the report",
}
KIND_CHOICES = {
    "site": "site",
    "town": "town",
    "district": "district only",
    "province": "province only",
    "country": "country only",
    "area": "region of several countries only",
}
ANY, ANY_ROLE = "any", "any part"
MORE_FILTERS = "More filters"
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
WHY_COLUMNS = ("Field", "Words of the article", "Rule that read them")
OPEN_ARTICLE = "Open the article at this sentence"
NOT_ON_MAP = "{count} not on the map"
SHOWING = "Showing"
MAP_ALT = "The map. Every event on it can be chosen from the table below as well."
TABLE_NEWEST = "The newest {rows:,} of {shown:,} events; set filters, or take them out below, for the others."
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
DIFFERENCES = "Where the reports differ"
SOURCES_SAY = "{count} reports of this event"
UNKNOWN_DAY = "day of publication unknown"
NO_SOURCE = "source not stated"
EMPTIED = "Nothing passes all filters. Without any one of these something would be shown: {filters}."
EMPTY_STORE = "The archive is empty: add articles with `python cli.py add FILE`."


def shown(text: str) -> str:
    r"""Make text safe as a label, where Streamlit reads Markdown: every sign that could mean something is escaped.

    >>> shown("status *claimed* [x](y)")
    'status \\*claimed\\* \\[x\\]\\(y\\)'
    """
    return "".join("\\" + each if each in "\\`*_{}[]()<>#+-.!|$:~^=&" else each for each in text.replace("\n", " "))


def sentence(text: str) -> str:
    """Make a message a sentence.

    >>> sentence("no such file")
    'No such file.'
    """
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


PAGES = {
    "map": "Map",
    "reader": "Articles",
    "add": "Add",
    "quality": "Quality",
    "corrections": "Corrections",
    "about": "Method",
}
MISSING_FILE = "This file is missing here:"
NO_SUCH_EVENT = "The link's event is not in this archive."
READER_EVENTS = "Events read from this article"
READER_NO_EVENTS = "No event was read from this article."
FIRST_ARTICLES = "Reading the first articles …"
READING = "Reading"
READER_PICK = "Article"
READER_NONE = "No article is in the archive yet."
READER_UNKNOWN = "The link's article is not in this archive."
READER_BACK = "Back to the map"
READER_KEY = "Marked in the text:"
READER_SOURCE = "Where it was published"
TIMELINE = "When"
TIMELINE_AXIS = {"day": "events a day", "week": "events a week", "month": "events a month", "year": "events a year"}
TIMELINE_EVENTS = "Events"
TIMELINE_BEFORE = "Before"
TIMELINE_NONE = "No event shown has a date."
TIMELINE_HELP = "Drag over the chart to see those days only. Lighter bars below the line: the day is known roughly."
TIMELINE_ALT = "Events over time by kind; the same figures are in the table below."
PREVIOUS, NEXT, POSITION = "Previous", "Next", "{at:,} of {of:,}"
TAKE_OUT = "Take these events out"
TAKE_OUT_FORMAT = "Format"
TAKE_OUT_BUTTON = "Download"
TAKE_OUT_HELP = (
    "Exactly the events shown, with excerpt, offsets, article hash, rule, uncertainty, status and version of the data."
)
REASON, EVENTS = "Reason", "Events"
QUALITY_LEAD = "What was read, what was left open, and why. Nothing is guessed and nothing is dropped."
QUALITY_TOTALS = ("Articles read", "Reports in them", "Events", "Events without a place", "Events without a day")
QUALITY_UNPLACED = "Why events have no place"
QUALITY_UNDATED = "Why events have no day"
QUALITY_SOURCES = "Events a source"
QUALITY_ARTICLES = "Articles"
QUALITY_PROBLEMS = "What could not be added"
QUALITY_NO_PROBLEMS = "Everything that was given could be added."
QUALITY_VERSIONS = "Versions of the data"
QUALITY_GAZETTEER = "Gazetteer compiled"
ADD_WAY = "From where"
ADD_WAYS = ("Paste a text", "Upload files")
ADD_TEXT = "The article's text, as published"
ADD_TITLE, ADD_SOURCE, ADD_URL = "Title", "Source", "Address"
ADD_PUBLISHED = "Published on"
ADD_PUBLISHED_HELP = "Without it, “yesterday” and “last month” stay undated."
ADD_READ = "Read it"
ADD_READING = "Reading …"
ADD_EMPTY = "There is no text to read."
ADD_PREVIEW = "What would be kept:"
ADD_KEEP = "Keep it"
ADD_FILES = "Articles as Markdown, text, JSON lines or CSV"
ADD_ENDINGS = ["md", "txt", "jsonl", "csv", "tsv", "zip"]
ADD_UPLOAD = "Read and keep"
CORRECT = "Correct this"
CORRECT_FIELD = "What is wrong"
CORRECT_FIELDS = {
    "sub_event_type": "What happened",
    "place": "Where",
    "when": "When",
    "fatalities": "Killed",
    "injured": "Wounded",
    "status": "Standing",
    "verdict": "The report as a whole",
}
CORRECT_NEW = "It should be"
CORRECT_BY, CORRECT_WHY = "Your name", "Reason"
CORRECT_SEND = "Send the correction"
CORRECT_NAME, CORRECT_LAT, CORRECT_LON, CORRECT_KM = "Place", "Latitude", "Longitude", "Within km"
VERDICTS = {"confirmed": "It is right", "rejected": "It should not be here", "": "No verdict"}
BY_A_PERSON = "corrected by a person"
CORRECTIONS_LEAD = "Every correction, with who made it and why. What was read before stays readable."
CORRECTIONS_NONE = "Nothing has been corrected yet."
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
"""What a snapshot says of itself (static/snapshot/page.js)."""
MAP_SOURCES = "Borders: Natural Earth. Names: GeoNames (CC BY 4.0). Dashed: disputed."
