from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "kennismakelaar.topics"
    label = "topics"
