"""The writing hand of the curriculum: modules, proposals to change them, and the judgement of departments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.catalog.api import Offer
from kennismakelaar.gaps.api import Gap
from kennismakelaar.intake.api import require_impersonal
from kennismakelaar.needs.api import Need
from kennismakelaar.organizations.api import Organization
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import NotAllowed, Refusal
from kennismakelaar.shared.tokens import hash_of, new_token
from kennismakelaar.topics.api import Topic

from .models import ChangeProposal, Curriculum, Module, Objective, SignOff
from .queries import departments


class UnableToPropose(Refusal):
    """A change that answers nothing."""


class UnableToSubmit(Refusal):
    """A proposal that cannot be laid before the departments as it stands."""


class UnableToJudge(Refusal):
    """A judgement that does not count: too late, or a refusal without a reason."""


class UnableToCarryOut(Refusal):
    """A change not all departments agreed to."""


@dataclass(frozen=True)
class ModuleDraft:
    """A module: what it is about, in which form, and what somebody can do afterwards."""

    title: str
    form: str
    topics: Sequence[Topic]
    objectives: Sequence[str] = ()
    about: str = ""
    hours: float | None = None
    practical_share: int | None = None
    offers: Sequence[Offer] = ()
    is_taster: bool = False


@dataclass(frozen=True)
class Change:
    """What should change, why, and the white spot or needs it answers."""

    title: str
    change: str
    why: str
    module: Module | None = None
    gap: Gap | None = None
    needs: Sequence[Need] = ()


@transaction.atomic
def start_curriculum(
    title: str, version: str, *, valid_from: date, by: User, at: datetime, is_fictitious: bool = False
) -> Curriculum:
    """This will start a version of the curriculum."""
    require(by, Right.EDIT_CURRICULUM)
    curriculum = Curriculum.objects.create(
        title=title, version=version, valid_from=valid_from, is_fictitious=is_fictitious
    )
    records.record("start curriculum", curriculum, by=by, at=at)
    return curriculum


@transaction.atomic
def add_module(curriculum: Curriculum, draft: ModuleDraft, *, by: User, at: datetime) -> Module:
    """This will add a module with its learning objectives at the end."""
    require(by, Right.EDIT_CURRICULUM)
    module = Module.objects.create(
        curriculum=curriculum,
        position=curriculum.modules.count() + 1,
        title=draft.title,
        about=draft.about,
        form=draft.form,
        hours=draft.hours,
        practical_share=draft.practical_share,
        is_taster=draft.is_taster,
    )
    module.topics.set(draft.topics)
    module.offers.set(draft.offers)
    Objective.objects.bulk_create(
        Objective(module=module, position=place, text=text) for place, text in enumerate(draft.objectives, 1)
    )
    records.record("add module", module, by=by, at=at)
    return module


@transaction.atomic
def tie_objective(objective: Objective, needs: Sequence[Need], *, by: User, at: datetime) -> Objective:
    """This will say which needs a learning objective answers."""
    require(by, Right.EDIT_CURRICULUM)
    objective.needs.set(needs)
    records.record("tie objective", objective, by=by, at=at, detail={"needs": len(needs)})
    return objective


@transaction.atomic
def propose_change(curriculum: Curriculum, change: Change, *, by: User, at: datetime) -> ChangeProposal:
    """This will write down a change with what it answers; a change that answers nothing is refused."""
    require(by, Right.EDIT_CURRICULUM)
    if change.gap is None and not change.needs:
        raise UnableToPropose(
            _("A white spot or a need that this change answers was expected."),
            came=_("Neither was chosen."),
            hint=_("Start from the white spot, and propose the change there."),
        )
    require_impersonal("\n".join([change.title, change.change, change.why]))
    proposal = ChangeProposal.objects.create(
        title=change.title,
        curriculum=curriculum,
        module=change.module,
        gap=change.gap,
        change=change.change,
        why=change.why,
        proposed_on=at.date(),
    )
    proposal.needs.set(change.needs or change.gap.answers_to.all())
    records.record("propose change", proposal, by=by, at=at)
    return proposal


@transaction.atomic
def submit(proposal: ChangeProposal, *, by: User, at: datetime) -> dict[str, str]:
    """This will ask all departments to judge a proposal; returns the personal link token per organization.

    The tokens are shown once and not kept: only their hash is.
    """
    require(by, Right.EDIT_CURRICULUM)
    proposal = _to_submit(proposal)
    refused = proposal.sign_offs.filter(judgement=SignOff.Judgement.REFUSED)
    refused.update(judgement=SignOff.Judgement.ASKED, reason="", judged_on=None, judged_by_id=None)
    tokens = {}
    for organization in departments():
        token, hashed = new_token()
        _made, is_new = SignOff.objects.get_or_create(
            proposal=proposal,
            organization=organization,
            defaults={"token_hash": hashed, "asked_on": at.date()},
        )
        if is_new:
            tokens[str(organization)] = token
    proposal.status = ChangeProposal.Status.SUBMITTED
    proposal.save(update_fields=["status"])
    records.record("submit proposal", proposal, by=by, at=at, detail={"asked": len(tokens)})
    return tokens


def _to_submit(proposal: ChangeProposal) -> ChangeProposal:
    """The proposal, locked; only what waits for nobody can be laid before the departments."""
    proposal = ChangeProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status not in (ChangeProposal.Status.DRAFT, ChangeProposal.Status.REFUSED):
        raise UnableToSubmit(
            f"{ChangeProposal.Status.DRAFT.label} / {ChangeProposal.Status.REFUSED.label}",
            came=str(proposal.get_status_display()),
        )
    return proposal


@transaction.atomic
def judge(
    sign_off: SignOff,
    judgement: str,
    *,
    reason: str = "",
    by: User | None = None,
    at: datetime,
    token: str = "",
) -> SignOff:
    """This will give a department's judgement, through an account or with the token of its personal link.

    With the last agreement the proposal is agreed; one refusal refuses it, until it is submitted anew.
    """
    sign_off = SignOff.objects.select_for_update().select_related("proposal").get(pk=sign_off.pk)
    if not _opens(token, sign_off):
        _require_own_department(sign_off.organization, by)
    if sign_off.proposal.status != ChangeProposal.Status.SUBMITTED:
        raise UnableToJudge(
            _("A proposal that is with the departments was expected."),
            came=str(sign_off.proposal.get_status_display()),
        )
    if judgement not in (SignOff.Judgement.AGREED, SignOff.Judgement.REFUSED):
        raise UnableToJudge(
            f"{SignOff.Judgement.AGREED.label} / {SignOff.Judgement.REFUSED.label}", came=judgement
        )
    if judgement == SignOff.Judgement.REFUSED and not reason.strip():
        raise UnableToJudge(
            _("A reason was expected, because you do not agree."),
            came=_("Nothing was filled in."),
            hint=_("Say what has to change before you can agree."),
        )
    require_impersonal(reason)
    sign_off.judgement, sign_off.reason = judgement, reason.strip()
    sign_off.judged_on, sign_off.judged_by_id = at.date(), by.pk if by else None
    sign_off.save()
    _settle(sign_off.proposal)
    records.record("judge proposal", sign_off, by=by, at=at, detail={"judgement": judgement})
    return sign_off


def _opens(token: str, sign_off: SignOff) -> bool:
    return bool(token) and hash_of(token) == sign_off.token_hash


def _require_own_department(organization: Organization, by: User | None) -> None:
    require(by, Right.SIGN_OFF)
    membership = getattr(by, "membership", None)
    if membership is None or membership.organization_id != organization.pk:
        raise NotAllowed(
            _("Somebody of %s was expected.") % organization, hint=_("Judge for your own department only.")
        )


def _settle(proposal: ChangeProposal) -> None:
    judgements = set(proposal.sign_offs.values_list("judgement", flat=True))
    if SignOff.Judgement.REFUSED in judgements:
        proposal.status = ChangeProposal.Status.REFUSED
    elif judgements == {SignOff.Judgement.AGREED}:
        proposal.status = ChangeProposal.Status.AGREED
    proposal.save(update_fields=["status"])


@transaction.atomic
def carry_out(proposal: ChangeProposal, *, by: User, at: datetime) -> ChangeProposal:
    """This will note that an agreed change was made."""
    require(by, Right.EDIT_CURRICULUM)
    if proposal.status != ChangeProposal.Status.AGREED:
        raise UnableToCarryOut(
            _("A change all departments agreed to was expected."), came=str(proposal.get_status_display())
        )
    proposal.status, proposal.done_on = ChangeProposal.Status.DONE, at.date()
    proposal.save(update_fields=["status", "done_on"])
    records.record("carry out change", proposal, by=by, at=at)
    return proposal
