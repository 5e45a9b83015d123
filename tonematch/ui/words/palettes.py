"""The texts of this part: Palettes."""

TITLE = "Palettes"
