"""Pages of follow-up: public, by personal link, and the workbench."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.follow_up import actions, product_files, queries
from kennismakelaar.follow_up.forms import FollowUpForm, ReactionForm
from kennismakelaar.organizations import api as organizations
from kennismakelaar.shared.tokens import hash_of


def follow_ups(request: HttpRequest) -> HttpResponse:
    """What we did with your input."""
    return render(request, "follow_up/follow_ups.html", {"follow_ups": queries.public_follow_ups()})


def delivery(request: HttpRequest, token: str) -> HttpResponse:
    """The reply to one municipality, with room to react; opening the link changes nothing."""
    found = queries.delivery_with(hash_of(token))
    if found is None:
        raise Http404
    form = ReactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.react(token, form.cleaned_data["text"], at=timezone.now())
        messages.success(request, _("Thank you. Your reaction has been taken in and will be read."))
        return redirect("follow_up:delivery", token)
    product = queries.product_of(found.follow_up)
    context = {
        "delivery": found,
        "form": form,
        "product": product,
        # Who took part reads the words too.
        "parts": product_files.parts_of(product, quotes=True) if product else [],
    }
    return render(request, "follow_up/delivery.html", context)


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """All replies, what waits for one, and a new one."""
    require(request.user, Right.FOLLOW_UP)
    form = FollowUpForm(request.POST or None, initial={"need": request.GET.get("behoefte")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        reply = actions.Reply(
            data["title"],
            data["text"],
            data["outcome"],
            need=data["need"],
            proposal=data["proposal"],
            offer=data["offer"],
        )
        behind = actions.statements_behind(data["need"])
        actions.write(reply, statements=behind, by=request.user, at=timezone.now())
        messages.success(request, _("The reply has been written. Send it when it is ready."))
        return redirect("follow_up:workbench")
    context = {
        "follow_ups": queries.follow_ups(),
        "waiting": queries.unanswered_statements().count(),
        "form": form,
    }
    return render(request, "follow_up/workbench.html", context)


@login_required
@require_POST
def send(request: HttpRequest, key: int) -> HttpResponse:
    """Bring a reply to all who spoke."""
    found = queries.follow_up_with(key)
    if found is None:
        raise Http404
    tokens = actions.send(found, by=request.user, at=timezone.now())
    names = organizations.names_of(tokens)
    links = [
        (names[code], request.build_absolute_uri(f"/terugkoppeling/{token}"))
        for code, token in tokens.items()
    ]
    return render(request, "follow_up/links.html", {"follow_up": found, "links": links})
