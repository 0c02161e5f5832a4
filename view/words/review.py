"""What the review queue says, and what deciding of many events at once says."""

REVIEW_LEAD = (
    "One event at a time, those first where most deaths hang on the least sure reading. Keys: K keep, M mend, X reject, "
    "N next, B back, U undo."
)
REVIEW_LEFT = "{left:,} left · {kept:,} kept, {rejected:,} rejected, {mended:,} mended"
REVIEW_OF = "Queue: {filters}"
REVIEW_WHO, REVIEW_WHO_NOT = (
    "You review as {name}.",
    "Reviewing is open to editors who have signed in; you can read along.",
)
REVIEW_OLD_VERSION = "An older version of the data is shown: nothing can be decided in it."
REVIEW_DONE = "Nothing is left in this queue."
REVIEW_SKIPPED = "{count:,} passed over: begin again"
REVIEW_WHY, REVIEW_WHY_EXAMPLE = "Reason", "optional; shown in the public log"
REVIEW_KEEP, REVIEW_MEND, REVIEW_REJECT, REVIEW_NEXT, REVIEW_BACK = "Keep", "Mend", "Reject", "Next", "Back"
REVIEW_NAME_FIRST = "Write your name first: decisions are public, with who made them."
REVIEW_ALIKE = ("Decide for 1 more that is alike", "Decide for {count:,} more that are alike")
REVIEW_ALIKE_HELP = "The same kind of event at the same place in the same days."
REVIEW_ON_MAP = "Show on the map"
REVIEW_WHOLE = "Whole archive"
REVIEW_UNDO, REVIEW_UNDO_WHY = "Undo", "taken back at once"
REVIEW_BY = "{name}: {count:,}"
WHY_OF = {"confirmed": "read and found right", "rejected": "no event that belongs here"}
DECIDED = {
    "confirmed": ("1 event confirmed", "{count:,} events confirmed"),
    "rejected": ("1 event rejected", "{count:,} events rejected"),
}
BULK_WORDS = {
    "select": "Select",
    "stop": "Done",
    "all": "All loaded",
    "confirm": "Confirm",
    "reject": "Reject",
    "by": "Your name",
    "why": "Reason",
    "chosen": "selected",
}
