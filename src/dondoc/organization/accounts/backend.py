"""Who may be signed in at all."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from dondoc.organization.models import Person


def may_sign_in(person: Person) -> bool:
    """Say whether the account is open; demo accounts are so in demo mode only."""
    return person.is_active and (settings.DEMO or not person.is_demo)


class Backend(ModelBackend):
    """Django's password check; asked again at every request, so that a closed account is out at once."""

    def user_can_authenticate(self, user: Person | None) -> bool:  # type: ignore[override]
        """Say whether the account is open."""
        return user is not None and may_sign_in(user)
