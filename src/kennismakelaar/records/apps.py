from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "kennismakelaar.records"
    label = "records"
