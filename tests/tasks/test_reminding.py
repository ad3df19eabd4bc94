"""Reminders: on which day, to whom, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.kernel.calendar import is_weekly_rest
from dondoc.tasks import errors, followup_errors, services
from dondoc.tasks.choices import NoticeKind, Stage
from dondoc.tasks.models import Notice, ReminderDay, Task
from dondoc.tasks.services.reminding import CATCH_UP, reminders_due, send_day
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
LONG_AGO = NOW - 60 * DAY
OFFSETS = (-7, -3, 0, 1, 7)


@pytest.mark.parametrize(
    ("due", "offset", "expected"),
    [
        pytest.param(dt.date(2026, 11, 27), -3, dt.date(2026, 11, 24), id="a-working-day"),
        pytest.param(dt.date(2026, 11, 24), -3, dt.date(2026, 11, 20), id="saturday-becomes-the-friday-before"),
        pytest.param(dt.date(2026, 11, 22), 0, dt.date(2026, 11, 20), id="due-on-sunday-is-told-on-friday"),
        pytest.param(dt.date(2026, 11, 20), 1, dt.date(2026, 11, 23), id="after-becomes-the-monday-after"),
    ],
)
def test_send_day(due, offset, expected):
    """Before the deadline the working day before, after it the next."""
    assert send_day(due, offset, is_rest=is_weekly_rest) == expected


@given(due=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), offset=st.integers(-90, 90))
def test_no_reminder_goes_out_on_a_rest_day_and_none_before_it_is_true(due, offset):
    """A law: on a working day, and never after the deadline what was meant for before it."""
    day = send_day(due, offset, is_rest=is_weekly_rest)

    assert not is_weekly_rest(day)
    assert (day > due) == (offset > 0)


@given(today=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
def test_nothing_is_due_on_a_rest_day_and_little_is_made_up_for(today):
    """A law: what is due belongs to today or to the few days before."""
    found = reminders_due(OFFSETS, today=today, is_rest=is_weekly_rest)

    assert bool(found) != is_weekly_rest(today)
    assert all(today - CATCH_UP < on <= today for _offset, on in found.values())


def reminded(now=NOW):
    """Run the job and return who was reminded of which day."""
    services.remind(now=now)
    return {(notice.person.username, notice.offset) for notice in Notice.objects.filter(kind="reminder").order_by("pk")}


def a_task(world, left, **fields):
    """Write a task with this many days left, its deadline set long ago."""
    made = task(world, due_date=TODAY + left * DAY, **fields)
    Task.objects.filter(pk=made.pk).update(due_recorded_at=LONG_AGO)
    return made


class TestWhoIsReminded:
    @pytest.mark.parametrize(
        ("left", "fields", "expected"),
        [
            pytest.param(7, {}, {("ha", -7)}, id="the-head-of-the-lead-unit"),
            pytest.param(3, {"lead_unit": "lab", "assignee": "officer"}, {("duong", -3)}, id="the-person-at-work"),
            pytest.param(0, {}, {("ha", 0)}, id="on-the-day"),
            pytest.param(-1, {}, {("ha", 1), ("dung", 1)}, id="overdue-also-the-assigning-side"),
            pytest.param(-7, {"lead_unit": None}, {("dung", 7)}, id="nobody-leads"),
            pytest.param(10, {}, set(), id="not-yet"),
            pytest.param(-30, {}, set(), id="long-overdue-is-not-reminded-every-day"),
            pytest.param(7, {"stage": Stage.REPORTED}, set(), id="reported"),
            pytest.param(7, {"stage": Stage.RETURNED, "uncounted_at": NOW}, set(), id="not-counted"),
            pytest.param(
                7, {"stage": Stage.DONE, "done_date": TODAY, "closed_at": NOW}, set(), id="done"
            ),
        ],
    )  # fmt: skip
    def test_of_a_task(self, world, left, fields, expected):
        """Who answers for it; of an overdue one also who tracks it."""
        a_task(world, left, **{name: getattr(world, str(value), value) for name, value in fields.items()})

        assert reminded() == expected

    def test_not_while_the_clock_stands_still(self, world):
        """A paused task is nobody's to hurry."""
        made = a_task(world, 7)
        made.pauses.create(since=TODAY - DAY, reason="Chờ ý kiến", recorded_at=NOW, recorded_by=world.director)

        assert reminded() == set()

    def test_of_the_whole_of_several_leads_nobody_is_reminded(self, world):
        """Each unit is, of its own."""
        whole = a_task(world, -7, is_collective=True, lead_unit=None, stage=Stage.IN_PROGRESS)
        a_task(world, -7, parent=whole)

        assert reminded() == {("ha", 7), ("dung", 7)}
        assert not whole.notices.exists()

    def test_somebody_gone_is_not_reminded_but_their_head_is(self, world):
        """A person removed while they lead a task."""
        world.officer.is_active = False
        world.officer.save()
        a_task(world, 3, lead_unit=world.lab, assignee=world.officer)

        assert reminded() == {("loc", -3)}


