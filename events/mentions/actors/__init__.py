"""Actors that a text names."""
