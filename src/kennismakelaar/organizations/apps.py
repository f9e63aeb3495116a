from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "kennismakelaar.organizations"
    label = "organizations"
