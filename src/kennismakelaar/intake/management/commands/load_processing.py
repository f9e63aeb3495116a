"""Brings the default entries of the register of processing in line with the data file of this room."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kennismakelaar.intake import actions


class Command(BaseCommand):
    help = "Load the default entries of the register of processing (may be repeated)."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_processing(at=timezone.now())
        self.stdout.write(f"register of processing: {loaded} entries")
