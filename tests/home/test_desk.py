"""What each role sees first."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.home import selectors
from dondoc.programme.selectors import target_rows
from dondoc.tasks import selectors as tasks
from dondoc.tasks.choices import Filter, Stage
from dondoc.tasks.listing import TaskList
from dondoc.tasks.services.mailing import digest_of
from dondoc.tasks.templatetags.tasks import late_reasons
from tests import world as worlds
from tests.programme.targets import plan, target
from tests.world import NOW, TODAY

DAY = dt.timedelta(days=1)


def asked(person):
    """Return what waits for a person, by group."""
    waiting = selectors.waiting_for(person, now=NOW)
    return {group.name: [str(row) for row in group.rows] for group in selectors.asks(person, waiting=waiting, now=NOW)}


def this_year():
    """Return the moment at which the desk looks unless its address says else."""
    return tasks.moment_of(TaskList(period=str(TODAY.year)), today=TODAY)


@pytest.fixture
def filled(world):
    """One thing of each kind that can wait."""
    review = worlds.document(world, [worlds.directive("Rà soát")], subject="Kết luận mới")
    result = worlds.task(world, stage=Stage.REPORTED)
    result.completions.create(reported_by=world.centre_director, reported_at=NOW, done_date=TODAY, text="Xong")
    inner = worlds.task(world, stage=Stage.REPORTED, lead_unit=world.lab, assigning_unit=world.centre)
    inner.completions.create(reported_by=world.lab_head, reported_at=NOW, done_date=TODAY, text="Xong")
    open_lead = worlds.task(world, lead_unit=None)
    new = worlds.task(world)
    given = worlds.task(world, lead_unit=world.lab, assigning_unit=world.lab, assignee=world.officer)
    return {"review": review, "result": result, "inner": inner, "open_lead": open_lead, "new": new, "given": given}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param("clerk", {"review": ["review"]}, id="the-clerk-reviews"),
        pytest.param("office_head", {"review": ["review"], "accept": ["result"]}, id="the-office-follows-up"),
        pytest.param("director", {"accept": ["result"], "complete": ["open_lead"]}, id="the-leader-fills-and-accepts"),
        pytest.param("centre_director", {"accept": ["inner"], "take_over": ["new"]}, id="the-centre"),
        pytest.param("officer", {"take_over": ["given"]}, id="the-officer"),
        pytest.param("farm_head", {}, id="nothing-for-others"),
    ],
)
def test_what_waits(world, filled, who, expected):
    """For each the things that only they can do."""
    assert asked(getattr(world, who)) == {name: [str(filled[key]) for key in keys] for name, keys in expected.items()}


def test_nobody_is_asked_for_their_own_result(world):
    """Maker is not checker, on the desk as well."""
    own = worlds.task(world, stage=Stage.REPORTED, lead_unit=world.lab, assigning_unit=world.lab)
    own.completions.create(reported_by=world.lab_head, reported_at=NOW, done_date=TODAY, text="Xong")

    assert asked(world.lab_head) == {}


def test_what_somebody_works_on_is_on_their_desk(world, client):
    """A row leads straight to the form; it waits for nobody, so it counts as no item and no mail tells of it."""
    fields = {"lead_unit": world.lab, "assigning_unit": world.lab, "stage": Stage.IN_PROGRESS}
    mine = worlds.task(world, **fields, assignee=world.officer)
    worlds.task(world, **fields, assignee=world.lab_head)
    worlds.task(world, **fields | {"stage": Stage.DONE}, assignee=world.officer, done_date=TODAY, closed_at=NOW)
    client.force_login(world.officer)

    page = client.get(reverse("home:desk")).content.decode()

    assert asked(world.officer) == {"in_hand": [str(mine)]}
    assert f'href="{reverse("tasks:task", args=[mine.pk])}#h-update"' in page
    assert 'id="h-update"' in client.get(reverse("tasks:task", args=[mine.pk])).content.decode()
    assert selectors.waiting_for(world.officer, now=NOW).total == 0
    assert has_no_digest(world.officer)
    rows = client.get(reverse("tasks:list"), {"cho-toi": "in_hand"}).context["page"]
    assert list(rows.object_list) == [mine]


def has_no_digest(person):
    """Say whether a mail of the day would tell somebody nothing."""
    return not any(rows for _heading, rows in digest_of(person, now=NOW))


@pytest.mark.parametrize("who", ["director", "centre_director", "lab_head", "officer"])
def test_a_figure_opens_the_tasks_it_counts(world, filled, client, who):
    """The number on the desk is the number of rows in the list."""
    person = getattr(world, who)
    client.force_login(person)
    counts = tasks.total_of(selectors.unit_counts(person, now=NOW, moment=this_year()).values())

    for name, count in counts.items():
        if name in Filter.values:
            page = client.get(reverse("tasks:list"), {"tinh-trang": name, "ky": TODAY.year}).context["page"]
            assert (name, page.paginator.count) == (name, count)


def test_the_week_holds_what_is_due_in_it(world):
    """From Monday to Sunday."""
    monday = TODAY - 2 * DAY
    for days in (-1, 0, 6, 7):
        worlds.task(world, due_date=monday + days * DAY)

    week = selectors.pressing(world.centre_director, now=NOW).week

    assert [(day.date, len(day.tasks)) for day in week if day.tasks] == [(monday, 1), (monday + 6 * DAY, 1)]
    assert [day.date for day in week] == [monday + n * DAY for n in range(7)]


def test_bars_sum_to_their_tasks(world, filled):
    """Each unit's parts are all of its tasks."""
    bars = selectors.unit_bars(selectors.unit_counts(world.director, now=NOW, moment=this_year()))

    assert {bar.of.name: bar.counts["total"] for bar in bars} == {world.centre.name: 2, world.lab.name: 2}


