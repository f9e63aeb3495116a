from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "kennismakelaar.intake"
    label = "intake"
