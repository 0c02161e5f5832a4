"""The commands of ``python cli.py``, one file for each thing that a person wants to do."""
