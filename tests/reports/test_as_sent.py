"""A report as it was sent: what it is compared with, its document, its workbook."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.reports import selectors, services
from tests.programme import targets
from tests.reports import made
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=10)


@pytest.fixture
def work(world):
    """One task of each class."""
    return made.work(world)


def hand_on(report, world, *, now=NOW):
    """Freeze a report as it is."""
    report.refresh_from_db()
    return services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=now)


class TestWithNow:
    """As sent and as now"""

    def test_is_for_the_day_that_was_sent(self, world, work):
        """Days went by and nothing was recorded: nothing differs, neither counts nor measures nor targets."""
        made.task(world, due_date=(NOW + dt.timedelta(days=5)).date())
        targets.target(world, measure="tasks.overdue", unit_of_measure="%", aggregation="ratio")
        report = made.report(world)
        text = "Quá hạn {overdue}, {tasks.overdue}; không tính {not_counted}."
        services.word(
            report_id=report.pk, version=1, section="overview", text=text, actor=world.centre_director, now=NOW
        )
        sent = hand_on(report, world)
        made.task(world, assigned_at=NOW + dt.timedelta(days=2))

        pairs = selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)

        assert {pair.code for pair in pairs} >= {"overdue", "tasks.overdue", "not_counted", "target:CT-01"}
        assert [pair.code for pair in pairs if not pair.is_same] == []

    def test_what_was_recorded_since_of_those_days_counts(self, world, work):
        """A result of a day before the report that is recorded after it."""
        sent = hand_on(made.report(world), world)
        later = work["overdue"]
        later.stage, later.done_date, later.closed_at = "done", dt.date(2026, 11, 20), LATER
        later.save()

        pairs = {
            pair.code: pair
            for pair in selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)
        }

        assert (pairs["overdue"].before.text, pairs["overdue"].after.text) == ("1", "0")
