"""Who may not change the curriculum. The right is asked first: before anything is looked up."""

import pytest

from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.shared.errors import NotAllowed
from rooms.rights import EVERYBODY_BUT_AN_ADVISER, somebody

WRITING = {
    "start_curriculum": lambda who: curriculum.start_curriculum("Curriculum", "1", valid_from=None, **who),
    "add_module": lambda who: curriculum.add_module(None, None, **who),
    "tie_objective": lambda who: curriculum.tie_objective(None, [], **who),
    "propose_change": lambda who: curriculum.propose_change(None, None, **who),
    "submit": lambda who: curriculum.submit(None, **who),
    "carry_out": lambda who: curriculum.carry_out(None, **who),
}


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
@pytest.mark.parametrize("action", WRITING)
def test_only_an_adviser_changes_the_curriculum(db, now, action, who):
    with pytest.raises(NotAllowed):
        WRITING[action]({"by": somebody(who), "at": now})


@pytest.mark.parametrize("who", ["adviser", *EVERYBODY_BUT_AN_ADVISER])
def test_nobody_judges_for_a_department_without_working_there(asked, now, who):
    with pytest.raises(NotAllowed):
        curriculum.judge(asked("szw"), "agreed", by=somebody(who), at=now)


def test_a_partner_of_another_department_does_not_judge(asked, partner_of, now):
    with pytest.raises(NotAllowed):
        curriculum.judge(asked("szw"), "agreed", by=partner_of("bzk"), at=now)


@pytest.mark.parametrize("token", ["", "verzonnen"])
def test_a_link_that_was_not_sent_opens_no_judgement(asked, now, token):
    with pytest.raises(NotAllowed):
        curriculum.judge(asked("szw"), "agreed", token=token, at=now)


def test_the_link_of_one_department_does_not_judge_for_another(asked, tokens, now):
    with pytest.raises(NotAllowed):
        curriculum.judge(asked("szw"), "agreed", token=tokens("bzk"), at=now)
