"""Brings the search index in line with the word list and adds meaning where it lacks."""

from typing import Any

from django.core.management.base import BaseCommand

from kennismakelaar.catalog import actions


class Command(BaseCommand):
    help = "Build the search index again where it was made with another word list or without meaning."

    def handle(self, *args: Any, **options: Any) -> None:
        built = actions.reindex()
        if options["verbosity"]:
            self.stdout.write(f"index: {built} built again")
