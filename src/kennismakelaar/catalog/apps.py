from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "kennismakelaar.catalog"
    label = "catalog"
