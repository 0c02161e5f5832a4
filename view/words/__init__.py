"""Every word that the page says of itself, in one place, so that it can be said in another language.

Names of kinds of event are ACLED's and stay as published; texts of articles are never here.
"""

from view.words.access import *  # noqa: F403
from view.words.compare import *  # noqa: F403
from view.words.confidence import *  # noqa: F403
from view.words.days import *  # noqa: F403
from view.words.fields import *  # noqa: F403
from view.words.filters import *  # noqa: F403
from view.words.front import *  # noqa: F403
from view.words.pages import *  # noqa: F403
from view.words.review import *  # noqa: F403
from view.words.say import *  # noqa: F403
from view.words.snapshot import *  # noqa: F403
from view.words.story import *  # noqa: F403
from view.words.watch import *  # noqa: F403
