"""Brings the topics, their words and their mappings in line with the data files of this room."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kennismakelaar.topics import actions
from kennismakelaar.topics.datafiles import rows_of


class Command(BaseCommand):
    help = "Load the list of topics with their words and mappings (may be repeated)."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        taxonomy = [row["uri"] for row in rows_of("policy_agenda_taxonomy.csv")]
        changed = {
            "topics": actions.load_topics(rows_of("topics.csv"), at=at),
            "terms": actions.load_terms(rows_of("synonyms.csv"), at=at),
            "mappings": actions.load_mappings(rows_of("mappings.csv"), taxonomy, at=at),
        }
        for name, count in changed.items():
            if options["verbosity"]:
                self.stdout.write(f"{name}: {count} new or changed")
