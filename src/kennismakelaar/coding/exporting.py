"""The project as other coding programs can read it: what goes along, and what stays behind and why."""

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Count, F, Q

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.api import Statement, readable_statements

from .models import Assignment, Code, Codebook, Coding
from .refi.project import FileCode, LeftOut, Mark, ProjectFile, Tally, Text
from .refi.rules import description_of, memo_with
from .refi.writing import codebook_file, project_file

BETWEEN = "\n\n"
LINE_END = re.compile(r"\r\n|\r")
BOM = "\ufeff"


def exported_codebook(codebook: Codebook, *, on: date, by: User) -> bytes:
    """This will give the codes in use as a file for other programs (.qdc)."""
    require(by, Right.CODE)
    return codebook_file(_codes(codebook, {code.pk for code in _in_use(codebook, on)}))


def exported_project(codebook: Codebook, *, by: User) -> tuple[bytes, tuple[LeftOut, ...]]:
    """This will give texts, codes and judgements as a file for other programs (.qdpx), and what stays behind."""
    project = project_of(codebook, by=by)
    return project_file(project), project.left_out


def project_of(codebook: Codebook, *, by: User) -> ProjectFile:
    """This will gather what somebody may see: no names, nothing held back, nothing a coder must stay blind for."""
    require(by, Right.READ_STATEMENTS)
    tally = Tally()
    codings = _codings(codebook, by, tally)
    used = {coding.code_id for rows in codings.values() for coding in rows}
    users = sorted({coding.coder_id for rows in codings.values() for coding in rows})
    names = {pk: uuid5(codebook.guid, f"user:{pk}") for pk in users}
    wanted = used | {code.pk for code in codebook.codes.filter(retired_on=None)}
    return ProjectFile(
        name=codebook.title, codes=tuple(_codes(codebook, wanted)), users=tuple(names.values()),
        texts=tuple(_texts(codebook, by, codings, names)), left_out=_left_out(codebook, tally),
    )  # fmt: skip


def _in_use(codebook: Codebook, on: date) -> Iterable[Code]:
    return codebook.codes.filter(Q(retired_on=None) | Q(retired_on__gt=on))


def _codes(codebook: Codebook, wanted: set[int]) -> list[FileCode]:
    codes = {code.pk: code for code in codebook.codes.select_related("codebook")}
    for pk in list(wanted):
        above = codes[pk].parent_id
        while above is not None and above not in wanted:
            wanted.add(above)
            above = codes[above].parent_id
    return [
        FileCode(code.exchange_id, code.label, _description(code), _parent(code, codes), True)
        for code in codes.values()
        if code.pk in wanted
    ]


def _parent(code: Code, codes: dict[int, Code]) -> UUID | None:
    return codes[code.parent_id].exchange_id if code.parent_id else None


def _description(code: Code) -> str:
    return description_of(
        code.definition, use_when=code.use_when, not_when=code.not_when, example=code.example
    )


def _codings(codebook: Codebook, by: User, tally: Tally) -> dict[int, list[Coding]]:
    """The judgements per statement that may go along."""
    unfinished = Assignment.objects.values("statement").annotate(
        n=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False))
    )
    blind = set(unfinished.filter(n__gt=1, done__lt=F("n")).values_list("statement", flat=True))
    found: dict[int, list[Coding]] = {}
    rows = Coding.objects.filter(code__codebook=codebook, segment__statement__status=Statement.Status.OPEN)
    for coding in rows.select_related("segment__statement", "code__codebook").order_by("pk"):
        statement = coding.segment.statement_id
        if coding.withdrawn_at is not None:
            tally.add("withdrawn")
        elif statement in blind and coding.coder_id != by.pk:
            tally.add("blind")
        else:
            if coding.is_adjudicated:
                tally.add("adjudicated")
            found.setdefault(statement, []).append(coding)
    return found


def _texts(
    codebook: Codebook, by: User, codings: dict[int, list[Coding]], users: dict[int, UUID]
) -> Iterable[Text]:
    """One text per source: its statements in order, blank lines between them."""
    source, parts, marks, length = None, [], [], 0
    rows = readable_statements(by).select_related("source").order_by("source_id", "position")
    for statement in [*rows, None]:
        if source is not None and (statement is None or statement.source_id != source.pk):
            guid = uuid5(codebook.guid, f"source:{source.pk}")
            yield Text(guid, source.title, BETWEEN.join(parts), tuple(marks))
            parts, marks, length = [], [], 0
        if statement is None:
            return
        source = statement.source
        shown, place_of = _plain(statement.text)
        start = length + (len(BETWEEN) if parts else 0)
        marks += [_mark(codebook, c, start, place_of, users) for c in codings.get(statement.pk, ())]
        parts.append(shown)
        length = start + len(shown)


def _plain(text: str) -> tuple[str, dict[int, int]]:
    """The text with one sign per line end and no mark at its beginning, and where each place has gone."""
    skipped = [0] * (len(text) + 1)
    for at in range(len(text) - len(text.lstrip(BOM))):
        skipped[at] = 1
    for match in LINE_END.finditer(text):
        if match.end() - match.start() == 2:
            skipped[match.start()] = 1
    gone, places = 0, {}
    for at in range(len(text) + 1):
        places[at] = at - gone
        gone += skipped[at]
    return LINE_END.sub("\n", text.lstrip(BOM)), places


def _mark(
    codebook: Codebook, coding: Coding, start: int, place_of: dict[int, int], users: dict[int, UUID]
) -> Mark:
    low, high = coding.segment.place
    return Mark(
        uuid5(codebook.guid, f"coding:{coding.pk}"), start + place_of[low], start + place_of[high],
        coding.code.exchange_id, users[coding.coder_id], coding.at, memo_with(coding.stance, coding.memo),
    )  # fmt: skip


def _left_out(codebook: Codebook, tally: Tally) -> tuple[LeftOut, ...]:
    """What another program has no place for, or may not see."""
    closed = Statement.objects.exclude(status=Statement.Status.OPEN).values("status").annotate(n=Count("pk"))
    rows = [LeftOut(f"statement:{row['status']}", row["n"]) for row in closed]
    told = Statement.objects.filter(status=Statement.Status.OPEN).exclude(municipality=None).count()
    rows += [LeftOut("municipality", told)] if told else []
    versions = codebook.versions.count()
    rows += [LeftOut("versions", versions)] if versions else []
    changed = codebook.changes.filter(done_at__isnull=False).count()
    rows += [LeftOut("changes", changed)] if changed else []
    return (*tally.rows, *rows)
