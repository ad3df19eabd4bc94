"""Giving and withdrawing the reading of one document."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.errors import UnitUnknown
from dondoc.organization.models import Person, Unit
from dondoc.organization.people import selectors as people
from dondoc.organization.people.errors import PersonUnknown

from . import errors, selectors
from .models import ReadingGrant


@transaction.atomic
def grant_reading(
    *, document_id: int, to: str, reason: str, is_confirmed: bool = False, actor: Person, now: dt.datetime
) -> ReadingGrant:
    """Let a person or a unit read one document and its files; what they may do besides stays as it is.

    Args:
        to: a unit by its name, or somebody by user name or full name.
        is_confirmed: the actor has seen that somebody else reads it from now on.

    Raises:
        DocumentMissing: no such document, not one in whose handling the actor has a part, or none that was read.
        MayNotGrant: the actor does not keep its register.
        ReaderUnknown: nobody, or more than one, is called so.
        GroundMissing: nothing says why.
        GrantedAlready: they have the right.
        GrantToConfirm: it is not confirmed.
    """
    document = selectors.get_to_grant(document_id, actor=actor, today=clock.day_of(now))
    unit, person = _reader(to)
    grant = ReadingGrant(
        document=document, unit=unit, person=person, reason=reason.strip(), granted_by=actor, granted_at=now
    )
    if not grant.reason:
        raise errors.GroundMissing
    if selectors.grants_of(document).filter(unit=unit, person=person).exists():
        raise errors.GrantedAlready(name=grant.reader)
    if not is_confirmed:
        raise errors.GrantToConfirm(name=grant.reader)
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError:  # Somebody gave it in the meantime.
        raise errors.GrantedAlready(name=grant.reader) from None
    audit.record(
        act="documents.grant_reading",
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"reader": grant.reader, "reason": grant.reason},
    )
    return grant


@transaction.atomic
def withdraw_reading(*, grant_id: int, actor: Person, now: dt.datetime) -> ReadingGrant:
    """Withdraw a reading right; who had it may not open the document from the same moment.

    Raises:
        GrantMissing: no such right, or it was withdrawn.
        DocumentMissing: it is of a document in whose handling the actor has no part.
        MayNotGrant: the actor does not keep the register of the document.
    """
    grant = ReadingGrant.objects.select_related("person", "unit").filter(pk=grant_id).first()
    if grant is None:
        raise errors.GrantMissing
    selectors.get_to_grant(grant.document_id, actor=actor, today=clock.day_of(now))
    held = ReadingGrant.objects.filter(pk=grant.pk, withdrawn_at=None)
    if not held.update(withdrawn_by=actor, withdrawn_at=now):
        raise errors.GrantMissing
    audit.record(
        act="documents.withdraw_reading",
        subject=f"document:{grant.document_id}",
        actor=actor,
        now=now,
        before={"reader": grant.reader, "reason": grant.reason},
    )
    return grant


def _reader(name: str) -> tuple[Unit | None, Person | None]:
    """Return the one unit, else the one person who can sign in, of a name."""
    try:
        return organization.get_unit_named(name), None
    except UnitUnknown:
        pass
    try:
        return None, people.named(name, Person.objects.filter(is_active=True))
    except PersonUnknown:
        raise errors.ReaderUnknown(name=name) from None
