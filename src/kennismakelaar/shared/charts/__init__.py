"""Pictures of figures: one value gives picture, table, CSV and sentence, so they cannot disagree."""

from .bars import Bar, Bars
from .base import Chart
from .hexagons import Category, HexMap, Tile
from .line import Line, Point, Series
from .matrix import Cell, Matrix, MatrixRow
from .sankey import Flow, Node, Sankey
from .table import Table
from .tiers import Rank, Tiers

__all__ = [
    "Bar", "Bars", "Category", "Cell", "Chart", "Flow", "HexMap", "Line", "Matrix", "MatrixRow", "Node",
    "Point", "Rank", "Sankey", "Series", "Table", "Tiers", "Tile",
]  # fmt: skip
