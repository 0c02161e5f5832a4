"""The ledger of rules: what fired is counted, what it decided is judged, and the page is told."""

from bench import take_out
from bench.examples import read
from bench.rules import Ledger, enter, lines, never_fired
from tests.examples import read_in, reader
from text import ledger
from text.ledger import Record, record
from text.lexicon import rows
from text.scoring import weights

TEXT = "Rebels shelled Hama on Monday. They will attack Homs."
EVENT = {
    "told": [[0, 30]], "types": ["Shelling/artillery/missile attack"], "place": None, "when": None, "actors": [],
    "dead": None, "injured": None, "status": ["asserted"], "said_by": [], "denied_by": [],
}  # fmt: skip


def entered() -> Ledger:
    found = Ledger()
    enter(read({"id": "a", "text": TEXT, "published": "2017-10-04", "events": [EVENT]}, reader()), found)
    return found


def test_a_rule_is_right_where_its_field_is_the_events() -> None:
    counts = entered().counts
    assert counts["word", "verb:shell"] == [1, 1]
    assert counts["sub_event_type", "artillery or missiles"] == [1, 1]
    assert counts["place", "attached to the trigger"] == [1, 0]  # the document says that it had no place


def test_a_refusal_is_right_where_the_word_tells_no_event() -> None:
    assert entered().counts["refusal", "not yet"] == [1, 1]


def test_a_cue_is_right_where_what_it_speaks_for_is_so() -> None:
    speaks_for = weights("eventhood")["simple past"] > 0
    counts = entered().counts
    assert counts["cue of eventhood", "simple past"] == [1, int(speaks_for)]  # one event is told, and it is one


def test_what_never_fired_is_listed() -> None:
    assert ("sub_event_type", "a mob") in never_fired(entered())
    assert any("never fired" in line and line.endswith("a mob") for line in lines(entered()))


def test_the_page_is_told_the_record_of_the_rarest_rule_of_a_reason(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    known = {("word", "verb:shell"): Record(90, 80), ("sub_event_type", "artillery or missiles"): Record(9, 8)}
    monkeypatch.setattr(ledger, "_records", lambda: known)
    (said,) = [each for each in read_in(TEXT).reports[0].evidence if each.field == "sub_event_type"]
    assert record(said.field, said.rule) == Record(9, 8)


def test_the_kept_ledger_holds_what_can_be() -> None:
    kept = rows(ledger.LEDGER.name, ledger.LEDGER.parent)
    assert all(0 <= int(row["right"]) <= int(row["fired"]) and int(row["fired"]) for row in kept)
    assert len({(row["kind"], row["name"]) for row in kept}) == len(kept) > 1000


DOCUMENTS = [
    {"id": "a", "text": "Ten people were killed in Hama when a bus crashed.", "published": "2017-10-04", "events": []},
    {"id": "b", "text": "It rained.", "published": "2017-10-04", "events": []},
]


def trial(kind: str, name: str) -> take_out.Trial:
    return next(one for one in take_out.trials(DOCUMENTS, reader()) if (one.kind, one.name) == (kind, name))


def test_a_rule_serves_where_readings_are_worse_without_it() -> None:
    found = trial("refusal", "of nature")
    assert (found.held, found.changed, found.wrong, found.verdict) == ([0], 1, 1, "serves")


def test_a_rule_that_nothing_fires_is_told() -> None:
    assert trial("type", "a mob").verdict == "never held"


def test_rules_are_back_after_a_trial() -> None:
    before = [table.rules() for table in take_out.TABLES]
    list(take_out.trials(DOCUMENTS[1:], reader()))
    assert [table.rules() for table in take_out.TABLES] == before
