"""From a calibrated photo to the tone of the skin."""
