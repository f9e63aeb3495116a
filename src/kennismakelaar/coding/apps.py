from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "kennismakelaar.coding"
    label = "coding"
