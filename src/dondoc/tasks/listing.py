"""What a list of tasks shows, as its address says it: filters, group, order, columns. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.periods import calendar_period
from dondoc.kernel.vietnamese import parse_date
from dondoc.web.fields import id_of

from .choices import Filter

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """A grouping by the period of the deadline, of the calendar or by the cut-offs of reports (15/12-14/6)."""

    label: Words
    kind: PeriodKind
    is_reported: bool = False


# Groupings of the list by the value in the address; the last stands for all of `PERIODS`.
GROUPS: Mapping[str, Words] = {
    "van-ban": _("By document"),
    "don-vi": _("By unit"),
    "nguoi": _("By person"),
    "thang": _("By period"),
}
PERIODS: Mapping[str, ByPeriod] = {
    "thang": ByPeriod(_("Month"), PeriodKind.MONTH),
    "quy": ByPeriod(_("Quarter"), PeriodKind.QUARTER),
    "ky-thang": ByPeriod(_("Reporting month"), PeriodKind.MONTH, is_reported=True),
    "ky-quy": ByPeriod(_("Reporting quarter"), PeriodKind.QUARTER, is_reported=True),
    "ky-6-thang": ByPeriod(_("Reporting half-year"), PeriodKind.HALF, is_reported=True),
    "ky-nam": ByPeriod(_("Reporting year"), PeriodKind.YEAR, is_reported=True),
}
# Columns that can be chosen, in the order in which they stand; those of `DEFAULT_COLUMNS` unless the address says else.
COLUMNS: Mapping[str, Words] = {
    "muc": _("Section"),
    "chu-tri": _("Lead"),
    "phoi-hop": _("Cooperating"),
    "san-pham": _("Product"),
    "do-khan": _("Urgency"),
    "giai-doan": _("State"),
    "han": _("Deadline"),
    "han-goc": _("Original deadline"),
    "minh-chung": _("Evidence"),
    "tin-moi": _("Latest news"),
    "ngay-giao": _("Assigned"),
}
DEFAULT_COLUMNS = ("muc", "chu-tri", "giai-doan", "han")
# Columns by which the list can be ordered; "ma" and "viec" are always shown.
SORTABLE = ("ma", "viec", "chu-tri", "giai-doan", "han", "tin-moi", "ngay-giao")
# A month as the address writes it, and whole years beside it: "2026-06", "2026".
MONTH = re.compile(r"(?P<year>[12]\d{3})(-(?P<month>0[1-9]|1[0-2]))?")
WRITTEN_MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>[12]\d{3})")
# The value that groups units as they are now.
AS_NOW = "nay"
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class TaskList:
    """One view of the tasks; `query` gives the address back.

    Attributes:
        states: filters, any of which must hold.
        waiting: the group of what waits for the person, see `selectors.GROUPS`.
        is_below: the tasks of the units below `unit` belong to it.
        period: whose work it is, as `kernel.periods.CODE` names it: carried over into it or assigned in it.
        urgency: how urgent they are, as `documents.composing.choices.Urgency` names it.
        due: the month or the year in which the deadline in force lies.
        day: the day on which the facts must hold; None: the last of the period, or today.
        is_as_known: only what had been recorded by the end of that day counts.
        is_as_now: units are those of today: one that was merged is the one that took it over.
        order: a name of `SORTABLE`, with a minus before it from the last to the first; empty: as the group orders.
    """

    words: str = ""
    states: tuple[str, ...] = ()
    waiting: str = ""
    document: int | None = None
    unit: int | None = None
    is_below: bool = False
    person: int | None = None
    period: str = ""
    due: str = ""
    urgency: str = ""
    day: dt.date | None = None
    is_as_known: bool = False
    is_as_now: bool = False
    group: str = "van-ban"
    order: str = ""
    columns: tuple[str, ...] = DEFAULT_COLUMNS

    @classmethod
    def of(cls, data: QueryDict) -> TaskList:
        """Read the address; what it says wrongly is as if it did not say it."""
        order = data.get("thu-tu", "")
        columns = tuple(name for name in COLUMNS if name in data.getlist("cot"))
        return cls(
            words=data.get("q", "").strip()[:MOST_WORDS],
            states=tuple(name for name in Filter.values if name in data.getlist("tinh-trang")),
            waiting=data.get("cho-toi", ""),
            document=id_of(data.get("van-ban")),
            unit=id_of(data.get("don-vi")),
            is_below=bool(data.get("ca-cap-duoi")),
            person=id_of(data.get("nguoi")),
            period=data.get("ky", "") if calendar_period(data.get("ky", "")) else "",
            due=_month(data.get("han", "")),
            urgency=data.get("do-khan", "") if data.get("do-khan") in Urgency.values else "",
            day=parse_date(data.get("ngay", "")),
            is_as_known=bool(data.get("da-ghi")),
            is_as_now=data.get("theo") == AS_NOW,
            group=data.get("nhom", "") if data.get("nhom") in {*GROUPS, *PERIODS} else "van-ban",
            order=order if order.removeprefix("-") in SORTABLE else "",
            columns=columns or DEFAULT_COLUMNS,
        )

    @property
    def query(self) -> str:
        """Return the address without what is as usual, so that equal views have equal addresses."""
        usual = TaskList()
        pairs: list[tuple[str, str | int]] = []
        if self.words:
            pairs.append(("q", self.words))
        pairs += [("tinh-trang", name) for name in self.states]
        single = {
            "cho-toi": self.waiting, "van-ban": self.document, "don-vi": self.unit,
            "ca-cap-duoi": "1" if self.is_below else "", "nguoi": self.person, "ky": self.period, "han": self.due,
            "do-khan": self.urgency,
            "ngay": self.day.isoformat() if self.day else "", "da-ghi": "1" if self.is_as_known else "",
            "theo": AS_NOW if self.is_as_now else "",
            "nhom": self.group if self.group != usual.group else "", "thu-tu": self.order,
        }  # fmt: skip
        pairs += [(name, value) for name, value in single.items() if value]
        if self.columns != usual.columns:
            pairs += [("cot", name) for name in self.columns]
        return urlencode(pairs)

    @property
    def due_written(self) -> str:
        """Return the month or the year of the deadline as people write it."""
        year, _dash, month = self.due.partition("-")
        return f"{int(month)}/{year}" if month else year

    @property
    def is_by_period(self) -> bool:
        """Say whether tasks are grouped by the period of their deadline."""
        return self.group in PERIODS

    @property
    def urgency_label(self) -> Words:
        """Return the degree of urgency in words; empty when any is shown."""
        return Urgency(self.urgency).label if self.urgency else ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether the view hides some tasks."""
        hiding = (
            self.words, self.states, self.waiting, self.document, self.unit, self.person, self.period, self.due,
            self.urgency,
        )  # fmt: skip
        return any(bool(part) for part in hiding)


def _month(text: str) -> str:
    """Return a month, or a year, as the address writes it; empty when it is none."""
    text = text.strip()
    if written := WRITTEN_MONTH.fullmatch(text):
        return f"{written['year']}-{int(written['month']):02}"
    return text if MONTH.fullmatch(text) else ""
