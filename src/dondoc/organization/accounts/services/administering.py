"""What an administrator does for others: a link to set a password, roles that require the second step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.accounts import selectors
from dondoc.organization.accounts.models import SecondStepRule
from dondoc.organization.choices import Role
from dondoc.organization.models import Person

from .second_step import drop_totp


@transaction.atomic
def make_reset_link(
    *, person_id: int, drop_second_step: bool, actor: Person, now: dt.datetime
) -> tuple[Person, str, str]:
    """Make a one-time link by which a person sets a password; return the person and the two parts of the link.

    The old password goes on working until the link is used, unless the second step is dropped with it: then it is
    ended at once, or whoever knows it would be let in by it alone.

    Raises:
        NotAdministrator: the actor is none.
        AccountMissing: no such person.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    person = selectors.get_account(person_id)
    if drop_second_step:
        drop_totp(person)
        person.passkeys.all().delete()
        person.sessions.all().delete()
        person.set_unusable_password()
        person.save(update_fields=["password"])
    audit.record(
        act="organization.reset_link_made", subject=f"person:{person.pk}", actor=actor, now=now,
        after={"drop_second_step": drop_second_step},
    )  # fmt: skip
    return person, urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)


@transaction.atomic
def require_second_step(*, roles: Collection[str], actor: Person, now: dt.datetime) -> None:
    """Say which roles require the second step; others may use it.

    Raises:
        NotAdministrator: the actor is none.
    """
    selectors.require_administrator(actor, today=clock.day_of(now))
    wanted = {role for role in roles if role in Role.values}
    before = selectors.roles_with_second_step()
    SecondStepRule.objects.exclude(role__in=wanted).delete()
    SecondStepRule.objects.bulk_create(SecondStepRule(role=role) for role in sorted(wanted - before))
    audit.record(
        act="organization.second_step_required", subject="accounts", actor=actor, now=now,
        before={"roles": sorted(before)}, after={"roles": sorted(wanted)},
    )  # fmt: skip
