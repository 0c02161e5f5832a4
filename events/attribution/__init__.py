"""Who says so, who denies it, and where the text keeps its distance: :func:`claims_of`."""

from events.attribution.finder import Claim, claims_of

__all__ = ["Claim", "claims_of"]
