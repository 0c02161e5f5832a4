"""What the other pages say: articles, adding, quality, corrections."""

PAGES = {
    "map": "Map",
    "reader": "Articles",
    "add": "Add",
    "watch": "Feeds",
    "compare": "Compare",
    "actor": "Actor",
    "place": "Place",
    "quality": "Quality",
    "review": "Review",
    "corrections": "Corrections",
    "about": "Method",
}
PAGE_TITLES = {
    "map": "Conflict Map",
    "reader": "Articles · Conflict Map",
    "add": "Add articles · Conflict Map",
    "watch": "Feeds · Conflict Map",
    "compare": "Compare · Conflict Map",
    "actor": "Actor · Conflict Map",
    "place": "Place · Conflict Map",
    "quality": "Quality · Conflict Map",
    "review": "Review · Conflict Map",
    "corrections": "Corrections · Conflict Map",
    "about": "Method · Conflict Map",
}
PAGE_ADDRESSES = (
    "map", "article", "add", "watch", "compare", "actor", "place", "quality", "review", "corrections", "about", "account",
)  # fmt: skip
FAILED = "This page could not be drawn; what went wrong stands in the server's log."
TRY_AGAIN = "Try again"
REFUSED = "This is not open to you here."
MISSING_FILE = "This file is missing here:"
LICENCES = "Packages that this is built with, and their licences"
EVENT_REMOVED = "The link's event was taken out of this archive on {day}: {why}"
NO_SUCH_EVENT = "The link's event is not in this archive."
READER_EVENTS = "Events read from this article"
READER_NO_EVENTS = "No event was read from this article."
FIRST_ARTICLES = "Reading the first articles …"
READING = "Reading"
READER_PICK, READER_FIND, READER_NO_MATCH = "Article", "Find an article", "No article has these words"
READER_NONE = "No article is in the archive yet."
READER_UNKNOWN = "The link's article is not in this archive."
READER_LOOKS = {"act": "event", "place": "place", "when": "date", "actor": "actor"}
READER_BACK = "Back to the map"
READER_SOURCE = "Where it was published"
QUALITY_LEAD = "What was read, what was left open, and why. Nothing is guessed and nothing is dropped."
QUALITY_TOTALS = ("Articles read", "Reports in them", "Events", "Events without a place", "Events without a day")
QUALITY_UNPLACED = "Why events have no place"
QUALITY_UNDATED = "Why events have no day"
QUALITY_SOURCES = "Events per source"
QUALITY_ARTICLES = "Articles"
QUALITY_PROBLEMS = "What could not be added"
QUALITY_NO_PROBLEMS = "Everything that was given could be added."
QUALITY_VERSIONS = "Versions of the data"
QUALITY_COLUMNS = ("Article", "Reports", "Without a place", "Without a day")
QUALITY_ARTICLES_HELP = "Choose one to see every word in it that was left undecided, and why."
QUALITY_OPEN, QUALITY_NOTHING_OPEN = "What this article left open", "Nothing in this article was left open."
QUALITY_OPEN_COLUMNS = ("What", "Words", "Why it is open")
QUALITY_NOTES = "Where tables and the reading of their notes differ"
QUALITY_NOTES_LEAD = "{rows}, notes read: {alike:,} agree in all, {differing:,} differ somewhere."
QUALITY_NOTES_ROWS = ("coded row", "coded rows")
QUALITY_NOTES_COLUMNS = ("Row", "Field", "The file says", "The reading says")
NOTES_EVENT, NOTES_NO_EVENT = "Event", "no event"
QUALITY_RATES = "Measured error rates"
QUALITY_METHOD = "The whole method, and its limits"
QUALITY_GAZETTEERS = "Where names of places come from"
QUALITY_COMPILED = "{packages}, areas and the reviewed supplement; compiled on {day}"
QUALITY_PACK = "{name}: {rows:,} places, {licence}, installed on {day}"
QUALITY_UNPLACED_NAMES = "Count the names that no gazetteer has"
QUALITY_NO_UNPLACED = "Every name that was read has a place, or several that it may be."
UNPLACED_NAMES = "{country}: {names:,} names unplaced; {told}"
UNPLACED_FILE = "the country file would place about {placed:,}"
UNPLACED_UNASKED = "give its country file to count how many it would place"
OPEN_PLACE, OPEN_DATE, OPEN_ACTOR, OPEN_EVENT = "Place", "Date", "Actor", "Event, {field}"
OPEN_NO_INTERVAL, OPEN_NO_CLASS = "no calendar date", "its class is undecided"
SOURCE = "Source"
READER_OPEN = "Open the article"
ADD_LEAD = "Events are extracted from an article and shown for review; nothing is saved before you say so."
ADD_WAY = "Source"
ADD_WAYS = ("Paste a text", "Upload files", "A web address")
ADD_TEXT = "The article's text, as published"
ADD_TITLE, ADD_SOURCE, ADD_URL = "Title", "Published by", "Address"
ADD_PUBLISHED = "Published on"
ADD_PUBLISHED_HELP = "Without it, “yesterday” and “last month” stay undated."
ADD_READ = "Extract events"
ADD_READING = "Reading …"
ADD_EMPTY = "There is no text to read."
ARTICLE_WORD = ("article", "articles")
ADD_PREVIEW = "What would be saved:"
ADD_REST = "{count} more are not shown here; they are read when all are kept."
ADD_KEEP = "Save"
ADD_SEE = "See it on the map"
ADD_FILES = "Articles (PDF, Word, mail, web pages, text), tables of articles or of coded events (ACLED, UCDP, your own), zips of them"
ADD_ENDINGS = [
    *("md", "txt", "html", "htm", "pdf", "docx", "odt", "rtf", "epub", "eml", "mbox", "mhtml", "mht"),
    *("csv", "tsv", "xlsx", "xls", "ods", "parquet", "json", "jsonl", "geojson", "xml", "rss", "atom", "zip"),
]
ADD_SHEET = "{name} is a table of events. Which column holds what?"
ADD_SHEET_NONE = "no such column"
ADD_SHEET_USE = "Use these columns"
ADD_SHEET_LACKING = "An event needs a date, a place (or coordinates), and notes, a type or deaths."
ADD_SHEET_FIELDS = {
    "date": "Date",
    "date_end": "Last day",
    "place": "Place",
    "admin1": "Province",
    "country": "Country",
    "lat": "Latitude",
    "lon": "Longitude",
    "type": "Kind of event",
    "actor1": "Who acts",
    "actor2": "Who is acted upon",
    "deaths": "Killed",
    "injured": "Injured",
    "notes": "What happened",
    "source": "Source",
    "url": "Address",
    "id": "Number of the event",
}
ADD_LIST_LONG = "a list of {count:,} feeds: the first {most} were read"
ADD_LIST_NONE_HELP = "export the list from the feed reader again"
ADD_LIST_HELP = "watch them all: the page Feeds, or python cli.py watch"
ADD_TOO_LONG, ADD_TOO_LONG_HELP = "longer than {longest:,} characters", "add it with the command, or split it"
ADD_FETCH = "Address of an article or a feed"
ADD_FETCH_HELP = (
    "This machine asks that site for the page, so the site learns that somebody here reads it. robots.txt is heeded; "
    "addresses inside private networks are not asked."
)
ADD_FETCH_READ = "Fetch and read"
ADD_FETCHING = "Fetching …"
ADD_NO_ADDRESS = "This is no web address: it begins with https:// or http://."
CORRECT = "Correct this"
CORRECT_FIELD = "Field"
CORRECT_FIELDS = {
    "sub_event_type": "What happened",
    "place": "Where",
    "when": "When",
    "actors": "Who",
    "fatalities": "Killed",
    "injured": "Wounded",
    "status": "Status",
    "verdict": "The report as a whole",
}
CORRECT_NEW = "New value"
CORRECT_BY, CORRECT_WHY = "Your name", "Reason"
CORRECT_SEND = "Save correction"
CORRECT_SEEK, CORRECT_PLACE = "Search for a place", "Place"
BY_POINT, NO_PLACE = "Another point, by coordinates", "No place is known"
CORRECT_PICK = "Pick the point on the map"
CORRECT_NAME, CORRECT_LAT, CORRECT_LON, CORRECT_KM = "Name of the place", "Latitude", "Longitude", "Within km"
VERDICTS = {"confirmed": "It is right", "rejected": "It should not be here", "": "No verdict"}
SAVED = "Saved: {articles}, {events} (version {version})"
BY_A_PERSON = "corrected by a person"
CORRECTIONS_LEAD = "Every correction, with who made it and why. What was read before stays readable."
CORRECTIONS_COLUMNS = ("When", "Event", "Field", "Was", "Is now", "By", "Why")
CORRECTIONS_NONE = "Nothing has been corrected yet."
