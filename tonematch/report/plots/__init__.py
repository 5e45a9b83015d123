"""Plots, the same bytes for the same values."""
