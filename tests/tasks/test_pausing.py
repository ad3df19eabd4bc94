"""The clock of a task stands still and runs again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.kernel import clock
from dondoc.kernel.choices import TermUnit
from dondoc.tasks import errors, life_errors, proof_errors, services
from dondoc.tasks.choices import DueOrigin, LateReason, Stage, StatusClass
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import DueDate, Pause, Task
from dondoc.tasks.templatetags.tasks import timing
from dondoc.tasks.terms import Term
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        list(Pause.objects.values()),
        list(DueDate.objects.values()),
        Entry.objects.count(),
    )


@pytest.fixture
def stopped(world):
    """A task of the Centre due today whose clock stands still from today on."""
    made = task(world, due_date=TODAY)
    return services.pause(task_id=made.pk, reason="Chờ ý kiến", actor=world.director, now=NOW)


def test_while_it_stands_the_task_is_not_overdue_and_the_deadline_moves_after(world, stopped):
    """Four days of standing still are four days more; the original stays."""
    later = NOW + 4 * DAY
    assert stopped.status_on(as_of=TODAY + 4 * DAY, known_at=later) == StatusClass.OPEN_IN_TIME

    made = services.restart(task_id=stopped.pk, actor=world.office_head, now=later)

    assert (made.due_date, made.original_due_date) == (TODAY + 4 * DAY, TODAY)
    assert made.due_dates.latest("pk").origin == DueOrigin.PAUSE
    assert made.status_on(as_of=TODAY + 5 * DAY, known_at=NOW + 9 * DAY) == StatusClass.OPEN_OVERDUE
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["tasks.pause", "tasks.restart"]


@pytest.mark.parametrize(
    ("term", "days", "expected"),
    [
        # Counted from Wednesday 25/11; stopped on it.
        pytest.param(Term(3, TermUnit.WORKING_DAY), 5, dt.date(2026, 12, 3), id="three-working-days-of-five"),
        pytest.param(Term(5, TermUnit.DAY), 3, dt.date(2026, 12, 3), id="days"),
        pytest.param(Term(7, TermUnit.DAY), 3, dt.date(2026, 12, 7), id="the-last-day-is-a-saturday"),
    ],
)
def test_a_counted_term_is_added_in_its_own_days(world, term, days, expected):
    """And ends on a working day, as it did when it was counted; stopped again, it is still the same term."""
    made = task(world, deadline_kind="relative")
    services.count_deadline(
        task_id=made.pk, event="Nhận văn bản", event_date=TODAY, term=term, actor=world.director, now=NOW
    )
    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW)
    made = services.restart(task_id=made.pk, actor=world.director, now=NOW + days * DAY)
    assert made.due_date == expected

    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW + 7 * DAY)
    made = services.restart(task_id=made.pk, actor=world.director, now=NOW + 8 * DAY)

    assert made.due_date == expected + DAY


def test_a_printed_day_moves_by_the_days_alone(world):
    """What is not counted stands on the day it falls on, a rest day too."""
    made = task(world, due_date=TODAY)
    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW)

    assert services.restart(task_id=made.pk, actor=world.director, now=NOW + 3 * DAY).due_date == dt.date(2026, 11, 28)


def report(made, world, *, now, **late):
    """Report the result of a task, proved on the day."""
    proof = Attachment(b"%PDF-1.4 bien ban", "bb.pdf", clock.day_of(now))
    return services.report(task_id=made.pk, text="Xong", attachment=proof, **late, actor=world.centre_director, now=now)


def test_a_result_reported_meanwhile_lets_it_run(world, stopped, kept_files, client, monkeypatch):
    """The days that did not count make nobody late, no cause is asked for, and no pause is left behind."""
    later = NOW + 4 * DAY
    monkeypatch.setattr(clock, "now", lambda: later)
    client.force_login(world.centre_director)
    assert client.get(reverse("tasks:task", args=[stopped.pk])).context["late_kinds"] == []

    made = report(stopped, world, now=later)

    assert (made.stage, made.due_date, made.original_due_date) == (Stage.REPORTED, TODAY + 4 * DAY, TODAY)
    assert made.due_dates.latest("pk").origin == DueOrigin.PAUSE
    pause = made.pauses.get()
    assert (pause.until, pause.ended_by) == (TODAY + 4 * DAY, world.centre_director)
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["tasks.pause", "tasks.report"]
    made = services.accept_result(task_id=made.pk, actor=world.director, now=later + DAY)
    known = {"as_of": TODAY + 5 * DAY, "known_at": later + DAY}
    in_sql = Task.objects.with_status(**known).get(pk=made.pk).status
    assert (made.status_on(**known), in_sql) == (StatusClass.DONE_IN_TIME, StatusClass.DONE_IN_TIME)


def test_what_was_overdue_before_it_stood_is_reported_late(world, kept_files):
    """Standing still mends no delay: the cause is asked for as ever, or nothing is reported."""
    made = task(world, due_date=TODAY - DAY)
    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW)
    before = snapshot()

    with pytest.raises(proof_errors.LateReasonMissing):
        report(made, world, now=NOW + 4 * DAY)

    assert snapshot() == before
    late = {"late_kind": LateReason.OBJECTIVE, "late_reason": "Mưa"}
    made = report(made, world, now=NOW + 4 * DAY, **late)
    assert (made.due_date, made.pauses.get().until) == (TODAY - DAY, TODAY + 4 * DAY)


def test_accepting_ends_a_pause_that_began_after_the_report(world, kept_files):
    """No clock stands still on what is done."""
    made = report(task(world, due_date=TODAY + 9 * DAY), world, now=NOW)
    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW)

    made = services.accept_result(task_id=made.pk, actor=world.director, now=NOW + DAY)

    assert (made.stage, made.due_date) == (Stage.DONE, TODAY + 10 * DAY)
    assert made.pauses.get().until == TODAY + DAY


@pytest.mark.parametrize(
    ("due", "words"),
    [
        pytest.param(TODAY, "đang tạm dừng", id="stopped-in-time"),
        pytest.param(TODAY - DAY, "quá hạn 3 ngày", id="overdue-before"),
        pytest.param(TODAY + 4 * DAY, "còn 2 ngày", id="ahead"),
    ],
)
def test_the_page_says_what_the_class_says(world, due, words):
    """A task whose clock stands still is not drawn as overdue unless it was."""
    made = task(world, due_date=due)
    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW)
    later = TODAY + 2 * DAY

    drawn = timing(Task.objects.with_flags().get(), later)

    is_late = made.status_on(as_of=later, known_at=NOW + 2 * DAY) == StatusClass.OPEN_OVERDUE
    assert words in drawn.lower()
    assert is_late == ("status--late" in drawn)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        pytest.param(TODAY - DAY, 3, id="overdue-before-it-stood"),
        pytest.param(None, 3, id="no-deadline"),
        pytest.param(TODAY, 0, id="on-the-same-day"),
    ],
)
def test_a_deadline_that_does_not_move(world, due, days):
    """Standing still mends no delay."""
    made = task(world, due_date=due)
    services.pause(task_id=made.pk, reason="Chờ", actor=world.director, now=NOW)
    rows = DueDate.objects.count()

    made = services.restart(task_id=made.pk, actor=world.director, now=NOW + days * DAY)

    assert (made.due_date, DueDate.objects.count()) == (due, rows)
    assert made.pauses.get().until == TODAY + days * DAY


@pytest.mark.parametrize(
    ("who", "reason", "refusal"),
    [
        pytest.param("centre_director", "Chờ", errors.NotAssigner, id="the-lead"),
        pytest.param("clerk", "Chờ", errors.NotAssigner, id="the-clerk"),
        pytest.param("director", " ", errors.ReasonEmpty, id="no-reason"),
        pytest.param("farm_head", "Chờ", errors.TaskMissing, id="a-stranger"),
    ],
)
def test_refusal_to_stop_changes_nothing(world, who, reason, refusal):
    """Only the assigning side, with a reason."""
    made = task(world, due_date=TODAY)
    before = snapshot()

    with pytest.raises(refusal):
        services.pause(task_id=made.pk, reason=reason, actor=getattr(world, who), now=NOW)

    assert snapshot() == before


def test_the_office_does_not_stop_its_own_clock(world):
    """Its head acts for the Department too, but not on what the office leads."""
    made = task(world, lead_unit=world.office, due_date=TODAY)
    before = snapshot()

    with pytest.raises(life_errors.OwnTask):
        services.pause(task_id=made.pk, reason="Chờ", actor=world.office_head, now=NOW)

    assert snapshot() == before


@pytest.mark.parametrize(
    ("act", "values", "refusal"),
    [
        pytest.param("pause", {"reason": "Nữa"}, life_errors.ClockStands, id="stopped-twice"),
        pytest.param("restart", {"actor": "centre_director"}, errors.NotAssigner, id="restarted-by-the-lead"),
    ],
)
def test_refusal_while_it_stands(world, stopped, act, values, refusal):
    """One pause at a time."""
    actor = getattr(world, values.pop("actor", "director"))
    before = snapshot()

    with pytest.raises(refusal):
        getattr(services, act)(task_id=stopped.pk, **values, actor=actor, now=NOW)

    assert snapshot() == before


def test_a_clock_that_runs_is_not_restarted(world):
    """There is nothing to restart."""
    made = task(world, due_date=TODAY)
    before = snapshot()

    with pytest.raises(life_errors.ClockRuns):
        services.restart(task_id=made.pk, actor=world.director, now=NOW)

    assert snapshot() == before
