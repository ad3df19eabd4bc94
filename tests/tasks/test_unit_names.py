"""Units by their names of the day on which a task was given, or as they are now."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from dondoc.home import selectors as home
from dondoc.kernel import clock
from dondoc.organization.units import selectors as unit_selectors
from dondoc.organization.units import services as units
from dondoc.organization.units.names import Names
from dondoc.tasks import selectors
from dondoc.tasks.listing import TaskList
from tests.world import NOW, TODAY, task

THEN, RENAMED, MERGED = dt.date(2020, 5, 4), dt.date(2021, 3, 1), dt.date(2022, 1, 3)
OLD, NEW, FARM = "Phòng Kỹ thuật đo lường", "Phòng Đo lường - Chất lượng", "Trại nghiên cứu thực nghiệm"
LEAD = re.compile(r'class="full who"><span>([^<]*)</span>')


@pytest.fixture
def given(world):
    """Tasks of a unit before and after it was renamed, and of one that it took over since."""
    made = {
        "before": task(world, lead_unit=world.lab, assigned_at=clock.start_of(THEN)),
        "after": task(world, lead_unit=world.lab),
        "merged": task(world, lead_unit=world.farm, assigned_at=clock.start_of(THEN)),
    }
    made["after"].cooperations.create(unit=world.farm, printed="Trại")
    actor = {"actor": world.administrator, "now": NOW}
    names = Names(NEW, "P. ĐL-CL", parent_id=world.centre.pk)
    units.rename_unit(unit_id=world.lab.pk, version=world.lab.version, names=names, day=RENAMED, **actor)
    units.merge_unit(unit_id=world.farm.pk, version=world.farm.version, into_id=world.lab.pk, day=MERGED, **actor)
    world.lab.refresh_from_db()
    return made


def on_the_list(response):
    """Return the names of the leads of the rows."""
    return LEAD.findall(response.content.decode())


def in_the_workbook(response):
    """Return them of its first sheet."""
    rows = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows(min_row=5, values_only=True)
    return [row[3] for row in rows]


def on_paper(response):
    """Return them of the printed page."""
    return [row.lead for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        pytest.param("tasks:list", on_the_list, id="list"),
        pytest.param("tasks:export", in_the_workbook, id="workbook"),
        pytest.param("tasks:print", on_paper, id="print"),
    ],
)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, [OLD, NEW, FARM], id="as-was"),
        pytest.param({"theo": "nay"}, [NEW, NEW, NEW], id="as-now"),
        pytest.param({"theo": "xua"}, [OLD, NEW, FARM], id="no-such-basis"),
    ],
)
def test_a_lead_is_named_as_when_the_task_was_given(world, given, client, page, names, query, expected):
    """Unless the units of today are asked for."""
    client.force_login(world.director)

    response = client.get(reverse(page), {"nhom": "thang", "thu-tu": "ma"} | query)

    assert names(response) == expected


def test_cooperating_units_too(world, given, client):
    """On the list and on paper."""
    client.force_login(world.director)
    asked = {"don-vi": world.lab.pk, "cot": ["phoi-hop"]}

    was = client.get(reverse("tasks:list"), asked).content.decode()
    now = client.get(reverse("tasks:list"), asked | {"theo": "nay"}).content.decode()
    printed = client.get(reverse("tasks:print"), asked | {"theo": "nay"}).context["rows"]

    cell = re.compile(r'data-l="[^"]*">(Phòng|Trại)([^<]*)</td>')
    assert ["".join(found) for found in cell.findall(was)] == [FARM]
    assert ["".join(found) for found in cell.findall(now)] == [NEW]
    assert sorted(row.cooperating for row in printed) == ["", "", NEW]


def test_the_page_of_a_task_says_both_names(world, given, client):
    """The name of the day first; today's where it is another one."""
    client.force_login(world.director)

    before = client.get(reverse("tasks:task", args=[given["before"].pk])).content.decode()
    after = client.get(reverse("tasks:task", args=[given["after"].pk])).content.decode()

    assert f"<dd>{OLD}<small>nay là {NEW}</small>" in before
    assert f"<dd>{NEW}" in after
    assert "nay là" not in after


def test_units_of_today_are_one_group_and_one_filter(world, given, client):
    """What was merged stands with the one that took it over."""
    client.force_login(world.director)
    url = reverse("tasks:list")

    was = client.get(url, {"nhom": "don-vi"}).context["groups"]
    now = client.get(url, {"nhom": "don-vi", "theo": "nay"}).context["groups"]
    asked = client.get(url, {"don-vi": world.lab.pk, "theo": "nay"}).context["page"]

    assert [(head.pk, len(rows)) for head, rows in was] == [(world.lab.pk, 2), (world.farm.pk, 1)]
    assert [(head.pk, len(rows)) for head, rows in now] == [(world.lab.pk, 3)]
    assert asked.paginator.count == 3


def test_bars_fold_and_keep_their_sum(world, given):
    """The bars of the desk as they were and as they are now count the same tasks."""
    moment = selectors.Moment(TODAY)
    folded = selectors.names_of(is_as_now=True, today=TODAY)

    was = home.unit_counts(world.director, now=NOW, moment=moment)
    now = home.unit_counts(world.director, now=NOW, moment=moment, names=folded)

    assert {key: counted["total"] for key, counted in was.items()} == {world.lab.pk: 2, world.farm.pk: 1}
    assert {key: counted["total"] for key, counted in now.items()} == {world.lab.pk: 3}
    assert selectors.total_of(was.values()) == selectors.total_of(now.values())


def test_who_follows_is_a_question_of_a_day(world, given):
    """Before the day of the merger everybody stands for themselves."""
    assert unit_selectors.followers(MERGED - dt.timedelta(days=1)) == {}
    assert unit_selectors.followers(MERGED) == {world.farm.pk: world.lab}


def test_names_cost_no_query_for_each_row(world, given, client, django_assert_max_num_queries):
    """However many units there are."""
    client.force_login(world.director)
    page = selectors.names_of(is_as_now=False, today=TODAY)
    view, moment = TaskList(columns=("chu-tri", "phoi-hop")), selectors.Moment(TODAY)
    narrowed = selectors.narrowed(view, person=world.director, now=NOW, moment=moment, names=page)

    with django_assert_max_num_queries(6):
        rows = list(selectors.shown(narrowed, view, moment=moment, names=page))
        assert [page.in_task(row.lead_unit, row) for row in rows] != []
