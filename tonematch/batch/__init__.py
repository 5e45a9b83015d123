"""Many photos, one row each: what there is to do, how one is done, and the table that survives a stop."""
