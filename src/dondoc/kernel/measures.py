"""Measures (chỉ số đo): named figures that apps offer over their own records, each with the records behind it.

An app registers its measures in `AppConfig.ready`; the programme binds targets to them, reports print them. A measure
says which records it counts: the figure and the list that it opens are made from the same queryset.
"""

from __future__ import annotations

import datetime as dt
import enum
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from . import clock
from .errors import DomainError, Missing, Sentence
from .periods import Period

logger = logging.getLogger(__name__)
Counted = TypeVar("Counted")


class Part(enum.StrEnum):
    """Which records of a measure: those that it counts, or those of which they are a share."""

    COUNTED = "counted"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a measure is asked for.

    Attributes:
        period: the days that are looked at.
        units: ids of the units whose records count, those below them included; None: of every unit.
        known_at: what had been recorded by this moment; None: whatever is recorded now.
    """

    period: Period
    units: frozenset[int] | None = None
    known_at: dt.datetime | None = None

    def as_of(self, now: dt.datetime) -> dt.date:
        """Return the day on which things are looked at: the last of the period, or today while it lasts."""
        return min(self.period.end, clock.day_of(self.known_at or now))


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, a sum, or a share; figures of several units add up.

    Attributes:
        counted: the count or sum, of a share what it counts.
        base: of what the share is; None: the figure is no share.
    """

    counted: Decimal
    base: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """Return the figure, of a share the part of 1; a share of nothing is none."""
        if self.base is None:
            return self.counted
        return self.counted / self.base if self.base else None

    def __add__(self, other: Figure) -> Figure:
        base = None if self.base is None or other.base is None else self.base + other.base
        return Figure(self.counted + other.counted, base)


NOTHING = Figure(Decimal(0))


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure, as the list of them shows it."""

    title: str
    detail: str
    address: str


# The records of a scope, as things stand at a moment.
Records = Callable[[Scope, dt.datetime], "QuerySet[Any]"]
# The figure of each unit that has any record; None: of records that no unit answers for.
ByUnit = dict[int | None, Figure]
# The figures of several measures by their codes, in one question.
Together = Callable[[Collection[str], Scope, dt.datetime], Mapping[str, ByUnit]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure over the records of one app.

    Attributes:
        code: how targets and reports refer to it for good: "tasks.on_time".
        name: what it is called.
        unit: what it is counted in (đơn vị tính).
        formula: how it is computed, in one sentence.
        version: raised whenever the same records would give another figure.
        records: the records that are counted.
        base: the records of which they are a share; None: the measure is no share.
        unit_field: the field of a record that holds the unit it counts for.
        amount: the field that is summed; empty: records are counted.
        visible: narrows records down to those that a person may see on a day.
        shown: how a page of records is listed.
        together: counts several measures that bear the same one at once, as each would be counted by itself.
    """

    code: str
    name: Sentence
    unit: Sentence
    formula: Sentence
    version: int
    records: Records
    unit_field: str
    visible: Callable[[QuerySet[Any], Any, dt.date], QuerySet[Any]]
    shown: Callable[[Iterable[Any]], Sequence[Record]]
    base: Records | None = None
    amount: str = ""
    together: Together | None = None

    @property
    def is_share(self) -> bool:
        """Say whether the figure is a share of something."""
        return self.base is not None

    def behind(self, scope: Scope, *, now: dt.datetime, part: Part = Part.COUNTED) -> QuerySet[Any]:
        """Return the records behind the figure.

        Raises:
            NoBase: the measure is no share.
        """
        if part is Part.COUNTED:
            return self.records(scope, now)
        if self.base is None:
            raise NoBase(measure=self.name)
        return self.base(scope, now)

    def among(self, ids: Collection[int], scope: Scope, *, person: Any, now: dt.datetime) -> QuerySet[Any]:
        """Return those records of some ids that a person may see, whether the figure of a scope counts them or not."""
        rows = self.records(scope, now).model._default_manager.filter(pk__in=ids)  # noqa: SLF001 - Django's name
        return self.visible(rows, person, clock.day_of(now)).order_by("pk")

    def figure(self, scope: Scope, *, now: dt.datetime) -> Figure:
        """Return the figure of a scope."""
        total = NOTHING if self.base is None else Figure(Decimal(0), Decimal(0))
        return sum(self.by_unit(scope, now=now).values(), start=total)

    def by_unit(self, scope: Scope, *, now: dt.datetime) -> ByUnit:
        """Return the figure of each unit that has any record; None: of records that no unit answers for."""
        counted = self._totals(self.records(scope, now))
        if self.base is None:
            return {unit: Figure(total) for unit, total in counted.items()}
        bases = self._totals(self.base(scope, now))
        zero = Decimal(0)
        return {unit: Figure(counted.get(unit, zero), bases.get(unit, zero)) for unit in {**bases, **counted}}

    def _totals(self, records: QuerySet[Any]) -> dict[int | None, Decimal]:
        total = Sum(self.amount) if self.amount else Count("pk")
        rows = records.order_by().values_list(self.unit_field).annotate(total=total)
        return {unit: Decimal(amount or 0) for unit, amount in rows}


