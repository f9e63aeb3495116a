"""Pages behind a personal link. Only pressing a button does something: mail scanners open links too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kennismakelaar.invitations import actions, presenters, queries
from kennismakelaar.invitations.forms import ForwardForm
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys

FORM = "/peiling/invullen"


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, by whom, what becomes of it, and a button to begin."""
    invitation = queries.invitation_with(token)
    state = queries.state_of(invitation, timezone.localdate()) if invitation else "unknown"
    if state != "open":
        return _closed(request, invitation, state)
    context = {
        "invitation": invitation,
        "token": token,
        "begun": invitation.draft is not None,
        "answered": queries.has_answered(invitation),
        "minutes": presenters.minutes_for(invitation),
    }
    return _quiet(render(request, "invitations/link.html", context))


@never_cache
@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """Where the link of a test mail leads."""
    return _quiet(render(request, "invitations/example.html"))


@never_cache
@require_POST
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Open the form, or go on with it."""
    invitation = queries.invitation_with(token)
    state = queries.state_of(invitation, timezone.localdate()) if invitation else "unknown"
    if invitation is None or state != "open":
        return _closed(request, invitation, state)
    draft = actions.open_form(invitation, at=timezone.now())
    surveys.enter(request.session, draft)
    return redirect(FORM)


@never_cache
def forward(request: HttpRequest, token: str) -> HttpResponse:
    """Pass the invitation on to a colleague, who answers apart."""
    invitation = queries.invitation_with(token)
    state = queries.state_of(invitation, timezone.localdate()) if invitation else "unknown"
    if invitation is None or state not in {"open", "early"}:
        return _closed(request, invitation, state)
    form = ForwardForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            contact = actions.forward(invitation, email=form.cleaned_data["email"], at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            messages.success(request, _("The invitation goes to %s.") % contact.email)
            return redirect("invitations:link", token)
    context = {"invitation": invitation, "token": token, "form": form, "refusal": refusal}
    status = 400 if refusal or form.errors else 200
    return _quiet(render(request, "invitations/forward.html", context, status=status))


@never_cache
@require_POST
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Show a link for a colleague, once: it is not kept."""
    invitation = queries.invitation_with(token)
    if invitation is None:
        return _closed(request, None, "unknown")
    made = actions.link_for_colleague(invitation, at=timezone.now())
    context = {"token": token, "link": request.build_absolute_uri(f"/peiling/{made}")}
    return _quiet(render(request, "invitations/copied.html", context))


@csrf_exempt  # a mail program presses the button: it has no page of ours and no cookie (RFC 8058)
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mail; opening the page changes nothing."""
    invitation = queries.invitation_with(token)
    if invitation is None:
        return _closed(request, None, "unknown")
    done = known = False
    if request.method == "POST":
        known = actions.unsubscribe(invitation, at=timezone.now())
        done = True
    return _quiet(
        render(request, "invitations/unsubscribe.html", {"token": token, "done": done, "known": known})
    )


def _closed(request: HttpRequest, invitation: object, state: str) -> HttpResponse:
    """A link that opens nothing (now), with what to do instead."""
    status = {"unknown": 404, "early": 200}.get(state, 410)
    context = {"invitation": invitation, "state": state}
    return _quiet(render(request, "invitations/closed.html", context, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Keeps personal links out of search engines. That other sites do not see them is the policy of every page."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
