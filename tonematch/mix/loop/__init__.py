"""Closing the loop: from a test stripe to what to add next, and to one's own strengths."""
