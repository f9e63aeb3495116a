"""Proposals of the machine: read one after the other and judged by one key, and asking for more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from procrastinate.exceptions import AlreadyEnqueued

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api, job_words, presenters, tasks
from kennismakelaar.shared.errors import NotAllowed, Refusal

from .chosen import judge_proposal

SHOWN = 20
Kind = api.MachineJob.Kind
PAGES = {Kind.THEMES: "coding:themes", Kind.LEARN: "coding:proposals", Kind.MODEL: "coding:proposals"}


@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """This will show what the machine proposes, each with its words, to judge it where it stands."""
    require(request.user, Right.CODE)
    code = _code(request.GET.get("code", ""))
    page = Paginator(api.proposals_for(request.user, code), SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": presenters.proposals(page.object_list), "code": code,
        "counts": api.proposal_counts(request.user), **_model(),
        "codes": api.codes_in_use(api.current_codebook(), on=timezone.localdate()),
        "learn": job_words.told(api.last_job(Kind.LEARN)), "asked": job_words.told(api.last_job(Kind.MODEL)),
    }  # fmt: skip
    return render(request, "coding/proposals.html", context)


def _code(slug: str) -> api.Code | None:
    found = api.codes_in_use(api.current_codebook(), on=timezone.localdate())
    return found.filter(slug=slug).first() if slug else None


def _model() -> dict[str, api.Endpoint | bool | None]:
    """The language model that is set, and whether the settings name one that may not be asked."""
    try:
        return {"model": api.endpoint(), "model_refused": False}
    except api.ModelRefused:
        return {"model": None, "model_refused": True}


@login_required
@require_POST
def judge(request: HttpRequest, number: int) -> HttpResponse:
    """This will accept, correct or reject a proposal, and go on with the next."""
    require(request.user, Right.CODE)
    code = _code(request.POST.get("only", ""))
    waiting = list(api.proposals_for(request.user, code).values_list("pk", flat=True)[: SHOWN * 10])
    found = get_object_or_404(api.proposals_for(request.user), pk=number)
    after = waiting[waiting.index(number) + 1 :] if number in waiting else []
    try:
        judge_proposal(request, found)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        after = [number]
    else:
        found.refresh_from_db()
        messages.success(request, f"{found.code}: {found.get_verdict_display()}")
    only = "?" + urlencode({"code": code.slug}) if code else ""
    return redirect(reverse("coding:proposals") + only + f"#voorstel-{after[0]}" if after else _list(only))


def _list(only: str) -> str:
    return reverse("coding:proposals") + only


@login_required
@require_POST
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """This will ask the task worker for something long: proposals or themes."""
    require(request.user, Right.CODE)
    if kind not in PAGES:
        raise Http404
    if kind == Kind.MODEL and _model()["model"] is None:
        raise Http404
    job = api.ask_machine(kind, by=request.user, at=timezone.now())
    try:
        with transaction.atomic():
            tasks.do_job.configure(queueing_lock=f"coding.{kind}").defer(job=job.pk)
    except AlreadyEnqueued:
        messages.info(request, _("That was asked already and waits its turn."))
    return redirect(PAGES[Kind(kind)])
