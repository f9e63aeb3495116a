"""Ask, count and weigh.

waves           a round of questions to every municipality
questionnaires  what is asked: versions, their items, and the questions that waves share
forms           forms people are filling in, and those that were sent
"""

from .forms import Draft, Response
from .questionnaires import BankQuestion, Questionnaire, QuestionnaireItem
from .waves import Aspect, Survey, SurveyQuestion

__all__ = [
    "Aspect",
    "BankQuestion",
    "Draft",
    "Questionnaire",
    "QuestionnaireItem",
    "Response",
    "Survey",
    "SurveyQuestion",
]
