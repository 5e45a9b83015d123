"""Practise: one's own blend beside the engine's and the tutor's."""
