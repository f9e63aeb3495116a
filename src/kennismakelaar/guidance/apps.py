from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "kennismakelaar.guidance"
    label = "guidance"
