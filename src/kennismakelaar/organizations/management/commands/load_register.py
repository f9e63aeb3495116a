"""Loads municipalities, mergers and organizations from the data files of this room."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kennismakelaar.organizations import actions
from kennismakelaar.organizations.datafiles import rows_of


class Command(BaseCommand):
    help = "Load the register of municipalities and organizations (may be repeated)."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        loads = {
            "municipalities": actions.load_municipalities(
                rows_of("municipalities.csv"), rows_of("municipality_neighbors.csv"), at=at
            ),
            "mergers": actions.load_mergers(rows_of("mergers.csv"), at=at),
            "organizations": actions.load_organizations(rows_of("organizations.csv"), at=at),
        }
        for name, loaded in loads.items():
            if options["verbosity"]:
                self.stdout.write(
                    f"{name}: {loaded.new} new, {loaded.changed} changed, {loaded.same} unchanged"
                )
