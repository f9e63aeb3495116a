"""Asking a language model for proposals: released statements one by one, everything it says checked and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding import proposing, quality
from kennismakelaar.coding.local_model import answers, prompt
from kennismakelaar.coding.local_model.endpoint import Endpoint, ModelRefused, NoAnswer, endpoint
from kennismakelaar.coding.models import Code, Codebook, MachineRun, Suggestion
from kennismakelaar.coding.refused import Reason
from kennismakelaar.intake.api import Statement, readable_statements
from kennismakelaar.records.api import record

from .registering import register_model

MOST_ASKED = 500
MOST_SILENT = 3  # after so many times no answer in a row the model is taken to be gone
GONE = {Reason.TIME_OUT, Reason.UNREACHABLE}


class ModelSilent(ModelRefused):
    """The model gave no answer, several times in a row."""

    reason, number = "no_answer", 0


def ask_model(
    codebook: Codebook, *, by: User, at: datetime, progress: Callable[[int, int], None] | None = None
) -> MachineRun:
    """This will ask the model that is set for codes of statements nobody coded, and keep what stands up to checking.

    Takes long and locks nothing: each statement is looked up again just before it is sent, and what was coded, held
    back or changed meanwhile is left out. Never called in a request.
    """
    require(by, Right.CODE)
    model = endpoint()
    if model is None:
        raise ModelRefused(
            _("A language model of this organization."),
            came=_("None is set."),
            hint=_("Everything works without one."),
        )
    asking = _begin(codebook, model, by=by, at=at)
    waiting, silent = asking.waiting(), 0
    for step, number in enumerate(waiting, start=1):
        silent = 0 if asking.one(number) else silent + 1
        if silent == MOST_SILENT:
            break
        if progress is not None:
            progress(step, len(waiting))
    _end(asking.run, by=by, at=at)
    if silent == MOST_SILENT:
        raise _gone(silent)
    return asking.run


@transaction.atomic
def _begin(codebook: Codebook, model: Endpoint, *, by: User, at: datetime) -> _Asking:
    book = list(codebook.codes.filter(retired_on=None).order_by("position", "pk"))
    silent = quality.silent_codes(codebook, model=model.model)
    run = MachineRun.objects.create(
        codebook=codebook, kind=MachineRun.Kind.MODEL, at=at, model=model.model, host=model.host,
        prompt_version=prompt.version(book),
    )  # fmt: skip
    register_model(model, by=by, at=at)
    detail = {"model": model.model, "host": model.host, "instruction": run.prompt_version}
    record("ask language model", run, by=by, at=at, detail=detail)
    codes = {code.slug: code for code in book if code.slug not in silent}
    return _Asking(run, model, codes, by, quality.shares(codebook, model=model.model))


@transaction.atomic
def _end(run: MachineRun, *, by: User, at: datetime) -> None:
    detail = {"statements": len(run.sent), "proposals": run.proposed, "refused": run.refused}
    record("language model answered", run, by=by, at=at, detail=detail)


@dataclass
class _Asking:
    """One round: the model, the codes it may use (not those it was wrong about too often), and what came of it."""

    run: MachineRun
    model: Endpoint
    codes: dict[str, Code]
    by: User
    shares: dict[str, float]
    refused: Counter[str] = field(default_factory=Counter)

    def waiting(self) -> list[int]:
        """The statements this model has not read yet with this instruction and codebook."""
        same = MachineRun.objects.filter(
            kind=self.run.kind,
            model=self.run.model,
            host=self.run.host,
            prompt_version=self.run.prompt_version,
        )
        read = {
            int(number)
            for sent in same.values_list("sent", flat=True)
            for number, reason in sent.items()
            if reason not in GONE
        }
        found = self._released().exclude(pk__in=read).values_list("pk", flat=True)
        return list(found[:MOST_ASKED])

    def _released(self) -> QuerySet[Statement]:
        """Released statements nobody coded, as they are now: looked up again just before one is sent."""
        return proposing.waiting().filter(pk__in=readable_statements(self.by).values("pk"))

    def one(self, number: int) -> bool:
        """This will ask about one statement; False when the model gave no sign of life."""
        statement = self._released().filter(pk=number).first()
        if statement is None:
            return True
        reason = ""
        try:
            asked = prompt.question(statement.text, self.codes.values())
            content = self.model.ask(prompt.instruction(), asked)
            found, wrong = answers.check(content, text=statement.text, codes=self.codes)
            self.refused.update(wrong)
            self._keep(statement, found)
        except NoAnswer as nothing:
            reason = nothing.reason
            self.refused[reason] += 1
        self.run.sent[str(number)], self.run.refused = str(reason), dict(self.refused)
        self.run.save(update_fields=["sent", "refused", "proposed"])
        return reason not in GONE

    @transaction.atomic
    def _keep(self, asked: Statement, found: list[answers.Checked]) -> None:
        """This will store what held, when the statement is still what the model read."""
        now = self._released().filter(pk=asked.pk).select_for_update(of=("self",)).first()
        if now is None or now.text != asked.text:
            self.refused[Reason.OVERTAKEN] += len(found)
            return
        earlier = Suggestion.objects.filter(statement=now, run__kind=self.run.kind)
        earlier.filter(verdict=Suggestion.Verdict.OPEN).delete()
        made = Suggestion.objects.bulk_create(
            Suggestion(
                statement=now, code=self.codes[one.code], start=one.start, end=one.end, edits_known=len(now.edits),
                confidence=self.shares.get(one.code), model_version=self._version, run=self.run,
            )
            for one in found
        )  # fmt: skip
        self.run.proposed += len(made)

    @property
    def _version(self) -> str:
        return f"{self.run.prompt_version}:{self.run.pk}"


def _gone(times: int) -> ModelSilent:
    refusal = ModelSilent(
        _("An answer of the language model."),
        came=_("None, %(count)d times in a row.") % {"count": times},
        hint=_("What it proposed before stays. Ask whoever runs this site."),
    )
    refusal.number = times
    return refusal
