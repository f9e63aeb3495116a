from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "kennismakelaar.needs"
    label = "needs"
