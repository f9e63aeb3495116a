"""All municipalities of a day as arrays: the population that answers are weighed to."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from .queries import municipalities


@dataclass(frozen=True)
class Frame:
    """All municipalities of the population: one entry each in every array."""

    code: np.ndarray
    size: np.ndarray
    part: np.ndarray
    urbanity: np.ndarray
    population: np.ndarray
    province: np.ndarray

    def provinces(self) -> list[tuple[str, str, int]]:
        """(province, part of the country, number of municipalities) for every province."""
        names, first, counts = np.unique(self.province.astype(str), return_index=True, return_counts=True)
        return [(str(n), str(self.part[at]), int(c)) for n, at, c in zip(names, first, counts, strict=True)]

    def __len__(self) -> int:
        return len(self.code)

    def heard(self, codes: frozenset[str]) -> np.ndarray:
        """Mask of the municipalities that are in `codes`."""
        return np.array([code in codes for code in self.code], bool)


def frame_on(day: date) -> Frame:
    """All municipalities that exist on a day, as the method wants them."""
    fields = ("code", "size_class", "country_part", "urbanity", "population", "province__code")
    rows = municipalities(day).order_by("code").values_list(*fields)
    columns = np.array([tuple(row) for row in rows], dtype=object).reshape(-1, len(fields)).T
    code, size, part, urbanity, population, province = columns
    return Frame(code, size, part, urbanity.astype(int), population.astype(int), province)
