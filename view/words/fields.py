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
UNDATED, UNPLACED, NOBODY = "not dated: {why}", "not placed: {why}", "nobody is named"
DAY_FROM = {
    "speech": "the day on which it was said; its own day is not given",
    "elsewhere": "said elsewhere in the article",
    "published": "no day is given: about the time of publication",
}
PLACE_FROM = {
    "sentence": "named elsewhere in the sentence",
    "elsewhere": "named elsewhere in the article",
    "online": "found by an online service: {service}",
}
WITHIN, WITHIN_KM = "{kind}, within {distance}", "within {distance}"
BY, DENIED = " by {names}", "; denied by {names}"
DISPUTED, CLAIMED, ASSERTED = "disputed: claimed{by}, denied by {names}", "claimed{by}", "asserted: {told}"
ANOTHER = "another"
NO_DAY = "not dated"
MARKED_OPEN, MARKED_NO_DATE, MARKED_NO_CLASS = "place, left open: {why}", "no calendar date: {why}", "class undecided"
