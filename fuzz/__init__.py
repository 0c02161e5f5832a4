"""Random bytes against everything that reads what strangers write: ``python -m fuzz front-matter`` (needs atheris)."""
