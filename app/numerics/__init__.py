"""Mathematics that two demos share: pure NumPy, no drawing, no I/O."""
