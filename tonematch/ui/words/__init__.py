"""Every text of the app, a file for each part of it, so that it can be read at a stretch and translated."""
