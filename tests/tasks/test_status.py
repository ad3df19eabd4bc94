"""The one status function: seven classes that partition all tasks, in Python and in SQL alike."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.kernel import clock
from dondoc.tasks import selectors
from dondoc.tasks.choices import BAR, BLANKS, UNCOUNTED, Basis, DueOrigin, Filter, Kind, Stage, StatusClass
from dondoc.tasks.models import Rhythm, Task
from dondoc.tasks.status import EndSpan, PauseSpan, StatusFacts, classify, is_due_soon
from tests import world as worlds
from tests.world import NOW, TODAY

DAY = dt.timedelta(days=1)
LATER, EARLIER = NOW + DAY, NOW - DAY


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, StatusClass.OPEN_NO_DEADLINE, id="open-without-deadline"),
        pytest.param({"due_date": TODAY}, StatusClass.OPEN_IN_TIME, id="due-today-is-in-time"),
        pytest.param({"due_date": TODAY - DAY}, StatusClass.OPEN_OVERDUE, id="due-yesterday"),
        pytest.param({"done_date": TODAY}, StatusClass.DONE_NO_DEADLINE, id="done-without-deadline"),
        pytest.param({"due_date": TODAY, "done_date": TODAY}, StatusClass.DONE_IN_TIME, id="done-on-the-day"),
        pytest.param({"due_date": TODAY - DAY, "done_date": TODAY}, StatusClass.DONE_LATE, id="done-a-day-late"),
        pytest.param({"uncounted_at": EARLIER}, StatusClass.NOT_COUNTED, id="returned"),
        pytest.param({"assigned_at": LATER}, StatusClass.NOT_COUNTED, id="not-assigned-yet"),
        pytest.param({"assigned_at": None}, StatusClass.NOT_COUNTED, id="waits-for-its-document"),
        pytest.param({"uncounted_at": LATER}, StatusClass.OPEN_NO_DEADLINE, id="not-returned-yet"),
        pytest.param(
            {"due_date": TODAY - DAY, "due_recorded_at": LATER}, StatusClass.OPEN_NO_DEADLINE, id="date-not-known-yet"
        ),
        pytest.param(
            {"due_date": TODAY, "done_date": TODAY, "closed_at": LATER}, StatusClass.OPEN_IN_TIME, id="not-accepted-yet"
        ),
        pytest.param({"due_date": TODAY, "done_date": TODAY + DAY}, StatusClass.OPEN_IN_TIME, id="done-only-tomorrow"),
        pytest.param(
            {"due_date": TODAY + DAY, "due_recorded_at": LATER, "earlier_dues": ((EARLIER, TODAY - DAY),)},
            StatusClass.OPEN_OVERDUE,
            id="extended-only-later",
        ),
        pytest.param(
            {"due_date": TODAY, "taken_back": (EndSpan(EARLIER, LATER, TODAY),)},
            StatusClass.DONE_IN_TIME,
            id="opened-again-only-later",
        ),
        pytest.param(
            {"due_date": TODAY, "taken_back": (EndSpan(EARLIER, NOW, TODAY),)},
            StatusClass.OPEN_IN_TIME,
            id="opened-again",
        ),
        pytest.param(
            {"due_date": TODAY - DAY, "taken_back": (EndSpan(EARLIER, LATER),)},
            StatusClass.NOT_COUNTED,
            id="cancelled-until-later",
        ),
        pytest.param(
            {
                "due_date": TODAY,
                "done_date": TODAY,
                "closed_at": LATER,
                "taken_back": (EndSpan(EARLIER, LATER, TODAY + DAY),),
            },
            StatusClass.OPEN_IN_TIME,
            id="the-wrong-date-was-known-then",
        ),
        pytest.param(
            {"due_date": TODAY - DAY, "pauses": (PauseSpan(TODAY - DAY, EARLIER),)},
            StatusClass.OPEN_IN_TIME,
            id="the-clock-stands-still-since-the-last-day",
        ),
        pytest.param(
            {"due_date": TODAY - 2 * DAY, "pauses": (PauseSpan(TODAY - DAY, EARLIER),)},
            StatusClass.OPEN_OVERDUE,
            id="was-overdue-when-the-clock-stopped",
        ),
        pytest.param(
            {"due_date": TODAY - DAY, "pauses": (PauseSpan(TODAY - DAY, EARLIER, TODAY, EARLIER),)},
            StatusClass.OPEN_OVERDUE,
            id="the-clock-goes-on-again",
        ),
    ],
)
def test_classify(facts, expected):
    """A fact counts when it held by the day and had been recorded by the moment."""
    given_facts = {"assigned_at": EARLIER} | facts
    if "due_date" in facts:
        given_facts.setdefault("due_recorded_at", EARLIER)
    if "done_date" in facts:
        given_facts.setdefault("closed_at", EARLIER)

    assert classify(StatusFacts(**given_facts), as_of=TODAY, known_at=NOW) == expected


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        pytest.param({}, TODAY, StatusClass.OPEN_IN_TIME, id="on-the-day-it-was-assigned"),
        pytest.param({}, TODAY - DAY, StatusClass.NOT_COUNTED, id="on-the-day-before"),
        pytest.param({"uncounted_at": NOW + 9 * DAY}, TODAY + 8 * DAY, StatusClass.OPEN_IN_TIME, id="cancelled-later"),
        pytest.param(
            {"uncounted_at": NOW + 9 * DAY}, TODAY + 9 * DAY, StatusClass.NOT_COUNTED, id="cancelled-that-day"
        ),
    ],
)
def test_what_is_known_only_counts_from_its_day_on(facts, as_of, expected):
    """A task cancelled in July was open in June, whoever asks in August."""
    given_facts = {"assigned_at": NOW, "due_date": TODAY + 20 * DAY, "due_recorded_at": NOW} | facts

    assert classify(StatusFacts(**given_facts), as_of=as_of, known_at=NOW + 30 * DAY) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(0, True, id="today"),
        pytest.param(7, True, id="in-seven-days"),
        pytest.param(8, False, id="in-eight-days"),
        pytest.param(-1, False, id="yesterday-is-overdue"),
    ],
)
def test_due_soon_is_seven_days_or_fewer(days, expected):
    """Sắp đến hạn = 7 ngày trở xuống."""
    assert is_due_soon(TODAY + days * DAY, as_of=TODAY) is expected


@pytest.mark.parametrize(
    ("fields", "rhythm", "expected"),
    [
        pytest.param({}, None, {"undated", "no_evidence"}, id="an-ordinary-task"),
        pytest.param({"kind": "standing"}, None, set(), id="a-standing-duty"),
        pytest.param({"kind": "trigger"}, None, set(), id="a-live-rule"),
        pytest.param({"deadline_kind": "recurring"}, "month", set(), id="what-recurs"),
        pytest.param(
            {"deadline_kind": "recurring"}, None, {"undated", "no_evidence"}, id="what-recurs-nobody-said-how-often"
        ),
        pytest.param({"due_date": TODAY}, None, {"no_evidence"}, id="what-has-a-deadline"),
    ],
)
def test_a_rule_is_no_blank(world, fields, rhythm, expected):
    """A duty that by its nature has no day and no proof of its own; it still is counted as open without deadline."""
    made = worlds.task(world, **fields)
    if rhythm:
        Rhythm.objects.create(task=made, every=rhythm, set_by=world.director, set_at=NOW)

    counts = selectors.counts(Task.objects.with_status(as_of=TODAY), today=TODAY)

    assert {name for name in BLANKS if counts[name]} == expected
    assert counts["no_deadline"] == ("due_date" not in fields)


days = st.integers(-3, 3).map(lambda n: TODAY + n * DAY)
moments = st.integers(-72, 72).map(lambda n: NOW + n * dt.timedelta(hours=1))
# What a list may be narrowed by, at random.
FILTERS = {
    "lead": Q(lead_unit__isnull=False),
    "no_lead": Q(lead_unit=None),
    "standing": Q(kind="standing"),
    "one_kind": Q(kind="task"),
    "dated": Q(due_date__lte=TODAY),
    "part": Q(parent=None),
    "words": Q(search_text__contains="chi tieu"),
    "stage": Q(stage__in=[Stage.ASSIGNED, Stage.DONE, Stage.CANCELLED]),
}


@st.composite
def task_facts(draw):
    """Facts that the constraints of the database admit, the rows of its deadlines, its pauses, its old ends."""
    facts = {"assigned_at": draw(moments), "dues": [], "pauses": [], "ends": []}
    rows = draw(st.sampled_from([3, 0, 1, 2]))
    recorded = sorted(draw(st.lists(moments, min_size=rows, max_size=rows)))
    if recorded:
        origins = st.sampled_from([DueOrigin.EXTENSION, DueOrigin.CORRECTED])
        facts["dues"] = [(moment, draw(days), draw(origins)) for moment in recorded]
        originals = [date for n, (_, date, origin) in enumerate(facts["dues"]) if n == 0 or origin == "corrected"]
        facts |= {"original_due_date": originals[-1]}
        facts |= {"due_recorded_at": facts["dues"][-1][0], "due_date": facts["dues"][-1][1]}
    if draw(st.booleans()):
        since, recorded_at = draw(days), draw(moments)
        facts["pauses"].append({"since": since, "recorded_at": recorded_at})
        if draw(st.booleans()):
            until, ended_at = since + draw(st.integers(0, 3)) * DAY, recorded_at + draw(st.integers(0, 3)) * DAY
            facts["pauses"][0] |= {"until": until, "ended_at": ended_at}
    # Ends that corrections took back, one after the other, and the one that holds.
    size = draw(st.sampled_from([3, 1, 5]))
    *ended, last = sorted(draw(st.lists(moments, min_size=size, max_size=size)))
    facts["ends"] = [
        {"recorded_at": begun, "taken_back_at": over, "done_date": draw(st.none() | days)}
        for begun, over in zip(ended[::2], ended[1::2], strict=False)
    ]
    stage = draw(st.sampled_from(Stage))
    facts |= {
        "stage": stage,
        "kind": draw(st.sampled_from(Kind)),
        "search_text": draw(st.sampled_from(["", "cac chi tieu"])),
    }
    if stage == Stage.DONE:
        facts |= {"done_date": draw(days), "closed_at": last}
    elif stage in UNCOUNTED:
        facts |= {"uncounted_at": last}
    if is_collective := draw(st.booleans()):
        facts |= {"is_collective": is_collective}
    if is_collective or draw(st.booleans()):
        facts |= {"lead_unit": None}
    if stage == Stage.AWAITED or (stage in (Stage.CANCELLED, Stage.REPLACED) and draw(st.booleans())):
        # It waits for its document, or was given up while it did: nothing is known of it.
        facts = {name: value for name, value in facts.items() if "due_" not in name} | {"dues": []}
        facts |= dict.fromkeys(["assigned_at", "assigned_by", "directive", "lead_unit"])
    return facts


def write(world, facts):
    """Write a task of these facts with the rows that its class depends on."""
    facts = dict(facts)
    dues, pauses, ends = facts.pop("dues"), facts.pop("pauses"), facts.pop("ends")
    made = Task.objects.create(**facts)
    for recorded_at, date, origin in dues:
        made.due_dates.create(date=date, origin=origin, recorded_at=recorded_at, recorded_by=world.clerk)
    asked = {"target": "reopen", "verdict": "accepted", "decided_by": world.director, "decided_at": NOW}
    correction = made.corrections.create(asked_by=world.centre_director, asked_at=NOW, **asked)
    for end in ends:
        made.taken_back.create(correction=correction, **end)
    for pause in pauses:
        ended_by = world.director if "until" in pause else None
        made.pauses.create(reason="Chờ ý kiến", recorded_by=world.director, ended_by=ended_by, **pause)


class TestTheTwins(TestCase):
    """Python and SQL agree, and the classes sum to the total."""

    @settings(max_examples=60)
    @given(
        rows=st.lists(task_facts(), max_size=8),
        as_of=days,
        known_at=moments,
        basis=st.sampled_from(list(Basis)),
        narrowing=st.lists(st.tuples(st.sampled_from(sorted(FILTERS)), st.booleans()), max_size=3),
    )
    def test_agree_on_any_tasks(self, rows, as_of, known_at, basis, narrowing):
        """For any facts, day, moment and filters, against the deadline in force and against the original."""
        world = worlds.build()
        source = worlds.task(world)
        fields = ("document", "directive", "action", "kind", "lead_unit", "assigning_unit", "assigned_by")
        base = {name: getattr(source, name) for name in fields}
        for row in rows:
            write(world, base | row)

        annotated = Task.objects.with_status(as_of=as_of, known_at=known_at, basis=basis)

        assert {task.pk: task.status for task in annotated} == {
            task.pk: task.status_on(as_of=as_of, known_at=known_at, basis=basis) for task in Task.objects.all()
        }
        # Where everything recorded is known, the rows of the history say what the columns of a task hold.
        now = Task.objects.with_status(as_of=as_of, basis=basis)
        assert {task.pk: task.status for task in now} == {
            task.pk: task.status_on(as_of=as_of, known_at=NOW + 9 * DAY, basis=basis) for task in Task.objects.all()
        }
        counts = selectors.counts(annotated, today=as_of)
        assert sum(counts[name] for name in BAR) == counts["total"] == len(rows) + 1
        for name, holds in narrowing:
            annotated = annotated.filter(FILTERS[name] if holds else ~FILTERS[name])
        narrowed = selectors.counts(annotated, today=as_of)
        assert sum(narrowed[name] for name in BAR) == narrowed["total"] == annotated.count()

    def test_each_filter_is_counted_as_it_filters(self):
        """A figure and the list it opens hold the same tasks; what a filter implies of their columns loses none."""
        world = worlds.build()
        for due in (None, TODAY - DAY, TODAY + DAY, TODAY + 20 * DAY):
            worlds.task(world, due_date=due)
            worlds.task(world, due_date=due, stage="done", done_date=TODAY, closed_at=NOW)
        worlds.task(world, lead_unit=None)
        worlds.task(world, stage="reported")
        tasks = Task.objects.with_status(as_of=clock.day_of(NOW), known_at=NOW)

        counts = selectors.counts(tasks, today=TODAY)

        assert {name: counts[name] for name in Filter.values} == {
            name: tasks.filter(selectors.filter_condition(name, today=TODAY)).count() for name in Filter.values
        }
        assert {name: counts[name] for name in Filter.values} == {
            name: tasks.filter(
                selectors.filter_condition(name, today=TODAY), selectors.implied(name, today=TODAY)
            ).count()
            for name in Filter.values
        }
