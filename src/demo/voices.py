"""What municipalities said in the demo year: in the survey, on the theme day and in talks."""

from collections.abc import Iterable, Sequence

from kennismakelaar.accounts.api import User
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.outreach import api as outreach
from kennismakelaar.shared.spreadsheet import write_csv
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic

from . import questionnaire
from .clock import at, later
from .plan import NEEDS, SURVEY_CLOSES, SURVEY_OPENS, TALKS_FROM, THEME_DAY, Plan, Said

TITLES = {
    "safety": "Adviseur openbare orde en veiligheid",
    "social": "Adviseur sociaal domein",
    "mayor": "Burgemeester",
    "communication": "Communicatieadviseur",
    "alderman": "Wethouder",
    "street": "Jongerenwerker",
}
SESSIONS = (
    ("Polarisatie herkennen en hanteren", "polarisatie"),
    ("Rechtsextremisme: wat zie je, wat doe je?", "rechtsextremisme"),
    ("Inclusie in de praktijk", "inclusie"),
    ("Spanningen rond opvang", "opvang-asielzoekers"),
    ("Desinformatie in je gemeente", "desinformatie"),
    ("Jongeren weerbaar maken", "weerbaarheid-jongeren"),
    ("Anti-institutioneel extremisme", "anti-institutioneel-extremisme"),
    ("Proeverij: simulatie van een onrustige week", ""),
    ("Netwerken en sleutelpersonen", "netwerken-en-sleutelpersonen"),
    ("Weerbaar bestuur", "weerbaar-bestuur"),
    ("Crisiscommunicatie onder druk", "crisiscommunicatie"),
    ("Nazorg na een incident", "nazorg"),
)


def hold_survey(plan: Plan, *, by: User) -> surveys.Survey:
    """This will open the wave and store every filled-in form."""
    wave = surveys.Wave("Behoeftepeiling 2025 (fictief)", SURVEY_OPENS, SURVEY_CLOSES, is_fictitious=True)
    topics = list(Topic.objects.filter(slug__in=NEEDS).order_by("position"))
    survey = surveys.open_survey(wave, topics=topics, by=by, at=at(SURVEY_OPENS))
    made = surveys.write_questionnaire(survey, questionnaire.definition(topics), by=by, at=at(SURVEY_OPENS))
    for name in ("plan", "toegerust", "belemmering", "nodig"):
        surveys.keep_in_bank(made.items.get(name=name), by=by, at=at(SURVEY_OPENS))
    surveys.publish_questionnaire(made, by=by, at=at(SURVEY_OPENS))
    municipalities = Municipality.objects.in_bulk({form.code for form in plan.forms})
    for number, form in enumerate(plan.forms):
        day = later(SURVEY_OPENS, number % 40)
        surveys.record_response(
            survey, municipalities[form.code], role=form.role, answers=form.answers, by=by, at=at(day)
        )
    return survey


def hold_theme_day(plan: Plan, *, by: User) -> intake.Event:
    """This will hold the theme day: twelve sessions, who came, and the notes of each session as a delivered file."""
    event = intake.add_event(
        title="Landelijke themadag voor gemeenten (fictief)",
        held_on=THEME_DAY,
        place="Utrecht",
        about="Twaalf sessies over sociale stabiliteit, met een apart programma voor bestuurders.",
        by=by,
        at=at(THEME_DAY),
        is_fictitious=True,
    )
    municipalities = Municipality.objects.in_bulk({code for code, _role, _people in plan.attendance})
    for code, role, people in plan.attendance:
        intake.record_attendance(
            event, municipalities[code], role=role, people=people, by=by, at=at(THEME_DAY, 17)
        )
    for number, (title, topic) in enumerate(SESSIONS, 1):
        session = intake.add_session(
            event,
            number=number,
            title=title,
            topic=Topic.objects.filter(slug=topic).first(),
            is_taster=title.startswith("Proeverij"),
            by=by,
            at=at(THEME_DAY),
        )
        _deliver_notes(event, session, plan.day[number - 1 :: len(SESSIONS)], by=by)
    return event


def _deliver_notes(event: intake.Event, session: intake.Session, said: Iterable[Said], *, by: User) -> None:
    """The notes come in as a file, like any other: received, recognized, confirmed."""
    names = dict(Municipality.objects.values_list("pk", "name"))
    rows = [[one.text, names[one.code], TITLES[one.role]] for one in said]
    content = write_csv(["Uitspraak", "Gemeente", "Rol"], rows).encode("utf-8")
    moment = at(later(THEME_DAY, 4))
    delivery = intake.receive(f"sessie-{session.number:02d}.csv", content, "notes", by=by, at=moment)
    delivery = intake.recognize(delivery, at=moment)
    choices = intake.NotesChoices(
        title=f"Sessie {session.number}: {session.title}",
        channel=intake.Channel.EVENT,
        held_on=event.held_on,
        event=event,
        session=session,
        municipality_column="Gemeente",
        role_column="Rol",
        is_fictitious=True,
    )
    intake.confirm_notes(delivery, choices, by=by, at=moment)


def hold_talks(plan: Plan, survey: surveys.Survey, *, advisers: Sequence[User]) -> None:
    """This will speak with thirty municipalities that did not answer and did not come."""
    municipalities = Municipality.objects.in_bulk([code for code, _said in plan.talks])
    topics = Topic.objects.in_bulk()
    for number, (code, said) in enumerate(plan.talks):
        day, by = later(TALKS_FROM, 2 * number), advisers[number % len(advisers)]
        talk = outreach.plan_conversation(
            municipalities[code],
            on=day,
            by=by,
            at=at(later(day, -14)),
            survey=survey,
            reason_absent="Geen tijd gehad om in te vullen." if number % 3 else "",
        )
        held = outreach.Talk(
            held_on=day,
            role=said[0].role,
            words=[one.text for one in said],
            is_fictitious=True,
            topics=[topics[slug] for one in said for slug in one.codes],
            next_step="Terugbellen met de uitkomst van de peiling.",
            next_step_on=later(day, 90),
        )
        outreach.hold_conversation(talk, held, by=by, at=at(day, 15))
