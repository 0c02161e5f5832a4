"""What a screen shows, without a screen: map layers, timeline, table, marked excerpts, export formats.

Nothing is exported here: each file is imported by its name, so that a command that writes CSV does not load folium.
"""

__all__: list[str] = []
