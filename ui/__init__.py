"""The screen: Streamlit parts, one file a part; ``ui.pages.run`` draws the page that the address names."""

__all__: list[str] = []
