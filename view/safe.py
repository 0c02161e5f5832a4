"""Text from articles -> HTML in which nothing of it can be anything but text.

The escaper lets pass what cannot mean
anything in HTML, in a JavaScript template or in Markdown, and writes every other character as a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_PLAIN = re.compile(r"[^A-Za-z0-9 ,.;:()\-\u00a0-\U0010ffff]")
_NO_TEXT = {"Cc": "\ufffd", "Cs": "\ufffd", "Co": "\ufffd"}


def escaped(text: str) -> str:
    """Write ``text`` so that HTML, attributes in quotes included, shows it and does nothing else with it.

    Control characters become U+FFFD, line ends a space. Letters of all scripts stay as they are.

    >>> escaped("<img onerror=x> ${1} `a` 'b'")
    '&#60;img onerror&#61;x&#62; &#36;&#123;1&#125; &#96;a&#96; &#39;b&#39;'
    """
    return _PLAIN.sub(lambda found: f"&#{ord(found[0])};", _visible(text))


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if each in "\n\r\t" else _NO_TEXT.get(unicodedata.category(each), each) for each in text)


def element(name: str, inner: str, attributes: Mapping[str, str] | None = None) -> str:
    """Wrap ``inner``, which is HTML already, in an element; attribute values are escaped here.

    >>> element("mark", escaped("a<b"), {"class": "place"})
    '<mark class="place">a&#60;b</mark>'
    """
    told = "".join(f' {key}="{escaped(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{told}>{inner}</{name}>"


def line(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """Wrap plain text in an element.

    >>> line("p", "1 < 2")
    '<p>1 &#60; 2</p>'
    """
    return element(name, escaped(text), attributes)
