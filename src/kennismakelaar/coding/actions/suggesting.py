"""What the machine proposes: learned from judgements that count, kept apart until a person decides."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from dutch_text import classify
from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Codebook, Coding, Suggestion
from kennismakelaar.coding.queries import counting_codings, judged_statements
from kennismakelaar.coding.quoting import quote_for
from kennismakelaar.intake.api import Statement
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .marking import mark

FLOOR = 0.5  # below an even chance a proposal costs more reading than it saves


class NotEnoughCodings(Refusal):
    """The machine learns from people, and has seen too few of their judgements."""


@transaction.atomic
def suggest(codebook: Codebook, *, at: datetime) -> int:
    """This will learn from the judgements that count and propose codes for statements nobody has coded.

    Earlier proposals nobody judged are replaced; "no quote, no code" holds for the machine too.
    """
    model = _learned(codebook)
    standing = Coding.objects.filter(segment__statement=OuterRef("pk"), withdrawn_at=None)
    waiting = list(
        Statement.objects.filter(status=Statement.Status.OPEN).filter(~Exists(standing)).order_by("pk")
    )
    Suggestion.objects.filter(code__codebook=codebook, verdict=Suggestion.Verdict.OPEN).delete()
    proposed = model.propose([statement.text for statement in waiting], floor=FLOOR)
    codes = {code.slug: code for code in codebook.codes.filter(retired_on=None)}
    version = f"{model.method}:{model.quality.codings}"
    judged = set(Suggestion.objects.filter(model_version=version).values_list("statement_id", "code__slug"))
    rows = [
        _suggestion(statement, codes[proposal.code], proposal, version)
        for statement, proposals in zip(waiting, proposed, strict=True)
        for proposal in proposals
        if proposal.code in codes and (statement.pk, proposal.code) not in judged
    ]
    Suggestion.objects.bulk_create(rows)
    detail = {
        "proposals": len(rows),
        "codings": model.quality.codings,
        "macro_f1": round(model.quality.macro_f1, 3),
    }
    record("suggest", codebook, by=None, at=at, detail=detail)
    return len(rows)


def _learned(codebook: Codebook) -> classify.Classifier:
    """Learns from the statements people judged; one that was finished without a code teaches too."""
    texts, codings = [], {}
    given: dict[int, set[str]] = {}
    for statement, slug in (
        counting_codings().filter(code__codebook=codebook).values_list("segment__statement", "code__slug")
    ):
        given.setdefault(statement, set()).add(slug)
    for statement in judged_statements().order_by("pk"):
        codings[len(texts)] = frozenset(given.get(statement.pk, ()))
        texts.append(statement.text)
    try:
        # A code nobody has given yet stays silent anyway; its rule would only compete with the others.
        used = {slug for slugs in given.values() for slug in slugs}
        return classify.learn(
            texts, codings=codings, codebook=_described(codebook.codes.filter(slug__in=used))
        )
    except classify.UnableToLearn as error:
        raise NotEnoughCodings(
            _("At least %(count)s coded statements with different codes.")
            % {"count": classify.FEWEST_CODINGS},
            came=str(len(texts)),
            hint=_("Code more statements; the machine learns from what you decide."),
        ) from error


def _described(codes: Iterable[Code]) -> dict[str, str]:
    return {code.slug: f"{code.label}. {code.definition} {code.use_when}".strip() for code in codes}


def _suggestion(statement: Statement, code: Code, proposal: classify.Proposal, version: str) -> Suggestion:
    words = [word.lemma for word in proposal.words]
    start, end = quote_for(statement.text, words)
    return Suggestion(
        statement=statement, code=code, start=start, end=end, edits_known=len(statement.edits),
        confidence=proposal.probability, words=words, model_version=version[:60],
    )  # fmt: skip


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, by: User, at: datetime) -> Coding:
    """This will make a proposal of the machine one's own judgement."""
    require(by, Right.CODE)
    suggestion = _open(suggestion)
    start, end = suggestion.place
    coding = mark(suggestion.statement, start, end, suggestion.code, by=by, at=at)
    _judge(suggestion, Suggestion.Verdict.ACCEPTED, by=by, at=at)
    return coding


@transaction.atomic
def reject_suggestion(suggestion: Suggestion, *, by: User, at: datetime) -> Suggestion:
    """This will reject a proposal of the machine; it is kept to measure how often the machine is right."""
    require(by, Right.CODE)
    return _judge(_open(suggestion), Suggestion.Verdict.REJECTED, by=by, at=at)


def _open(suggestion: Suggestion) -> Suggestion:
    found = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("statement", "code")
        .get(pk=suggestion.pk)
    )
    if found.verdict != Suggestion.Verdict.OPEN:
        raise NotEnoughCodings(
            _("A proposal that nobody judged yet."),
            came=str(found.get_verdict_display()),
            hint=_("A colleague was first. Look at the marks on the text."),
        )
    return found


def _judge(suggestion: Suggestion, verdict: str, *, by: User, at: datetime) -> Suggestion:
    suggestion.verdict = verdict
    suggestion.save(update_fields=["verdict"])
    record("judge suggestion", suggestion, by=by, at=at, detail={"verdict": verdict})
    return suggestion
