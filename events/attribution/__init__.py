"""Who says so, who denies it, and where the text keeps its distance: :func:`claims_of`."""

from events.attribution.finder import Claim, Verdict, attributions, claims_of, verdict

__all__ = ["Claim", "Verdict", "attributions", "claims_of", "verdict"]
