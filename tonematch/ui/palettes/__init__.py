"""Palettes: look, edit, import, measure, print."""
