"""Why something was found, in a sentence a reader understands."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dutch_text.reasons import Reason
from kennismakelaar.topics.api import OfferForm, Phase, Role
from kennismakelaar.topics.api import topics as all_topics

NAMES = {"role": dict(Role.choices), "form": dict(OfferForm.choices), "phase": dict(Phase.choices)}
MOST = 3
BY_TOPIC = ("topic", "synonym", "trigger")


def sentence_of(reasons: Iterable[Reason], topic_names: dict[str, str] | None = None) -> str:
    """This will say why a result was found: "past bij: azc (onderwerp Opvang asielzoekers)"."""
    given = list(reasons)
    names = topic_names if topic_names is not None else topic_labels()
    parts = list(dict.fromkeys(part for reason in _ordered(given) if (part := _part(reason, names))))
    if parts:
        return _("fits: %(what)s") % {"what": ", ".join(parts[:MOST])}
    return (
        _("fits the meaning of your question") if given else _("comes nearest, but shares no word or topic")
    )


def topic_labels() -> dict[str, str]:
    """This will give the names of all topics in the language of the page."""
    return {topic.slug: str(topic) for topic in all_topics()}


def _ordered(reasons: list[Reason]) -> list[Reason]:
    """Topics say most, then words, then role, form and phase; no word of the question is told twice."""
    topics = {(r.start, r.end) for r in reasons if r.code in BY_TOPIC}
    told = topics | {(r.start, r.end) for r in reasons if r.code in NAMES}
    kept = [r for r in reasons if r.code in BY_TOPIC or (r.start, r.end) not in told]
    kept += [r for r in reasons if r.code in NAMES and (r.start, r.end) not in topics]
    rank = {"topic": 0, "synonym": 0, "trigger": 0, "word": 1, "spelling": 1}
    return sorted(kept, key=lambda reason: rank.get(reason.code, 2))


def _part(reason: Reason, topic_names: dict[str, str]) -> str:
    if reason.code in BY_TOPIC:
        name = topic_names.get(reason.found, reason.found)
        if name.casefold() == reason.said.casefold():
            return _("topic %(topic)s") % {"topic": name}
        return _("%(word)s (topic %(topic)s)") % {"word": reason.said, "topic": name}
    if reason.code == "spelling":
        return _("%(word)s (read as %(found)s)") % {"word": reason.said, "found": reason.found}
    if reason.code in NAMES:
        return str(NAMES[reason.code].get(reason.found, reason.said))
    return reason.said if reason.code == "word" else ""
