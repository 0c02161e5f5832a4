"""Sentence cuts: what a wrong cut would lose, as rows; and the promise that every word is in exactly one sentence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.sentences import sentences

# A bar marks where one span ends and the next begins.
ROWS = [
    "Russian Gen. Valery Asapov was killed on Sept. 24. | Reuters said so.",
    "Col. Ryan Dillon, of the U.S. Army, spoke. | It was late.",
    "It was shelled on Sept. 30-Oct. 1, Maj.-Gen. Ali said. | It burnt.",
    "He fled to the U.S. | The army stayed.",
    "U.S. forces left St. Petersburg at 5 p.m. Tuesday. | No. 5 stayed.",
    "It closed at 10 a.m. April 25 at the base. | He left.",
    "It began at 9 a.m. | The army came at noon.",
    "J. Smith and M. K. Gandhi met. | They talked.",
    "The arms came from Rosoboronexport Inc. | Troops used them.",
    "The raid was led by Lt. Col. Ali Hassan Jr. and Maj. Gen. Omar.",
    "“We will not stay silent. | We will retaliate,” the command said.",
    "“Leave!” he shouted. | Nobody left.",
    '"We fight." | The mayor said no more.',
    "WASHINGTON — | The ministry spoke on Wednesday.",
    "BEIRUT (Reuters) - | Rockets hit the town.",
    "KYIV, Ukraine, Feb. 24, 2022 (AP) — | Troops came over the border.",
    "AL-BAB, Syria -- | Shells fell.",
    "ISIS — the group once held the city — lost it.",
    "Rebels take the bridge\n| The bridge fell on Monday.",
    "By Jane Roe\n| Shells fell on the town.",
    "RELATED\n| The garrison held.",
    "Read more: Ten years of war\n| The garrison held.",
    "1. The army left.\n| 2. Rebels came. | 3. It was quiet.",
    "Dead:\n| - two soldiers\n| - one child",
    "The convoy was hit near the town on the road that leads\nto the coast. | Three died.",
    "Three died in the town.|The army left.",
    "Who fired? | Nobody knows. | The talks... went on.",
    "He was 5.5 km from the front, at 35.18 N. | It was quiet.",
    "مات رجل. | متى؟ | أمس.",
]


@pytest.mark.parametrize("row", ROWS)
def test_cuts(row: str) -> None:
    wanted = [part.strip() for part in row.split("|")]
    text = row.replace("| ", "").replace("|", "")  # "a. | b" is "a. b", "a.|b" is "a.b"
    assert [span.text for span in sentences(text)] == wanted


@given(st.text(alphabet=st.sampled_from("ab.A B\n—-\"“”!?'’)(U.S.1 \t\u2028")))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    assert all(text[span.start : span.stop] == span.text == span.text.strip() for span in spans)
    assert "".join("".join(span.text.split()) for span in spans) == "".join(text.split())


@given(st.text())
def test_any_text_is_cut_without_loss(text: str) -> None:
    assert "".join("".join(span.text.split()) for span in sentences(text)) == "".join(text.split())


def test_nothing_comes_of_nothing() -> None:
    assert sentences("") == sentences(" \n\t") == ()