class TestOnce:
    def test_running_twice_reminds_once(self, world):
        """As after a restart."""
        a_task(world, 7)
        reminded()

        assert services.remind(now=NOW + dt.timedelta(hours=3)) == 0
        assert Notice.objects.filter(kind=NoticeKind.REMINDER).count() == 1

    def test_a_day_without_a_worker_is_made_up_for_once(self, world):
        """Told a day later, and not again that day."""
        a_task(world, 7)

        assert reminded(NOW + DAY) == {("ha", -7)}
        assert services.remind(now=NOW + DAY + dt.timedelta(hours=3)) == 0

    def test_a_deadline_set_after_the_day_of_a_reminder_is_not_made_up_for(self, world):
        """Whoever was given two days yesterday knows it."""
        made = a_task(world, 2)
        Task.objects.filter(pk=made.pk).update(due_recorded_at=NOW)

        assert reminded() == set()

    def test_a_new_deadline_is_reminded_of_anew(self, world):
        """An extension has days of its own."""
        made = a_task(world, 7)
        reminded()
        Task.objects.filter(pk=made.pk).update(due_date=TODAY + 3 * DAY)

        assert reminded() == {("ha", -7), ("ha", -3)}

    def test_nothing_on_a_rest_day(self, world):
        """Sunday: the task due next Sunday is told of on Friday or not at all."""
        a_task(world, 11)

        assert reminded(NOW + 4 * DAY) == set()

    def test_the_database_holds_it(self, world):
        """Two workers at once: the second meets the constraint."""
        made = a_task(world, 7)
        reminded()

        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(
                person=world.centre_director, task=made, kind="reminder", due_date=made.due_date, offset=-7, at=NOW
            )


class TestDays:
    def test_the_usual_days_are_data_with_their_source(self, world):
        """An office may change them."""
        assert list(ReminderDay.objects.values_list("offset", flat=True)) == list(OFFSETS)
        assert set(ReminderDay.objects.values_list("source", flat=True)) == {"domain, cấu hình"}

    def test_the_office_changes_them(self, world):
        """And what changed is logged."""
        services.add_reminder_day(offset=-14, source="Quy chế làm việc", actor=world.office_head, now=NOW)
        services.remove_reminder_day(offset=7, actor=world.clerk, now=NOW)
        a_task(world, 14)
        a_task(world, -7)

        assert reminded() == {("ha", -14)}
        assert list(Entry.objects.order_by("pk").values_list("act", flat=True)) == [
            "tasks.add_reminder_day", "tasks.remove_reminder_day",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("who", "changes", "refusal"),
        [
            pytest.param("centre_director", {}, followup_errors.MayNotRunReminders, id="not-of-the-office"),
            pytest.param("clerk", {"offset": -7}, followup_errors.ReminderDayWrong, id="there-already"),
            pytest.param("clerk", {"offset": 91}, followup_errors.ReminderDayWrong, id="too-far"),
            pytest.param("clerk", {"source": " "}, errors.ReasonEmpty, id="by-nobody's-decision"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, changes, refusal):
        """The list stays."""
        before = list(ReminderDay.objects.values()), Entry.objects.count()

        with pytest.raises(refusal):
            services.add_reminder_day(
                **({"offset": -14, "source": "Quy chế"} | changes), actor=getattr(world, who), now=NOW
            )

        assert (list(ReminderDay.objects.values()), Entry.objects.count()) == before
