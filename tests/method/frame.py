"""The synthetic frame of 342 municipalities and the reference figures that belong to it.

Reference: R 4.2.2 with survey 4.1.1 and csranks 1.2.3, run once on fixture_frame342.csv.
"""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
TOPICS = 12


@dataclass(frozen=True)
class Frame:
    """Those who answered, and how many there are of each size and part of the country."""

    size: np.ndarray
    land: np.ndarray
    importance: np.ndarray
    capability: np.ndarray
    sizes: dict[int, int]
    lands: dict[int, int]

    @property
    def design(self) -> dict:
        return {"strata": self.size, "population": self.sizes}

    @property
    def margins(self) -> list:
        return [(self.size, self.sizes), (self.land, self.lands)]

    @property
    def gaps(self) -> np.ndarray:
        return self.importance - self.capability

    @property
    def need(self) -> np.ndarray:
        return (self.importance >= 4) & (self.capability <= 3)

    @property
    def base(self) -> np.ndarray:
        return np.array([self.sizes[label] / (self.size == label).sum() for label in self.size])


@cache
def frame() -> Frame:
    with (DATA / "fixture_frame342.csv").open() as file:
        rows = [{name: int(value) for name, value in row.items()} for row in csv.DictReader(file)]
    heard = [row for row in rows if row["resp"]]

    def columns(name: str) -> np.ndarray:
        return np.array([[row[f"{name}{topic}"] for topic in range(TOPICS)] for row in heard], dtype=float)

    def counts(name: str) -> dict[int, int]:
        values = [row[name] for row in rows]
        return {label: values.count(label) for label in sorted(set(values))}

    return Frame(
        size=np.array([row["size"] for row in heard]),
        land=np.array([row["land"] for row in heard]),
        importance=columns("imp"),
        capability=columns("cap"),
        sizes=counts("size"),
        lands=counts("land"),
    )


@cache
def reference() -> dict:
    return json.loads((DATA / "fixture_ref.json").read_text())
