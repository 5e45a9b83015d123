"""Results as JSON and rows: written, read back, and worked out again."""
