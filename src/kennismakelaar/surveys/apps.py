from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "kennismakelaar.surveys"
    label = "surveys"
