"""Search a word in all texts, look at what was found, and give a code to what fits."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api
from kennismakelaar.coding.forms import SearchForm
from kennismakelaar.coding.sentences import Piece, sentences
from kennismakelaar.intake.api import Statement
from kennismakelaar.shared.errors import NotAllowed, Refusal

MOST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """The sentence that holds the words, cut around them."""

    statement: Statement
    piece: Piece
    before: str
    words: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.statement.pk}:{self.piece.start}"


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """This will list the sentences that hold a word, and give a code to those a person leaves ticked."""
    require(request.user, Right.CODE)
    codes = list(api.codes_in_use(api.current_codebook(), on=timezone.localdate()))
    form = SearchForm(request.POST or request.GET or None, codes=codes)
    hits: list[Hit] = []
    found = 0
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["q"].strip()
        code = next((c for c in codes if c.slug == form.cleaned_data["code"]), None)
        statements = api.hits_of(words, request.user, code)
        found = statements.count()
        hits = [hit for s in statements[:MOST] if (hit := _hit(s, words)) is not None]
        if request.method == "POST" and code is not None:
            return _code_ticked(request, hits, code, words)
    context = {"form": form, "hits": hits, "found": found, "most": MOST}
    return render(request, "coding/search.html", context)


def _hit(statement: Statement, words: str) -> Hit | None:
    """The first sentence with the words; None when they run over the end of a sentence."""
    for piece in sentences(statement.text):
        at = piece.text.casefold().find(words.casefold())
        # Folding may change the length of some letters; then the words are not cut out, only shown.
        same = len(piece.text.casefold()) == len(piece.text)
        if at >= 0:
            end = at + len(words) if same else at
            at = at if same else 0
            return Hit(statement, piece, piece.text[:at], piece.text[at:end], piece.text[end:])
    return None


def _code_ticked(request: HttpRequest, hits: list[Hit], code: api.Code, words: str) -> HttpResponse:
    ticked = set(request.POST.getlist("hit"))
    chosen = [hit for hit in hits if hit.key in ticked]
    given = 0
    for hit in chosen:
        place = (hit.piece.start, hit.piece.end)
        try:
            api.mark(hit.statement, *place, code, by=request.user, at=timezone.now())
            given += 1
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, f"{hit.statement}: {refusal}")
    told = ngettext("%(count)s sentence got the code.", "%(count)s sentences got the code.", given)
    messages.success(request, told % {"count": given})
    query = urlencode({"q": words, "code": code.slug})
    return redirect(f"{reverse('coding:search')}?{query}")
