"""Themes as they stand now: only words that may still be read, and each side counted apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kennismakelaar.accounts.api import User
from kennismakelaar.intake.api import readable_statements

from .models import Code, Theme, ThemeMember, ThemeRun
from .proposing import waiting

MOST_QUOTES = 3


@dataclass(frozen=True)
class ThemeShown:
    """One theme: its words, how many say what, and quotes per side."""

    theme: Theme
    words: tuple[str, ...]
    members: tuple[ThemeMember, ...]
    codes: Mapping[str, Code]  # per side the code that was made of it

    def of(self, side: str) -> tuple[ThemeMember, ...]:
        """The statements on one side; an empty side is no clear side."""
        return tuple(member for member in self.members if member.side == side)

    def quotes(self, side: str) -> tuple[ThemeMember, ...]:
        """The most telling statements of one side; deviant ones stand apart."""
        found = [member for member in self.of(side) if member.quote_kind != ThemeMember.Quote.DEVIANT]
        found.sort(key=lambda member: (not member.quote_kind, member.rank, member.pk))
        return tuple(found[:MOST_QUOTES])

    @property
    def deviant(self) -> tuple[ThemeMember, ...]:
        """The statements that stand farthest from the middle of the theme."""
        return tuple(one for one in self.members if one.quote_kind == ThemeMember.Quote.DEVIANT)


@dataclass(frozen=True)
class ThemeBoard:
    """Everything the last search found: solid themes, those that did not survive, and the rest."""

    run: ThemeRun | None
    solid: tuple[ThemeShown, ...]
    loose: tuple[ThemeShown, ...]
    rest: tuple[ThemeMember, ...]
    waiting: int

    @property
    def statements(self) -> int:
        """How many statements of the search may still be read."""
        return len(self.rest) + sum(len(one.members) for one in (*self.solid, *self.loose))


def themes_for(user: User) -> ThemeBoard:
    """The themes of the last search, with the statements this user may read."""
    readable = readable_statements(user)
    open_now = waiting().filter(pk__in=readable.values("pk")).count()
    run = ThemeRun.objects.first()
    if run is None:
        return ThemeBoard(None, (), (), (), open_now)
    members: dict[int | None, list[ThemeMember]] = {}
    found = run.members.filter(statement__in=readable.values("pk"))
    for member in found.select_related("statement__source", "statement__municipality"):
        members.setdefault(member.theme_id, []).append(member)
    shown = [
        _shown(theme, members[theme.pk])
        for theme in run.themes.prefetch_related("codes_made__code")
        if theme.pk in members
    ]
    return ThemeBoard(
        run, tuple(one for one in shown if one.theme.solid), tuple(one for one in shown if not one.theme.solid),
        tuple(members.get(None, ())), open_now,
    )  # fmt: skip


def _shown(theme: Theme, members: Sequence[ThemeMember]) -> ThemeShown:
    """A word that no statement holds any more was erased or replaced: it is not shown."""
    texts = [member.statement.text.lower() for member in members]
    words = tuple(word for word in theme.words if any(word.lower() in text for text in texts))
    codes = {made.side: made.code for made in theme.codes_made.all()}
    return ThemeShown(theme, words, tuple(members), codes)
