"""The site. Every process computes in one thread, for there are more processes than cores already.

The libraries under numpy read this when they are loaded; with threads of their own, two workers wait for each other.
"""

import os

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(threads, "1")
