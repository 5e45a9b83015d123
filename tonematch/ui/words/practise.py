"""The texts of this part: Practise."""

TITLE = "Practise"
