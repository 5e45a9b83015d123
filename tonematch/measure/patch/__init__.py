"""Find the patch, and draw its outline."""
