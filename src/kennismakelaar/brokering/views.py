"""Asking: the public question, its receipt, answers for everybody, and knowledge gaps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kennismakelaar.shared.tokens import hash_of
from kennismakelaar.topics.api import Phase, Role, value_of

from . import actions, queries
from .forms import QuestionForm


def ask(request: HttpRequest) -> HttpResponse:
    """Take a question in, in somebody's own words."""
    given = {
        "text": request.GET.get("vraag", ""),
        "role": value_of(Role, request.GET.get("rol", "")),
        "phase": value_of(Phase, request.GET.get("fase", "")),
    }
    form = QuestionForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        question = actions.Question(
            data["text"], data["role"], data["phase"], data["municipality"], data["email"]
        )
        by = request.user if request.user.is_authenticated else None
        asked = actions.ask(question, by=by, at=timezone.now())
        return redirect("brokering:receipt", asked.token)
    return render(request, "brokering/ask.html", {"form": form})


def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a question; opening the link changes nothing."""
    inquiry = queries.inquiry_of_receipt(hash_of(token))
    if inquiry is None:
        raise Http404
    suggestions = queries.suggestions_of(inquiry, on=timezone.localdate())
    context = {"inquiry": inquiry, "suggestions": suggestions, "gaps": inquiry.knowledge_gaps.all()}
    return render(request, "brokering/receipt.html", context)


def public_answer(request: HttpRequest, key: int) -> HttpResponse:
    """An answer a person made public, without who asked."""
    found = queries.public_answer_with(key)
    if found is None:
        raise Http404
    return render(request, "brokering/answer.html", {"answer": found})


def knowledge_gaps(request: HttpRequest) -> HttpResponse:
    """Questions nobody could answer yet, to be filled together."""
    return render(request, "brokering/knowledge_gaps.html", {"gaps": queries.knowledge_gaps()})
