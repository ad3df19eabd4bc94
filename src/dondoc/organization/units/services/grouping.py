"""Groups of units, and who belongs to them from when until when."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.models import Person
from dondoc.organization.units import selectors
from dondoc.organization.units.errors import AlreadyMember, EndsBeforeStart, GroupNameTaken, MemberMissing
from dondoc.organization.units.models import Membership, UnitGroup

from .common import require_living


@transaction.atomic
def make_group(*, name: str, aliases: str = "", source: str = "", actor: Person, now: dt.datetime) -> UnitGroup:
    """Make a group of units, still empty.

    Args:
        aliases: other ways to write its name, one a line.
        source: where it says who belongs to it.

    Raises:
        NotAdministrator: the actor is none.
        GroupNameTaken: a group goes by one of the names already.
    """
    require_administrator(actor, today=clock.day_of(now))
    taken = {form for group in UnitGroup.objects.select_for_update() for form in selectors.forms_of(group)}
    group = UnitGroup(name=name, aliases=aliases, source=source)
    if taken & selectors.forms_of(group):
        raise GroupNameTaken
    group.save()
    _record("organization.group_made", group, actor=actor, now=now, after={"group": name, "source": source})
    return group


@transaction.atomic
def add_member(
    *, group_id: int, unit_id: int, valid_from: dt.date | None, actor: Person, now: dt.datetime
) -> Membership:
    """Put a unit into a group from a day on.

    Args:
        valid_from: None when it belongs to it since before anybody knows.

    Raises:
        NotAdministrator: the actor is none.
        GroupMissing: no such group.
        UnitMissing: no such unit.
        UnitOver: the unit is no more.
        NotYetThere: the unit was founded later.
        AlreadyMember: it belongs to the group on that day or later.
    """
    require_administrator(actor, today=clock.day_of(now))
    group, unit = selectors.get_group(group_id, lock=True), selectors.get_unit(unit_id)
    require_living(unit, since=valid_from)
    # A stay that has ended matters only where the new one would begin before its end.
    overlapping = Q(valid_to=None) | (Q(valid_to__gt=valid_from) if valid_from else Q())
    if group.members.filter(overlapping, unit=unit).exists():
        raise AlreadyMember(name=unit.name)
    member = group.members.create(unit=unit, valid_from=valid_from)
    after = {"group": group.name, "unit_name": unit.name, "day": valid_from.isoformat() if valid_from else ""}
    _record("organization.group_joined", group, actor=actor, now=now, after=after)
    return member


@transaction.atomic
def end_membership(*, member_id: int, day: dt.date, actor: Person, now: dt.datetime) -> Membership:
    """Take a unit out of a group from a day on; before that day it goes on belonging to it.

    Raises:
        NotAdministrator: the actor is none.
        MemberMissing: it is out of it already.
        EndsBeforeStart: it joined on that day or later.
    """
    require_administrator(actor, today=clock.day_of(now))
    members = Membership.objects.select_for_update(of=("self",)).select_related("group", "unit")
    member = members.filter(pk=member_id, valid_to=None).first()
    if member is None:
        raise MemberMissing
    if member.valid_from is not None and day <= member.valid_from:
        raise EndsBeforeStart(day=format_date(member.valid_from))
    member.valid_to = day
    member.save(update_fields=["valid_to"])
    after = {"group": member.group.name, "unit_name": member.unit.name, "day": day.isoformat()}
    _record("organization.group_left", member.group, actor=actor, now=now, after=after)
    return member


def _record(act: str, group: UnitGroup, *, actor: Person, now: dt.datetime, after: dict[str, str]) -> None:
    audit.record(act=act, subject=f"group:{group.pk}", actor=actor, now=now, after=after)
