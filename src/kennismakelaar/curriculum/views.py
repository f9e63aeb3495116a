"""Pages of the curriculum: public, sign-off by link, and the workbench."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.shared.tokens import hash_of

from . import actions, queries
from .forms import JudgementForm, ProposalForm


def curriculum(request: HttpRequest) -> HttpResponse:
    """What is taught, and what is about to change."""
    current = queries.current_curriculum()
    context = {
        "curriculum": current,
        "modules": queries.modules_of(current) if current else [],
        "proposals": queries.public_proposals(),
    }
    return render(request, "curriculum/curriculum.html", context)


def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """One change: what it answers, who agreed."""
    found = queries.proposal_with(key)
    is_editor = may(request.user, Right.EDIT_CURRICULUM)
    if found is None or (found.status == "draft" and not is_editor):
        raise Http404
    return render(request, "curriculum/proposal.html", {"proposal": found, "is_editor": is_editor})


def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """A department judges by its personal link; opening the link changes nothing."""
    found = queries.sign_off_with(hash_of(token))
    if found is None:
        raise Http404
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.judge(
            found,
            form.cleaned_data["judgement"],
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
            token=token,
        )
        messages.success(request, _("Thank you. Your judgement has been noted."))
        return redirect("curriculum:sign_off", token)
    return render(request, "curriculum/sign_off.html", {"sign_off": found, "form": form})


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """All proposals; a partner sees what is asked of the own department."""
    is_editor = may(request.user, Right.EDIT_CURRICULUM)
    if not is_editor:
        require(request.user, Right.SIGN_OFF)
    current = queries.current_curriculum()
    form = ProposalForm(request.POST or None, initial={"gap": request.GET.get("vlek")})
    if request.method == "POST" and form.is_valid() and current:
        data = form.cleaned_data
        change = actions.Change(
            data["title"], data["change"], data["why"], data["module"], data["gap"], list(data["needs"])
        )
        made = actions.propose_change(current, change, by=request.user, at=timezone.now())
        messages.success(request, _("The change has been written down."))
        return redirect("curriculum:proposal", made.pk)
    context = {
        "is_editor": is_editor,
        "proposals": queries.proposals() if is_editor else queries.public_proposals(),
        "asked": queries.asked_of(request.user),
        "form": form,
        "curriculum": current,
        "unanswered": queries.unanswered_objectives(current) if current and is_editor else [],
    }
    return render(request, "curriculum/workbench.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, key: int) -> HttpResponse:
    """Ask the departments."""
    found = queries.proposal_with(key)
    if found is None:
        raise Http404
    tokens = actions.submit(found, by=request.user, at=timezone.now())
    links = [(name, request.build_absolute_uri(f"/akkoord/{token}")) for name, token in tokens.items()]
    return render(request, "curriculum/links.html", {"proposal": found, "links": links})


@login_required
@require_POST
def carry_out(request: HttpRequest, key: int) -> HttpResponse:
    """Note that an agreed change was made."""
    found = queries.proposal_with(key)
    if found is None:
        raise Http404
    actions.carry_out(found, by=request.user, at=timezone.now())
    messages.success(request, _("The change has been carried out."))
    return redirect("curriculum:proposal", key)


@login_required
def judge(request: HttpRequest, key: int) -> HttpResponse:
    """A partner judges through an account."""
    require(request.user, Right.SIGN_OFF)
    found = queries.asked_of(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.judge(found, data["judgement"], reason=data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("Thank you. Your judgement has been noted."))
        return redirect("curriculum:workbench")
    return render(request, "curriculum/sign_off.html", {"sign_off": found, "form": form})
