"""The workbench of brokering: the inbox, one question, knowledge gaps and expertise."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.intake import api as intake

from . import actions, queries
from .forms import AnswerForm, ExpertiseForm, FillForm, KnowledgeGapForm, ReferForm, TopicForm


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """The questions this person may see."""
    status = request.GET.get("status", "")
    rows = queries.inquiries_for(request.user)
    if status:
        rows = rows.filter(status=status)
    context = {
        "inquiries": rows[:200],
        "status": status,
        "statuses": queries.Inquiry.Status.choices,
        "may_publish": may(request.user, Right.READ_STATEMENTS),
    }
    return render(request, "brokering/inbox.html", context)


@login_required
def inquiry(request: HttpRequest, key: int) -> HttpResponse:
    """One question: what the machine found, where it went, what was answered."""
    found = _found(request, key)
    suggestions = queries.suggestions_of(found, on=timezone.localdate(), limit=8)
    topics = [found.topic_id] if found.topic_id else []
    context = {
        "inquiry": found,
        "suggestions": suggestions,
        "experts": queries.expertise_on(topics, on=timezone.localdate()),
        "refer": ReferForm(),
        "answer": AnswerForm(),
        "topic": TopicForm(initial={"topic": found.topic_id}),
        "may_publish": may(request.user, Right.READ_STATEMENTS),
        "may_follow": intake.readable_statements(request.user).filter(pk=found.statement_id).exists(),
        "is_handler": may(request.user, Right.BROKER),
    }
    return render(request, "brokering/inquiry.html", context)


@login_required
@require_POST
def refer(request: HttpRequest, key: int) -> HttpResponse:
    """Bring a question to an offer or to somebody who knows."""
    found, form = _found(request, key), ReferForm(request.POST)
    if form.is_valid():
        actions.refer(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The question has been referred."))
    else:
        messages.error(request, _("Choose where the question goes, and say why it fits."))
    return redirect("brokering:inquiry", key)


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Answer a question."""
    found, form = _found(request, key), AnswerForm(request.POST)
    if form.is_valid():
        actions.answer(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The answer has been stored; who asked can read it now."))
    else:
        messages.error(request, _("Write the answer first."))
    return redirect("brokering:inquiry", key)


@login_required
@require_POST
def topic(request: HttpRequest, key: int) -> HttpResponse:
    """File a question under a topic."""
    found, form = _found(request, key), TopicForm(request.POST)
    if form.is_valid():
        actions.set_topic(found, form.cleaned_data["topic"], by=request.user, at=timezone.now())
        messages.success(request, _("The question has been filed."))
    return redirect("brokering:inquiry", key)


@login_required
def gaps(request: HttpRequest) -> HttpResponse:
    """Knowledge gaps: declare one, or say who takes it up and what fills it."""
    require(request.user, Right.READ_STATEMENTS)
    form = KnowledgeGapForm(request.POST or None, initial={"inquiries": request.GET.getlist("vraag")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.declare_knowledge_gap(
            data["title"],
            topic=data["topic"],
            inquiries=list(data["inquiries"]),
            about=data["about"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The knowledge gap is public, without who asked."))
        return redirect("brokering:gaps")
    return render(
        request, "brokering/gaps.html", {"gaps": queries.knowledge_gaps(), "form": form, "fill": FillForm()}
    )


@login_required
@require_POST
def fill(request: HttpRequest, key: int) -> HttpResponse:
    """Note who takes a knowledge gap up, or what fills it."""
    gap, form = queries.knowledge_gap_with(key), FillForm(request.POST)
    if gap is None or not form.is_valid():
        raise Http404
    if form.cleaned_data["offer"]:
        actions.fill_knowledge_gap(gap, form.cleaned_data["offer"], by=request.user, at=timezone.now())
        messages.success(request, _("The knowledge gap is filled; who asked can see it."))
    elif form.cleaned_data["organization"]:
        actions.take_up_knowledge_gap(
            gap, form.cleaned_data["organization"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("It is noted who works on it."))
    return redirect("brokering:gaps")


@login_required
def expertise(request: HttpRequest) -> HttpResponse:
    """Who may be asked about what, and until when."""
    require(request.user, Right.READ_STATEMENTS)
    form = ExpertiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_expertise(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("It is noted who may be asked."))
        return redirect("brokering:expertise")
    context = {"rows": queries.all_expertise(), "form": form, "today": timezone.localdate()}
    return render(request, "brokering/expertise.html", context)


def _found(request: HttpRequest, key: int) -> queries.Inquiry:
    found = queries.inquiry_with(key, request.user)
    if found is None:
        raise Http404
    return found
