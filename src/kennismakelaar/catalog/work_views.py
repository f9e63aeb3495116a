"""The workbench of the menu card: for advisers, and for partners about their own offers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.shared.errors import Refusal

from . import api, offer_page
from .experience_forms import ExperienceForm, RelationForm, may_judge
from .forms import OfferFactsForm, form_of

PAGE = 50


@login_required
def offers(request: HttpRequest) -> HttpResponse:
    """This will list the offers somebody may change, those to be confirmed first when asked."""
    require(request.user, Right.EDIT_OFFER)
    on = timezone.localdate()
    wanted, words = request.GET.get("toon", ""), request.GET.get("q", "").strip()[:200]
    mine = api.offers_of(request.user)
    if wanted == "bevestigen":
        mine = mine.filter(confirmed_on=None, withdrawn_on=None)
    if words:
        mine = mine.filter(title__icontains=words)
    page = Paginator(mine, PAGE).get_page(request.GET.get("pagina"))
    rows = [{"offer": offer, "state": offer_page.state(offer, on)} for offer in page]
    context = {"page": page, "rows": rows, "wanted": wanted, "words": words}
    return render(request, "catalog/work.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """This will make a new offer."""
    require(request.user, Right.EDIT_OFFER)
    own = getattr(getattr(request.user, "membership", None), "organization", None)
    form = OfferFactsForm(request.POST or None, initial={"providers": [own.slug] if own else []})
    if request.method == "POST" and form.is_valid():
        try:
            made = api.create_offer(form.facts(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The offer is on the menu card. Confirm it as current when it is."))
            return redirect("catalog:edit", made.slug)
    return render(request, "catalog/edit.html", {"form": form})


@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """This will change an offer."""
    require(request.user, Right.EDIT_OFFER)
    offer = _own(request, slug)
    form = OfferFactsForm(request.POST or None, initial=form_of(offer))
    if request.method == "POST" and form.is_valid():
        try:
            api.edit_offer(offer, form.facts(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The offer was changed."))
            return redirect("catalog:edit", slug)
    return _edit_page(request, offer, form=form)


@login_required
def relate(request: HttpRequest, slug: str) -> HttpResponse:
    """This will note which other offer comes before an offer, or goes on from it."""
    require(request.user, Right.EDIT_OFFER)
    offer = _own(request, slug)
    form = RelationForm(request.POST or None, offer=offer, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        api.relate_offers(offer, chosen["other"], chosen["kind"], by=request.user, at=timezone.now())
        messages.success(request, _("The two offers belong together now."))
        return redirect("catalog:edit", slug)
    return _edit_page(request, offer, form=OfferFactsForm(initial=form_of(offer)), relation=form)


def _edit_page(
    request: HttpRequest, offer: api.Offer, *, form: OfferFactsForm, relation: RelationForm | None = None
) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "form": form,
        "offer": offer,
        "state": offer_page.state(offer, on),
        "relations": offer_page.relations(offer),
        "relation": relation or RelationForm(offer=offer, on=on),
    }
    return render(request, "catalog/edit.html", context)


@login_required
def experience(request: HttpRequest, slug: str) -> HttpResponse:
    """This will take in how a municipality found an offer it used."""
    offer = api.offer_with(slug)
    if offer is None:
        raise Http404
    if not may_judge(request.user):
        require(request.user, Right.CONVERSE)
    form = ExperienceForm(request.POST or None, user=request.user, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        satisfied = form.cleaned_data["satisfied"] == "yes"
        api.rate_offer(offer, form.about, satisfied=satisfied, by=request.user, at=timezone.now())
        messages.success(request, _("Thank you. This counts when the white spots are computed."))
        return redirect("catalog:offer", slug)
    return render(request, "catalog/experience.html", {"offer": offer, "form": form})


@login_required
@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """This will confirm an offer as current."""
    api.confirm_offer(_own(request, slug), by=request.user, at=timezone.now())
    messages.success(request, _("Confirmed as current today."))
    return redirect("catalog:edit", slug)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """This will take an offer off the menu card."""
    api.withdraw_offer(_own(request, slug), by=request.user, at=timezone.now())
    messages.success(request, _("The offer was withdrawn. Its page says so."))
    return redirect("catalog:edit", slug)


@login_required
def searches(request: HttpRequest) -> HttpResponse:
    """This will list what was searched and not found, for advisers."""
    require(request.user, Right.BROKER)
    return render(request, "catalog/searches.html", {"searches": api.searches_without_result()})


def _own(request: HttpRequest, slug: str) -> api.Offer:
    found = api.offers_of(request.user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
