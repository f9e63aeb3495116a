from django.apps import AppConfig


class GapsConfig(AppConfig):
    name = "kennismakelaar.gaps"
    label = "gaps"
