"""What the server writes into its log: a line of JSON each, cut to length, without texts and secrets.

An error is told by its kind and the place in the code; its message may hold what somebody wrote.
"""

from __future__ import annotations

import json
import logging
import traceback

ROOMS = ("ui", "view", "store", "events", "geo", "text")
LONGEST = 300


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        r"""Return the line.

        >>> record = logging.LogRecord("ui.access", logging.WARNING, "", 0, "refused: %s", ("add\n x" * 200,), None)
        >>> told = json.loads(Lines().format(record))
        >>> told["level"], told["where"], told["what"][:16], len(told["what"])
        ('warning', 'ui.access', 'refused: add xad', 300)
        """
        told = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": " ".join(record.getMessage().split())[:LONGEST],
        }
        if record.exc_info and record.exc_info[0]:
            last = traceback.extract_tb(record.exc_info[2])[-1:]
            told["error"] = record.exc_info[0].__name__
            told["at_line"] = "".join(f"{frame.name}:{frame.lineno}" for frame in last)
        return json.dumps(told, ensure_ascii=False)


def set_up() -> None:
    """Have the rooms' own records written so, once a process.

    >>> set_up()
    >>> [type(each.formatter).__name__ for each in logging.getLogger("ui").handlers]
    ['Lines']
    """
    for room in ROOMS:
        logger = logging.getLogger(room)
        if not any(isinstance(each.formatter, Lines) for each in logger.handlers):
            handler = logging.StreamHandler()
            handler.setFormatter(Lines())
            logger.addHandler(handler)
