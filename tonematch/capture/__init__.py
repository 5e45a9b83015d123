"""From a photo file to linear light."""
