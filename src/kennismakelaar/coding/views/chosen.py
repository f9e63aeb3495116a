"""What somebody chose on a page: words of a text, codes, and what they make of a proposal of the machine."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone

from kennismakelaar.coding import api
from kennismakelaar.coding.sentences import sentences, words


def chosen_place(request: HttpRequest, text: str) -> tuple[int, int] | None:
    """The marked stretch: from a script as offsets, else from whole sentences or from a first and a last word."""
    pieces = sentences(text)
    every_word = [word for piece in pieces for word in words(text, piece)]
    first, last = request.POST.get("first", ""), request.POST.get("last", "")
    if first.isdigit() and last.isdigit() and max(int(first), int(last)) < len(every_word):
        low, high = sorted((int(first), int(last)))
        return every_word[low].start, every_word[high].end
    if "all" in request.POST.getlist("sentence") and pieces:
        return pieces[0].start, pieces[-1].end
    chosen = [int(n) for n in request.POST.getlist("sentence") if n.isdigit() and 0 < int(n) <= len(pieces)]
    return (pieces[min(chosen) - 1].start, pieces[max(chosen) - 1].end) if chosen else None


def chosen_codes(request: HttpRequest) -> Sequence[api.Code]:
    """The codes that were ticked, as far as they are in use."""
    codes = api.codes_in_use(api.current_codebook(), on=timezone.localdate())
    return codes.filter(slug__in=request.POST.getlist("code"))


def judge_proposal(request: HttpRequest, proposal: api.Suggestion) -> None:
    """This will do what was chosen: accept, correct with the chosen words and codes, or reject."""
    who = {"by": request.user, "at": timezone.now()}
    verdict = request.POST.get("verdict")
    if verdict == "accept":
        api.accept_suggestion(proposal, **who)
    elif verdict == "correct":
        place = chosen_place(request, proposal.statement.text)
        api.correct_suggestion(proposal, place=place, codes=list(chosen_codes(request)), **who)
    elif verdict == "reject":
        api.reject_suggestion(proposal, **who)
