"""The client card and the technical annex as HTML and PDF, and what is printed beside them."""
