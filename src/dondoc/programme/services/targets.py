"""Setting a target, and ending it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.kernel import clock, measures
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.choices import Aggregation, Direction, TargetKind
from dondoc.programme.models import Target


@dataclass(frozen=True, slots=True)
class Definition:
    """What a target is; see `models.Target`.

    Attributes:
        measure: code of the measure that counts it; empty: its figures are typed.
        source_id: the document that sets it; None: none is in the register.
    """

    code: str
    name: str
    unit_of_measure: str
    kind: TargetKind
    direction: Direction
    aggregation: Aggregation
    owner_id: int
    valid_from: dt.date | None
    measure: str = ""
    source_id: int | None = None
    source_point: str = ""


@transaction.atomic
def define_target(*, definition: Definition, actor: Person, now: dt.datetime) -> Target:
    """Set a target for a unit (giao, đăng ký chỉ tiêu).

    Raises:
        UnitMissing, UnitOver: there is no such unit, or it is no more.
        NotOwner: the actor does not act for the unit.
        TargetNotWhole: code, name, unit of measure or first day is missing.
        CodeTaken: another target has the code.
        MeasureMissing: no app offers the measure.
        ShareNeedsShare: the measure is a share and the target none, or the other way round.
        DocumentMissing: no such document, or not one the actor may know of.
    """
    today = clock.day_of(now)
    owner = organization.get_living_unit(definition.owner_id)
    selectors.require_manager(actor, owner, today=today)
    valid_from = _checked_day(definition)
    if definition.source_id is not None:
        documents.get(definition.source_id, person=actor, today=today)
    target = Target.objects.create(
        code=definition.code.strip(),
        name=definition.name.strip(),
        unit_of_measure=definition.unit_of_measure.strip(),
        kind=definition.kind,
        direction=definition.direction,
        aggregation=definition.aggregation,
        owner=owner,
        measure=definition.measure,
        source_id=definition.source_id,
        source_point=definition.source_point.strip(),
        valid_from=valid_from,
        created_by=actor,
        created_at=now,
    )
    audit.record(
        act="programme.define_target",
        subject=f"target:{target.pk}",
        actor=actor,
        now=now,
        after={"code": target.code, "name": target.name, "unit": owner.name, "measure": target.measure},
    )
    return target


def _checked_day(definition: Definition) -> dt.date:
    """Return the first day of a target that is whole and fits its measure."""
    words = (definition.code, definition.name, definition.unit_of_measure)
    if definition.valid_from is None or not all(text.strip() for text in words):
        raise errors.TargetNotWhole
    if Target.objects.filter(code=definition.code.strip()).exists():
        raise errors.CodeTaken(target_code=definition.code.strip())
    if definition.measure:
        measure = measures.get(definition.measure)
        if measure.is_share != (definition.aggregation == Aggregation.RATIO):
            raise errors.ShareNeedsShare(measure=measure.name)
    return definition.valid_from


@transaction.atomic
def end_target(*, target_id: int, day: dt.date | None, reason: str, actor: Person, now: dt.datetime) -> Target:
    """End a target: from a day on it holds no more; what it was stays on record.

    Raises:
        TargetMissing: no such target, or not one the actor may know of.
        NotOwner: the actor does not act for its unit.
        TargetOver: it has ended, or the day is not after its first one.
        ReasonMissing: no reason is given.
    """
    target = selectors.get(target_id, person=actor, today=clock.day_of(now))
    selectors.require_manager(actor, target.owner, today=clock.day_of(now))
    if not reason.strip():
        raise errors.ReasonMissing
    if target.valid_to is not None or day is None or day <= target.valid_from:
        raise errors.TargetOver(period=day or "")
    target.valid_to = day
    target.save(update_fields=["valid_to"])
    audit.record(
        act="programme.end_target",
        subject=f"target:{target.pk}",
        actor=actor,
        now=now,
        after={"code": target.code, "valid_to": str(day), "reason": reason.strip()},
    )
    return target
