"""Themes: groups of uncoded statements that resamples keep finding, and what a person makes of them."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dutch_text import grouping
from dutch_text.features import UnableToRead
from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding import background, proposing
from kennismakelaar.coding.models import (
    Code,
    Codebook,
    MachineRun,
    Side,
    Suggestion,
    Theme,
    ThemeCode,
    ThemeMember,
    ThemeRun,
)
from kennismakelaar.intake.api import Statement, readable_statements
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .codebooks import add_code

MOST_READ = 5_000  # above this the command `group` is the way: a page of themes is read by a person
BATCH = 2_000
SEED = 20260206
REPLACED = re.compile(r"\[[^\[\]]{1,40}\]")  # "[naam]": what screening put there says nothing of a theme


class UnableToTheme(Refusal):
    """There is nothing to group, or the theme is not what it was."""

    reason, number = "", 0


def seek_themes(*, by: User, at: datetime, progress: Callable[[int, int], None] | None = None) -> ThemeRun:
    """This will group the statements nobody coded, on resamples, and keep which statements stand together.

    Grouping takes long and locks nothing; what was coded or changed meanwhile is left out. `progress` hears how many
    resamples are done, of how many.
    """
    require(by, Right.CODE)
    readable = readable_statements(by).values("pk")
    rows = list(proposing.waiting().filter(pk__in=readable).values_list("pk", "text")[:MOST_READ])
    texts = [REPLACED.sub(" ", text) for _pk, text in rows]
    return _keep(_grouped(texts, progress), rows, by=by, at=at)


def _grouped(texts: list[str], progress: Callable[[int, int], None] | None) -> grouping.Grouping:
    try:
        vectors, _nothing = background.meaning_of(texts, [])
        return grouping.group(
            texts, vectors=vectors, topics=background.steering(), seed=SEED, progress=progress
        )
    except UnableToRead as error:
        refusal = UnableToTheme(
            _("At least %(count)d statements with words in them were expected.")
            % {"count": grouping.FEWEST_TEXTS},
            came=str(len(texts)),
            hint=_("So few are read faster than grouped."),
        )
        refusal.reason, refusal.number = "few", len(texts)
        raise refusal from error


@transaction.atomic
def _keep(found: grouping.Grouping, rows: list[tuple[int, str]], *, by: User, at: datetime) -> ThemeRun:
    """This will replace the themes of before; of codes made from them the codes and proposals stay."""
    ThemeRun.objects.all().delete()
    run = ThemeRun.objects.create(
        asked_by=by, at=at, statements=len(rows), stability=found.stability, resamples=grouping.RESAMPLES,
        seed=found.seed, method=found.method,
    )  # fmt: skip
    themes = {
        one.number: Theme.objects.create(
            run=run, number=one.number, words=list(one.label), stability=one.stability, solid=one.solid
        )
        for one in found.groups
    }
    for start in range(0, len(rows), BATCH):
        ThemeMember.objects.bulk_create(_members(run, found, themes, rows, start))
    record("seek themes", run, by=by, at=at, detail={"statements": len(rows), "themes": len(themes)})
    return run


def _members(
    run: ThemeRun, found: grouping.Grouping, themes: dict[int, Theme], rows: list[tuple[int, str]], start: int
) -> Iterable[ThemeMember]:
    part = range(start, min(start + BATCH, len(rows)))
    still = proposing.waiting().filter(pk__in=[rows[place][0] for place in part]).in_bulk()
    sides, quotes = _sides(found), _quotes(found)
    for place in part:
        pk, text = rows[place]
        statement = still.get(pk)
        if statement is None or statement.text != text:
            continue
        kind, rank = quotes.get(place, ("", 0))
        yield ThemeMember(
            run=run, theme=themes.get(found.assigned[place]), statement=statement, start=0, end=len(text),
            edits_known=len(statement.edits), side=sides.get(place, ""), quote_kind=kind, rank=rank,
        )  # fmt: skip


def _sides(found: grouping.Grouping) -> dict[int, str]:
    against = {place: Side.AGAINST for one in found.groups for place in one.disagreeing}
    return {place: Side.FOR for one in found.groups for place in one.agreeing} | against


def _quotes(found: grouping.Grouping) -> dict[int, tuple[str, int]]:
    chosen = {}
    for one in found.groups:
        for kind, places in (
            (ThemeMember.Quote.REPRESENTATIVE, one.quotes.representative),
            (ThemeMember.Quote.DEVIANT, one.quotes.deviant),
        ):
            chosen |= {place: (kind, rank) for rank, place in enumerate(places, start=1)}
    return chosen


@transaction.atomic
def make_code_of_theme(
    theme: Theme, codebook: Codebook, *, side: str, label: str, definition: str, by: User, at: datetime
) -> Code:
    """This will make a code of one side of a theme: who is for, who is against, or who takes no clear side.

    The statements of that side become proposals: a person still judges each of them.
    """
    require(by, Right.EDIT_CODEBOOK)
    theme = _standing(theme, side)
    members = _of_side(theme, side)
    code = add_code(
        codebook, slug=_free_slug(codebook, label), label=label, definition=definition, by=by, at=at
    )
    run = MachineRun.objects.create(codebook=codebook, kind=MachineRun.Kind.THEME, at=at)
    rows = [_proposal(member, code, theme, run) for member in members]
    run.proposed = len(Suggestion.objects.bulk_create(rows, batch_size=BATCH))
    run.save(update_fields=["proposed"])
    ThemeCode.objects.create(theme=theme, side=side, code=code)
    detail = {"theme": theme.number, "side": side, "proposals": run.proposed}
    record("make code of theme", code, by=by, at=at, detail=detail)
    return code


def _standing(theme: Theme, side: str) -> Theme:
    """This will hold the theme while its side has no code yet; else say which code a colleague made."""
    found = Theme.objects.select_for_update(of=("self",)).select_related("run").filter(pk=theme.pk).first()
    made = found.codes_made.filter(side=side).select_related("code").first() if found else None
    if found is None or made is not None:
        raise UnableToTheme(
            _("A side of a theme without a code."),
            came=made.code.label if made else _("The themes were sought again."),
            hint=_("A colleague was first. Open the page of themes again."),
        )
    return found


def _of_side(theme: Theme, side: str) -> list[ThemeMember]:
    members = theme.members.filter(side=side, statement__in=proposing.waiting()).select_related("statement")
    found = [member for member in members if member.place[0] < member.place[1]]
    if not found or side not in {"", *Side.values}:
        raise UnableToTheme(
            _("A side with statements nobody coded yet."),
            came=_("None are left."),
            hint=_("Open the page of themes again."),
        )
    return found


def _proposal(member: ThemeMember, code: Code, theme: Theme, run: MachineRun) -> Suggestion:
    statement: Statement = member.statement
    start, end = member.place
    return Suggestion(
        statement=statement, code=code, start=start, end=end, edits_known=len(statement.edits),
        confidence=None, words=theme.words, model_version=f"{theme.run.method}:{run.pk}", run=run,
    )  # fmt: skip


def _free_slug(codebook: Codebook, label: str) -> str:
    wanted = slugify(label)[:40] or "thema"
    taken = set(codebook.codes.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
