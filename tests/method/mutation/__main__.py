"""Plants one error after another in the package and looks whether a test notices.

    python tests/method/mutation                    every module that changed since it was judged
    python tests/method/mutation weighting ranks    these modules, changed or not
    python tests/method/mutation --survivors        only what survived before, after new tests

Writes tests/method/data/mutants.json, which the manual prints. Numpy, scipy and the tests are loaded once; each error
gets a forked process that runs the tests of its line, the one that last noticed an error there first.
"""

import os
import sys
from pathlib import Path

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[threads] = "1"
ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import pytest  # noqa: E402

from method.mutation.run import Run  # noqa: E402

if __name__ == "__main__":
    words = sys.argv[1:]
    run = Run([word for word in words if word != "--survivors"], survivors="--survivors" in words)
    options = ["-q", "--confcutdir", str(ROOT / "tests" / "method")]
    quiet = [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:django",
        "-p",
        "no:xdist",
        "-p",
        "no:cov",
        "-p",
        "no:benchmark",
    ]
    sys.exit(pytest.main([str(ROOT / "tests" / "method"), *options, *quiet], plugins=[run]))
