"""A dataset as XLSX, CSV, SPSS and Parquet."""

import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from kennismakelaar.shared.spreadsheet import Sheet, Value, write_csv, write_xlsx

from .dataset import Category, Dataset, UnableToExport, Variable

MOST_ROWS_IN_A_SHEET = 1_048_576 - 1
LONGEST_SPSS_LABEL = 120  # characters; a value label takes 120 bytes, a variable label 256
OWN = b"kennismakelaar"


def as_xlsx(dataset: Dataset) -> bytes:
    """This will give a workbook: the answers, and what each column and number means."""
    if len(dataset) > MOST_ROWS_IN_A_SHEET:
        raise UnableToExport(
            _("At most %d forms fit on a sheet.") % MOST_ROWS_IN_A_SHEET,
            came=_("%d forms came.") % len(dataset),
            hint=_("Choose CSV, SPSS or Parquet."),
        )
    meaning = Sheet("Codeboek", ("kolom", "vraag", "waarde", "betekenis"), _meanings(dataset))
    facts = Sheet("Verantwoording", ("gegeven", "waarde"), _facts(dataset))
    return write_xlsx([Sheet("Antwoorden", dataset.names, dataset.rows()), meaning, facts])


def as_csv(dataset: Dataset) -> bytes:
    """This will give the answers as Dutch spreadsheet programs read them."""
    return write_csv(dataset.names, dataset.rows()).encode()


def as_sav(dataset: Dataset) -> bytes:
    """This will give an SPSS file with questions, labels and missing values."""
    import pandas
    import pyreadstat

    variables = dataset.variables
    frame = pandas.DataFrame({name: _slim(dataset.columns[name]) for name in dataset.names})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "peiling.sav"
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label=_cut(str(dataset.facts["survey"]), 60),
            column_labels={one.name: _cut(one.question, 250) for one in variables},
            variable_value_labels={
                one.name: {code: _cut(text, LONGEST_SPSS_LABEL) for code, text in one.labels.items()}
                for one in variables
                if one.labels
            },
            missing_ranges={
                one.name: [{"lo": min(one.missing), "hi": max(one.missing)}]
                for one in variables
                if one.missing
            },
            variable_measure={one.name: _measure(one) for one in variables},
        )
        return path.read_bytes()


def as_parquet(dataset: Dataset) -> bytes:
    """This will give a Parquet file that carries the meaning of its columns with it."""
    import pyarrow
    from pyarrow import parquet

    about = {"variables": [asdict(one) for one in dataset.variables], "facts": dict(dataset.facts)}
    table = pyarrow.table(
        {
            name: pyarrow.array(
                dataset.columns[name].tolist()
                if dataset.columns[name].dtype == object
                else dataset.columns[name]
            )
            for name in dataset.names
        }
    )
    table = table.replace_schema_metadata({OWN: json.dumps(about, ensure_ascii=False)})
    target = io.BytesIO()
    parquet.write_table(table, target, compression="zstd")
    return target.getvalue()


def from_parquet(content: bytes) -> Dataset:
    """This will read a file that `as_parquet` wrote; raises ValueError for any other."""
    from pyarrow import ArrowException, parquet

    try:
        table = parquet.read_table(io.BytesIO(content))
        about = json.loads(table.schema.metadata[OWN])
    except (ArrowException, KeyError, TypeError) as problem:
        raise ValueError(str(problem)) from problem
    variables = tuple(_variable(one) for one in about["variables"])
    columns = {one.name: _column(table, one) for one in variables}
    return Dataset(variables, columns, about["facts"])


def _column(table: Any, variable: Variable) -> np.ndarray:
    if variable.kind == "text":
        return np.array(table[variable.name].to_pylist(), dtype=object)
    return table[variable.name].to_numpy()


def _variable(about: dict[str, Any]) -> Variable:
    missing = tuple(about["missing"]) if about["missing"] else None
    found = tuple(Category(**one) for one in about["categories"])
    return Variable(**{**about, "missing": missing, "categories": found})


def _meanings(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for one in dataset.variables:
        yield from ((one.name, one.question, code, text) for code, text in one.labels.items())
        if not one.labels:
            yield one.name, one.question, None, ""


def _facts(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for name, value in dataset.facts.items():
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else value


def _measure(one: Variable) -> str:
    if one.kind in ("number", "weight"):
        return "scale"
    return "ordinal" if one.is_ordered else "nominal"


def _slim(values: np.ndarray) -> Any:
    """Whole numbers stay whole where SPSS can hold them."""
    return values.astype(str).tolist() if values.dtype == object else values


def _cut(text: str, most: int) -> str:
    """At most this many bytes, whole characters."""
    return text.encode()[:most].decode(errors="ignore")
