"""Inviting: write, look, send, and see how it stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.invitations import actions, presenters, queries, tasks
from kennismakelaar.invitations.forms import MailingForm, SendForm
from kennismakelaar.invitations.postman import MailTrouble, has_mail_server
from kennismakelaar.invitations.wording import Letter, standard_letter
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys

PER_PAGE = 100
KINDS = {"uitnodiging": "invitation", "herinnering": "reminder"}


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """All surveys, and how far inviting to them has come."""
    require(request.user, Right.INVITE)
    context = {
        "rows": presenters.survey_rows(timezone.localdate()),
        "doubtful": queries.doubtful_mails(),
        "summary": presenters.contact_summary(timezone.localdate()),
        "has_server": has_mail_server(),
    }
    return render(request, "invitations/overview.html", context)


@login_required
def survey(request: HttpRequest, key: int) -> HttpResponse:
    """Who was invited to one survey, what became of the mails, and who has answered."""
    require(request.user, Right.INVITE)
    found = _survey(key)
    status = presenters.status_of(found, timezone.localdate())
    context = {
        "survey": found,
        "status": status,
        "page": Paginator(status.rows, PER_PAGE).get_page(request.GET.get("page")),
        "mailings": presenters.mailing_rows(found),
        "has_server": has_mail_server(),
    }
    return render(request, "invitations/survey.html", context)


@login_required
def write(request: HttpRequest, key: int) -> HttpResponse:
    """Write an invitation or a reminder; nothing is sent yet."""
    require(request.user, Right.INVITE)
    found = _survey(key)
    kind = KINDS.get(request.GET.get("soort", ""), "invitation")
    words = standard_letter(kind)
    form = MailingForm(request.POST or None, initial={"subject": words.subject, "text": words.text})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_mailing(found, _letter(form), kind=kind, by=request.user, at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            return redirect("invitations:mailing", made.pk)
    context = {"survey": found, "form": form, "kind": kind, "refusal": refusal}
    return render(request, "invitations/write.html", context, status=400 if refusal else 200)


@login_required
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change the words of a mailing that was not sent."""
    require(request.user, Right.INVITE)
    found = _mailing(key)
    initial = {"subject": found.subject, "text": found.text, "minutes": found.minutes}
    form = MailingForm(request.POST or None, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_mailing(found, _letter(form), by=request.user, at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            return redirect("invitations:mailing", key)
    context = {"survey": found.survey, "form": form, "kind": found.kind, "refusal": refusal}
    return render(request, "invitations/write.html", context, status=400 if refusal else 200)


@login_required
def mailing(request: HttpRequest, key: int) -> HttpResponse:
    """One mailing: how it looks, who gets it and whom it would burden; afterwards what became of it."""
    require(request.user, Right.INVITE)
    return _show(request, _mailing(key), SendForm())


def _show(
    request: HttpRequest, found: object, form: SendForm, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "mailing": found,
        "view": presenters.mailing_view(found, at=timezone.now()),
        "form": form,
        "has_server": has_mail_server(),
        "refusal": refusal,
    }
    return render(request, "invitations/mailing.html", context, status=400 if refusal or form.errors else 200)


@login_required
@require_POST
def test(request: HttpRequest, key: int) -> HttpResponse:
    """Send an example to oneself."""
    found = _mailing(key)
    try:
        address = actions.send_test(found, by=request.user, at=timezone.now())
    except MailTrouble as trouble:
        messages.error(request, _("The mail server did not take the mail: %s") % trouble)
    else:
        messages.success(request, _("A test mail went to %s.") % address)
    return redirect("invitations:mailing", key)


@login_required
@require_POST
def send(request: HttpRequest, key: int) -> HttpResponse:
    """Send a mailing, now or from a moment on."""
    found, now = _mailing(key), timezone.now()
    form = SendForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        planned = actions.plan_mailing(
            found,
            send_at=form.cleaned_data["send_at"],
            left_out=request.POST.getlist("left_out"),
            by=request.user,
            at=now,
        )
    except Refusal as refusal:
        return _show(request, found, form, refusal)
    if planned.send_at and planned.send_at <= now:
        tasks.send_mailing.defer(mailing=planned.pk)
        messages.success(request, _("The mails are being sent. This page shows how far it is."))
    else:
        messages.success(request, _("The mailing is planned."))
    return redirect("invitations:mailing", key)


@login_required
@require_POST
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """Keep back what has not left."""
    actions.stop_mailing(_mailing(key), by=request.user, at=timezone.now())
    messages.success(request, _("The mailing has been stopped. Mails that left cannot be taken back."))
    return redirect("invitations:mailing", key)


@login_required
@require_POST
def discard(request: HttpRequest, key: int) -> HttpResponse:
    """Throw away a mailing that was not sent."""
    found = _mailing(key)
    actions.discard_mailing(found, by=request.user, at=timezone.now())
    messages.success(request, _("The mailing has been thrown away."))
    return redirect("invitations:survey", found.survey_id)


@login_required
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Settle a mail in doubt."""
    found = queries.mail_with(key)
    if found is None:
        raise Http404
    arrived = request.POST.get("arrived") == "1"
    actions.decide_doubtful(found, arrived=arrived, by=request.user, at=timezone.now())
    if arrived:
        messages.success(request, _("The mail is on the list as sent."))
    else:
        tasks.send_mailing.defer(mailing=found.mailing_id)
        messages.success(request, _("The mail is sent again."))
    return redirect("invitations:overview")


@login_required
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Let the links of an invitation open nothing any more."""
    found = queries.invitation_numbered(key)
    if found is None:
        raise Http404
    actions.revoke(found, by=request.user, at=timezone.now())
    messages.success(request, _("The links of this invitation open nothing any more."))
    return redirect("invitations:survey", found.survey_id)


def _letter(form: MailingForm) -> Letter:
    data = form.cleaned_data
    return Letter(data["subject"], data["text"], data["minutes"])


def _survey(key: int) -> surveys.Survey:
    found = surveys.survey_with(str(key))
    if found is None:
        raise Http404
    return found


def _mailing(key: int):
    found = queries.mailing_with(key)
    if found is None:
        raise Http404
    return found
