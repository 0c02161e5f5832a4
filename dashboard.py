"""The page: ``streamlit run dashboard.py``."""

from ui import pages

pages.run()
