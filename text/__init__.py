"""A text and its language: spans, sentences, tokens, grammar, word lists. Knows nothing of places or events."""

import os

# Set before numpy is loaded: our matrix products are small, and threads that wait for a share of them only keep cores busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from text.span import Span, inside, span_of

__all__ = ["Span", "inside", "span_of"]
