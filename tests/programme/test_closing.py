"""Closing the figures of a period, and what a later count makes of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dondoc.audit.models import Entry
from dondoc.kernel import measures, periods, snapshots
from dondoc.kernel.measures import Figure, Part
from dondoc.organization.errors import UnitMissing
from dondoc.programme import errors, selectors, services
from dondoc.programme.choices import Aggregation
from dondoc.programme.models import Adjustment, ClosedFigure, Closing
from dondoc.tasks.models import Task
from tests.programme.targets import done, plan, snapshot, target, typed, typed_target
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("kept_files")
LATER = NOW + dt.timedelta(days=30)


def close(world, period="2026-t9", *, now=NOW, who=None, unit=None):
    """Close a period of the centre by its director."""
    return services.close_period(
        unit_id=(unit or world.centre).pk, period=period, actor=who or world.centre_director, now=now
    )


def row(made, period, *, now=LATER):
    """Return how a target stands in a period."""
    (found,) = selectors.rows_of([made], period=periods.named(period), now=now)
    return found


def adjusted(found):
    """Return by how much the figures of which closed periods are adjusted, and why."""
    return [(one.closed.closing.period, one.difference.counted, one.reason) for one in found.adjusted]


class TestClose:
    def test_freezes_the_figure_and_all_that_it_rests_on(self, world):
        """Records, formula, plan, and a digest that anybody can compute again."""
        made = target(world)
        plan(made, 3, world=world, period="2026-t9")
        served = [done(world, dt.date(2026, 9, day), lead_unit=world.lab) for day in (2, 30)]
        done(world, dt.date(2026, 10, 1), lead_unit=world.lab)

        closing = close(world)

        row = closing.figures.get()
        assert (row.figure, row.plan_counted, row.measure, row.version) == (Figure(Decimal(2)), 3, "tasks.done", 1)
        assert snapshots.spread(row.counted_ids) == sorted(one.pk for one in served)
        assert selectors.is_whole(ClosedFigure.objects.get())
        assert (closing.unit_name, closing.start, closing.end) == (
            world.centre.name, dt.date(2026, 9, 1), dt.date(2026, 9, 30),
        )  # fmt: skip
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.after["figures"]) == ("programme.close_period", {"CT-01": "2"})

    def test_goes_by_the_cut_off_of_reports(self, world):
        """Six months by the decree are not those of the calendar."""
        target(world, valid_from=dt.date(2025, 12, 1))
        done(world, dt.date(2026, 6, 20))

        assert close(world, "bc-2026-n1").figures.get().counted == 0
        assert close(world, "2026-n1").figures.get().counted == 1

    def test_of_a_share_both_parts(self, world):
        """With the ids of both."""
        target(world, aggregation=Aggregation.RATIO, measure="tasks.on_time")
        kept = done(world, dt.date(2026, 9, 2), due_date=dt.date(2026, 9, 9))
        late = done(world, dt.date(2026, 9, 20), due_date=dt.date(2026, 9, 9))

        row = close(world, now=LATER).figures.get()

        assert row.figure == Figure(Decimal(1), Decimal(2))
        assert snapshots.spread(row.counted_ids) == [kept.pk]
        assert snapshots.spread(row.base_ids) == sorted([kept.pk, late.pk])

    def test_what_has_no_figure_says_why(self, world, monkeypatch):
        """Nothing typed, or a measure that fails: the others are closed all the same."""
        typed_target(world)
        target(world, code="CT-03", measure="documents.issued", unit_of_measure="văn bản")
        target(world)
        measure = measures.get("documents.issued")
        monkeypatch.setitem(
            measures._measures, measure.code, measures.Measure(**{
                **{name: getattr(measure, name) for name in measure.__slots__}, "records": lambda _scope, _now: 1 / 0,
            }),
        )  # fmt: skip

        rows = {row.target.code: row for row in close(world).figures.select_related("target")}

        assert rows["CT-02"].missing == "Chưa có số liệu"
        assert "ZeroDivisionError" in rows["CT-03"].missing
        assert rows["CT-01"].counted == 0

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"period": "2026-t11"}, errors.PeriodNotOver, id="a-month-that-lasts"),
            pytest.param({"period": "2026"}, errors.PeriodNotOver, id="a-year-that-lasts"),
            pytest.param({"period": "2026-t13"}, errors.PeriodUnknown, id="no-such-period"),
            pytest.param({"period": "2026-t8"}, errors.ClosedAlready, id="closed-already"),
            pytest.param({"period": "2025-t8"}, errors.NothingToClose, id="no-target-then"),
            pytest.param({"who": "officer"}, errors.NotOwner, id="not-the-head"),
            pytest.param({"who": "farm_head"}, errors.NotOwner, id="the-head-of-another-unit"),
            pytest.param({"unit": "nobody"}, UnitMissing, id="no-such-unit"),
        ],
    )
    def test_refusal_changes_nothing(self, world, values, refusal):
        """No period is closed by halves."""
        target(world)
        close(world, "2026-t8")
        before = snapshot()
        who = getattr(world, values.get("who", "centre_director"))
        unit = 10**9 if "unit" in values else world.centre.pk

        with pytest.raises(refusal):
            services.close_period(unit_id=unit, period=values.get("period", "2026-t9"), actor=who, now=NOW)

        assert snapshot() == before

    def test_who_typed_a_figure_does_not_close_it(self, world):
        """Maker is not checker; somebody above closes."""
        made = typed_target(world)
        typed(made, 9, 120, world=world, actor=world.centre_director)
        before = snapshot()

        with pytest.raises(errors.TypedByCloser) as refused:
            close(world)

        assert refused.value.params["codes"] == "CT-02"
        assert snapshot() == before
        assert close(world, who=world.director).figures.get().counted == 120

    @pytest.mark.parametrize("table", [Closing, ClosedFigure])
    def test_the_database_keeps_it(self, world, table):
        """No browser, no command, no hand changes it."""
        target(world)
        close(world)

        for act in (lambda rows: rows.update(id=10**6), lambda rows: rows._raw_delete("default")):
            with pytest.raises(IntegrityError), transaction.atomic():
                act(table.objects.all())

    def test_a_digest_tells_what_was_changed_under_it(self, world):
        """Whoever owns the database can take the triggers away, and is found out."""
        target(world)
        row = close(world).figures.get()
        assert selectors.is_whole(row)

        row.counted = Decimal(99)

        assert not selectors.is_whole(row)


class TestAdjust:
    @pytest.fixture
    def changed(self, world):
        """A closed figure, and a task that was recorded after it."""
        target(world)
        done(world, dt.date(2026, 9, 2))
        row = close(world).figures.get()
        done(world, dt.date(2026, 9, 29), closed_at=LATER)
        return row

    def test_a_later_record_shows_as_an_adjustment(self, world, changed):
        """The closed figure is what it was; the next period says by how much and why."""
        assert selectors.differences([changed], now=LATER) == {changed.pk: Figure(Decimal(1))}

        made = services.explain(closed_id=changed.pk, reason="Nghiệm thu muộn", actor=world.centre_director, now=LATER)

        assert (made.counted, made.base) == (1, None)
        assert ClosedFigure.objects.get().counted == 1
        (adjusted,) = row(changed.target, "2026-t10").adjusted
        assert (adjusted.closed.pk, adjusted.difference) == (changed.pk, Figure(Decimal(1)))
        assert adjusted.reason == "Nghiệm thu muộn"

    def test_a_longer_period_that_is_closed_later_does_not_reach_back(self, world):
        """Beside a closed quarter stands what was known when it was closed, not what the half-year was closed with."""
        made = target(world)
        done(world, dt.date(2026, 6, 2))
        close(world, "2026-q2")
        done(world, dt.date(2026, 6, 20), closed_at=LATER)
        close(world, "2026-n1", now=LATER)

        assert row(made, "2026-q2").cumulative == Figure(Decimal(1))
        assert row(made, "2026-n1").figure == Figure(Decimal(2))

    def test_a_reason_is_of_the_difference_that_it_explained(self, world, changed):
        """Another record came since: that nobody has explained."""
        services.explain(closed_id=changed.pk, reason="Nghiệm thu muộn", actor=world.centre_director, now=LATER)
        done(world, dt.date(2026, 9, 28), closed_at=LATER)

        (one,) = row(changed.target, "2026-t10").adjusted

        assert (one.difference, one.reason) == (Figure(Decimal(2)), "")

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            pytest.param({"reason": " "}, errors.ReasonMissing, id="no-reason"),
            pytest.param({"who": "officer"}, errors.NotOwner, id="not-the-owner"),
            pytest.param({"closed_id": 10**9}, errors.ClosedMissing, id="no-such-figure"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changed, values, refusal):
        """No reason, no right, no figure."""
        before = snapshot()
        who = getattr(world, values.pop("who", "centre_director"))

        with pytest.raises(refusal):
            services.explain(**({"closed_id": changed.pk, "reason": "Muộn"} | values), actor=who, now=LATER)

        assert snapshot() == before

    def test_what_agrees_needs_no_words(self, world, changed):
        """Nobody explains what is not there."""
        Task.objects.filter(closed_at=LATER).update(done_date=dt.date(2026, 10, 3))
        before = snapshot()

        with pytest.raises(errors.NothingToExplain):
            services.explain(closed_id=changed.pk, reason="Muộn", actor=world.centre_director, now=LATER)

        assert snapshot() == before

    def test_a_typed_correction_shows_too(self, world):
        """Typed figures are corrected by new rows, after the closing too."""
        made = typed_target(world)
        typed(made, 9, 120, world=world)
        row = close(world).figures.get()
        typed(made, 9, 117, world=world, reason="Cộng trùng", now=LATER)

        assert selectors.differences([row], now=LATER) == {row.pk: Figure(Decimal(-3))}

    def test_the_database_keeps_the_reason(self, world, changed):
        """Whoever writes to it."""
        services.explain(closed_id=changed.pk, reason="Muộn", actor=world.centre_director, now=LATER)

        with pytest.raises(IntegrityError), transaction.atomic():
            Adjustment.objects.update(reason="Khác")


class TestEverywhere:
    @pytest.fixture
    def closed(self, world):
        """A target of which the first half and July were closed, and of both a task was recorded after that."""
        made = target(world)
        self.known = done(world, dt.date(2026, 5, 5))
        for period in ("2026-n1", "2026-t7"):
            close(world, period)
        done(world, dt.date(2026, 5, 6), closed_at=LATER)
        done(world, dt.date(2026, 7, 6), closed_at=LATER)
        return made

    def test_a_closed_period_shows_what_was_closed(self, closed):
        """Its own figure, and since the new year what was known when it was closed."""
        half, july = row(closed, "2026-n1"), row(closed, "2026-t7")

        assert (half.figure, half.cumulative) == (Figure(Decimal(1)), Figure(Decimal(1)))
        assert (july.figure, july.cumulative) == (Figure(Decimal(0)), Figure(Decimal(1)))
        assert (half.closed.period, july.closed.period) == ("2026-n1", "2026-t7")
        assert (adjusted(half), adjusted(july)) == ([], [])

    def test_it_is_what_was_kept_not_what_can_be_counted_again(self, world, closed):
        """Tasks that went to another unit, which no moment remembers, are where they were."""
        Task.objects.update(lead_unit=world.office)

        half = row(closed, "2026-n1")

        assert (half.figure, half.cumulative) == (Figure(Decimal(1)), Figure(Decimal(1)))
        assert row(closed, "2026-q2").cumulative == Figure(Decimal(1))

    def test_every_closing_that_differs_shows_in_what_follows(self, world, closed):
        """In the next month, in the year, in the year after; each with its reason."""
        half = ClosedFigure.objects.get(closing__period="2026-n1")
        services.explain(closed_id=half.pk, reason="Nghiệm thu muộn", actor=world.centre_director, now=LATER)
        both = [("2026-n1", 1, "Nghiệm thu muộn"), ("2026-t7", 1, "")]

        for period in ("2026-t8", "2026", "2027-t1"):
            found = row(closed, period)
            assert (adjusted(found), found.closed) == (both, None)
        assert row(closed, "2026").cumulative == Figure(Decimal(3))
        assert adjusted(row(closed, "2026-t6")) == both[:1]

    def test_what_was_known_when_the_next_was_closed_shows_in_it(self, world, closed):
        """What came after that, in the one after it."""
        after = LATER + dt.timedelta(days=1)
        close(world, "2026-t8", now=after)
        done(world, dt.date(2026, 7, 7), closed_at=after + dt.timedelta(days=1))

        august, september = (row(closed, code, now=after + dt.timedelta(days=2)) for code in ("2026-t8", "2026-t9"))

        assert adjusted(august) == [("2026-n1", 1, ""), ("2026-t7", 1, "")]
        assert august.cumulative == Figure(Decimal(3))
        assert adjusted(september) == [("2026-n1", 1, ""), ("2026-t7", 2, "")]

    def test_an_open_period_with_the_same_end_keeps_the_closed_one_too(self, closed):
        """The first half is one figure, in the second quarter as well; the change stands beside it."""
        found = row(closed, "2026-q2")

        assert (found.figure, found.cumulative) == (Figure(Decimal(2)), Figure(Decimal(1)))
        assert (found.closed.period, adjusted(found)) == ("2026-n1", [("2026-n1", 1, "")])

    def test_the_months_and_the_year_after(self, closed):
        """What the year before is held against was closed, too."""
        july = selectors.series_of(closed, periods.named("2026"), now=LATER)[6]
        later = LATER + dt.timedelta(days=365)

        assert (july.figure, july.is_closed) == (Figure(Decimal(0)), True)
        assert row(closed, "2027-n1", now=later).baseline == Figure(Decimal(1))

    def test_opens_the_records_that_were_closed(self, world, closed):
        """Figure and list do not differ."""
        given = {"part": Part.COUNTED, "now": LATER}
        half, july = periods.named("2026-n1"), periods.named("2026-t7")
        known_at = selectors.closed_at(closed, july)

        behind = selectors.records_of(closed, half, person=world.centre_director, **given)
        assert (behind.total, [one.pk for one in behind.seen]) == (1, [self.known.pk])
        since = selectors.records_of(
            closed, selectors.cumulative(july), person=world.centre_director, known_at=known_at, **given
        )
        assert (since.total, [one.pk for one in since.seen]) == (1, [self.known.pk])
        assert selectors.ids_behind(closed, half, **given) == [self.known.pk]
        assert selectors.ids_behind(closed, selectors.cumulative(july), known_at=known_at, **given) == [self.known.pk]

    def test_what_had_no_figure_has_none_still(self, world):
        """A month that was typed after the closing is an adjustment of it."""
        made = typed_target(world)
        close(world)
        typed(made, 9, 120, world=world, now=LATER)

        assert row(made, "2026-t9").figure is None
        assert adjusted(row(made, "2026-t10")) == [("2026-t9", 120, "")]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("counted", Decimal(9)), ("base", Decimal(9)), ("plan_counted", Decimal(9)), ("plan_base", Decimal(9)),
        ("missing", "Vì sao"), ("measure", "tasks.overdue"), ("version", 9), ("counted_ids", "1-9"),
        ("base_ids", "1-9"),
    ],
)  # fmt: skip
def test_the_digest_covers_all_that_a_closed_figure_rests_on(world, name, other):
    """Whoever changes one of it behind the back of the database is found out."""
    target(world)
    done(world, dt.date(2026, 9, 3))
    closing = services.close_period(unit_id=world.centre.pk, period="2026-t9", actor=world.centre_director, now=NOW)
    row = closing.figures.get()
    assert selectors.is_whole(row)

    setattr(row, name, other)

    assert not selectors.is_whole(row)


@pytest.mark.parametrize(
    ("name", "other"),
    [("unit_name", "Khác"), ("period", "2026-t8"), ("start", dt.date(2026, 8, 1)), ("end", dt.date(2026, 10, 1)),
     ("known_at", NOW + dt.timedelta(days=1))],
)  # fmt: skip
def test_the_digest_covers_the_closing(world, name, other):
    """Its period, its unit by the name of then, and what had been known."""
    target(world)
    closing = services.close_period(unit_id=world.centre.pk, period="2026-t9", actor=world.centre_director, now=NOW)
    row = closing.figures.get()

    setattr(row.closing, name, other)

    assert not selectors.is_whole(row)
