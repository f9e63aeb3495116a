"""How many statements went which way: from the door they came in, over their topic, to what became of them."""

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding import api as coding
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.records import api as records
from kennismakelaar.shared.charts import Flow, Node, Sankey
from kennismakelaar.topics import api as topics
from needs_assessment.provenance import METHOD_VERSION, digest

KIND_STREAMS = "streams"
NOT_CODED, NO_REPLY = "not_coded", "no_reply"
Way = tuple[str, str, str]  # door, main topic, outcome


def ways() -> dict[int, tuple[Way, str | None]]:
    """{statement: (its way, the municipality that spoke)}; of several topics or replies the first one counts."""
    parents = {topic.slug: topic.parent_id or topic.slug for topic in topics.topics()}
    coded = dict(
        coding.counting_codings().order_by("-pk").values_list("segment__statement_id", "code__topic_id")
    )
    told = dict(
        follow_up.FollowUp.objects.exclude(sent_on=None)
        .order_by("-pk")
        .values_list("statements__pk", "outcome")
    )
    rows = intake.Statement.objects.filter(status=intake.Statement.Status.OPEN)
    return {
        pk: (
            (channel, parents.get(coded.get(pk) or "", NOT_CODED), told.get(pk, NO_REPLY)),
            municipality,
        )
        for pk, channel, municipality in rows.values_list("pk", "source__channel", "municipality_id")
    }


def publish_streams(*, by: User, at: datetime, is_fictitious: bool = False) -> records.Publication | None:
    """This will bring the streams through the gate: in tens, small ones withheld."""
    require(by, Right.PUBLISH)
    found = ways()
    if not found:
        return None
    behind: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    for (door, topic, outcome), municipality in found.values():
        behind[f"door:{door}", f"topic:{topic}"].append(municipality)
        behind[f"topic:{topic}", f"outcome:{outcome}"].append(municipality)
    counts = [
        records.Count(source, target, len(spoke), len({code for code in spoke if code}))
        for (source, target), spoke in sorted(behind.items())
    ]
    basis = records.Basis(
        responses=len(found),
        method_version=METHOD_VERSION,
        parameters={},
        input_digest=digest(sorted(str(item) for item in found.items())),
        is_fictitious=is_fictitious,
        answers=digest(sorted(found)),  # the same statements with another code say nothing about who spoke
    )
    return records.publish(KIND_STREAMS, counts, basis=basis, by=by, at=at)


def streams(publication: records.Publication) -> Sankey:
    """The published streams as one picture with its table."""
    shown = [cell for cell in publication.figures["cells"] if not cell["withheld"]]
    keys = dict.fromkeys(key for cell in shown for key in (cell["row"], cell["column"]))
    names = _names()
    nodes = [
        Node(
            key, names.get(key, key), _column(key), open=key in {f"topic:{NOT_CODED}", f"outcome:{NO_REPLY}"}
        )
        for key in keys
    ]
    flows = [Flow(cell["row"], cell["column"], cell["value"]) for cell in shown]
    return Sankey(
        title=_("From words to what became of them, in numbers of statements"), nodes=nodes, flows=flows
    )


def _column(key: str) -> int:
    return ["door", "topic", "outcome"].index(key.partition(":")[0])


def _names() -> dict[str, str]:
    named = {f"door:{value}": str(label) for value, label in intake.Channel.choices}
    named |= {f"topic:{topic.slug}": str(topic) for topic in topics.topics()}
    named |= {f"outcome:{value}": str(label) for value, label in follow_up.FollowUp.Outcome.choices}
    return named | {f"topic:{NOT_CODED}": _("not coded yet"), f"outcome:{NO_REPLY}": _("no reply yet")}
