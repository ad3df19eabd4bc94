"""The charts of a report: how units stand, how far targets have come, what was done month by month."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.kernel.periods import MONTHS_OF_YEAR
from dondoc.programme.selectors import TargetRow
from dondoc.reports.composition import Bars
from dondoc.tasks.selectors import UnitRow

# How the parts of a bar are drawn on a page, what they are called, and what of a unit each counts.
UNIT_PARTS = (("done", "Hoàn thành", "done"), ("doing", "Trong hạn", "in_time"), ("late", "Quá hạn", "overdue"),
              ("open", "Không có thời hạn", "no_deadline"))  # fmt: skip
UNITS = "Nhiệm vụ theo đơn vị và trạng thái"
TARGETS = "Chỉ tiêu so với kế hoạch, %"
TARGET_PARTS = [("done", "Đã thực hiện"), ("doing", "Cần đạt đến nay")]
MONTHS = "Nhiệm vụ hoàn thành và đến hạn theo tháng"
MONTH_PARTS = [("done", "Hoàn thành"), ("doing", "Đến hạn")]
# Per cents are drawn with one digit behind the comma, and none is drawn that could not be printed.
TENTHS, MOST = 1000, 999_999_999


def of_units(rows: Sequence[UnitRow]) -> Bars:
    """Return how the tasks of each unit stand."""
    parts = [(state, name) for state, name, _key in UNIT_PARTS]
    return Bars(
        parts, [(row.name, [row.counts[key] for _state, _name, key in UNIT_PARTS]) for row in rows], title=UNITS
    )


def of_targets(rows: Sequence[TargetRow]) -> Bars | None:
    """Return how far the targets have come of their plans, and how far they are to be; None where none has a plan."""
    known = [(row, row.of_plan) for row in rows if row.of_plan is not None]
    drawn = [
        (row.target.name, [min(round(of_plan * TENTHS), MOST), round(row.pace * TENTHS)]) for row, of_plan in known
    ]
    return Bars(TARGET_PARTS, drawn, "bullets", TARGETS, 1) if drawn else None


def of_months(months: Sequence[tuple[int, int, int]]) -> Bars | None:
    """Return what was done and due in each month; None where that is not more than one, or nothing was."""
    if len(months) < 2 or not any(done or due for _month, done, due in months):
        return None
    rows = [(f"{month % MONTHS_OF_YEAR + 1}/{month // MONTHS_OF_YEAR}", [done, due]) for month, done, due in months]
    return Bars(MONTH_PARTS, rows, "series", MONTHS)
