"""Palettes: the shades, how each is known, their files, and what is in stock."""
