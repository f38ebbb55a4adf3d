"""A glossary of deep learning in which every term is defined in one sentence and shown by a live demo."""

import os

# One thread per matrix product: the figures are small, and a request must not take every core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
