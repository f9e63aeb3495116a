from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "kennismakelaar.shared"
    label = "shared"