def test_a_day_shows_a_few_and_says_how_many_more(world):
    """However much is due on it."""
    for _number in range(selectors.DUE_ROWS + 2):
        worlds.task(world, due_date=TODAY)

    (day,) = [day for day in selectors.pressing(world.centre_director, now=NOW).week if day.tasks]

    assert (day.date, len(day.tasks), day.more) == (TODAY, selectors.DUE_ROWS, 2)


def test_what_is_late_says_why(world):
    """As far as the records say; what is done or paused is not late."""
    fields = {"due_date": TODAY - DAY, "assigned_at": NOW - 60 * DAY}
    late = worlds.task(world, **fields)
    worlds.task(world, stage=Stage.DONE, done_date=TODAY, closed_at=NOW, **fields)
    paused = worlds.task(world, **fields)
    paused.pauses.create(since=TODAY - DAY, reason="Chờ ý kiến", recorded_at=NOW - DAY, recorded_by=world.director)

    stopped = worlds.task(world, **fields, stage=Stage.IN_PROGRESS, last_news_at=NOW)
    stopped.obstacles.create(
        text="Thiếu máy", proposal="Mượn", raised_by=world.centre_director, raised_at=NOW, lies_with=world.office
    )

    rows = selectors.pressing(world.centre_director, now=NOW).late

    assert rows == [late, stopped]
    assert [late_reasons(row, TODAY) for row in rows] == [
        ["chưa nhận việc", "chưa có tin nào"], ["vướng mắc đang chờ ý kiến"],
    ]  # fmt: skip


def test_carried_over_and_arisen_sum_to_the_work_of_the_year(world, client):
    """What ended before the year is no work of it; what is not counted is in none of the three figures."""
    last_year = NOW - 400 * DAY
    worlds.task(world, assigned_at=last_year)
    worlds.task(world)
    ended = dt.date(NOW.year - 1, 12, 31)
    worlds.task(world, assigned_at=last_year, stage=Stage.DONE, done_date=ended, closed_at=NOW)
    worlds.task(world, assigned_at=last_year, stage=Stage.RETURNED, uncounted_at=NOW)
    worlds.task(world, stage=Stage.RETURNED, uncounted_at=NOW)

    counted = tasks.total_of(selectors.unit_counts(world.centre_director, now=NOW, moment=this_year()).values())

    assert (counted["total"], counted["not_counted"]) == (4, 2)
    assert (counted["counted"], counted["carried"], counted["arisen"]) == (2, 1, 1)


class TestTargets:
    def test_of_the_units_of_the_person(self, world, client):
        """Their own and those below, the first of them; nobody else's."""
        plan(target(world), 8, world=world)
        target(world, code="CT-09", name="Mẫu của Trại", owner_id=world.farm.pk)

        assert [row.target.code for row in selectors.targets(world.centre_director, now=NOW)] == ["CT-01", "CT-09"]
        assert [row.target.code for row in selectors.targets(world.farm_head, now=NOW)] == ["CT-09"]
        assert selectors.targets(world.lab_head, now=NOW) == []
        client.force_login(world.centre_director)
        assert "Nhiệm vụ hoàn thành" in client.get(reverse("home:desk")).content.decode()

    def test_the_figure_of_the_desk_is_that_of_the_list(self, world):
        """One count for both."""
        plan(target(world), 8, world=world)
        worlds.task(world, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)

        (shown,) = selectors.targets(world.centre_director, now=NOW)
        (listed,) = target_rows(units=None, period=shown.period, now=NOW)

        assert (shown.cumulative, shown.of_plan, shown.standing) == (listed.cumulative, listed.of_plan, listed.standing)
        assert shown.cumulative.counted == 1
