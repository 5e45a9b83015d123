"""The proven search for the best recipes, in compiled code."""
