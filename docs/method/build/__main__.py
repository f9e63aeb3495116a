"""Writes the manual of the method: pages and pictures from docstrings, tests and examples computed now.

python docs/method/build          writes docs/method/*.md and docs/method/pictures/*.svg
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE), str(ROOT / "src"), str(ROOT / "tests")]

from manual import write  # noqa: E402

if __name__ == "__main__":
    for path in write(ROOT / "docs" / "method"):
        print(path.relative_to(ROOT))
