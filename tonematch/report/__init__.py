"""From finished values to something to keep: JSON, pictures, a page, a PDF."""
