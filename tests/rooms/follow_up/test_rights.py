"""Who may not reply. The right is asked first: before anything is looked up."""

import pytest

from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.shared.errors import NotAllowed
from rooms.rights import EVERYBODY_BUT_AN_ADVISER, somebody

WRITING = {
    "write": lambda who: follow_up.write(None, statements=[], **who),
    "send": lambda who: follow_up.send(None, **who),
}


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
@pytest.mark.parametrize("action", WRITING)
def test_only_an_adviser_tells_what_became_of_words(db, now, action, who):
    with pytest.raises(NotAllowed):
        WRITING[action]({"by": somebody(who), "at": now})
