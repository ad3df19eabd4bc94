"""Working days: the decreed calendar, and how terms are counted."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dondoc.kernel import calendar
from dondoc.kernel.models import CalendarDay
from dondoc.kernel.workdays import WorkCalendar

D = dt.date
YEARS = range(2024, 2028)
# A calendar for the laws: a week of Tết, a swapped Saturday.
TET = {D(2026, 2, 16) + dt.timedelta(days=n): "Tết Nguyên đán" for n in range(5)}
CALENDAR = WorkCalendar(
    rest=TET | {D(2026, 8, 31): "Nghỉ hoán đổi", D(2026, 9, 1): "Quốc khánh", D(2026, 9, 2): "Quốc khánh"},
    worked={D(2026, 8, 22): "Làm bù ngày 31/8"},
)
DAYS = st.dates(D(2026, 1, 1), D(2026, 12, 31))
COUNTS = st.integers(0, 60)
UNITS = st.sampled_from(["day", "working_day"])


@pytest.fixture(autouse=True)
def _anew():
    """No test leaves its calendar to the next."""
    calendar.forget()
    yield
    calendar.forget()


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        pytest.param(D(2026, 11, 3), 5, "working_day", D(2026, 11, 10), id="over-a-weekend"),
        pytest.param(D(2026, 11, 6), 1, "working_day", D(2026, 11, 9), id="friday-and-one-is-monday"),
        pytest.param(D(2026, 11, 7), 1, "working_day", D(2026, 11, 9), id="an-event-on-a-saturday"),
        pytest.param(D(2026, 11, 3), 3, "day", D(2026, 11, 6), id="the-first-day-does-not-count"),
        pytest.param(D(2026, 11, 4), 3, "day", D(2026, 11, 9), id="ends-on-a-saturday-and-moves"),
        pytest.param(D(2026, 2, 13), 2, "working_day", D(2026, 2, 24), id="over-tet"),
        pytest.param(D(2026, 2, 13), 7, "day", D(2026, 2, 23), id="ends-in-tet-and-moves"),
        pytest.param(D(2026, 8, 21), 1, "working_day", D(2026, 8, 22), id="a-worked-saturday-counts"),
        pytest.param(D(2026, 8, 28), 1, "working_day", D(2026, 9, 3), id="the-day-it-was-swapped-for-does-not"),
        pytest.param(D(2026, 8, 19), 3, "day", D(2026, 8, 22), id="ending-on-a-worked-saturday-stays"),
    ],
)
def test_a_term_ends_on(start, count, unit, expected):
    """Điều 147, 148 BLDS 2015."""
    assert CALENDAR.add(start, count, unit) == expected


@pytest.mark.parametrize(("count", "unit"), [(-1, "day"), (1, "month")])
def test_a_term_that_cannot_be_counted(count, unit):
    """Is an error of the caller."""
    with pytest.raises(ValueError, match=str(count)):
        CALENDAR.add(D(2026, 1, 5), count, unit)


@settings(deadline=None)
@given(DAYS, COUNTS, UNITS)
def test_never_ends_on_a_rest_day(start, count, unit):
    """Whatever is counted."""
    assert not CALENDAR.is_rest_day(CALENDAR.add(start, count, unit))


@given(DAYS, COUNTS, COUNTS)
def test_working_days_add_up(start, first, second):
    """Five working days and then three are eight."""
    assume(first)
    halfway = CALENDAR.add(start, first, "working_day")

    assert CALENDAR.add(halfway, second, "working_day") == CALENDAR.add(start, first + second, "working_day")


@given(DAYS, DAYS, COUNTS, UNITS)
def test_a_later_event_never_ends_earlier(one, other, count, unit):
    """Monotone in the day of the event."""
    first, later = sorted([one, other])

    assert CALENDAR.add(first, count, unit) <= CALENDAR.add(later, count, unit)


@given(DAYS, COUNTS, UNITS)
def test_a_longer_term_never_ends_earlier(start, count, unit):
    """Monotone in the number of days."""
    assert CALENDAR.add(start, count, unit) <= CALENDAR.add(start, count + 1, unit)


@given(DAYS, st.integers(1, 60))
def test_counting_back(start, count):
    """Between the event and the end lie as many working days as were added; backwards the same, negative."""
    end = CALENDAR.add(start, count, "working_day")

    assert CALENDAR.working_days_between(start, end) == count
    assert CALENDAR.working_days_between(end, start) == -count


@given(DAYS)
def test_a_rest_day_has_a_reason_and_a_next_working_day(day):
    """And a working day has none and is its own."""
    following = CALENDAR.next_working_day(day)

    assert bool(CALENDAR.rest_reason(day)) == CALENDAR.is_rest_day(day) == (following != day)
    assert not CALENDAR.is_rest_day(following)


@pytest.mark.django_db
class TestShipped:
    @pytest.mark.parametrize("year", YEARS)
    def test_agrees_with_the_library(self, year):
        """Every working day and every rest day of the year; the library does not know of 2/1/2026 and 10/1/2026."""
        library = holidays.Vietnam(years=range(year - 1, year + 2))
        ours = calendar.read()
        every_day = [D(year, 1, 1) + dt.timedelta(days=n) for n in range((D(year + 1, 1, 1) - D(year, 1, 1)).days)]

        differing = [day for day in every_day if ours.is_rest_day(day) == library.is_working_day(day)]

        assert differing == ([D(2026, 1, 2), D(2026, 1, 10)] if year == 2026 else [])

    @pytest.mark.parametrize(
        ("day", "reason"),
        [
            (D(2024, 4, 29), "Nghỉ hoán đổi, làm bù 4/5"),
            (D(2024, 5, 4), ""),
            (D(2025, 5, 2), "Nghỉ hoán đổi, làm bù 26/4"),
            (D(2025, 4, 26), ""),
            (D(2026, 9, 2), "Quốc khánh"),
            (D(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
            (D(2026, 11, 28), "Thứ Bảy"),
        ],
    )
    def test_why_nobody_works(self, day, reason):
        """Named days first, then the day of the week; swapped Saturdays are worked."""
        assert calendar.load().rest_reason(day) == reason

    def test_what_is_not_announced_is_marked(self):
        """Of 2027 the days of Tết and the day beside Quốc khánh; nothing of the years before."""
        assert {(day.year, day.month) for day in calendar.read().expected} == {(2027, 2), (2027, 9)}

    def test_each_day_names_its_source(self):
        """What comes from memory says that it has to be compared."""
        assert not CalendarDay.objects.filter(source="").exists()
        assert CalendarDay.objects.filter(kind="worked").exclude(source__contains="cần đối chiếu").count() == 0

    def test_pages_ask_once_a_minute(self, django_assert_num_queries, monkeypatch):
        """And see what another process wrote when the minute is over."""
        seconds = [100.0]
        monkeypatch.setattr(calendar.time, "monotonic", lambda: seconds[0])
        with django_assert_num_queries(1):
            calendar.load()
            assert calendar.load().rest_reason(D(2026, 12, 25)) == ""
        CalendarDay.objects.create(date=D(2026, 12, 25), kind="rest", name="Nghỉ", source="Thông báo")
        assert calendar.load().rest_reason(D(2026, 12, 25)) == ""

        seconds[0] += calendar.FRESH_SECONDS + 1

        assert calendar.load().rest_reason(D(2026, 12, 25)) == "Nghỉ"


@pytest.mark.django_db
class TestHealth:
    def test_nothing_to_say_before_december(self):
        """This year's days are decreed."""
        assert calendar.calendar_health(D(2026, 11, 30)) == []

    def test_expected_days_are_told_in_december(self):
        """Eight days of 2027 are not announced."""
        (told,) = calendar.calendar_health(D(2026, 12, 1))

        assert "2027" in told
        assert "8" in told

    def test_missing_days_are_told(self):
        """The deadline calendar does not run out in silence."""
        assert len(calendar.calendar_health(D(2027, 12, 1))) == 2
        assert "2029" in calendar.calendar_health(D(2029, 5, 1))[0]


@pytest.mark.django_db
def test_the_doctor_asks_too():
    """A warning, with what to do."""
    from dondoc.kernel.health import Context, Level
    from dondoc.tasks.health import working_days

    def found(*day):
        return [one.level for one in working_days(Context(now=dt.datetime(*day, tzinfo=dt.UTC)))]

    assert (found(2026, 11, 25), found(2026, 12, 2)) == ([Level.GOOD], [Level.WARNING])
