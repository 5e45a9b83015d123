"""From a photo to the patches of the colour chart in it."""
