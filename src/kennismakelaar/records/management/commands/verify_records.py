"""`verify_records`: is the log of acts whole?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kennismakelaar.records.api import Head, head, head_from, noted_in, verify_chain


class Command(BaseCommand):
    help = "Checks that no act was changed, removed, put in between or cut off at the end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--noted", type=Path, default=settings.RECORDS_HEADS, help="file with the heads noted so far"
        )
        parser.add_argument("--head", default="", help="a head printed earlier: number:hash")

    def handle(self, *args: Any, **options: Any) -> None:
        noted = _noted(options["noted"], options["head"])
        verdict = verify_chain(noted)
        if verdict.broken_at is not None:
            raise CommandError(_("The chain breaks at act %d.") % verdict.broken_at)
        if verdict.missing:
            raise CommandError(_("The last %d acts that were noted down are gone.") % verdict.missing)
        self.stdout.write(_("%d acts checked: the chain is whole.") % verdict.checked)
        if not noted:
            self.stdout.write(_("No earlier head is known, so acts cut off at the end would not be seen."))
        self.stdout.write(_("Head: %s") % head())


def _noted(path: Path, printed: str) -> list[Head]:
    try:
        return noted_in(path) + ([head_from(printed)] if printed else [])
    except (ValueError, IndexError) as error:
        raise CommandError(
            _("Heads as “number:hash” were expected in %(path)s or after --head; came: %(came)s.")
            % {"path": path, "came": error}
        ) from error
