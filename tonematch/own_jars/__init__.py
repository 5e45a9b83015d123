"""Jars, and what drawdowns in a photo tell of them."""
