"""Target and palettes in, ranked recipes out; knows nothing of photos."""
