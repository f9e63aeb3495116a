"""The data files of this room, as rows."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def rows_of(name: str, *, folder: Path = FOLDER) -> list[dict[str, str]]:
    """This will read one CSV file with a header row; a line that starts with # is a remark."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
