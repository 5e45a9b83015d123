"""Pictures a person checks, made of the photo's own pixels."""
