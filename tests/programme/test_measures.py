"""What is counted over the work programme: items submitted or issued by the month that the programme names."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from dondoc.kernel import measures, periods
from dondoc.kernel.clock import start_of
from dondoc.kernel.measures import Figure, Part, Scope
from dondoc.programme import services
from dondoc.programme.choices import Aggregation
from dondoc.programme.selectors import target_rows
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Task
from tests.programme.items import approved, content, decision
from tests.programme.targets import target
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("kept_files")
CODE = "programme.items_on_time"
DAY = dt.timedelta(days=1)
JUNE, JULY = dt.date(2027, 6, 30), dt.date(2027, 7, 31)
HALF, YEAR = periods.months(2027, 1, 6), periods.months(2027, 1, 12)
# The middle of November 2027.
LATER = NOW + 355 * DAY


def finish(item, day, *, closed=None):
    """Let the task of an item be done on a day."""
    Task.objects.filter(pk=item.task_id).update(
        stage=Stage.DONE, done_date=day, closed_at=closed or start_of(day) + dt.timedelta(hours=10)
    )


def figure(period=YEAR, *, units=None, now=LATER, known_at=None):
    """Return what is counted."""
    return measures.get(CODE).figure(Scope(period, units, known_at), now=now)


def share(counted, base):
    """Return a figure."""
    return Figure(Decimal(counted), Decimal(base))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        pytest.param(JUNE, share(1, 1), id="on-its-last-day"),
        pytest.param(JUNE + DAY, share(0, 1), id="a-day-late"),
        pytest.param(None, share(0, 1), id="not-done"),
    ],
)
def test_counts_what_was_done_in_its_month(world, done, expected):
    """By the month of the programme, whatever deadline the task was given since."""
    item = approved(world, month=6)
    Task.objects.filter(pk=item.task_id).update(due_date=JULY)
    if done:
        finish(item, done)

    assert figure() == expected


@pytest.mark.parametrize(
    ("period", "now", "expected"),
    [
        pytest.param(HALF, LATER, share(1, 1), id="months-of-the-period"),
        pytest.param(YEAR, LATER, share(1, 2), id="of-the-year"),
        pytest.param(YEAR, NOW + 230 * DAY, share(1, 1), id="that-have-ended"),
        pytest.param(periods.months(2027, 1, 3), LATER, share(0, 0), id="none"),
        pytest.param(periods.months(2026, 1, 12), LATER, share(0, 0), id="another-year"),
    ],
)
def test_asks_for_months_that_ended_in_the_period(world, period, now, expected):
    """An item whose month has not ended is neither kept nor missed."""
    finish(approved(world, month=6), JUNE)
    approved(world, month=9)

    assert figure(period, now=now) == expected


def test_counts_for_the_lead(world):
    """And for the unit above it."""
    finish(approved(world, month=6, lead_id=world.lab.pk), JUNE)
    approved(world, month=6, lead_id=world.farm.pk, cooperating_ids=())

    found = [figure(units=frozenset([unit.pk])) for unit in (world.lab, world.farm, world.centre, world.office)]

    assert found == [share(1, 1), share(0, 1), share(1, 2), share(0, 0)]


def test_what_a_decision_took_out_does_not_count(world):
    """From the moment on at which it was known."""
    item = approved(world, month=6)
    services.drop_item(
        item_id=item.pk, version=item.version, decision_id=decision(world, "16").pk, reason="Dừng",
        actor=world.centre_director, now=LATER,
    )  # fmt: skip

    assert figure(now=LATER + DAY) == share(0, 0)
    assert figure(known_at=LATER - DAY, now=LATER + DAY) == share(0, 1)
    assert figure(known_at=LATER, now=LATER + DAY) == share(0, 0)


def test_a_month_that_a_decision_moved_is_known_from_then_on(world):
    """Before, the item was due in the month that it had; it was done in time by neither, then by the later one."""
    item = approved(world, month=6)
    moved_at = NOW + 240 * DAY
    services.adjust_item(
        item_id=item.pk, version=item.version, content=content(world, month=9),
        decision_id=decision(world, "16").pk, reason="Chờ kinh phí", actor=world.centre_director, now=moved_at,
    )  # fmt: skip
    finish(item, JULY)

    before, after = moved_at - DAY, moved_at + DAY
    assert figure(HALF, known_at=before) == share(0, 1)
    assert figure(HALF, known_at=after) == share(0, 0)
    assert figure(HALF) == share(0, 0)
    assert (figure(YEAR, known_at=before), figure(YEAR, known_at=LATER)) == (share(0, 1), share(1, 1))


def test_the_task_that_goes_on_counts(world):
    """A decision that moves the lead puts another task in the place of the first."""
    item = approved(world, month=6)
    Task.objects.filter(pk=item.task_id).update(stage=Stage.REPLACED, uncounted_at=NOW)
    first = Task.objects.get(pk=item.task_id)
    first.pk, first.replaces_id, first.uncounted_at, first.stage = None, item.task_id, None, Stage.DONE
    first.done_date, first.closed_at = JUNE, start_of(JUNE)
    first.save()

    assert figure() == share(1, 1)


def test_the_records_behind_it(world):
    """The same items that are counted, each with its page; the others of the share too."""
    kept, late = approved(world, month=6), approved(world, month=7)
    finish(kept, JUNE)
    measure, scope = measures.get(CODE), Scope(YEAR)

    counted = measure.shown(measure.behind(scope, now=LATER))
    base = measure.behind(scope, now=LATER, part=Part.BASE)

    assert [one.address for one in counted] == [reverse("programme:item", args=[kept.pk])]
    assert set(base) == {kept, late}
    assert not measure.visible(base, world.clerk, LATER.date()).filter(state="registered").exists()


def test_a_target_is_bound_to_it(world):
    """A share of nothing is none."""
    made = target(
        world, code="CT-09", measure=CODE, aggregation=Aggregation.RATIO, unit_of_measure="%",
        valid_from=dt.date(2027, 1, 1),
    )  # fmt: skip
    assert target_rows(units=None, period=YEAR, now=LATER)[0].value is None
    finish(approved(world, month=6), JUNE)
    approved(world, month=7)

    (row,) = target_rows(units=None, period=YEAR, now=LATER)

    assert (row.target, row.cumulative, row.value) == (made, share(1, 2), Decimal("0.5"))
