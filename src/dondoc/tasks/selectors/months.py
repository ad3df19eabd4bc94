"""What was done in each month of a period, and what was due in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Case, Count, DateField, F, When
from django.db.models.functions import TruncMonth

from dondoc.kernel.periods import MONTHS_OF_YEAR, Period
from dondoc.tasks.models import TaskQuerySet

from .figures import DONE, filter_condition

Months = list[tuple[int, int, int]]


def by_month(tasks: TaskQuerySet, period: Period, *, as_of: dt.date) -> Months:
    """Return year × 12 + month − 1 of each month of a period up to a day, how many tasks were done in it, how many due.

    In one query; needs `with_status`. What is not counted is left out, and so is what lies outside the period.
    """
    days = (period.start, period.end)
    done = When(status__in=DONE, done_known__range=days, then=F("done_known"))
    due = When(due_known__range=days, then=F("due_known"))
    rows = (
        tasks.filter(filter_condition("counted", today=as_of))
        .order_by()
        .annotate(month_done=_month(done), month_due=_month(due))
        .values_list("month_done", "month_due")
        .annotate(n=Count("pk"))
    )
    done_in: Counter[int] = Counter()
    due_in: Counter[int] = Counter()
    for month_done, month_due, n in rows:
        for found, month in ((done_in, month_done), (due_in, month_due)):
            if month is not None:
                found[month.year * MONTHS_OF_YEAR + month.month - 1] += n
    first, last = (day.year * MONTHS_OF_YEAR + day.month - 1 for day in (period.start, min(period.end, as_of)))
    return [(month, done_in[month], due_in[month]) for month in range(first, last + 1)]


def _month(day: When) -> TruncMonth:
    return TruncMonth(Case(day, default=None, output_field=DateField()))
