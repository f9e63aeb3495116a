"""The public pages of the menu card."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from . import api, offer_page, presenters
from .experience_forms import may_judge

PAGE = 20


def menu(request: HttpRequest) -> HttpResponse:
    """This will show the menu card: searched, narrowed, sorted."""
    on = timezone.localdate()
    labels = presenters.Labels.now(on)
    wish = presenters.wish_from(request.GET, labels)
    found = api.look(wish, on=on)
    page = Paginator(found.slots, PAGE).get_page(request.GET.get("pagina"))
    is_known = found.search is None or found.search.known
    if wish.text and page.number == 1 and not wish.choices and not (is_known and found.total):
        api.count_search_without_result(wish.text, on=on)
    main = next((topic for topic in labels.tree if wish.choices.get("topic") == (topic.slug,)), None)
    return render(
        request,
        "catalog/menu.html",
        {
            "wish": wish,
            "found": found,
            "is_known": is_known,
            "page": page,
            "rows": presenters.rows(found.cards_of(page.object_list), found, labels),
            "groups": presenters.facet_groups(wish, found, labels),
            "chosen": presenters.chosen_filters(wish, labels, request.GET),
            "sorts": presenters.sorts(wish, request.GET),
            "entrances": labels.tree if not (wish.text or wish.choices) else (),
            "main": main,
            "contact_points": api.contact_points(main.slug, on=on) if main and not wish.text else (),
            "ask": presenters.ask_address(wish.text),
        },
    )


def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """This will show everything about one offer."""
    on = timezone.localdate()
    found = _offer(slug)
    return render(
        request,
        "catalog/offer.html",
        {
            "offer": found,
            "state": offer_page.state(found, on),
            "first_line": offer_page.first_line(found),
            "situations": offer_page.situations(found),
            "facts": offer_page.facts(found),
            # The year of the page is all we know of its date until somebody confirms the offer.
            "source_date": found.confirmed_on or str(found.year or ""),
            "topics": offer_page.topic_links(found.topics.all()),
            "providers": offer_page.providers(found),
            "relations": offer_page.relations(found),
            "similar": api.similar(slug, on=on),
            "may_judge": may_judge(request.user),
            "ask": presenters.ask_address(found.title),
        },
    )


def linked_data(request: HttpRequest, slug: str) -> JsonResponse:
    """This will describe one offer for machines."""
    return JsonResponse(
        offer_page.linked_data(_offer(slug), request),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _offer(slug: str) -> api.Offer:
    found = api.offer_with(slug)
    if found is None:
        raise Http404
    return found
