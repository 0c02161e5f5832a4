"""Words that tell of something, and whether it happened: :func:`find_triggers`."""

from events.triggers.finder import Trigger, event_triggers, find_triggers
from events.triggers.lexicon import could_contain_trigger

__all__ = ["Trigger", "could_contain_trigger", "event_triggers", "find_triggers"]
