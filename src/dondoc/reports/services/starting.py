"""Beginning a report."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.kernel import clock, periods
from dondoc.kernel.periods import Period
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.reports import selectors, structures
from dondoc.reports.errors import DocumentNeeded, KindUnknown, PeriodNotBegun, PeriodUnfit, UnitNotYours
from dondoc.reports.models import Report
from dondoc.reports.structures import Kind

from .counting import ask_if_large


@transaction.atomic
def start(
    *,
    kind_code: str,
    unit_id: int,
    drafting_unit_id: int,
    year: int | None = None,
    first_month: int | None = None,
    last_month: int | None = None,
    is_reported: bool = False,
    document_id: int | None = None,
    due_date: dt.date | None = None,
    actor: Person,
    now: dt.datetime,
) -> Report:
    """Begin a report: its sections stand, its figures are counted, free text is empty.

    Args:
        unit_id: whose work it tells of.
        drafting_unit_id: who composes it: a unit in which the actor holds a post.
        first_month: of a kind with months to choose; else they follow from the kind.
        is_reported: by the cut-offs of reports (Điều 12 NĐ 09/2019/NĐ-CP), not by the calendar.
        document_id: the document reported on, or the one whose weak points are answered.
        due_date: by when it is sent; None: nobody said.

    Raises:
        KindUnknown: there is no such kind.
        UnitNotYours: the actor does not look after the unit, or holds no post in the one that composes.
        PeriodUnfit: the months do not make the period.
        PeriodNotBegun: the period lies in the future.
        DocumentNeeded: the kind tells of a document and none is named.
        DocumentMissing: the document is none that the actor may know of.
    """
    today = clock.day_of(now)
    kind = structures.kinds().get(kind_code)
    if kind is None:
        raise KindUnknown
    unit = next((one for one in selectors.units_for(actor, today=today) if one.pk == unit_id), None)
    composing = next((one for one in selectors.composing_units(actor, today=today) if one.pk == drafting_unit_id), None)
    if unit is None or composing is None:
        raise UnitNotYours
    if kind.is_of_document and document_id is None:
        raise DocumentNeeded
    period = period_for(kind, year=year, first=first_month, last=last_month, is_reported=is_reported)
    if period is not None and period.start > today:
        raise PeriodNotBegun(day=format_date(period.start))
    document = documents.get(document_id, person=actor, today=today) if document_id else None
    report = Report.objects.create(
        kind_code=kind.code, unit=unit, drafting_unit=composing, document=document, due_date=due_date, made_by=actor,
        made_at=now, changed_at=now, **columns_of(period),
    )  # fmt: skip
    audit.record(
        act="reports.start", subject=f"report:{report.pk}", actor=actor, now=now,
        after={"kind": kind.name, "unit": unit.name, "period": report.period_label},
    )  # fmt: skip
    ask_if_large(report, now=now)
    return report


def period_for(
    kind: Kind, *, year: int | None, first: int | None, last: int | None, is_reported: bool
) -> Period | None:
    """Return the period of a kind of report; None for a kind without one.

    Raises:
        PeriodUnfit: there are no such months.
    """
    if kind.months is None:
        return None
    if kind.months > 1:
        first, last = 1, kind.months
    elif kind.months == 1:
        last = first
    if year is None or first is None or last is None:
        raise PeriodUnfit
    try:
        period = periods.months(year, first, last)
    except ValueError:
        raise PeriodUnfit from None
    found = periods.named(f"{periods.REPORTED}{period.code}") if is_reported else period
    return found or period


def columns_of(period: Period | None) -> dict[str, object]:
    """Return what a report keeps of its period."""
    if period is None:
        return {}
    return {
        "period_code": period.code,
        "period_label": period.label,
        "first_day": period.start,
        "last_day": period.end,
    }
