"""The page: ``streamlit run dashboard.py``."""

from streamlit.starlette import App

from ui import early, guard

app = App(__file__, lifespan=early.started, middleware=guard.middleware())

if __name__ == "__main__":
    from ui import pages

    pages.run()
