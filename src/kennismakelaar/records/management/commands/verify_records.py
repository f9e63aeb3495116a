"""`verify_records`: is the log of acts whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kennismakelaar.records.api import verify_chain


class Command(BaseCommand):
    help = "Checks that no act was changed, removed or put in between."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_chain()
        if verdict.broken_at is not None:
            raise CommandError(_("The chain breaks at act %d.") % verdict.broken_at)
        self.stdout.write(_("%d acts checked: the chain is whole.") % verdict.checked)
