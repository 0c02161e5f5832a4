"""Words of the page of watched feeds."""

WATCH_LEAD = (
    "Feeds that are asked again and again; what is new in them is added. `python cli.py watch` does the asking, here or as a "
    "service, and takes up changes of this list before its next round, within a minute."
)
WATCH_NONE = "No feed is watched."
WATCH_BEHIND = (
    "Nobody asks at the moment: {count} are behind their turn. Start `python cli.py watch`, or look at its service."
)
WATCH_COLUMNS = ("Feed", "Last asked", "Next", "Fails since", "Why", "Links read", "Links waiting")
WATCH_NEVER = "not yet"
WATCH_TABLE = "Watched feeds"
WATCH_ADD = "Address of a feed"
WATCH_ADD_SEND = "Watch it"
WATCH_FEED_WORD = ("feed", "feeds")
WATCH_ADDED_WORDS = ("feed is watched from the next round on.", "feeds are watched from the next round on.")
WATCH_THERE = "Watched already."
WATCH_NO_ADDRESS = (
    "This is no web address of a feed: it begins with https:// or http:// and has at most 2,000 characters."
)
WATCH_UPLOAD = "Or a list of feeds (OPML), as feed readers export it"
WATCH_UPLOAD_SEND = "Watch all of the list"
WATCH_MOST = "No more than {most:,} feeds are watched."
WATCH_OUT = "Watch no longer"
WATCH_OUT_SEND = "Take it out"
WATCH_OUT_DONE = "{feed} is watched no longer; what came from it stays."
WATCH_GIVEN = "{count} more come from the list that `watch` was started with, and can be taken out there."
WATCH_SAVE = "Download the list (OPML)"
