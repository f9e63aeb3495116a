from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "kennismakelaar.follow_up"
    label = "follow_up"
