"""How far the machine is with what was asked of it, and why nothing came of it, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dutch_text.classify import FEWEST_CODINGS
from dutch_text.grouping import FEWEST_TEXTS

from .api import MachineJob

State = MachineJob.State


@dataclass(frozen=True)
class Told:
    """What a page says of a job. waits: there is more to come, so the page looks again by itself."""

    kind: str
    title: str
    text: str
    waits: bool
    step: int = 0
    steps: int = 0


def told(job: MachineJob | None) -> Told | None:
    """This will say how a job stands; nothing of one that is ready, for its outcome is on the page."""
    if job is None or job.state == State.DONE:
        return None
    if job.state == State.WAITING:
        return Told(
            "info", _("Asked, and waiting its turn"),
            _("The machine starts when earlier work is done. You can go on with something else."), True,
        )  # fmt: skip
    if job.state == State.BUSY:
        return Told("info", _("The machine is at it"), _busy(job), True, job.step, job.steps)
    if job.state == State.FAILED:
        return Told(
            "error", _("Something went wrong"),
            _("Nothing was changed. Ask again; if it goes wrong again, tell whoever runs this site."), False,
        )  # fmt: skip
    return Told("warning", *_refused(job), False)


def _busy(job: MachineJob) -> str:
    if not job.steps:
        return _("It reads the statements first.")
    share = round(100 * job.step / job.steps)
    return _("Step %(step)d of %(steps)d (%(share)d%%).") % {
        "step": job.step,
        "steps": job.steps,
        "share": share,
    }


def _refused(job: MachineJob) -> tuple[str, str]:
    number = {"number": job.number, "themes": FEWEST_TEXTS, "codings": FEWEST_CODINGS}
    known = {
        "few": (
            _("No themes: there are too few statements"),
            _("There were %(number)d without a code; at least %(themes)d with words in them are needed. "
              "So few are read faster than grouped.") % number,
        ),
        "few_codings": (
            _("No proposals: the machine saw too few codings"),
            _("It saw %(number)d coded statements; at least %(codings)d with different codes are needed. "
              "Code more statements and ask again.") % number,
        ),
        "no_codebook": (
            _("No proposals: there is no codebook"),
            _("Start a codebook first; codes are proposed out of it."),
        ),
        "no_model": (
            _("The language model was not asked"),
            _("None is set, or it stands where words may not go. Ask whoever runs this site."),
        ),
        "no_answer": (
            _("The language model does not answer"),
            _("It gave no answer %(number)d times in a row, so asking was ended. What it proposed before stays.")
            % number,
        ),
    }  # fmt: skip
    other = (_("The machine could not do this"), _("You may no longer do this, or something is missing."))
    return known.get(job.reason, other)
