"""The writing hand of guidance: load the texts, edit a line, say that it was checked."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.catalog import api as catalog
from kennismakelaar.intake.api import require_impersonal
from kennismakelaar.records import api as records
from kennismakelaar.topics.api import Phase, Role, Topic

from .content import Content, opening_for
from .models import ActionCard, CardLine, Situation


@transaction.atomic
def load_situations(contents: Iterable[Content], *, by: User, at: datetime) -> int:
    """This will bring situations in line with the files; lines a person checked or changed here stay."""
    require(by, Right.EDIT_GUIDANCE)
    count = 0
    for content in contents:
        situation, _made = Situation.objects.update_or_create(
            slug=content.slug,
            defaults={"title": content.title, "about": content.about, "position": content.position},
        )
        situation.topics.set(Topic.objects.filter(slug__in=content.topics))
        _load_lines(situation, content)
        _load_cards(situation, content)
        index_situation(situation)
        records.record("load situation", situation, by=by, at=at, detail={"lines": len(content.lines)})
        count += 1
    return count


def _load_lines(situation: Situation, content: Content) -> None:
    situation.lines.filter(checked_on=None, text=F("file_text")).delete()
    kept = {(line.heading, line.role, line.phase, line.file_text) for line in situation.lines.all()}
    CardLine.objects.bulk_create(
        CardLine(
            situation=situation,
            heading=line.heading,
            role=line.role,
            phase=line.phase,
            position=position,
            text=line.text,
            file_text=line.text,
            source_title=line.source,
            source_url=line.url,
            source_date=line.date,
        )
        for position, line in enumerate(content.lines)
        if (line.heading, line.role, line.phase, line.text) not in kept
    )


def _load_cards(situation: Situation, content: Content) -> None:
    for role in Role.values:
        for phase in Phase.values:
            ActionCard.objects.update_or_create(
                situation=situation,
                role=role,
                phase=phase,
                defaults={"opening": opening_for(content, role, phase)},
            )


def index_situation(situation: Situation) -> None:
    """This will make a situation findable by its words."""
    lines = "\n".join(
        situation.lines.filter(heading__in=["may_be", "check_first", "can_do"]).values_list("text", flat=True)
    )
    catalog.index_item(
        "card",
        situation.slug,
        situation.title,
        {"summary": situation.about, "text": lines},
        {"role": Role.values, "phase": Phase.values},  # there is a card for each of them
        topics=list(situation.topics.values_list("slug", flat=True)),
    )


@transaction.atomic
def edit_line(
    line: CardLine, *, text: str, source_title: str, source_url: str, source_date: str, by: User, at: datetime
) -> CardLine:
    """This will change a line of advice; it is a draft again until somebody checks it."""
    require(by, Right.EDIT_GUIDANCE)
    require_impersonal(text)
    line.text, line.source_title, line.source_url, line.source_date = (
        text,
        source_title,
        source_url,
        source_date,
    )
    line.checked_on = None
    line.save()
    index_situation(line.situation)
    records.record("edit advice", line, by=by, at=at)
    return line


@transaction.atomic
def check_line(line: CardLine, *, by: User, at: datetime) -> CardLine:
    """This will note that the unit checked a line on this day."""
    require(by, Right.EDIT_GUIDANCE)
    line.checked_on = at.date()
    line.save(update_fields=["checked_on"])
    records.record("check advice", line, by=by, at=at)
    return line
