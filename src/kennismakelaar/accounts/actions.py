"""The writing hand of accounts."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Position, User

UNUSED_DAYS = 730
SERVICE_EMAIL = "automatisch@kennismakelaar.invalid"


def service_account() -> User:
    """This will give the account in whose name commands and nightly tasks act; nobody can sign in with it."""
    user = User.objects.filter(email=SERVICE_EMAIL).first()
    if user is None:
        user = User(
            username="automatisch", email=SERVICE_EMAIL, first_name=_("automatic"), position=Position.ADVISER
        )
        user.set_unusable_password()
        user.save()
    return user


def add_account(
    email: str, *, name: str, position: str, password: str | None = None, is_administrator: bool = False
) -> User:
    """This will make an account, or bring an existing one up to date. Without a password it signs in elsewhere."""
    first, _space, last = name.partition(" ")
    user, _made = User.objects.update_or_create(
        email=email,
        defaults={
            "username": email,
            "first_name": first,
            "last_name": last,
            "position": position,
            "is_staff": is_administrator,
            "is_superuser": is_administrator,
        },
    )
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def close_unused(on: date) -> int:
    """This will take name and address out of accounts nobody signed in with for two years, and close them."""
    since = on - timedelta(days=UNUSED_DAYS)
    unused = User.objects.filter(is_active=True).exclude(email=SERVICE_EMAIL)
    never = Q(last_login=None, date_joined__date__lt=since)
    count = 0
    for user in unused.filter(Q(last_login__date__lt=since) | never):
        user.username = user.email = f"gewist-{user.pk}@kennismakelaar.invalid"
        user.first_name = user.last_name = ""
        user.is_active = False
        user.set_unusable_password()
        user.save()
        count += 1
    return count
