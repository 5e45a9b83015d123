"""Sentences and columns, the same in the terminal, the app, the report and JSON."""
