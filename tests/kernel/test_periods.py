"""Periods of the calendar, of reporting, and of any whole months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.kernel import periods
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.models import ReportingScheme

D = dt.date
DAYS = st.dates(D(2000, 1, 1), D(2100, 12, 31))
KINDS = st.sampled_from(list(PeriodKind))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PeriodKind.MONTH, (D(2026, 11, 1), D(2026, 11, 30), "tháng 11/2026")),
        (PeriodKind.QUARTER, (D(2026, 10, 1), D(2026, 12, 31), "quý IV/2026")),
        (PeriodKind.HALF, (D(2026, 7, 1), D(2026, 12, 31), "6 tháng cuối năm 2026")),
        (PeriodKind.YEAR, (D(2026, 1, 1), D(2026, 12, 31), "năm 2026")),
    ],
)
def test_the_period_of_a_day(kind, expected):
    """25/11/2026."""
    found = periods.period_of(kind, D(2026, 11, 25))

    assert (found.start, found.end, found.label) == expected


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (1, 4, "4 tháng đầu năm 2026"),
        (1, 9, "9 tháng đầu năm 2026"),
        (1, 6, "6 tháng đầu năm 2026"),
        (10, 12, "quý IV/2026"),
        (9, 12, "4 tháng cuối năm 2026"),
        (3, 5, "từ tháng 3 đến tháng 5/2026"),
    ],
)
def test_any_months(first, last, label):
    """Are called as reports call them."""
    assert periods.months(2026, first, last).label == label


def test_no_such_months():
    """Backwards, or beyond December."""
    with pytest.raises(ValueError, match="13"):
        periods.months(2026, 1, 13)


@given(KINDS, DAYS)
def test_calendar_periods_follow_without_gap(kind, day):
    """A day lies in its period; the next begins on the day after."""
    period = periods.period_of(kind, day)

    assert day in period
    assert periods.next_period(kind, period).start == period.end + dt.timedelta(days=1)


@given(KINDS, DAYS, st.integers(1, 28))
def test_reporting_periods_follow_without_gap(kind, day, closing_day):
    """Cut-offs move the borders, and lose no day."""
    period = periods.period_of(kind, day)
    one, after = (periods.reported(p, closing_day) for p in (period, periods.next_period(kind, period)))

    assert after.start == one.end + dt.timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "day", "start", "end"),
    [
        pytest.param("month", D(2026, 11, 14), D(2026, 10, 15), D(2026, 11, 14), id="the-14th-closes-the-month"),
        pytest.param("month", D(2026, 11, 15), D(2026, 11, 15), D(2026, 12, 14), id="the-15th-opens-the-next"),
        pytest.param("quarter", D(2026, 11, 25), D(2026, 9, 15), D(2026, 12, 14), id="quarter"),
        pytest.param("half", D(2026, 1, 1), D(2025, 12, 15), D(2026, 6, 14), id="first-half"),
        pytest.param("half", D(2026, 6, 15), D(2026, 6, 15), D(2026, 12, 14), id="second-half"),
        pytest.param("year", D(2026, 12, 15), D(2026, 12, 15), D(2027, 12, 14), id="year"),
        pytest.param("year", D(2018, 12, 15), D(2018, 1, 1), D(2018, 12, 31), id="before-the-decree"),
    ],
)
def test_the_cut_offs_of_the_decree(kind, day, start, end):
    """Điều 12 NĐ 09/2019/NĐ-CP."""
    found = periods.reporting_period(kind, day)

    assert (found.start, found.end) == (start, end)


@pytest.mark.django_db
def test_a_cut_off_may_change():
    """From a day on; what was before stays."""
    ReportingScheme.objects.create(kind="month", valid_from=D(2027, 1, 1), closing_day=20, source="Nghị định mới")

    assert periods.reporting_period("month", D(2027, 2, 20)).end == D(2027, 2, 20)
    assert periods.reporting_period("month", D(2026, 12, 14)).end == D(2026, 12, 14)


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [(1, 15, D(2026, 1, 15)), (2, 31, D(2026, 2, 28)), (3, 31, D(2026, 3, 31))],
)
def test_a_day_in_a_period(month, day, expected):
    """A month that is too short gives its last day."""
    assert periods.day_in(periods.period_of("quarter", D(2026, 2, 1)), month, day) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        pytest.param("2026", D(2026, 1, 1), D(2026, 12, 31), "năm 2026", id="a-year"),
        pytest.param("2026-n2", D(2026, 7, 1), D(2026, 12, 31), "6 tháng cuối năm 2026", id="a-half"),
        pytest.param("2026-q3", D(2026, 7, 1), D(2026, 9, 30), "quý III/2026", id="a-quarter"),
        pytest.param("2026-t2", D(2026, 2, 1), D(2026, 2, 28), "tháng 2/2026", id="a-month"),
        pytest.param("2026-t1-4", D(2026, 1, 1), D(2026, 4, 30), "4 tháng đầu năm 2026", id="four-months"),
        pytest.param(
            "bc-2026-n1", D(2025, 12, 15), D(2026, 6, 14), "kỳ báo cáo 6 tháng đầu năm 2026", id="a-reported-half"
        ),
        pytest.param("bc-2026", D(2025, 12, 15), D(2026, 12, 14), "kỳ báo cáo năm 2026", id="a-reported-year"),
        pytest.param(
            "bc-2026-t1-9", D(2025, 12, 15), D(2026, 9, 14), "kỳ báo cáo 9 tháng đầu năm 2026", id="months-close-too"
        ),
        pytest.param("bc-2018", D(2018, 1, 1), D(2018, 12, 31), "năm 2018", id="before-the-decree"),
    ],
)
def test_a_period_by_its_name(code, start, end, label):
    """As an address says it."""
    found = periods.named(code)

    assert (found.start, found.end, found.label) == (start, end, label)


@pytest.mark.parametrize("code", ["", "0999", "2026-06", "2026-n3", "2026-q5", "2026-t13", "2026-t4-2", "bc-", "x2026"])
def test_no_such_period(code):
    """Is none."""
    assert periods.named(code) is None


@pytest.mark.django_db
@pytest.mark.parametrize("day", [D(2026, 11, 25), D(2026, 12, 15), D(2026, 1, 1), D(2026, 6, 14), D(2026, 6, 15)])
def test_the_periods_that_are_offered_have_names(day):
    """Each name gives its period back; those of reports and of the calendar come by two, the present one first."""
    found = periods.offered(day)

    for period in [*found.reported, *found.calendar, *found.first_months]:
        assert periods.named(period.code) == period
    for some in (found.reported, found.calendar):
        assert all(day in present and before.end < day for present, before in zip(some[::2], some[1::2], strict=True))
    assert len(found.first_months) == max(0, min(day.month, 11) - 1)
