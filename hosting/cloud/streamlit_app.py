"""The page on Streamlit Community Cloud: the same as dashboard.py, with the settings that stand beside this file."""  # noqa: INP001

import sys
from pathlib import Path

from streamlit.starlette import App

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui import guard, warm_up

app = App(__file__, lifespan=warm_up.started, middleware=guard.middleware())

if __name__ == "__main__":
    from ui import pages

    pages.run()
