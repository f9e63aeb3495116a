"""Adds the offers of the data file that are not there yet."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kennismakelaar.catalog import actions

OFFERS = Path(__file__).parents[2] / "data" / "offers.csv"


class Command(BaseCommand):
    help = "Load the offers the menu card starts with (may be repeated; changed offers stay as they are)."

    def handle(self, *args: Any, **options: Any) -> None:
        with OFFERS.open(encoding="utf-8", newline="") as file:
            added = actions.load_offers(csv.DictReader(file), at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"offers: {added} new")
