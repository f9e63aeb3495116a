"""`main_job`: from the answers there are to public white spots and reach, and a few lines of what was found."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import service_account
from kennismakelaar.gaps import api as gaps
from kennismakelaar.intake import api as intake
from kennismakelaar.outreach import api as outreach
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys
from kennismakelaar.website.thread import publish_streams


class Command(BaseCommand):
    help = "Computes needs, white spots and reach from what is stored, and makes public what passes the gate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the analysis (default: today)")
        parser.add_argument("--draws", type=int, default=2000)
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                self._run(options["on"] or timezone.localdate(), options["draws"])
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal

    def _run(self, on: date, draws: int) -> None:
        survey = surveys.latest_survey(on)
        if survey is None:
            raise CommandError(_("There is no needs survey to compute from."))
        by, now = service_account(), timezone.now()
        found = gaps.assess(survey, on=on, by=by, at=now, draws=draws)
        self._tell(survey.title, found)
        heard = outreach.heard_on(on, survey=survey, event=intake.latest_event(on))
        fictitious = survey.is_fictitious
        self._publish(lambda: gaps.publish(found, by=by, at=now))
        self._publish(lambda: outreach.publish_reach(heard, on=on, by=by, at=now, is_fictitious=fictitious))
        self._publish(lambda: publish_streams(by=by, at=now, is_fictitious=fictitious))
        self._tell_public()

    def _publish(self, publish: Callable[[], object]) -> None:
        """What the gate holds back stays as it was; the rest goes on."""
        try:
            publish()
        except records.UnableToPublish as refusal:
            self.stdout.write(_("Not renewed. %s") % refusal)

    def _tell(self, title: str, found: gaps.GapAssessment) -> None:
        response = found.needs.response
        self.stdout.write(
            _("%(title)s: %(heard)d of %(all)d municipalities answered (%(rate)d%%).")
            % {
                "title": title,
                "heard": response["municipalities_heard"],
                "all": response["population"],
                "rate": round(100 * response["rate"]),
            }
        )
        rows = list(gaps.gaps_of(found))
        white = [str(gap.topic) for gap in rows if gap.decision == gaps.Decision.WHITE]
        self.stdout.write(
            _("%(number)d white spots among %(all)d topics: %(names)s.")
            % {"number": len(white), "all": len(rows), "names": ", ".join(white[:5]) or "–"}
        )

    def _tell_public(self) -> None:
        reach = records.current(outreach.KIND_REACH)
        withheld = sum(cell["withheld"] for cell in reach.figures["cells"]) if reach else 0
        self.stdout.write(_("Published; %d figures of the reach are withheld.") % withheld)
        self.stdout.write(_("Log of acts: %s") % records.head())
