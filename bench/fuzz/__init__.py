"""Random bytes against everything that reads what strangers write: ``python -m bench.fuzz front-matter`` (needs atheris)."""
