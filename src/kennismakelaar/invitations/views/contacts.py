"""Contacts: by hand, by list, and what came back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.invitations import actions, presenters, queries
from kennismakelaar.invitations.forms import (
    BouncesForm,
    ConfirmListForm,
    ContactFilter,
    ContactForm,
    EraseForm,
    ListForm,
)
from kennismakelaar.invitations.reading.bounces import read_bounces
from kennismakelaar.invitations.reading.contacts import read_contacts
from kennismakelaar.shared.errors import Refusal

PER_PAGE = 50


@login_required
def contacts(request: HttpRequest) -> HttpResponse:
    """All contacts, and a new one."""
    require(request.user, Right.INVITE)
    form = ContactForm(request.POST or None, on=timezone.localdate())
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.add_contact(
                data["municipality"],
                email=data["email"],
                role=data["role"],
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as came:
            refusal = came
        else:
            messages.success(
                request,
                _("%(address)s stands at %(municipality)s.")
                % {"address": made.email, "municipality": made.municipality},
            )
            return redirect("invitations:contacts")
    narrowing = ContactFilter(request.GET)
    chosen = narrowing.cleaned_data if narrowing.is_valid() else {}
    found = queries.contacts(
        text=chosen.get("q", ""), role=chosen.get("role", ""), bounced=chosen.get("bounced", False)
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": presenters.contact_rows(page),
        "summary": presenters.contact_summary(timezone.localdate()),
        "filter": narrowing,
        "form": form,
        "refusal": refusal,
        "list_form": ListForm(),
    }
    return render(request, "invitations/contacts.html", context, status=400 if refusal else 200)


@login_required
def contact(request: HttpRequest, key: int) -> HttpResponse:
    """One contact: correct it or erase it."""
    require(request.user, Right.INVITE)
    found = queries.contact_with(key)
    if found is None:
        raise Http404
    initial = {"email": found.email, "role": found.role}
    form = ContactForm(request.POST or None, on=timezone.localdate(), fixed=True, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_contact(
                found, email=data["email"], role=data["role"], by=request.user, at=timezone.now()
            )
        except Refusal as came:
            refusal = came
        else:
            messages.success(request, _("The contact has been corrected."))
            return redirect("invitations:contacts")
    context = {
        "contact": found,
        "row": presenters.contact_rows([found])[0],
        "form": form,
        "erase": EraseForm(),
        "refusal": refusal,
    }
    return render(request, "invitations/contact.html", context, status=400 if refusal else 200)


@login_required
@require_POST
def erase(request: HttpRequest, key: int) -> HttpResponse:
    """Erase a contact for good."""
    found = queries.contact_with(key)
    if found is None:
        raise Http404
    form = EraseForm(request.POST)
    if form.is_valid():
        reason = str(dict(form.fields["reason"].choices)[form.cleaned_data["reason"]])  # type: ignore[attr-defined]
        actions.erase_contact(found, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("The contact has been erased."))
    return redirect("invitations:contacts")


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Show what a contact list holds before anything is stored."""
    require(request.user, Right.INVITE)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("invitations:contacts")
    file = form.cleaned_data["file"]
    found = read_contacts(file.name, file.read(), on=timezone.localdate())
    context = {
        "filename": file.name,
        "found": found,
        "wrong": presenters.first_wrong(found.wrong),
        "confirm": ConfirmListForm(initial={"rows": presenters.sealed(found.rows)}),
    }
    return render(request, "invitations/contact_list.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Store the rows of a list that were shown, all of them."""
    rows = presenters.unsealed(request.POST.get("rows", ""))
    new, known = actions.import_contacts(rows, by=request.user, at=timezone.now())
    text = ngettext("%d contact has been added.", "%d contacts have been added.", new) % new
    more = ngettext("%d was there already.", "%d were there already.", known) % known
    messages.success(request, f"{text} {more}" if known else text)
    return redirect("invitations:contacts")


@login_required
def bounces(request: HttpRequest) -> HttpResponse:
    """Take in mail that came back."""
    require(request.user, Right.INVITE)
    form = BouncesForm(request.POST or None, request.FILES or None)
    read = came = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        came = read_bounces(file.name, file.read())
        read = actions.take_in_bounces(came.bounces, by=request.user, at=timezone.now())
    context = {
        "form": form,
        "read": read,
        "came": came,
        "rows": presenters.contact_rows(queries.contacts(bounced=True)),
    }
    return render(request, "invitations/bounces.html", context)
