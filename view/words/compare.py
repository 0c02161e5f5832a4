"""What the comparing page and the pages of an actor and of a place say."""

COMPARE_TWO = "Compare two"
COMPARE_MODES = {"periods": "Periods", "actors": "Actors", "areas": "Areas"}
COMPARE_NOTHING = "There are not two of these to compare under the filters."
COMPARE_FLOOR = "A change is given in per cent where the first number is at least 10. Deaths: the sum of best figures."
TOO_FEW = "{difference} (too few for per cent)"
DEATHS, KIND_LINE, CHANGE = "Deaths", "Events: {kind}", "Change from A to B"
BOTH = "A and B"
CROSSTAB, ROWS, COLUMNS, COUNT_WHAT, SUM = "Counts by two", "Rows", "Columns", "Count", "Sum"
MEASURES = {"events": "Events", "deaths": "Deaths (best figures)"}
CROSSTAB_ACTORS = (
    "An event counts once for each of its actors, so sums over actors are larger than the number of events."
)
CSV_BUTTON = "Download as CSV"
DIMENSIONS = {
    "country": "Country",
    "region": "First-level area",
    "event_type": "Type",
    "sub_event_type": "Sub-type",
    "actor": "Actor",
    "month": "Month",
    "year": "Year",
}
PROFILE_NONE = "Nothing in this archive is known of this."
PROFILE_COUNT = "{events} · {deaths} killed where a figure is given ({stated:,} of them) · {days}"
PROFILE_ON_MAP, PROFILE_COMPARE = "Show on the map", "Compare"
PROFILE_WHAT, PROFILE_WITH, PROFILE_WHO, PROFILE_WHERE, PROFILE_SOURCES = (
    "What",
    "With or against whom",
    "Who",
    "Where",
    "Sources",
)
PROFILE_LATEST, PROFILE_WHEN = "Latest events", "When"
PROFILE_LINK = "About {name}"
"""A link from an event to the page of its actor or place."""
