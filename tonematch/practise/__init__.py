"""Practice for those who learn to mix by eye: exercises, scoring, and progress over time."""
