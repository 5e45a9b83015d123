"""The skin around the patch: where it is sampled, what is left out, and its tone."""
