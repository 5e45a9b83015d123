"""The texts of this part: Correct."""

TITLE = "Correct"
