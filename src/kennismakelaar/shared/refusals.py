"""What a visitor sees when an action was refused: a page in plain words, never a stack trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .errors import NotAllowed, Refusal


class RefusalMiddleware:
    """Turns a Refusal that no view caught into a page with what was expected, what came and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 400
        return render(request, "refusal.html", {"refusal": exception}, status=status)
