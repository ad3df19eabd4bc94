"""A lead has so many working days to take a task over; more than that is shown and told, and changes no class."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import NoticeKind, ReturnReason, Stage
from dondoc.tasks.models import Notice, TakeOverTime, Task
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


def found(made, today):
    """Return by when a task is to be taken over and by how many working days that has passed."""
    clock = selectors.take_over_of(Task.objects.get(pk=made.pk), today=today)
    return clock and (clock.by, clock.days_over)


class TestClock:
    """From the day of giving, that day not counted, in working days."""

    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            pytest.param(TODAY, (dt.date(2026, 11, 27), 0), id="on-the-day"),
            pytest.param(dt.date(2026, 11, 27), (dt.date(2026, 11, 27), 0), id="on-its-last-day"),
            pytest.param(dt.date(2026, 11, 29), (dt.date(2026, 11, 27), 0), id="on-the-sunday-after"),
            pytest.param(dt.date(2026, 12, 1), (dt.date(2026, 11, 27), 2), id="two-working-days-over"),
        ],
    )
    def test_counts_working_days(self, world, today, expected):
        """A Wednesday and two working days: the Friday."""
        assert found(task(world), today) == expected

    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"stage": Stage.IN_PROGRESS}, id="taken-over"),
            pytest.param({"lead_unit": None}, id="no-lead"),
            pytest.param({"assigned_at": dt.datetime(2025, 6, 2, tzinfo=dt.UTC)}, id="given-before-any-time-held"),
        ],
    )
    def test_does_not_run(self, world, fields):
        """Where nobody has to take anything over, or nothing said by when."""
        assert found(task(world, **fields), TODAY + 9 * DAY) is None

    def test_runs_anew_for_a_lead_that_is_named_later(self, world):
        """Nobody could take it over before."""
        made = task(world, lead_unit=None, assigned_at=NOW - 30 * DAY)

        services.name_lead(task_id=made.pk, unit=world.centre, actor=world.director, now=NOW)

        assert found(made, TODAY) == (dt.date(2026, 11, 27), 0)

    def test_what_was_given_before_keeps_its_time(self, world):
        """A new time holds from its moment on."""
        before = task(world)

        services.set_take_over_time(working_days=5, source="Quy chế", actor=world.director, now=NOW + DAY)

        after = task(world, assigned_at=NOW + DAY)
        assert found(before, TODAY)[0] == dt.date(2026, 11, 27)
        assert found(after, TODAY)[0] == dt.date(2026, 12, 3)

    def test_the_class_stays(self, world):
        """It stands beside the class, whatever the clock says."""
        made = task(world, due_date=TODAY + 60 * DAY)
        long_after = TODAY + 30 * DAY

        assert found(made, long_after)[1] > 0
        assert Task.objects.with_status(as_of=long_after).get(pk=made.pk).status == "open_in_time"


class TestReturning:
    """What was left lying until it was overdue is not returned: that would take it out of the count."""

    @pytest.mark.parametrize(
        ("due", "days", "is_refused"),
        [
            pytest.param(TODAY, 5, True, id="both-have-passed"),
            pytest.param(TODAY, 4, False, id="overdue-and-the-sunday-before-its-time-is-over"),
            pytest.param(TODAY + dt.timedelta(days=30), 30, False, id="not-overdue"),
            pytest.param(TODAY - dt.timedelta(days=9), 1, False, id="given-with-a-day-gone-and-still-new"),
            pytest.param(None, 30, False, id="without-deadline"),
        ],
    )
    def test_when(self, world, due, days, is_refused):
        """Refused in words, changing nothing."""
        made = task(world, due_date=due)
        now = NOW + dt.timedelta(days=days)
        given = {"kind": ReturnReason.NOT_OURS, "reason": "Không thuộc", "actor": world.centre_director, "now": now}
        before = Task.objects.values().get(), Entry.objects.count()

        if not is_refused:
            assert services.decline(task_id=made.pk, **given).stage == Stage.RETURNED
            return
        with pytest.raises(life_errors.ReturnTooLate):
            services.decline(task_id=made.pk, **given)

        assert (Task.objects.values().get(), Entry.objects.count()) == before

    @pytest.mark.parametrize("is_late", [True, False])
    def test_the_page_says_so_in_the_place_of_the_form(self, world, client, is_late):
        """It is overdue either way; the one was given long ago."""
        given = NOW - 9 * DAY if is_late else NOW
        made = task(world, due_date=TODAY - DAY, assigned_at=given)
        client.force_login(world.centre_director)

        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()

        assert (reverse("tasks:decline", args=[made.pk]) in page) is not is_late


class TestSetTakeOverTime:
    """The assigning leader says how long, with the rule."""

    def test_is_a_row_with_its_source(self, world):
        """The older ones stay; one entry."""
        services.set_take_over_time(working_days=3, source="Quy chế làm việc", actor=world.director, now=NOW)

        assert selectors.take_over_time().working_days == 3
        assert TakeOverTime.objects.count() == 2
        assert Entry.objects.latest("pk").act == "tasks.set_take_over_time"

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            pytest.param({"actor": "clerk"}, errors.MayNotAssign, id="the-clerk"),
            pytest.param({"working_days": 0}, life_errors.DaysUnreadable, id="no-day"),
            pytest.param({"working_days": 31}, life_errors.DaysUnreadable, id="too-long"),
            pytest.param({"source": " "}, errors.ReasonEmpty, id="by-no-rule"),
        ],
    )
    def test_a_refusal_changes_nothing(self, world, changes, refusal):
        """Neither row nor entry."""
        given = {"working_days": 3, "source": "Quy chế", "actor": "director"} | changes

        with pytest.raises(refusal):
            services.set_take_over_time(**(given | {"actor": getattr(world, given["actor"])}), now=NOW)

        assert (TakeOverTime.objects.count(), Entry.objects.count()) == (1, 0)


class TestRemind:
    """The head of the lead unit is told once, on the first working day after the last."""

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            pytest.param(2, [], id="on-its-last-day"),
            pytest.param(3, [], id="not-on-a-saturday"),
            pytest.param(5, ["ha"], id="on-the-monday-after"),
            pytest.param(7, ["ha"], id="made-up-for"),
            pytest.param(12, [], id="not-every-day"),
        ],
    )
    def test_whom_and_when(self, world, days, expected):
        """Working days only."""
        task(world)

        services.remind_to_take_over(now=NOW + days * DAY)

        told = Notice.objects.filter(kind=NoticeKind.NOT_TAKEN)
        assert [notice.person.username for notice in told] == expected
        assert {notice.due_date for notice in told} <= {dt.date(2026, 11, 27)}

    def test_running_twice_tells_once(self, world):
        """And a day later not again."""
        task(world)

        assert services.remind_to_take_over(now=NOW + 5 * DAY) == 1
        assert services.remind_to_take_over(now=NOW + 5 * DAY) == 0
        assert services.remind_to_take_over(now=NOW + 6 * DAY) == 0

    def test_of_what_is_taken_over_nobody_is_told(self, world):
        """Nor of the whole of several leads."""
        task(world, stage=Stage.IN_PROGRESS)
        task(world, is_collective=True, lead_unit=None)

        assert services.remind_to_take_over(now=NOW + 5 * DAY) == 0


class TestPages:
    """The task, the desk, and the page of the time itself."""

    def test_the_task_and_the_desk_say_it(self, world, client):
        """For the head of the lead unit, and on the page of the task for all who see it."""
        made = task(world, assigned_at=dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC))
        client.force_login(world.centre_director)

        for page in (reverse("home:desk"), reverse("tasks:task", args=[made.pk])):
            assert "Chưa tiếp nhận, đã quá" in client.get(page).content.decode()

        client.force_login(world.director)
        assert "Chưa tiếp nhận, đã quá" in client.get(reverse("tasks:task", args=[made.pk])).content.decode()

    def test_the_time_stands_with_its_source(self, world, client):
        """Shown to all, with a form for the leader."""
        page = reverse("tasks:take-over-time")
        client.force_login(world.officer)
        assert 'name="days"' not in client.get(page).content.decode()
        client.force_login(world.director)
        assert "chưa đối chiếu" in client.get(page).content.decode()

        client.post(page, {"days": "4", "source": "Quy chế làm việc của Sở"})

        assert "Quy chế làm việc của Sở" in client.get(page).content.decode()
