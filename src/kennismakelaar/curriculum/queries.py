"""What is asked of the curriculum."""

from django.db.models import Prefetch, QuerySet

from kennismakelaar.accounts.api import Position, User
from kennismakelaar.organizations.api import Organization

from .models import ChangeProposal, Curriculum, Module, Objective, SignOff


def current_curriculum() -> Curriculum | None:
    return Curriculum.objects.order_by("-valid_from").first()


def modules_of(curriculum: Curriculum) -> QuerySet[Module]:
    """The modules with their topics, offers and learning objectives, and the needs those answer."""
    objectives = Prefetch("objectives", queryset=Objective.objects.prefetch_related("needs"))
    return curriculum.modules.prefetch_related("topics", "offers", objectives)


def proposals() -> QuerySet[ChangeProposal]:
    """All change proposals with who agreed."""
    sign_offs = Prefetch("sign_offs", queryset=SignOff.objects.select_related("organization"))
    return ChangeProposal.objects.select_related("module", "gap__topic", "curriculum").prefetch_related(
        sign_offs
    )


def public_proposals() -> QuerySet[ChangeProposal]:
    """What is more than an idea: with the departments, agreed, refused or carried out."""
    return proposals().exclude(status=ChangeProposal.Status.DRAFT)


def proposal_with(key: int) -> ChangeProposal | None:
    return proposals().filter(pk=key).first()


def sign_off_with(token_hash: str) -> SignOff | None:
    """The sign-off of a personal link."""
    found = SignOff.objects.select_related("proposal__module", "proposal__gap__topic", "organization")
    return found.filter(token_hash=token_hash).exclude(token_hash="").first()


def departments() -> QuerySet[Organization]:
    """Who signs off changes of the government-wide curriculum."""
    return Organization.objects.filter(signs_off=True)


def asked_of(user: User) -> QuerySet[SignOff]:
    """What a partner still has to judge for the own organization."""
    membership = getattr(user, "membership", None)
    if user.position != Position.PARTNER or membership is None:
        return SignOff.objects.none()
    waiting = SignOff.objects.filter(
        judgement=SignOff.Judgement.ASKED,
        organization=membership.organization,
        proposal__status=ChangeProposal.Status.SUBMITTED,  # a refused change asks nothing of the others
    )
    return waiting.select_related("proposal", "organization")


def unanswered_objectives(curriculum: Curriculum) -> QuerySet[Objective]:
    """Learning objectives that answer no need: why are they taught?"""
    return Objective.objects.filter(module__curriculum=curriculum, needs=None).select_related("module")
