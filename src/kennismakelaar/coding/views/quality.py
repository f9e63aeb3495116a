"""How well the machine proposes on this project."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api, presenters


@login_required
def quality(request: HttpRequest) -> HttpResponse:
    """This will show per code how well the machine proposes, and which codes it keeps silent about."""
    require(request.user, Right.CODE)
    book = api.current_codebook()
    found = api.quality_of(book) if book else None
    model = api.quality_of_model(book) if book else None
    context = {"found": presenters.quality_table(found), "model": presenters.quality_table(model)}
    return render(request, "coding/quality.html", context)
