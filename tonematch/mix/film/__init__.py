"""The optics of colour in a film: two constants, thin coats, layers of skin above pigment, strengths."""
