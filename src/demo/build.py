"""Builds the demo year, step by step, in the order in which things happen."""

from collections.abc import Callable

from kennismakelaar.gaps import api as gaps
from kennismakelaar.organizations.api import municipalities

from . import answers, asking, people, sharing, voices, workroom
from .clock import at, later
from .plan import SEED, SURVEY_OPENS, THEME_DAY, Plan, Unit, plan_of

Tell = Callable[[str], None]


def build(*, seed: int = SEED, tell: Tell = lambda _step: None) -> Plan:
    """This will build the whole year by the actions people use; returns the plan with its gold labels."""
    tell("mensen")
    plan = plan_of(units(), seed=seed)
    who = people.invite(municipality=plan.day[0].code, at=at(SURVEY_OPENS))
    adviser = who.advisers[0]
    tell("peiling")
    survey = voices.hold_survey(plan, by=adviser)
    tell("uitnodigen")
    asking.invite(survey, units(), by=adviser)
    asking.ask_elsewhere(units(), who, seed=seed)
    tell("themadag")
    voices.hold_theme_day(plan, by=adviser)
    tell("gesprekken")
    voices.hold_talks(plan, survey, advisers=who.advisers)
    tell("coderen")
    workroom.decide_held_back(by=who.advisers[2])
    workroom.code_twice(plan, coders=who.advisers)
    tell("behoeften en witte vlekken")
    day = later(THEME_DAY, 40)
    assessment = gaps.assess(survey, on=day, by=adviser, at=at(day))
    made = workroom.write_needs(assessment.needs, by=adviser)
    gaps.link_needs(assessment, by=adviser, at=at(day))
    tell("vragen")
    inquiries = answers.ask_questions(plan, who)
    answers.declare_gaps(plan, inquiries, who)
    answers.start_networks(who, on=day)
    tell("curriculum en terugkoppeling")
    answers.develop_curriculum(assessment, made, who)
    answers.reply(made, who)
    sharing.make_pages(who)
    sharing.meet(who)
    return plan


def units() -> list[Unit]:
    """The municipalities the plan is made for, in a fixed order."""
    rows = (
        municipalities(SURVEY_OPENS)
        .order_by("code")
        .values_list("code", "name", "size_class", "country_part")
    )
    return [Unit(*row) for row in rows]
