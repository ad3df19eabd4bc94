"""The same number everywhere, and what was sent never changes: for random tasks, periods, days and acts."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from dondoc.kernel import clock
from dondoc.kernel.measures import Part
from dondoc.reports import exporting, selectors, services, structures
from dondoc.tasks import selectors as tasks
from dondoc.tasks.models import Task
from tests.reports import made
from tests.reports.test_composing import composed, listed
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
DAYS = st.dates(dt.date(2026, 1, 1), TODAY)
# The classes that partition the tasks of a report.
CLASSES = ("done_in_time", "done_late", "done_undated", "in_time", "overdue", "no_deadline", "not_counted")
WORK = st.lists(
    st.tuples(
        st.sampled_from(["centre", "lab", "farm", "office"]),
        st.dates(dt.date(2025, 6, 1), TODAY),
        st.none() | st.dates(dt.date(2025, 6, 1), dt.date(2027, 3, 1)),
        st.none() | DAYS,
        st.sampled_from(["", "", "", "cancelled"]),
    ),
    max_size=12,
)
PERIODS = st.sampled_from(["months4", "months6", "months9", "year"])


def write(world, work):
    """Write random tasks."""
    for unit, given_on, due, done, end in work:
        at = clock.start_of(given_on)
        fields = {"lead_unit": getattr(world, unit), "assigned_at": at, "due_date": due}
        if end:
            ended = clock.start_of(max(done or TODAY, given_on))
            fields |= {"stage": end, "uncounted_at": ended}
        elif done and done >= given_on:
            fields |= {"stage": "done", "done_date": done, "closed_at": clock.start_of(done)}
        made.task(world, **fields)


class TestTheSameNumberEverywhere:
    """Report, list, records, workbook, home"""

    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(work=WORK, kind=PERIODS)
    def test_of_random_work(self, world, work, kind):
        """The figure is as many as the records behind it, as its list opens, as the workbook says."""
        with transaction.atomic():
            write(world, work)
            report = made.report(world, kind_code=kind)
            basis = selectors.Basis.of(report, now=NOW)
            tally = selectors.tallied(basis)

            for value in selectors.values(tally, structures.counters(), basis=basis):
                found = selectors.behind(report, value.code, Part.COUNTED, person=world.director, now=NOW)
                assert found.seen.count() == value.counted == found.total
                if value.base is not None:
                    whole = selectors.behind(report, value.code, Part.BASE, person=world.director, now=NOW)
                    assert whole.seen.count() == value.base
                    assert value.text == (
                        "—" if not value.base else f"{100 * value.counted / value.base:.1f} %".replace(".", ",")
                    )
                if found.listed:
                    assert len(listed(found.listed, world.director)) == value.counted
            self.require_sums(tally)
            self.require_workbook(report, world)
            transaction.set_rollback(True)

    @staticmethod
    def require_sums(tally):
        """The classes add up to the total, of each unit and of all."""
        for counts in [tally.total, *tally.by_unit.values()]:
            total = {code: counts[structures.counters()[code].counted] for code in CLASSES}
            assert sum(total.values()) == counts["total"]
            assert counts["carried"] + counts["arisen"] == counts["counted"]

    @staticmethod
    def require_workbook(report, world):
        """What the workbook says is what the page says."""
        paper = composed(report, world.director)
        book = openpyxl.load_workbook(io.BytesIO(exporting.workbook(paper)))
        rows = list(book["Số liệu"].iter_rows(min_row=2, values_only=True))
        assert [(row[0], row[2], row[3]) for row in rows] == [
            (value.code, value.text, value.counted) for value in paper.figures
        ]

    def test_home_counts_the_same(self, world):
        """A report on the year, and the figures of the desk, over the same tasks."""
        made.work(world)
        counts = tasks.counts(
            tasks.visible_to(world.centre_director, today=TODAY).with_status(as_of=TODAY), today=TODAY
        )

        tally = selectors.tallied(selectors.Basis.of(made.report(world), now=NOW))

        assert tally.total == counts


class Life(RuleBasedStateMachine):
    """Tasks that come, end and are taken back while reports are sent."""

    world = None

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.sent = []

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(due=st.none() | DAYS)
    def a_task_comes(self, due):
        made.task(self.world, due_date=due)

    @rule(day=DAYS)
    @precondition(lambda self: Task.objects.filter(stage="assigned").exists())
    def a_task_ends(self, day):
        first = Task.objects.filter(stage="assigned").earliest("pk")
        Task.objects.filter(pk=first.pk).update(stage="done", done_date=day, closed_at=NOW)

    @rule()
    @precondition(lambda self: Task.objects.filter(stage="done").exists())
    def an_end_is_taken_back(self):
        first = Task.objects.filter(stage="done").earliest("pk")
        Task.objects.filter(pk=first.pk).update(
            stage="assigned", done_date=None, closed_at=None, version=F("version") + 1
        )

    @rule()
    @precondition(lambda self: len(self.sent) < 3)
    def a_report_is_sent(self):
        report = made.report(self.world)
        services.hand_on(report_id=report.pk, version=1, actor=self.world.centre_director, now=NOW)
        snapshot = report.snapshots.get()
        self.sent.append((snapshot, self.figures(snapshot)))

    @staticmethod
    def figures(snapshot):
        """Return what a snapshot says of its figures."""
        return list(snapshot.figures.order_by("pk").values_list("code", "counted", "base", "text", "records"))

    @invariant()
    def what_was_sent_is_as_it_was(self):
        for snapshot, figures in self.sent:
            assert self.figures(snapshot) == figures
            assert selectors.is_intact(snapshot)

    @invariant()
    def what_changed_explains_the_difference(self):
        for snapshot, _figures in self.sent:
            for pair in selectors.with_now(snapshot.report, snapshot, person=self.world.centre_director, now=NOW):
                if pair.before is not None and pair.after is not None:
                    assert pair.after.counted - pair.before.counted == sum(
                        one.come.total - one.gone.total for one in pair.changed if not one.is_base
                    )


def test_frozen_figures_never_change(world):
    """Whatever happens to the records behind them."""
    machine = type("Machine", (Life,), {"world": world})

    run_state_machine_as_test(machine, settings=settings(max_examples=5, stateful_step_count=10, deadline=None))
