"""A sentence's words -> the same words with the comma that British style leaves out after an opening date.

In "On 7 April insurgents shot three men" the parser takes the insurgents for a part of the date. The comma takes the place
of the space, so that every offset stays what it was.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from text.calendar_words import full_names
from text.lexicon import word_group

_MONTH, _DAY = f"(?:{'|'.join(full_names('month'))})", f"(?:{'|'.join(full_names('weekday'))})"
_OPENING = re.compile(
    rf"(?:(?:Early|Late) )?(?:[Oo]n|[Ii]n|[Ss]ince|[Bb]y) (?:the (?:morning|evening|night|afternoon) of )?"
    rf"(?:{_DAY}|(?:{_DAY},? )?\d{{1,2}}(?: and \d{{1,2}})? {_MONTH}(?: \d{{4}})?|{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?)"
    r"(?: (?:morning|evening|night|afternoon))? (?=[^\W\d])"
)
_LONGEST = 16  # tokens that an opening date and the word behind it can have
_GOES_ON = word_group("goes on after a day")


def with_comma(doc: Doc) -> Doc:
    """Return ``doc``, or the same words with a comma for the space after its opening date.

    >>> import spacy
    >>> [token.text for token in with_comma(spacy.blank("en")("On 7 April rebels fled."))]
    ['On', '7', 'April', ',', 'rebels', 'fled', '.']
    """
    found = _OPENING.match(doc[:_LONGEST].text)
    after = next((token for token in doc if token.idx == found.end()), None) if found else None
    if after is None or after.lower_ in _GOES_ON:
        return doc
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    spaces[after.i - 1] = False
    return Doc(doc.vocab, [*words[: after.i], ",", *words[after.i :]], [*spaces[: after.i], False, *spaces[after.i :]])
