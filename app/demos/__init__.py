"""One file a demo: a pure function that a reader can turn."""
