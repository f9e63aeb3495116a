"""Who may not touch advice. The right is asked first: before anything is looked up."""

import pytest

from kennismakelaar.guidance import api as guidance
from kennismakelaar.shared.errors import NotAllowed
from rooms.rights import EVERYBODY_BUT_AN_ADVISER, somebody

NEW = {"text": "", "source_title": "", "source_url": "", "source_date": ""}
WRITING = {
    "load_situations": lambda who: guidance.load_situations([], **who),
    "edit_line": lambda who: guidance.edit_line(None, **NEW, **who),
    "check_line": lambda who: guidance.check_line(None, **who),
}


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
@pytest.mark.parametrize("action", WRITING)
def test_only_an_adviser_changes_advice(db, now, action, who):
    with pytest.raises(NotAllowed):
        WRITING[action]({"by": somebody(who), "at": now})
