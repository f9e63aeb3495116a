"""Statements, a codebook and coders, made by the actions of their rooms."""

import pytest
from django.core.management import call_command

from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from rooms.intake.conftest import (
    AT,
    ann,
    bob,
    delft,
    of_delft,
    partner,
    register,
    say,
    someone,
    source,
    utrecht,
)

TEXT = "Wij missen de school als partner. Een training over polarisatie helpt ons verder."


@pytest.fixture
def topics(db):
    call_command("load_topics", verbosity=0)


@pytest.fixture
def codebook(topics, ann):
    return coding.start_codebook_from_topics(by=ann, at=AT)


@pytest.fixture
def code(codebook):
    """Gives a function: the code with this short name."""
    return lambda slug: codebook.codes.get(slug=slug)


@pytest.fixture
def carla(register):
    return someone("carla")


@pytest.fixture
def statement(say):
    return say(TEXT)


@pytest.fixture
def doubly(ann, bob, source, codebook):
    """Gives a function: statements of which two coders gave these codes."""

    def make(rows):
        made = []
        for number, (first, second) in enumerate(rows):
            text = f"{TEXT} Dat zei iemand in ronde {number}."
            statement = intake.collect(source, [intake.Words(text, f"regel {number}")], by=ann, at=AT)[0]
            for order, (coder, slugs) in enumerate(((ann, first), (bob, second)), start=1):
                coding.assign([statement], coder, order=order, by=ann, at=AT)
                for slug in slugs:
                    coding.mark(statement, 0, 33, codebook.codes.get(slug=slug), by=coder, at=AT)
                coding.finish(statement, by=coder, at=AT)
            made.append(statement)
        return made

    return make


__all__ = ["AT", "ann", "bob", "delft", "of_delft", "partner", "register", "say", "source", "utrecht"]
