from django.apps import AppConfig


class BrokeringConfig(AppConfig):
    name = "kennismakelaar.brokering"
    label = "brokering"
