"""Knowledge networks."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.organizations.models import KnowledgeNetwork, Municipality, Organization
from kennismakelaar.records.api import record


@transaction.atomic
def start_network(
    slug: str,
    *,
    name: str,
    convener: Organization,
    by: User,
    at: datetime,
    about: str = "",
    organizations: Iterable[Organization] = (),
    municipalities: Iterable[Municipality] = (),
    is_fictitious: bool = False,
) -> KnowledgeNetwork:
    """This will note a group of organizations that knows about topics."""
    require(by, Right.BROKER)
    network = KnowledgeNetwork.objects.create(
        slug=slug, name=name, convener=convener, about=about, is_fictitious=is_fictitious
    )
    network.organizations.set(organizations)
    network.municipalities.set(municipalities)
    record("start network", network, by=by, at=at)
    return network
