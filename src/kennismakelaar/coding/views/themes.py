"""Themes: what uncoded statements have in common, and making a code of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dutch_text.grouping import FEWEST_TEXTS
from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.coding import api, job_words, theme_words
from kennismakelaar.coding.forms import ThemeCodeForm
from kennismakelaar.shared.errors import NotAllowed, Refusal

MOST_REST = 20


@login_required
def themes(request: HttpRequest) -> HttpResponse:
    """This will show the themes of the last search, and how far a new one is."""
    require(request.user, Right.CODE)
    return _page(request)


@login_required
@require_POST
def make_code(request: HttpRequest, number: int) -> HttpResponse:
    """This will make a code of one side of a theme; its statements become proposals."""
    require(request.user, Right.EDIT_CODEBOOK)
    board, codebook = api.themes_for(request.user), api.current_codebook()
    found = next((one for one in (*board.solid, *board.loose) if one.theme.pk == number), None)
    if found is None or codebook is None:
        raise Http404
    form = theme_words.form(found, request.POST)
    if form is None:
        messages.error(request, _("A colleague was first. Open the page of themes again."))
        return redirect("coding:themes")
    if form.is_valid():
        try:
            code = _made(request, found.theme, codebook, dict(form.cleaned_data))
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("“%(code)s” stands in the codebook. Its statements wait as proposals.") % {"code": code},
            )
            return redirect("coding:edit", code.slug)
    return _page(request, {number: form})


def _made(request: HttpRequest, theme: api.Theme, codebook: api.Codebook, data: dict[str, str]) -> api.Code:
    side = "" if data["side"] == theme_words.NONE else data["side"]
    return api.make_code_of_theme(
        theme, codebook, side=side, label=data["label"], definition=data["definition"], by=request.user,
        at=timezone.now(),
    )  # fmt: skip


def _page(request: HttpRequest, forms: dict[int, ThemeCodeForm] | None = None) -> HttpResponse:
    board = api.themes_for(request.user)
    filled = forms or {}
    context = {
        "board": board, "solid": theme_words.rows(board.solid, filled), "loose": theme_words.rows(board.loose, filled),
        "rest": board.rest[:MOST_REST], "more_rest": max(0, len(board.rest) - MOST_REST),
        "verdict": theme_words.verdict(board), "codebook": api.current_codebook(),
        "may_edit": may(request.user, Right.EDIT_CODEBOOK), "job": job_words.told(api.last_job("themes")),
        "too_few": board.waiting < FEWEST_TEXTS, "fewest": FEWEST_TEXTS,
    }  # fmt: skip
    return render(request, "coding/themes.html", context, status=400 if forms else 200)
