"""Reads a survey into a dataset. Nobody who was invited and no moment of sending comes along."""

from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from django.utils import translation
from django.utils.translation import gettext as _

import needs_assessment
from kennismakelaar.needs.analysis import Parameters, weights_of
from kennismakelaar.organizations.api import Frame
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Item
from kennismakelaar.topics.api import Role

from .dataset import (
    FORM_WEIGHT,
    MUNICIPALITY,
    NOT_ANSWERED,
    ROLE,
    WEIGHT,
    Category,
    Dataset,
    UnableToExport,
    Variable,
    answers_of,
)  # fmt: skip
from .items import STORED_LANGUAGE, Column, Names, item_columns, refuse_unknown, score_columns

DIGITS = 12


def build(survey: surveys.Survey, *, frame: Frame, on: date, parameters: Parameters | None = None) -> Dataset:
    """This will read all forms of a survey, in an order that tells nothing, with a weight for each."""
    with translation.override(STORED_LANGUAGE):
        return _built(survey, frame=frame, on=on, parameters=parameters or Parameters())


def definitions_of(survey: surveys.Survey) -> list[tuple[int, surveys.Definition]]:
    """(version, what it asks) of every published version, the first one first."""
    versions = survey.questionnaires.exclude(published_at=None).order_by("version")
    return [(one.version, surveys.definition_of(one)) for one in versions]


def _built(survey: surveys.Survey, *, frame: Frame, on: date, parameters: Parameters) -> Dataset:
    columns = _columns_of(survey)
    codes, values = _read(survey, columns)
    if not len(codes):
        raise UnableToExport(
            _("Answers to the survey were expected."),
            came=_("There are none."),
            hint=_("Import answers first."),
        )
    found = {MUNICIPALITY: np.array(codes, dtype=object)}
    found |= {c.variable.name: np.asarray(v) for c, v in zip(columns, values, strict=True)}
    order = np.lexsort(
        [np.asarray(one, dtype=str if one.dtype == object else None) for one in found.values()][::-1]
    )
    found = {name: one[order] for name, one in found.items()}
    variables = (
        Variable(MUNICIPALITY, "Gemeente (CBS-code)", "text", missing=None),
        *(c.variable for c in columns),
    )
    bare = Dataset(variables, found, _facts(survey, frame=frame, on=on))
    return _weighted(bare, weights_of(answers_of(bare), frame, parameters=parameters))


def _columns_of(survey: surveys.Survey) -> list[Column]:
    names, items = Names({MUNICIPALITY, ROLE, WEIGHT, FORM_WEIGHT}), _items_of(survey)
    others = (one for (one,) in _rows(survey, "other_answers"))
    return [_role(), *score_columns(survey, items, names), *item_columns(items, others, names)]


def _items_of(survey: surveys.Survey) -> list[Item]:
    """Every item of every published version; the newest wording of an item counts."""
    found: dict[tuple[str, str], Item] = {}
    for _version, definition in definitions_of(survey):
        found |= {(item.name, item.kind): item for item in definition.items}
    return list(found.values())


def _role() -> Column:
    roles = tuple(Category(at, one.value, str(one.label)) for at, one in enumerate(Role, start=1))
    return Column(
        Variable(ROLE, "Rol van wie het formulier invulde", categories=roles), lambda *_form: NOT_ANSWERED
    )


def _rows(survey: surveys.Survey, *fields: str) -> Iterator[tuple[Any, ...]]:
    rows = surveys.Response.objects.filter(survey=survey).values_list(*fields)
    return rows.iterator(chunk_size=2000)


def _read(survey: surveys.Survey, columns: list[Column]) -> tuple[list[str], list[array]]:
    """The codes of the municipalities, and the numbers of every column."""
    scores = {(c.variable.topic, c.variable.aspect) for c in columns if c.variable.topic}
    role_codes = {one.name: one.code for one in columns[0].variable.categories}
    codes: list[str] = []
    values = [array("d" if c.variable.kind == "number" else "h") for c in columns]
    for code, role, answers, others in _rows(survey, "municipality_id", "role", "answers", "other_answers"):
        codes.append(code)
        _refuse_unasked(answers, scores)
        values[0].append(role_codes.get(role, NOT_ANSWERED))
        for column, numbers in zip(columns[1:], values[1:], strict=True):
            try:
                numbers.append(column.read(answers, others))
            except KeyError as unknown:
                raise refuse_unknown(f"{column.variable.name}: {unknown}") from unknown
    return codes, values


def _refuse_unasked(answers: Mapping[str, Mapping[str, Any]], asked: set[tuple[str, str]]) -> None:
    """Nothing is left out in silence."""
    for topic, aspects in answers.items():
        for aspect in aspects:
            if (topic, aspect) not in asked:
                raise refuse_unknown(f"{topic}: {aspect}")


def _weighted(bare: Dataset, weights: Mapping[str, float]) -> Dataset:
    """With the weight of the municipality, and that weight divided over its forms; 0 for one that is no more."""
    codes = bare.columns[MUNICIPALITY].tolist()
    _names, place, counts = np.unique(np.array(codes, str), return_inverse=True, return_counts=True)
    weight = np.array([weights.get(code, 0.0) for code in codes])
    extra = (
        Variable(WEIGHT, "Voor hoeveel gemeenten deze gemeente telt", "weight", missing=None),
        Variable(
            FORM_WEIGHT, "Weegfactor van de gemeente, gedeeld over haar formulieren", "weight", missing=None
        ),
    )
    divided = weight / counts[place]
    # 12 digits are written alike in every kind of file.
    columns = dict(bare.columns) | {WEIGHT: weight.round(DIGITS), FORM_WEIGHT: divided.round(DIGITS)}
    return Dataset((*bare.variables, *extra), columns, bare.facts)


def _facts(survey: surveys.Survey, *, frame: Frame, on: date) -> dict[str, Any]:
    versions = definitions_of(survey)
    return {
        "survey": survey.title,
        "number": survey.pk,
        "opens_on": survey.opens_on.isoformat(),
        "closes_on": survey.closes_on.isoformat(),
        "is_fictitious": survey.is_fictitious,
        "introduction": versions[-1][1].introduction(STORED_LANGUAGE) if versions else "",
        "questionnaires": [f"{version} ({definition.digest[:12]})" for version, definition in versions],
        "topics": surveys.topics_of(survey),
        "population": len(frame),
        "population_on": on.isoformat(),
        "method_version": needs_assessment.METHOD_VERSION,
    }
