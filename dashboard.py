"""The page: ``streamlit run dashboard.py``."""

from streamlit.starlette import App

from ui import guard, warm_up

app = App(__file__, lifespan=warm_up.started, middleware=guard.middleware())

if __name__ == "__main__":
    from ui import pages

    pages.run()
