"""Writing a questionnaire: a version in the making, its items, the bank, and publishing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.definitions import definition_of, item_of, row_of, wording_of
from kennismakelaar.surveys.models import Aspect, BankQuestion, Questionnaire, QuestionnaireItem, Survey
from kennismakelaar.surveys.queries import published_questionnaire
from kennismakelaar.surveys.questionnaire.checks import problems_in
from kennismakelaar.surveys.questionnaire.definition import Definition, Item, digest_of
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.topics.api import Topic

from .waves import add_questions


class UnableToChangeQuestionnaire(Refusal):
    """A version that was published, or an item that is not there."""


class UnableToPublishQuestionnaire(Refusal):
    """A questionnaire with something wrong in it."""


@transaction.atomic
def start_version(survey: Survey, *, by: User, at: datetime) -> Questionnaire:
    """This will give the version in the making: the one there is, or a copy of the one published last."""
    require(by, Right.IMPORT)
    waiting = Questionnaire.objects.filter(survey=survey, published_at=None).first()
    if waiting is not None:
        return waiting
    before = published_questionnaire(survey)
    last = survey.questionnaires.aggregate(last=Max("version"))["last"] or 0
    made = Questionnaire.objects.create(
        survey=survey,
        version=last + 1,
        changed_at=at,
        introduction_nl=before.introduction_nl if before else "",
        introduction_en=before.introduction_en if before else "",
    )
    if before is not None:
        _copy_items(before, made)
    records.record("start questionnaire", made, by=by, at=at, detail={"version": made.version})
    return made


def _copy_items(source: Questionnaire, made: Questionnaire) -> None:
    rows = list(source.items.all())
    for row in rows:
        row.pk, row.questionnaire, row._state.adding = None, made, True
    QuestionnaireItem.objects.bulk_create(rows)


@transaction.atomic
def write_questionnaire(survey: Survey, definition: Definition, *, by: User, at: datetime) -> Questionnaire:
    """This will make the version in the making exactly this definition, such as one from a spreadsheet."""
    made = _locked(start_version(survey, by=by, at=at))
    made.items.all().delete()
    made.introduction_nl, made.introduction_en = definition.introduction_nl, definition.introduction_en
    made.changed_at = at
    made.save(update_fields=["introduction_nl", "introduction_en", "changed_at"])
    rows = [row_of(item, made, position) for position, item in enumerate(definition.items)]
    for row in rows:
        row.bank_question = _same_in_bank(item_of(row))
    QuestionnaireItem.objects.bulk_create(rows)
    records.record("write questionnaire", made, by=by, at=at, detail={"items": len(rows)})
    return made


@transaction.atomic
def introduce(
    questionnaire: Questionnaire, dutch: str, english: str = "", *, by: User, at: datetime
) -> Questionnaire:
    """This will set the words a form begins with."""
    require(by, Right.IMPORT)
    questionnaire = _locked(questionnaire)
    questionnaire.introduction_nl, questionnaire.introduction_en = dutch, english
    return _changed(questionnaire, "introduce questionnaire", by=by, at=at)


@transaction.atomic
def put_item(
    questionnaire: Questionnaire, item: Item, *, replaces: str = "", by: User, at: datetime
) -> QuestionnaireItem:
    """This will add an item at the end, or put it in the place of another.

    Words that stand in the bank keep their identity there; other words are another question.
    """
    require(by, Right.IMPORT)
    questionnaire = _locked(questionnaire)
    old = _row(questionnaire, replaces) if replaces else None
    same_name = questionnaire.items.filter(name=item.name).exclude(pk=old.pk if old else None).exists()
    if same_name:
        raise UnableToChangeQuestionnaire(
            _("A short name that no other item has."), came=item.name, hint=_("Choose another short name.")
        )
    last = questionnaire.items.aggregate(last=Max("position"))["last"]
    row = row_of(item, questionnaire, old.position if old else 0 if last is None else last + 1)
    row.pk = old.pk if old else None
    row._state.adding = old is None
    row.bank_question = _same_in_bank(item)
    row.save()
    _changed(questionnaire, "put item", by=by, at=at)
    return row


@transaction.atomic
def remove_item(questionnaire: Questionnaire, name: str, *, by: User, at: datetime) -> None:
    """This will take an item out of the version in the making."""
    require(by, Right.IMPORT)
    questionnaire = _locked(questionnaire)
    _row(questionnaire, name).delete()
    _changed(questionnaire, "remove item", by=by, at=at)


@transaction.atomic
def move_item(questionnaire: Questionnaire, name: str, steps: int, *, by: User, at: datetime) -> None:
    """This will move an item up (negative) or down among the others."""
    require(by, Right.IMPORT)
    questionnaire = _locked(questionnaire)
    rows = list(questionnaire.items.order_by("position"))
    row = _row(questionnaire, name)
    place = [one.pk for one in rows].index(row.pk)
    rows.insert(max(place + steps, 0), rows.pop(place))
    for position, one in enumerate(rows):
        one.position = position
    QuestionnaireItem.objects.bulk_update(rows, ["position"])
    _changed(questionnaire, "move item", by=by, at=at)


@transaction.atomic
def keep_in_bank(item: QuestionnaireItem, *, by: User, at: datetime) -> BankQuestion:
    """This will put a question in the bank, so that later waves can ask it in the same words."""
    require(by, Right.IMPORT)
    wording = wording_of(item_of(item))
    known = BankQuestion.objects.filter(digest=digest_of(wording)).first()
    if known is not None:
        return known
    name, number = item.name, 2
    while BankQuestion.objects.filter(name=name).exists():
        name, number = f"{item.name}-{number}", number + 1
    kept = BankQuestion.objects.create(
        name=name, kind=item.kind, content=wording, digest=digest_of(wording), created_at=at
    )
    in_the_making = QuestionnaireItem.objects.filter(pk=item.pk, questionnaire__published_at=None)
    in_the_making.update(bank_question=kept)
    records.record("keep in bank", kept, by=by, at=at)
    return kept


@transaction.atomic
def take_from_bank(
    questionnaire: Questionnaire, question: BankQuestion, *, by: User, at: datetime
) -> QuestionnaireItem:
    """This will ask a question of the bank again, word for word."""
    return put_item(questionnaire, Item(name=question.name, **question.content), by=by, at=at)


@transaction.atomic
def publish_questionnaire(questionnaire: Questionnaire, *, by: User, at: datetime) -> Questionnaire:
    """This will publish a version: from now on it never changes, and forms begin with it."""
    require(by, Right.IMPORT)
    questionnaire = _locked(questionnaire)
    definition = definition_of(questionnaire)
    problems = problems_in(definition)
    if problems:
        raise UnableToPublishQuestionnaire(
            _("A questionnaire without mistakes."),
            came=" ".join(f"{problem.item}: {problem.text}" for problem in problems[:5]),
            hint=_("Mend them in the list of items and publish again."),
        )
    _ask_about_topics(questionnaire.survey, definition.items)
    questionnaire.published_at, questionnaire.changed_at = at, at
    questionnaire.digest = definition.digest
    questionnaire.save(update_fields=["published_at", "changed_at", "digest"])
    detail = {"version": questionnaire.version, "digest": questionnaire.digest}
    records.record("publish questionnaire", questionnaire, by=by, at=at, detail=detail)
    return questionnaire


def _ask_about_topics(survey: Survey, items: Sequence[Item]) -> None:
    """The topics and scores of the battery become the questions from which needs are computed."""
    for item in items:
        if item.kind == Kind.BATTERY:
            known = Topic.objects.in_bulk([topic.name for topic in item.topics])
            topics = [known[topic.name] for topic in item.topics if topic.name in known]
            aspects = [a["name"] for a in item.aspects if a["name"] in Aspect.values]
            add_questions(survey, topics=topics, aspects=aspects)


def _locked(questionnaire: Questionnaire) -> Questionnaire:
    found = (
        Questionnaire.objects.select_for_update(of=("self",))
        .select_related("survey")
        .get(pk=questionnaire.pk)
    )
    if found.is_published:
        raise UnableToChangeQuestionnaire(
            _("A version in the making."),
            came=_("Version %d was published and never changes.") % found.version,
            hint=_("Start a new version: it begins as a copy of this one."),
        )
    return found


def _row(questionnaire: Questionnaire, name: str) -> QuestionnaireItem:
    found = questionnaire.items.filter(name=name).first()
    if found is None:
        raise UnableToChangeQuestionnaire(
            _("An item of this version."), came=name, hint=_("Open the list of items again.")
        )
    return found


def _same_in_bank(item: Item) -> BankQuestion | None:
    return BankQuestion.objects.filter(digest=digest_of(wording_of(item))).first()


def _changed(questionnaire: Questionnaire, verb: str, *, by: User, at: datetime) -> Questionnaire:
    questionnaire.changed_at = at
    questionnaire.save(update_fields=["introduction_nl", "introduction_en", "changed_at"])
    records.record(verb, questionnaire, by=by, at=at)
    return questionnaire
