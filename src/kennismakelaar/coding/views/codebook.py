"""The codebook: what each code is, when to use it, and how often it was given."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.coding import api, presenters
from kennismakelaar.coding.forms import CodeForm

FIELDS = ("label", "definition", "use_when", "not_when", "example")


@login_required
def codebook(request: HttpRequest) -> HttpResponse:
    """This will show all codes with their rules of use."""
    require(request.user, Right.CODE)
    book = api.current_codebook()
    codes = api.codes_in_use(book, on=timezone.localdate())
    context = {"codebook": book, "groups": presenters.groups(codes, api.code_counts(book))}
    return render(request, "coding/codebook.html", context)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """This will start a codebook from the list of topics, or add what came since."""
    book = api.start_codebook_from_topics(by=request.user, at=timezone.now())
    messages.success(request, _("The codebook has %(count)s codes.") % {"count": book.codes.count()})
    return redirect("coding:codebook")


@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """This will show one code with its quotes, and change its rules of use."""
    require(request.user, Right.CODE)
    found = get_object_or_404(api.codes_in_use(api.current_codebook(), on=timezone.localdate()), slug=slug)
    form = CodeForm(request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        api.edit_code(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The rule was changed."))
        return redirect("coding:codebook")
    quotes = api.quotes_of(found)[:10]
    context = {
        "code": found, "form": form, "quotes": quotes, "may_edit": may(request.user, Right.EDIT_CODEBOOK),
        "lineage": presenters.changes(api.lineage_of(found)),
    }  # fmt: skip
    return render(request, "coding/edit.html", context)
