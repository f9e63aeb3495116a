"""Bring the share of municipalities heard through the publication gate."""

from datetime import date, datetime

import numpy as np
from django.db import transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.outreach.queries import Heard
from kennismakelaar.records import api as records
from needs_assessment.provenance import METHOD_VERSION, digest

KIND_REACH = "reach"


@transaction.atomic
def publish_reach(
    heard: Heard, *, on: date, by: User, at: datetime, is_fictitious: bool = False
) -> records.Publication:
    """This will bring the share of municipalities heard, per group, through the publication gate.

    Per group and never per municipality: that somebody stayed silent is nobody else's business.
    """
    require(by, Right.PUBLISH)
    frame = frame_on(on)
    mask = frame.heard(heard.anywhere)
    doors = {"survey": heard.survey, "event": heard.event, "conversation": heard.conversation}
    figures = [_share("", mask, frame.code != "")]
    figures += [_share(f"door:{name}", frame.heard(codes), frame.code != "") for name, codes in doors.items()]
    for kind, values in (("size", frame.size), ("part", frame.part)):
        figures += [
            _share(f"{kind}:{value}", mask, values == value) for value in dict.fromkeys(values.tolist())
        ]
    figures += [
        _share(f"province:{province}", mask, frame.province == province, within=f"part:{part}")
        for province, part, _count in frame.provinces()
    ]
    basis = records.Basis(
        responses=int(mask.sum()),
        method_version=METHOD_VERSION,
        parameters={"on": on.isoformat()},
        input_digest=digest([{name: sorted(codes) for name, codes in doors.items()}, on.isoformat()]),
        is_fictitious=is_fictitious,
        answers=digest({name: sorted(codes) for name, codes in doors.items()}),
    )
    return records.publish(KIND_REACH, figures, basis=basis, by=by, at=at)


def _share(column: str, heard: np.ndarray, inside: np.ndarray, *, within: str = "") -> records.Figure:
    """All municipalities of a group were asked, so all of them stand behind the share that was heard."""
    municipalities = int(inside.sum())
    return records.Figure(
        row="heard",
        column=column,
        share=float(heard[inside].mean()),
        lower=None,
        upper=None,
        municipalities=municipalities,
        respondents=municipalities,
        within=within,
    )
