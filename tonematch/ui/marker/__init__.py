"""The photo one can point into: what is sent to the browser, what comes back."""
