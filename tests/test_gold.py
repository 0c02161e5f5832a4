"""Our own annotated articles and decoys: floors a little below what ``python -m bench.gold`` prints."""

import re

import pytest

from bench.gold import measure
from bench.gold_articles import decoys, gold_articles
from bench.gold_scores import Score, Scores, score
from events import EVENT_TYPE_OF, Article, Reading
from events.reader import Reader

# field: least precision, least recall
FLOORS = {
    "places": (0.94, 0.84),
    "dates": (0.97, 0.97),
    "reports": (0.91, 0.85),
    "type": (0.88, 0.88),
    "place": (0.88, 0.86),
    "when": (0.94, 0.94),
    "actors": (0.68, 0.78),
    "fatalities": (0.88, 0.86),
    "status": (0.94, 0.94),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def scores(reader: Reader) -> Scores:
    return measure(reader)


@pytest.mark.parametrize("name", FLOORS)
def test_no_field_falls_below_its_floor(name: str, scores: Scores) -> None:
    one, (precision, recall) = scores.by_field[name], FLOORS[name]
    assert one.precision >= precision
    assert one.recall >= recall


@pytest.mark.parametrize("sentence", decoys())
def test_a_decoy_gives_no_event(sentence: str, reader: Reader) -> None:
    assert reader.read(Article(id="decoy", text=sentence)).reports == ()


def test_the_gold_is_as_large_and_as_varied_as_it_says() -> None:
    articles = gold_articles()
    assert len(articles) >= 30
    assert len({gold.article.id.split("-")[0] for gold in articles}) >= 24
    assert len(decoys()) >= 180
    assert all(300 <= len(re.findall(r"\S+", gold.article.text)) <= 600 for gold in articles)


def test_the_gold_speaks_of_nothing_that_is_not_in_the_house() -> None:
    wanted = [want for gold in gold_articles() for want in gold.expected]
    assert {name for want in wanted for name in want.types} <= EVENT_TYPE_OF.keys()
    assert {role for want in wanted for _, roles in want.actors for role in roles} <= {
        "initiator",
        "target",
        "party",
        "source",
    }
    assert {name for want in wanted for name in want.status} <= {"asserted", "claimed", "alleged", "disputed"}


def test_an_empty_reading_has_no_recall_and_says_nothing_false() -> None:
    scores = Scores()
    for gold in gold_articles():
        score(gold, Reading(gold.article), scores)
    assert scores.by_field["reports"].recall == 0
    assert all(one.said == 0 and one.precision == 1 for one in scores.by_field.values())


def test_a_score_counts_what_was_asked_and_what_was_said_apart() -> None:
    one = Score()
    one.count(asked=True, said=False, right=False)
    one.count(asked=True, said=True, right=True)
    one.count(asked=False, said=True, right=False)
    assert (one.precision, one.recall) == (0.5, 0.5)
