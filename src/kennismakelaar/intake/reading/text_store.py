"""Many texts on disk, reached by number: the shared strings of a workbook need no memory."""

import tempfile
from array import array
from functools import lru_cache


class TextStore:
    """Texts are added in order and read back by their number."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the store)
        self._ends = array("Q", [0])
        self.text = lru_cache(maxsize=4096)(self._text)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, text: str) -> None:
        written = self._file.write(text.encode("utf-8", "replace"))
        self._ends.append(self._ends[-1] + written)

    def _text(self, index: int) -> str:
        self._file.seek(self._ends[index])
        return self._file.read(self._ends[index + 1] - self._ends[index]).decode("utf-8")
