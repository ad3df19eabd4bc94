"""Typing the figure of a month where nothing counts it (số liệu nhập tay), with its evidence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents import services as documents
from dondoc.kernel import clock
from dondoc.kernel.periods import Period
from dondoc.organization.models import Person
from dondoc.programme import errors, selectors
from dondoc.programme.amounts import checked, written
from dondoc.programme.models import Target, TypedFigure
from dondoc.tasks import evidence

from .planning import period_in


def type_figure(
    *,
    target_id: int,
    month: str,
    counted: Decimal | None,
    base: Decimal | None = None,
    reason: str = "",
    data: bytes,
    file_name: str,
    actor: Person,
    now: dt.datetime,
) -> TypedFigure:
    """Type the figure of a month, or correct it: the earlier one stays on record.

    Args:
        month: as an address names it: "2026-t6".

    Raises:
        TargetMissing: no such target, or not one the actor may know of.
        NotCounting: the actor is not of its unit.
        NotTyped: its figures are counted.
        PeriodUnknown: no such month.
        TargetOver: the target does not hold in it.
        MonthAhead: it has not begun.
        FigureWrong, FigureTooFine: it is no figure that the target can have.
        ReasonMissing: there is a figure, and nothing says why it changes.
        EvidenceMissing: no file shows it.
        EvidenceKind, FileTooLarge, Unreadable: the file is not taken.
    """
    if not data:
        raise errors.EvidenceMissing
    files.check_size(len(data))
    evidence.check_kind(data, file_name)
    documents.refuse_secret(data, name=file_name)
    with transaction.atomic(), files.stored(data) as file:
        target = selectors.get(target_id, person=actor, today=clock.day_of(now))
        selectors.require_typist(actor, target, today=clock.day_of(now))
        months = _month_of(target, month, today=clock.day_of(now))
        figure = checked(counted, base, is_share=target.is_share)
        before = target.typed.filter(month=months.start).order_by("typed_at", "pk").last()
        if before is not None and not reason.strip():
            raise errors.ReasonMissing
        made = TypedFigure.objects.create(
            target=target, month=months.start, counted=figure.counted, base=figure.base, file=file,
            file_name=files.clean_name(file_name), reason=reason.strip() if before else "", typed_by=actor,
            typed_at=now,
        )  # fmt: skip
        audit.record(
            act="programme.type_figure",
            subject=f"target:{target.pk}",
            actor=actor,
            now=now,
            before={"figure": written(before.figure)} if before else {},
            after={"period": months.label, "figure": written(figure), "reason": made.reason},
        )
    return made


def _month_of(target: Target, month: str, *, today: dt.date) -> Period:
    """Return the month of which a figure is typed."""
    if not target.is_typed:
        raise errors.NotTyped
    months = period_in(month, target)
    if months.start.month != months.end.month:
        raise errors.PeriodUnknown
    if months.start > today:
        raise errors.MonthAhead
    return months
