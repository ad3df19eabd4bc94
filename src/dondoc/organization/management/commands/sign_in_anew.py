"""`dondoc manage sign_in_anew`: a way in for somebody who has none left, above all an administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.organization.accounts import services


class Command(BaseCommand):
    """Ends password, second step and sessions of one person, and prints a link by which they set a password."""

    help = "Drop the password and the second step of one person; print the link by which they set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name."""
        parser.add_argument("username", help="what the person signs in as")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Make the link, and print it this once."""
        try:
            person, uid, token = services.sign_in_anew(username=username, now=clock.now())
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        words = _("Password and second step of %(name)s have ended. Set a password here, once, within %(hours)s hours:")
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stdout.write(words % {"name": person.full_name, "hours": hours})
        self.stdout.write(settings.BASE_URL + reverse("organization:set-password", args=[uid, token]))
