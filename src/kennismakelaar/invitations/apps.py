from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "kennismakelaar.invitations"
    label = "invitations"
