"""Render photos of skin beside a colour chart, spectrally and with the truth kept: start with `scene.render_scene`."""
