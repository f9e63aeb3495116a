"""`recompute`: compute the figures of a frozen snapshot again, and say whether they are the same."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kennismakelaar.needs.exports.snapshot import Recomputed, recompute
from kennismakelaar.shared.errors import Refusal

MOST_SHOWN = 40


class Command(BaseCommand):
    """Needs no database: the snapshot holds everything."""

    help = "Computes the figures of a snapshot again and tells what differs; ends with 1 when anything does."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="SNAPSHOT.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = recompute(options["file"].read_bytes())
        except OSError as problem:
            raise CommandError(f"{options['file']}: {problem.strerror}") from problem
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in told(found):
            self.stdout.write(line)
        if not found.is_same:
            raise CommandError(_("The figures are not those of the snapshot."))
        self.stdout.write(_("All %d figures are the same.") % found.figures)


def told(found: Recomputed) -> list[str]:
    """What differs, in words."""
    lines = []
    if not found.method_is_same:
        text = _("The snapshot was made with method version %(then)s, this is version %(now)s.")
        lines.append(text % {"then": found.method_then, "now": found.method_now})
    if found.touched:
        lines.append(_("Changed after the snapshot was made: %s.") % ", ".join(found.touched))
    if not found.input_is_same:
        lines.append(_("The answers or the municipalities are not those the figures were computed from."))
    if found.different:
        count = len(found.different)
        lines.append(ngettext("%d measure differs:", "%d measures differ:", count) % count)
        lines += [f"  {one}" for one in found.different[:MOST_SHOWN]]
        if count > MOST_SHOWN:
            lines.append(_("  and %d more") % (count - MOST_SHOWN))
    return lines
