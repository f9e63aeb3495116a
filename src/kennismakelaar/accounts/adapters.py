"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSignup(DefaultAccountAdapter):
    """Nobody makes an account by themselves: an administrator does, or the organization's own login."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
