from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "kennismakelaar.website"
    label = "website"
