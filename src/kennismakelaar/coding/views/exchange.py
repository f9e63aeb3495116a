"""Exchange with other coding programs: a file out, a file in, and what does not come along."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api, exchange_words
from kennismakelaar.coding.forms import ExchangeForm, OccasionForm
from kennismakelaar.shared.errors import NotAllowed, Refusal


@login_required
def exchange(request: HttpRequest) -> HttpResponse:
    """This will offer the codebook and the project as files, and take a file of another program."""
    require(request.user, Right.EDIT_CODEBOOK)
    form = ExchangeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = api.receive_exchange(file.name, file.read(), by=request.user, at=timezone.now())
            return redirect("coding:delivered", found.pk)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    book = api.current_codebook()
    stays = api.project_of(book, by=request.user).left_out if book else ()
    context = {
        "form": form, "codebook": book, "left_out": exchange_words.left_out(asdict(row) for row in stays),
        "delivered": api.exchanges()[:20],
    }  # fmt: skip
    return render(request, "coding/exchange.html", context, status=400 if form.errors else 200)


@login_required
def codebook_file(request: HttpRequest) -> HttpResponse:
    """This will give the codebook as a file for other programs."""
    book = api.current_codebook()
    if book is None:
        raise Http404
    content = api.exported_codebook(book, on=timezone.localdate(), by=request.user)
    return _attachment(content, "codeboek.qdc", "application/xml")


@login_required
def project_file(request: HttpRequest) -> HttpResponse:
    """This will give texts, codes and judgements as a file for other programs."""
    book = api.current_codebook()
    if book is None:
        raise Http404
    content, _left_out = api.exported_project(book, by=request.user)
    return _attachment(content, "project.qdpx", "application/zip")


def _attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
def delivered(request: HttpRequest, number: int) -> HttpResponse:
    """This will show what a delivered file holds and what does not come along; and bring it in or put it away."""
    require(request.user, Right.EDIT_CODEBOOK)
    found = get_object_or_404(api.exchanges(), pk=number)
    form = OccasionForm(request.POST or None)
    if request.method == "POST":
        try:
            if _decided(request, found, form):
                return redirect("coding:delivered", number)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
    report = found.report
    context = {
        "exchange": found, "report": report, "form": form if report["texts"] else None,
        "left_out": exchange_words.left_out(report["left_out"]), "notes": exchange_words.notes(report["notes"]),
        "done": exchange_words.done(report["done"]), "waits": found.status == "checked",
    }  # fmt: skip
    return render(request, "coding/delivered.html", context)


def _decided(request: HttpRequest, found: object, form: OccasionForm) -> bool:
    who = {"by": request.user, "at": timezone.now()}
    if request.POST.get("decision") == "aside":
        api.set_aside(found, **who)
        messages.info(request, _("The file was set aside. Nothing was brought in."))
        return True
    if found.report["texts"] and not form.is_valid():
        return False
    data = form.cleaned_data if found.report["texts"] else None
    occasion = api.Occasion(data["held_on"], is_fictitious=data["is_fictitious"]) if data else None
    api.bring_in(found, occasion=occasion, **who)
    messages.success(request, _("The file was brought in."))
    return True
