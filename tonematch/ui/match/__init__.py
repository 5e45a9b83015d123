"""Match: from a photo to a blend, one step after the other."""
