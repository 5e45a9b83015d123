"""A scalp: the skin between dots of hair or pigment, and the dots."""
