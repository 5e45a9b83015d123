"""What becomes of a tattooed colour: fresh, healed, and after."""
