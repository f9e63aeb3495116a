"""The front door of surveys: what was asked and answered."""

from .models import Aspect, Response, Survey, SurveyQuestion

__all__ = ["Aspect", "Response", "Survey", "SurveyQuestion"]
