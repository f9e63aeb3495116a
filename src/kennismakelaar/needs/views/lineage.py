"""Merge needs that say the same; split one that says two things."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.needs import actions, queries
from kennismakelaar.needs.forms import LineageForm, PieceForm

HALVES = ("one", "two")


@login_required
def merge(request: HttpRequest, key: int) -> HttpResponse:
    """Choose the needs that say the same as this one and write the one that takes their place."""
    require(request.user, Right.WRITE_NEED)
    found = _found(key)
    others = [one for one in queries.standing_needs() if one.pk != found.pk]
    others.sort(key=lambda one: (one.topic_id != found.topic_id, str(one.topic), one.title))
    form = LineageForm(request.POST or None, initial=_draft_of(found))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        reason = data.pop("reason")
        ticked = set(request.POST.getlist("need"))
        made = actions.merge(
            [found, *(one for one in others if str(one.pk) in ticked)],
            actions.Draft(**data, is_fictitious=found.is_fictitious),
            reason=reason,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The needs have been merged. The old ones stay readable."))
        return redirect("needs:need", made.pk)
    return render(request, "needs/merge.html", {"need": found, "others": others, "form": form})


@login_required
def split(request: HttpRequest, key: int) -> HttpResponse:
    """Say for every quote and figure which of two new needs it shows."""
    require(request.user, Right.WRITE_NEED)
    found = _found(key)
    evidence = list(queries.evidence_of(found))
    forms = {half: PieceForm(request.POST or None, prefix=half, initial=_draft_of(found)) for half in HALVES}
    if request.method == "POST" and all([form.is_valid() for form in forms.values()]):
        pieces = [
            actions.Piece(
                actions.Draft(**_draft_of(found) | form.cleaned_data, is_fictitious=found.is_fictitious),
                [row for row in evidence if half in request.POST.getlist(f"evidence-{row.pk}")],
            )
            for half, form in forms.items()
        ]
        reason = request.POST.get("reason", "")[:300]
        made = actions.split(found, pieces, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("The need has been split. The old one stays readable."))
        return redirect("needs:need", made[0].pk)
    context = {"need": found, "evidence": evidence, "forms": list(forms.items())}
    return render(request, "needs/split.html", context)


def _draft_of(need: queries.Need) -> dict:
    names = ("title", "topic", "kind", "about", "role", "form", "phase", "priority", "priority_reason")
    return {name: getattr(need, name) for name in names}


def _found(key: int) -> queries.Need:
    found = queries.standing_needs().filter(pk=key).first()
    if found is None:
        raise Http404
    return found
