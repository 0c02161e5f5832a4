"""Reading costs no more a sentence in a long text than in a short one: questions are counted, not seconds."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.linear import long_sentence, short_sentences
from events.coding import choices
from events.coding.document import CLUSTERS, REACH
from events.coreference import in_document
from events.coreference.pair_cues import same_odds
from tests.examples import mentions_of, read_in
from text.scoring import Cues, score
from text.sentences import LONGEST, sentences


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    asked = {"pairs": 0, "candidates": 0}

    def pair(*args: object) -> float:
        asked["pairs"] += 1
        return same_odds(*args)  # type: ignore[arg-type]

    def candidate(cues: Cues, choice: str) -> float:
        asked["candidates"] += 1
        return score(cues, choice)

    with monkeypatch.context() as patched:
        patched.setattr(in_document, "same_odds", pair)
        patched.setattr(choices, "score", candidate)
        patched.setattr("text.scoring.score", candidate)
        yield asked


def test_four_times_the_text_asks_no_more_than_five_times_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for length in (4_000, 16_000):
        with counted(monkeypatch) as asked:
            assert len(read_in(short_sentences(length)).reports) > length // 120
        found.append(asked)
    assert found[1]["pairs"] < 5 * found[0]["pairs"]
    assert found[1]["candidates"] < 5 * found[0]["candidates"]


def test_a_happening_looks_at_its_neighbourhood_and_no_further() -> None:
    from events.coding.reports import document_of

    whole = document_of(mentions_of(short_sentences(8_000)))
    told_once = (one for one in whole.clusters[len(whole.clusters) // 2 :] if len(one.event_mentions) == 1)
    middle = whole.window(next(told_once))
    assert len(middle.clusters) <= 2 * CLUSTERS + 3
    assert len(middle.dates) <= 2 * REACH + 5


def test_a_sentence_without_an_end_is_read_in_pieces_that_cover_it() -> None:
    text = long_sentence(30_000)
    found = sentences(text)
    assert max(len(one.text) for one in found) <= LONGEST
    assert "".join(one.text for one in found).replace(" ", "") == text.replace(" ", "")


def test_one_word_over_and_over_is_read() -> None:
    assert read_in("killed and " * 300).article.text.startswith("killed and killed")
