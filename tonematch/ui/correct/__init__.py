"""Correct: from a test stripe to what to add."""
