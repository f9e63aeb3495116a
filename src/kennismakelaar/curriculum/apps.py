from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "kennismakelaar.curriculum"
    label = "curriculum"
