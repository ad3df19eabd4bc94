"""What comes again: patterns, one task a period, reviews of standing duties."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.periods import MONTHS
from dondoc.tasks import deadline_errors, errors, jobs, selectors, services
from dondoc.tasks.choices import DeadlineKind, Kind, Stage
from dondoc.tasks.models import Occurrence, Review, Rhythm, Task
from dondoc.tasks.terms import PrintedRhythm, printed_rhythm, slots
from tests.world import NOW, TODAY, task

D = dt.date
DAY = dt.timedelta(days=1)


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        list(Rhythm.objects.order_by("pk").values()),
        [model.objects.count() for model in (Entry, Occurrence, Review)],
    )


def recurring(world, **fields):
    """Return a duty of the Centre that comes again."""
    return task(
        world, **({"deadline_kind": DeadlineKind.RECURRING, "deadline_phrase": "hằng quý", "kind": "report"} | fields)
    )


def begin(world, every="quarter", marks=((3, 15),), **fields):
    """Return a recurring duty whose rhythm the director set."""
    rule = recurring(world, **fields)
    services.set_rhythm(task_id=rule.pk, every=every, marks=marks, actor=world.director, now=NOW)
    return Task.objects.get(pk=rule.pk)


def dues(rule):
    """Return the days on which the occurrences of a rule are due, in the order they were made."""
    return list(rule.parts.order_by("pk").values_list("due_date", flat=True))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hằng quý", PrintedRhythm(PeriodKind.QUARTER)),
        ("Hàng tháng", PrintedRhythm(PeriodKind.MONTH)),
        ("trước ngày 20 hằng tháng", PrintedRhythm(PeriodKind.MONTH, ((1, 20),))),
        ("định kỳ 6 tháng", PrintedRhythm(PeriodKind.HALF)),
        ("hằng năm", PrintedRhythm(PeriodKind.YEAR)),
        ("trước ngày 15/6 và 15/12 hằng năm", PrintedRhythm(PeriodKind.YEAR, ((6, 15), (12, 15)))),
        ("trước ngày 15 tháng 12 hằng năm", PrintedRhythm(PeriodKind.YEAR, ((12, 15),))),
        ("định kỳ 6 tháng, trước ngày 15/6 và 15/12", PrintedRhythm(PeriodKind.YEAR, ((6, 15), (12, 15)))),
        ("mỗi năm 02 lần", PrintedRhythm(PeriodKind.HALF)),
        ("định kỳ hai lần/năm", PrintedRhythm(PeriodKind.HALF)),
        ("mỗi năm ít nhất 2 lần, trước ngày 15/6 và 15/12", PrintedRhythm(PeriodKind.YEAR, ((6, 15), (12, 15)))),
        ("định kỳ 6 tháng và hằng năm", PrintedRhythm(PeriodKind.HALF)),
        ("6 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12)", PrintedRhythm(PeriodKind.YEAR, ((6, 15), (12, 15)))),
        ("định kỳ sáu tháng", PrintedRhythm(PeriodKind.HALF)),
        ("hằng năm, sau tháng 6", PrintedRhythm(PeriodKind.YEAR)),
        ("định kỳ hằng tháng, hằng quý", None),
        ("thường xuyên", None),
        ("", None),
    ],
)
def test_what_the_words_print(phrase, expected):
    """How often, and the days where they are printed; nothing else."""
    assert printed_rhythm(phrase) == expected


@given(
    st.sampled_from(list(PeriodKind)), st.dates(D(2020, 1, 1), D(2040, 1, 1)), st.data(),
)  # fmt: skip
def test_marks_follow_each_other(every, start, data):
    """Each is due in its period, after the one before, and opens before it is due."""
    mark = st.tuples(st.integers(1, MONTHS[every]), st.integers(1, 27))
    marks = sorted(data.draw(st.lists(mark, min_size=1, max_size=3, unique=True)))
    stream = slots(every, marks, start)
    found = [next(stream) for _ in range(7)]

    assert start in found[0].period
    assert all(slot.opens <= slot.due and slot.due in slot.period for slot in found)
    assert [slot.due for slot in found] == sorted({slot.due for slot in found})


class TestSetRhythm:
    def test_makes_the_task_of_the_period_that_has_begun(self, world):
        """Under the rule, by its lead, due on the day of the pattern; the rule keeps no deadline."""
        rule = begin(world)

        made = rule.parts.get()
        assert (made.due_date, made.lead_unit, made.due_set_by, made.kind) == (
            D(2026, 12, 15), world.centre, world.director, Kind.REPORT,
        )  # fmt: skip
        assert made.action.endswith("(quý IV/2026)")
        assert (rule.due_date, rule.stage) == (None, Stage.ASSIGNED)
        assert [entry.act for entry in Entry.objects.order_by("pk")] == ["tasks.set_rhythm", "tasks.assign"]

    @pytest.mark.parametrize(
        ("every", "marks", "expected"),
        [
            pytest.param("month", [(1, 20)], [], id="this-month's-day-is-past"),
            pytest.param("month", [(1, 25)], [D(2026, 11, 25)], id="due-today"),
            pytest.param("month", [(1, 31)], [D(2026, 11, 30)], id="the-last-day-of-a-short-month"),
            pytest.param("year", [(6, 15), (12, 15)], [D(2026, 12, 15)], id="twice-a-year"),
            pytest.param("month", [(1, 26), (1, 29)], [D(2026, 11, 26)], id="the-second-opens-after-the-first"),
        ],
    )
    def test_what_was_due_before_is_not_made_up_for(self, world, every, marks, expected):
        """And what has not begun is not made."""
        assert dues(begin(world, every, marks)) == expected

    @pytest.mark.parametrize(
        ("every", "mark", "due"),
        [
            pytest.param("quarter", (3, 15), D(2026, 12, 15), id="to-quarters"),
            pytest.param("half", (6, 15), D(2026, 12, 15), id="to-halves"),
            pytest.param("year", (12, 15), D(2026, 12, 15), id="to-years"),
        ],
    )
    def test_a_longer_period_that_begins_with_the_same_month_has_its_own(self, world, every, mark, due):
        """The report of its first month is not the report of the period."""
        begun = {"quarter": 10, "half": 7, "year": 1}[every]
        then = dt.datetime(2026, begun, 2, 2, tzinfo=dt.UTC)
        rule = recurring(world)
        by = {"task_id": rule.pk, "actor": world.director}
        services.set_rhythm(every="month", marks=[(1, 5)], now=then, **by)

        services.set_rhythm(every=every, marks=[mark], now=then + 3 * DAY, **by)

        assert dues(rule) == [D(2026, begun, 5), due]

    def test_changed_in_the_middle_of_a_period(self, world):
        """What was made stays; the period that has its task gets no second one."""
        rule = begin(world, "month", [(1, 26)])
        services.set_rhythm(task_id=rule.pk, every="month", marks=[(1, 28)], actor=world.director, now=NOW)

        assert dues(rule) == [D(2026, 11, 26)]

    @pytest.mark.parametrize(
        ("fields", "changes", "refusal"),
        [
            pytest.param({}, {"marks": []}, deadline_errors.RhythmInvalid, id="no-day"),
            pytest.param({}, {"marks": [(4, 1)]}, deadline_errors.RhythmInvalid, id="a-month-no-quarter-has"),
            pytest.param({}, {"marks": [(1, 32)]}, deadline_errors.RhythmInvalid, id="a-day-no-month-has"),
            pytest.param({}, {"marks": [(1, 5), (1, 5)]}, deadline_errors.RhythmInvalid, id="the-same-day-twice"),
            pytest.param({}, {"every": "week"}, deadline_errors.RhythmInvalid, id="no-such-period"),
            pytest.param({}, {"actor": "centre_director"}, errors.MayNotAssign, id="by-the-lead"),
            pytest.param({}, {"actor": "clerk"}, errors.MayNotAssign, id="by-the-clerk"),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="by-a-stranger"),
            pytest.param({"deadline_kind": "none"}, {}, deadline_errors.NotComingAgain, id="done-once"),
            pytest.param({"stage": "cancelled", "uncounted_at": NOW}, {}, errors.WrongStage, id="ended"),
        ],
    )
    def test_refusal_changes_nothing(self, world, fields, changes, refusal):
        """The assigning leader, days of the period, for what comes again."""
        rule = recurring(world, **fields)
        setting = {"every": "quarter", "marks": [(3, 15)], "actor": "director"} | changes
        before = snapshot()

        with pytest.raises(refusal):
            services.set_rhythm(task_id=rule.pk, now=NOW, **(setting | {"actor": getattr(world, setting["actor"])}))

        assert snapshot() == before


class TestMakeOccurrences:
    def test_running_it_again_makes_nothing_more(self, world):
        """The job may run as often as it likes."""
        rule = begin(world)
        before = snapshot()

        assert jobs.make_occurrences(now=NOW) == 0
        assert snapshot() == before
        assert dues(rule) == [D(2026, 12, 15)]

    def test_the_next_when_its_period_begins(self, world):
        """On the first day of the quarter, not before."""
        rule = begin(world)

        assert jobs.make_occurrences(now=dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)) == 0
        assert jobs.make_occurrences(now=dt.datetime(2026, 12, 31, 18, tzinfo=dt.UTC)) == 1
        assert dues(rule) == [D(2026, 12, 15), D(2027, 3, 15)]
        assert Entry.objects.latest("pk").actor is None

    def test_the_next_when_the_last_is_closed(self, world):
        """One ahead, not more."""
        rule = begin(world)
        rule.parts.update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)

        assert jobs.make_occurrences(now=NOW) == 1
        assert jobs.make_occurrences(now=NOW) == 0
        assert dues(rule) == [D(2026, 12, 15), D(2027, 3, 15)]

    def test_a_returned_one_is_not_closed(self, world):
        """It gets a new lead, not a next period."""
        begin(world).parts.update(stage=Stage.RETURNED, uncounted_at=NOW)

        assert jobs.make_occurrences(now=NOW) == 0

    def test_after_an_extension_no_period_is_left_out(self, world):
        """The pattern goes on from the first deadline of each."""
        rule = begin(world, "month", [(1, 27)])
        rule.parts.update(due_date=D(2027, 3, 1))

        jobs.make_occurrences(now=NOW + 10 * DAY)

        assert list(rule.parts.values_list("original_due_date", flat=True).order_by("pk")) == [
            D(2026, 11, 27), D(2026, 12, 27),
        ]  # fmt: skip

    def test_after_two_missed_periods_both_are_made(self, world):
        """While no worker ran, the duty went on."""
        rule = begin(world, "month", [(1, 27)])

        assert jobs.make_occurrences(now=dt.datetime(2027, 1, 10, tzinfo=dt.UTC)) == 2
        assert dues(rule)[1:] == [D(2026, 12, 27), D(2027, 1, 27)]

    @pytest.mark.parametrize(
        "ended",
        [{"stage": Stage.CANCELLED, "uncounted_at": NOW}, {"stage": Stage.REPORTED}, {"lead_unit": None}],
        ids=["a-rule-that-has-ended", "a-rule-whose-result-is-reported", "a-rule-nobody-leads"],
    )
    def test_makes_none_for(self, world, ended):
        """Nobody would do it."""
        rule = begin(world)
        Task.objects.filter(pk=rule.pk).update(**ended)

        assert services.make_occurrences(rhythm_id=rule.rhythm.pk, now=NOW + 200 * DAY) == []
        assert rule.rhythm.pk not in selectors.live_rhythms()

    def test_the_database_allows_one_for_each_mark_of_a_period(self, world):
        """Two workers at once: the second meets the constraint."""
        first = Occurrence.objects.get(rhythm=begin(world).rhythm)

        with pytest.raises(IntegrityError), transaction.atomic():
            Occurrence.objects.create(
                rhythm=first.rhythm, every=first.every, period_start=first.period_start, nth=first.nth, task=task(world)
            )

    @pytest.mark.parametrize("every", list(PeriodKind))
    def test_those_of_before_are_told_apart_by_their_words(self, world, every):
        """Whatever rhythm the duty has by now."""
        rule = begin(world, every, [(MONTHS[every], 30)])
        Rhythm.objects.update(every="year" if every == "month" else "month")
        Occurrence.objects.update(every="half" if every == "year" else "year")

        import_module("dondoc.tasks.migrations.0017_occurrences_know_their_kind_of_period").name_kinds(apps, None)

        assert {one.every for one in rule.rhythm.occurrences.all()} == {every}


def standing(world, **fields):
    """Return a standing duty of the Centre."""
    return task(world, **({"kind": Kind.STANDING, "deadline_phrase": "thường xuyên"} | fields))


def not_reviewed(today):
    """Return the tasks that the filter shows."""
    rows = Task.objects.with_status(as_of=today, known_at=NOW)
    found = rows.filter(selectors.filter_condition("unreviewed", today=today))
    assert selectors.counts(rows, today=today)["unreviewed"] == found.count()
    return list(found)


class TestReview:
    @pytest.mark.parametrize("who", ["centre_director", "director"])
    def test_by_the_head_or_the_assigner(self, world, who):
        """Recorded for the period; the flag goes."""
        duty = standing(world)
        services.set_rhythm(task_id=duty.pk, every="quarter", actor=world.director, now=NOW)
        assert list(not_reviewed(TODAY)) == [duty]

        review = services.review(task_id=duty.pk, text="Vẫn thực hiện", actor=getattr(world, who), now=NOW)

        assert (review.period_start, review.period_end) == (D(2026, 10, 1), D(2026, 12, 31))
        assert list(not_reviewed(TODAY)) == []
        assert list(not_reviewed(D(2027, 1, 1))) == [duty]
        assert not duty.parts.exists()

    @pytest.mark.parametrize(
        ("fields", "changes", "refusal"),
        [
            pytest.param({}, {"text": " "}, errors.TextEmpty, id="no-words"),
            pytest.param({}, {"actor": "clerk"}, deadline_errors.NotReviewer, id="by-the-clerk"),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="by-a-stranger"),
            pytest.param({}, {"rhythm": False}, deadline_errors.RhythmMissing, id="nobody-said-how-often"),
            pytest.param({"kind": "task"}, {"rhythm": False}, deadline_errors.NotStanding, id="has-an-end"),
            pytest.param({"lead_unit": None}, {"actor": "director"}, errors.LeadOpen, id="nobody-leads"),
        ],
    )
    def test_refusal_changes_nothing(self, world, fields, changes, refusal):
        """Somebody who answers for it says something."""
        duty = standing(world, **fields)
        if changes.pop("rhythm", True):
            services.set_rhythm(task_id=duty.pk, every="quarter", actor=world.director, now=NOW)
        reviewing = {"text": "Vẫn thực hiện", "actor": "centre_director"} | changes
        before = snapshot()

        with pytest.raises(refusal):
            services.review(task_id=duty.pk, now=NOW, **(reviewing | {"actor": getattr(world, reviewing["actor"])}))

        assert snapshot() == before


class TestPages:
    def test_a_rhythm_by_the_page(self, world):
        """Filled with what is printed; the rule then says how often."""
        rule = recurring(world, deadline_phrase="trước ngày 15/6 và 15/12 hằng năm")
        client = Client()
        client.force_login(world.director)
        page = client.get(reverse("tasks:task", args=[rule.pk])).content.decode()
        assert '<option value="year" selected>' in page
        assert 'name="day2" inputmode="numeric" maxlength="2" autocomplete="off" value="15"' in page

        form = {"every": "year", "day1": "15", "month1": "6", "day2": "15", "month2": "12"}
        client.post(reverse("tasks:set-rhythm", args=[rule.pk]), form)

        page = client.get(reverse("tasks:task", args=[rule.pk])).content.decode()
        assert "15/6; 15/12" in page
        assert [(mark.month, mark.day) for mark in rule.rhythm.marks.all()] == [(6, 15), (12, 15)]

    @pytest.mark.parametrize(
        ("every", "marks", "words"),
        [
            ("month", [(1, 20)], "ngày 20"),
            ("quarter", [(3, 15)], "ngày 15 tháng thứ 3 của kỳ"),
        ],
    )
    def test_a_rhythm_in_words(self, world, every, marks, words):
        """As people say it."""
        rule = begin(world, every, marks)
        client = Client()
        client.force_login(world.director)

        assert words in client.get(reverse("tasks:task", args=[rule.pk])).content.decode()

    def test_a_standing_duty_by_the_page(self, world):
        """First nobody said how often, then it is missing, then it is there."""
        duty = standing(world)
        client = Client()
        client.force_login(world.director)
        address = reverse("tasks:task", args=[duty.pk])
        assert "Chưa có ai quy định" in client.get(address).content.decode()

        client.post(reverse("tasks:set-rhythm", args=[duty.pk]), {"every": "month"})
        assert "note--soon" in client.get(address).content.decode()
        client.post(reverse("tasks:review-duty", args=[duty.pk]), {"text": "Vẫn thực hiện đều"})

        page = client.get(address).content.decode()
        assert "note--soon" not in page
        assert "Vẫn thực hiện đều" in page
