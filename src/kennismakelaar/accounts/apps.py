from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kennismakelaar.accounts"
    label = "accounts"
