from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "kennismakelaar.outreach"
    label = "outreach"
