"""A frozen snapshot of a survey: all it takes to compute its figures again, in one file, years later."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

import needs_assessment
from kennismakelaar.needs.analysis import NeedRow, NeedsResult, Parameters, analyze
from kennismakelaar.organizations.api import Frame
from kennismakelaar.surveys.api import Definition
from needs_assessment.errors import MethodError

from .codebook import as_ddi
from .dataset import Dataset, UnableToExport, answers_of
from .formats import as_parquet, from_parquet

KIND, VERSION = "kennismakelaar-snapshot", 1
ANSWERS, FRAME, FIGURES, ABOUT = "answers.parquet", "register.csv", "figures.json", "snapshot.json"
CODEBOOK, QUESTIONNAIRES = "codebook.xml", "questionnaires.json"
FRAME_COLUMNS = ("code", "size", "part", "urbanity", "population", "province")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a file inside the snapshot has no moment of its own
CLOSE = 1e-9
LARGEST = 2_000_000_000  # bytes when unpacked: far above a million forms, far below what fills a disk
MEASURES = (
    "prevalence",
    "se",
    "lower",
    "upper",
    "n",
    "respondents",
    "municipalities",
    "probability_top3",
    "tier",
)


class UnableToRecompute(UnableToExport):
    """A file is no snapshot, or not a whole one."""


@dataclass(frozen=True)
class Recomputed:
    """What computing a snapshot again gave."""

    figures: int
    different: tuple[str, ...]  # topic, segment and measure that came out otherwise
    touched: tuple[str, ...]  # files inside that were changed after the snapshot was made
    input_is_same: bool
    method_then: str
    method_now: str

    @property
    def is_same(self) -> bool:
        return not self.different and not self.touched and self.input_is_same

    @property
    def method_is_same(self) -> bool:
        return self.method_then == self.method_now


def freeze(
    dataset: Dataset, *, frame: Frame, definitions: list[tuple[int, Definition]], parameters: Parameters
) -> bytes:
    """This will compute the figures of a dataset and put them in one file with everything they came from."""
    try:
        result = analyze(answers_of(dataset), frame, parameters=parameters)
    except MethodError as error:
        raise UnableToExport(
            _("At least two complete answers to one topic were expected."),
            came=str(error),
            hint=_("Choose another kind of file: it needs no figures."),
        ) from error
    files = {
        ANSWERS: as_parquet(dataset),
        FRAME: _frame_text(frame).encode(),
        CODEBOOK: as_ddi(dataset),
        QUESTIONNAIRES: _json([{"version": v, "digest": d.digest, **asdict(d)} for v, d in definitions]),
        FIGURES: _json([asdict(row) for row in result.rows]),
    }
    files[ABOUT] = _json(_about(dataset, result, files))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files.items():
            pack.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def recompute(content: bytes) -> Recomputed:
    """This will compute the figures of a snapshot again and hold them against those in it."""
    files = _files_in(content)
    try:
        about = json.loads(files[ABOUT])
        dataset, frame = from_parquet(files[ANSWERS]), _frame_from(files[FRAME].decode())
        kept = [NeedRow(**row) for row in json.loads(files[FIGURES])]
        result = analyze(answers_of(dataset), frame, parameters=Parameters(**about["parameters"]))
    except (ValueError, KeyError, TypeError, IndexError, MethodError) as problem:
        raise _unreadable(str(problem)) from problem
    marks = about.get("sha256", {})
    return Recomputed(
        figures=len(kept),
        different=tuple(_differences(kept, result.rows)),
        touched=tuple(name for name, mark in marks.items() if _mark(files[name]) != mark),
        input_is_same=result.input_digest == about["input_digest"],
        method_then=about["method_version"],
        method_now=needs_assessment.METHOD_VERSION,
    )


def _about(dataset: Dataset, result: NeedsResult, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "kind": KIND,
        "version": VERSION,
        "survey": dataset.facts["survey"],
        "population_on": dataset.facts["population_on"],
        "method_version": result.method_version,
        "parameters": result.parameters,
        "input_digest": result.input_digest,
        "forms": len(dataset),
        "sha256": {name: _mark(content) for name, content in files.items()},
    }


def _differences(kept: list[NeedRow], now: tuple[NeedRow, ...]) -> Iterator[str]:
    # A later version may cut the figures along more lines: what the snapshot never had cannot have changed.
    kinds = {row.segment.partition(":")[0] for row in kept}
    found = {(row.topic, row.segment): row for row in now if row.segment.partition(":")[0] in kinds}
    for row in kept:
        place = f"{row.topic} {row.segment}".strip()
        other = found.pop((row.topic, row.segment), None)
        if other is None:
            yield f"{place}: -"
            continue
        measures = {name: (getattr(row, name), getattr(other, name)) for name in MEASURES}
        measures |= {name: (value, other.extra.get(name)) for name, value in row.extra.items()}
        for name, (then, today) in measures.items():
            if not _same(then, today):
                yield f"{place}: {name} {_short(then)} -> {_short(today)}"
    yield from (f"{row.topic} {row.segment}".strip() + ": +" for row in found.values())


def _same(then: Any, today: Any) -> bool:
    if isinstance(then, list) and isinstance(today, list | tuple):
        return len(then) == len(today) and all(map(_same, then, today))
    if isinstance(then, float | int) and isinstance(today, float | int):
        return bool(np.isclose(then, today, rtol=CLOSE, atol=CLOSE, equal_nan=True))
    return bool(then == today)


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)[:60]


def _files_in(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            if sum(one.file_size for one in pack.infolist()) > LARGEST:
                raise _unreadable(_("It is too large."))
            files = {name: pack.read(name) for name in pack.namelist()}
            about = json.loads(files.get(ABOUT, b"{}"))
    except (zipfile.BadZipFile, ValueError) as problem:
        raise _unreadable(str(problem)) from problem
    missing = {ABOUT, ANSWERS, FRAME, FIGURES} - set(files)
    if missing or about.get("kind") != KIND or about.get("version") != VERSION:
        raise _unreadable(", ".join(sorted(missing)))
    return files


def _unreadable(came: str) -> UnableToRecompute:
    return UnableToRecompute(
        _("A whole snapshot of a survey, made by this website, was expected."),
        came=came,
        hint=_("Choose the file as it was downloaded, not unpacked."),
    )


def _frame_text(frame: Frame) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(FRAME_COLUMNS)
    writer.writerows(zip(*(getattr(frame, name).tolist() for name in FRAME_COLUMNS), strict=True))
    return target.getvalue()


def _frame_from(text: str) -> Frame:
    head, *rows = csv.reader(io.StringIO(text))
    columns = dict(zip(head, np.array(rows, dtype=object).T, strict=True))
    numbers = {name: columns[name].astype(int) for name in ("urbanity", "population")}
    return Frame(**(columns | numbers))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
