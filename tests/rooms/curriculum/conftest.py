"""A curriculum with one module, and a change that lies with the departments."""

import pytest

from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.organizations.api import Organization
from kennismakelaar.topics.api import Topic


@pytest.fixture
def current(register, adviser, now, today):
    return curriculum.start_curriculum(
        "Curriculum (fictief)", "2026", valid_from=today, by=adviser, at=now, is_fictitious=True
    )


@pytest.fixture
def module(current, adviser, now):
    draft = curriculum.ModuleDraft(
        "Desinformatie", "webinar", [Topic.objects.get(pk="desinformatie")], ("berichten herkennen",)
    )
    return curriculum.add_module(current, draft, by=adviser, at=now)


@pytest.fixture
def need(say, need_of):
    return need_of(say("Wij weten niet hoe wij onjuiste berichten beantwoorden.", "GM0503"))


@pytest.fixture
def proposal(current, module, need, adviser, now):
    change = curriculum.Change(
        "Van webinar naar werkplaats", "Meer oefenen.", "Vaak gevraagd.", module, needs=[need]
    )
    return curriculum.propose_change(current, change, by=adviser, at=now)


@pytest.fixture
def links(proposal, adviser, now):
    """The personal links that asking the departments gave."""
    return curriculum.submit(proposal, by=adviser, at=now)


@pytest.fixture
def asked(proposal, links):
    """Gives a function: what is asked of this department."""
    return lambda slug: proposal.sign_offs.get(organization__slug=slug)


@pytest.fixture
def tokens(links):
    return lambda slug: links[str(Organization.objects.get(slug=slug))]
