"""`load_guidance`: brings the situations in line with the files of the unit."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kennismakelaar.accounts.api import service_account
from kennismakelaar.guidance.api import load_situations
from kennismakelaar.guidance.content import situations


class Command(BaseCommand):
    help = "Loads situations and lines of advice; what a person checked stays."

    def handle(self, *args: Any, **options: Any) -> None:
        count = load_situations(situations(), by=service_account(), at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"situations: {count}")
