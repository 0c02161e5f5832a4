"""A cluster of event mentions -> a report: type, place, time, actors, figures, status."""