@dataclass(frozen=True, slots=True)
class Failed:
    """A figure that could not be computed, and why in one sentence."""

    why: Sentence


class MeasureMissing(Missing):
    """No app offers such a measure."""

    code = "kernel.measure_missing"
    message = _("There is no such measure: choose one from the list.")


class NoBase(Missing):
    """The records of which a figure is a share were asked for, and it is no share."""

    code = "kernel.no_base"
    message = _("“%(measure)s” is no share: open the records that it counts.")


_FAULT = _("The measure %(code)s failed (%(fault)s); the administrator finds the fault in the log.")
_measures: dict[str, Measure] = {}


def register(*measures: Measure) -> None:
    """Offer measures to whoever counts; a code stands for one measure.

    Raises:
        ValueError: another measure bears the code.
    """
    for measure in measures:
        if _measures.setdefault(measure.code, measure) is not measure:
            raise ValueError(f"two measures are called {measure.code}")


def get(code: str) -> Measure:
    """Return the measure of a code.

    Raises:
        MeasureMissing: no app offers it.
    """
    try:
        return _measures[code]
    except KeyError:
        raise MeasureMissing from None


def offered() -> Sequence[Measure]:
    """Return every measure that an app offers."""
    return tuple(_measures.values())


def attempt(code: str, scope: Scope, *, now: dt.datetime) -> Figure | Failed:
    """Return a figure, or why there is none: one that fails leaves the others of a report standing."""
    return _attempted(code, lambda: get(code).figure(scope, now=now))


def attempt_by_unit(codes: Collection[str], scope: Scope, *, now: dt.datetime) -> dict[str, ByUnit | Failed]:
    """Return of each measure the figure of each unit that has any record, or why there is none.

    What can be counted at once is; where that fails each is asked by itself, so that one leaves the others standing.
    """
    found: dict[str, ByUnit | Failed] = {}
    groups: dict[Together, list[str]] = {}
    for code in dict.fromkeys(codes):
        measure = _measures.get(code)
        if measure is not None and measure.together is not None:
            groups.setdefault(measure.together, []).append(code)
    for together, ours in groups.items():
        counted = _attempted(", ".join(ours), partial(together, ours, scope, now)) if len(ours) > 1 else None
        if counted is not None and not isinstance(counted, Failed):
            found |= counted
    for code in codes:
        if code not in found:
            found[code] = _attempted(code, partial(_by_unit, code, scope, now))
    return found


def _by_unit(code: str, scope: Scope, now: dt.datetime) -> ByUnit:
    return get(code).by_unit(scope, now=now)


def _attempted(code: str, count: Callable[[], Counted]) -> Counted | Failed:
    try:
        with transaction.atomic():
            return count()
    except DomainError as error:
        return Failed(error.sentence)
    except Exception as error:
        logger.exception("measure %s failed", code)
        return Failed(_FAULT % {"code": code, "fault": type(error).__name__})
