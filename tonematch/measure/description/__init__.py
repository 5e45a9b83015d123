"""A tone in other words: undertone, pigments, named tones, how far a patch is seen."""
