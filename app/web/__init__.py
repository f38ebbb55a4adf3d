"""Pages, data doors and the API over HTTP."""
