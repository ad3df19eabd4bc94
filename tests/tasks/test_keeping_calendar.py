"""The administrator keeps the working-day calendar; nobody else changes it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.kernel import calendar
from dondoc.kernel.models import CalendarDay, ReportingScheme
from dondoc.tasks import deadline_errors, services
from dondoc.tasks.services.keeping_calendar import DayFacts
from tests.world import NOW

D = dt.date
CHRISTMAS = DayFacts(D(2026, 12, 25), "rest", "Nghỉ theo quyết định", "Quyết định 1/QĐ-UBND")
ADDRESS = "/quan-tri/lich/"


@pytest.fixture(autouse=True)
def _anew():
    """No test leaves its calendar to the next."""
    calendar.forget()
    yield
    calendar.forget()


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(CalendarDay.objects.order_by("pk").values()),
        list(ReportingScheme.objects.order_by("pk").values()),
        Entry.objects.count(),
    )


def shipped():
    """Return an entry of the calendar as shipped."""
    return CalendarDay.objects.get(date=D(2027, 9, 3))


class TestKeep:
    def test_a_day_is_entered_and_counts(self, world):
        """From the next page on; the log says who."""
        services.add_day(facts=CHRISTMAS, actor=world.office_head, now=NOW)

        assert calendar.read().rest_reason(D(2026, 12, 25)) == "Nghỉ theo quyết định"
        entry = Entry.objects.get()
        assert (entry.act, entry.subject, entry.after["date"]) == ("calendar.add_day", "calendar", "2026-12-25")

    def test_pages_of_this_process_know_at_once(self, world, django_capture_on_commit_callbacks):
        """When the act holds, not before."""
        assert not calendar.load().is_rest_day(D(2026, 12, 25))

        with django_capture_on_commit_callbacks(execute=True):
            services.add_day(facts=CHRISTMAS, actor=world.office_head, now=NOW)

        assert calendar.load().is_rest_day(D(2026, 12, 25))

    def test_a_day_is_corrected(self, world):
        """What was before stands in the log; the day itself stays."""
        facts = dataclasses.replace(CHRISTMAS, name="Quốc khánh", is_expected=False)
        day = services.change_day(day_id=shipped().pk, facts=facts, actor=world.office_head, now=NOW)

        assert (day.date, day.is_expected, day.source) == (D(2027, 9, 3), False, "Quyết định 1/QĐ-UBND")
        assert Entry.objects.get().before["is_expected"] is True

    def test_a_day_is_taken_out(self, world):
        """It is an ordinary day again; the log keeps what stood there."""
        services.remove_day(day_id=shipped().pk, actor=world.office_head, now=NOW)

        assert not calendar.read().is_rest_day(D(2027, 9, 3))
        assert Entry.objects.get().before["name"] == "Quốc khánh"

    def test_expected_days_are_confirmed_together(self, world):
        """By the notice that announces them; then nothing is missing in December."""
        count = services.confirm_days(year=2027, source="Thông báo 9/TB-BNV", actor=world.office_head, now=NOW)

        assert count == 8
        assert calendar.calendar_health(D(2026, 12, 1)) == []
        assert shipped().source == "Thông báo 9/TB-BNV"

    def test_a_closing_day_is_set(self, world):
        """From a day on; setting it again for the same day corrects it."""
        for closing_day in (20, 21):
            services.set_cut_off(
                kind="month", closing_day=closing_day, valid_from=D(2027, 1, 1), source="Nghị định mới",
                actor=world.office_head, now=NOW,
            )  # fmt: skip

        assert ReportingScheme.objects.get(kind="month", valid_from=D(2027, 1, 1)).closing_day == 21
        assert Entry.objects.latest("pk").before["closing_day"] == 20


def change(world, **changes):
    """Call an act as somebody."""
    act, who = changes.pop("act"), changes.pop("who", "office_head")
    return getattr(services, act)(**changes, actor=getattr(world, who), now=NOW)


CUT_OFF = {"act": "set_cut_off", "kind": "month", "closing_day": 20, "valid_from": D(2027, 1, 1), "source": "Nghị định"}
BARE = dataclasses.replace(CHRISTMAS, source=" ")
TUESDAY = dataclasses.replace(CHRISTMAS, date=D(2026, 12, 22), kind="worked")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        *(
            pytest.param({"act": act, "who": who} | given, deadline_errors.MayNotAdminister, id=f"{act}-by-the-{who}")
            for who in ("director", "clerk", "centre_director", "officer")
            for act, given in {
                "add_day": {"facts": CHRISTMAS},
                "change_day": {"day_id": 1, "facts": CHRISTMAS},
                "remove_day": {"day_id": 1},
                "confirm_days": {"year": 2027, "source": "Thông báo"},
                "set_cut_off": {name: value for name, value in CUT_OFF.items() if name != "act"},
            }.items()
        ),
        pytest.param({"act": "add_day", "facts": BARE}, deadline_errors.DayInvalid, id="no-source"),
        pytest.param(
            {"act": "add_day", "facts": dataclasses.replace(CHRISTMAS, date=None)},
            deadline_errors.DayInvalid,
            id="no-day",
        ),
        pytest.param(
            {"act": "add_day", "facts": dataclasses.replace(CHRISTMAS, kind="feast")},
            deadline_errors.DayInvalid,
            id="no-such-kind",
        ),
        pytest.param({"act": "add_day", "facts": TUESDAY}, deadline_errors.DayNotWeekend, id="a-worked-tuesday"),
        pytest.param(
            {"act": "add_day", "facts": dataclasses.replace(CHRISTMAS, date=D(2026, 9, 2))},
            deadline_errors.DayTaken,
            id="twice",
        ),
        pytest.param(
            {"act": "change_day", "day_id": 0, "facts": CHRISTMAS}, deadline_errors.DayMissing, id="change-none"
        ),
        pytest.param({"act": "remove_day", "day_id": 0}, deadline_errors.DayMissing, id="remove-none"),
        pytest.param(
            {"act": "confirm_days", "year": 2027, "source": ""}, deadline_errors.DayInvalid, id="confirm-by-nothing"
        ),
        pytest.param(
            {"act": "confirm_days", "year": 2026, "source": "TB"}, deadline_errors.DayMissing, id="nothing-to-confirm"
        ),
        pytest.param(CUT_OFF | {"closing_day": 29}, deadline_errors.CutOffInvalid, id="a-day-february-lacks"),
        pytest.param(CUT_OFF | {"source": ""}, deadline_errors.CutOffInvalid, id="cut-off-without-source"),
        pytest.param(CUT_OFF | {"valid_from": None}, deadline_errors.CutOffInvalid, id="cut-off-from-never"),
        pytest.param(CUT_OFF | {"kind": "week"}, deadline_errors.CutOffInvalid, id="no-such-period"),
    ],
)
def test_refusal_changes_nothing(world, changes, refusal):
    """A fact of law needs somebody who answers for it, and a source."""
    before = snapshot()

    with pytest.raises(refusal):
        change(world, **changes)

    assert snapshot() == before


class TestPage:
    def test_everybody_looks(self, world):
        """The days with their sources; no form for whoever may not change them."""
        client = Client()
        client.force_login(world.officer)

        page = client.get(f"{ADDRESS}?nam=2026").content.decode()

        assert "Ngày Văn hóa Việt Nam" in page
        assert "cần đối chiếu" in page
        assert "/quan-tri/lich/them/" not in page

    @pytest.mark.parametrize("year", ["1900", "abc", "2033"])
    def test_a_year_without_days(self, world, year):
        """Is shown as empty, or gives this year."""
        client = Client()
        client.force_login(world.office_head)

        assert client.get(f"{ADDRESS}?nam={year}").status_code == 200

    def test_an_administrator_works_by_the_page(self, world):
        """Enters, corrects, confirms, takes out, sets a closing day."""
        client = Client()
        client.force_login(world.office_head)
        form = {"date": "25/12/2026", "kind": "rest", "name": "Nghỉ", "source": "Quyết định 1", "is_expected": "on"}

        client.post(reverse("tasks:workday-add"), form)
        day = CalendarDay.objects.get(date=D(2026, 12, 25))
        assert 'value="Quyết định 1"' in client.get(f"{ADDRESS}?nam=2026&sua={day.pk}").content.decode()
        client.post(reverse("tasks:workday-change", args=[day.pk]), form | {"name": "Nghỉ khác", "date": ""})
        assert "Nghỉ khác" in client.get(f"{ADDRESS}?nam=2026").content.decode()
        client.post(reverse("tasks:workdays-confirm"), {"year": "2026", "source": "Thông báo 2"})
        day.refresh_from_db()
        assert (day.name, day.source, day.is_expected) == ("Nghỉ khác", "Thông báo 2", False)
        client.post(reverse("tasks:workday-remove", args=[day.pk]), {"year": "2026"})
        assert not CalendarDay.objects.filter(pk=day.pk).exists()
        cut_off = {"kind": "year", "closing_day": "10", "valid_from": "1/1/2028", "source": "Nghị định"}
        client.post(reverse("tasks:cut-off"), cut_off)
        assert ReportingScheme.objects.filter(kind="year", closing_day=10).exists()

    @pytest.mark.parametrize(("who", "is_told"), [("office_head", True), ("officer", False)])
    def test_the_desk_tells_the_administrator(self, world, monkeypatch, who, is_told):
        """In December, while days are only expected."""
        monkeypatch.setattr("dondoc.home.views.calendar.calendar_health", lambda _today, _known: ["Còn 8 ngày dự kiến"])
        client = Client()
        client.force_login(getattr(world, who))

        assert ("Còn 8 ngày dự kiến" in client.get("/").content.decode()) is is_told
