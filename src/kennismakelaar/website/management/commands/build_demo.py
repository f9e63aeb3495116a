"""`build_demo`: a year of the unit that never was, marked as fictitious, always the same."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from demo import build
from demo.people import PASSWORD
from demo.plan import SEED
from kennismakelaar.surveys.api import surveys


class Command(BaseCommand):
    help = "Builds the demo year by the actions people use. Refuses when there is a survey already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        if surveys().exists():
            raise CommandError("Er is al een peiling. De demo komt alleen in een lege omgeving.")
        self._since = time.monotonic()
        with translation.override("nl"), transaction.atomic():
            build(seed=options["seed"], tell=self._tell)
        if options["verbosity"]:
            self.stdout.write(f"Demo gebouwd. Inloggen: adviseur1@demo.example, wachtwoord {PASSWORD}")

    def _tell(self, step: str) -> None:
        self.stderr.write(f"  {time.monotonic() - self._since:5.1f} s  {step}")
