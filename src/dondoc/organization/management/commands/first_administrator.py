"""`dondoc manage first_administrator`: the first unit, person and administrator of a new installation."""

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
from dondoc.organization.choices import UnitKind


class Command(BaseCommand):
    """Makes somebody the administrator where nobody is; all that follows is done on the pages."""

    help = "Make the first unit and its administrator; print the link by which they set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names."""
        parser.add_argument("--unit", required=True, help="name of the unit that the administrator belongs to")
        parser.add_argument("--kind", choices=UnitKind.values, default=UnitKind.DEPARTMENT, help="what the unit is")
        parser.add_argument("--username", required=True, help="what the administrator signs in as")
        parser.add_argument("--name", required=True, help="full name of the administrator")

    def handle(self, *args: Any, unit: str, kind: str, username: str, name: str, **options: Any) -> None:
        """Make them, and print the link this once."""
        try:
            person, uid, token = services.make_first_administrator(
                unit=unit, kind=UnitKind(kind), username=username, full_name=name, now=clock.now()
            )
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        words = _(
            "%(name)s (%(username)s) administers the system. Set the password here, once, within %(hours)s hours:"
        )
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stdout.write(words % {"name": person.full_name, "username": person.username, "hours": hours})
        self.stdout.write(settings.BASE_URL + reverse("organization:set-password", args=[uid, token]))
