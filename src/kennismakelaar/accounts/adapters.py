"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class NoSignup(DefaultAccountAdapter):
    """Nobody makes an account by themselves: an administrator does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class OwnAccountsOnly(DefaultSocialAccountAdapter):
    """The organization's own login tells who somebody is, and nothing else: what one may stands in our account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keeps nothing of what else the provider tells: names, groups and roles stay there."""
        sociallogin.account.extra_data = {}
