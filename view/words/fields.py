"""What the fields of a report, their values and the filters are called."""

TITLE = "Conflict Map"
LEAD = "Armed conflict as news articles report it: every mark leads to the exact words it was read from."
FIELDS = {
    "sub_event_type": "What",
    "place": "Where",
    "when": "When",
    "actor": "Who",
    "fatalities": "Killed",
    "injured": "Wounded",
    "status": "Status",
    "said_by": "Said by",
    "denied_by": "Denied by",
}
ROLES = {"initiator": "initiator", "target": "target", "party": "involved", "source": "source"}
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
    "district": "district level",
    "province": "province level",
    "country": "country level",
    "area": "regional level",
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
FILTERS = {
    "earliest": "From",
    "latest": "To",
    "actors": "Actors",
    "role": "Role",
    "event_types": "Event type",
    "countries": "Countries",
    "regions": "Regions",
    "sources": "Sources",
    "statuses": "Status",
    "kinds": "Location precision",
    "precisions": "Date precision",
    "min_fatalities": "Deaths (minimum)",
    "text": "Search text",
}
ROLE_CHOICES = {
    "initiator": "initiator",
    "target": "target",
    "party": "involved",
    "source": "source of the report",
}
KIND_CHOICES = {
    "site": "exact site",
    "town": "town or village",
    "district": "district level",
    "province": "province level",
    "country": "country level",
    "area": "region of several countries",
    "none": "no location",
}
KIND_NAMES = {
    "site": "site",
    "town": "town",
    "district": "district",
    "province": "province",
    "country": "country",
    "area": "region",
}
KIND_SHORT = {"district": "district", "province": "province", "country": "country level", "area": "region"}
PRECISION_CHOICES = {
    "day": "exact day",
    "week": "to the week",
    "month": "to the month",
    "season": "to the season",
    "year": "to the year",
    "range": "a range of days",
    "about": "approximate",
    "none": "no date",
}
WHO_WHOM = "{doers} → {struck}"
DATE_UNKNOWN, NO_LOCATION, KILLED_SHORT = "date unknown", "no location", "{count:,} killed"
UNDATED, UNPLACED, NOBODY = "not dated: {why}", "not placed: {why}", "nobody is named"
DAY_FROM = {
    "speech": "the day on which it was said; its own day is not given",
    "elsewhere": "said elsewhere in the article",
    "published": "date not stated; estimated from publication date",
}
PLACE_FROM = {
    "sentence": "named elsewhere in the sentence",
    "elsewhere": "named elsewhere in the article",
    "online": "found by an online service: {service}",
}
WITHIN, WITHIN_KM = "{kind} (± {distance})", "± {distance}"
AROUND, AROUND_SHORT = "around {name}, which no gazetteer has: {place}", "around {name}, {place}"
CANDIDATE, CANDIDATE_HERE = "{place} · {lat:.3f}, {lon:.3f} · {far}", "one of {count} places of this name:"
CANDIDATE_DRAWN, CANDIDATE_AWAY = "as drawn", "{distance} from there"
BY, DENIED = " by {names}", "; denied by {names}"
DISPUTED, CLAIMED, ASSERTED = "disputed: claimed{by}, denied by {names}", "claimed{by}", "asserted: {told}"
ANOTHER = "another"
NO_DAY = "not dated"
MARKED_OPEN, MARKED_NO_DATE, MARKED_NO_CLASS = "place, left open: {why}", "no calendar date: {why}", "class undecided"
