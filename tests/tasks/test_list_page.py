"""The list of tasks: the address alone rebuilds the view."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.tasks.choices import Stage
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


@pytest.fixture
def rows(world):
    """Tasks of two units in different states; the clock of the page is the real one, so dates lie far off."""
    late, soon = dt.date(2020, 1, 6), dt.date(2999, 1, 7)
    return {
        "late": task(world, due_date=late, action="Việc quá hạn"),
        "ahead": task(world, due_date=soon, action="Việc còn xa", lead_unit=world.lab),
        "bare": task(world, action="Việc không nêu hạn", lead_unit=world.farm),
        "done": task(world, stage=Stage.DONE, done_date=TODAY - DAY, closed_at=NOW, action="Việc đã xong"),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, {"late", "ahead", "bare", "done"}, id="all"),
        pytest.param({"tinh-trang": "overdue"}, {"late"}, id="overdue"),
        pytest.param({"tinh-trang": ["overdue", "done"]}, {"late", "done"}, id="two-chips"),
        pytest.param({"tinh-trang": "khong-co"}, {"late", "ahead", "bare", "done"}, id="unknown-chip-is-no-chip"),
        pytest.param({"don-vi": "lab"}, {"ahead"}, id="a-unit"),
        pytest.param({"don-vi": "centre"}, {"late", "done"}, id="a-unit-itself"),
        pytest.param({"don-vi": "²"}, {"late", "ahead", "bare", "done"}, id="no-number"),
        pytest.param({"van-ban": "9" * 40}, {"late", "ahead", "bare", "done"}, id="a-number-no-row-has"),
        pytest.param({"q": "không " * 2000}, {"bare"}, id="two-thousand-words"),
        pytest.param({"cho-toi": "accept"}, set(), id="what-waits"),
        pytest.param({"q": "khong neu"}, {"bare"}, id="words"),
        pytest.param({"nhom": "don-vi"}, {"late", "ahead", "bare", "done"}, id="grouped-by-unit"),
        pytest.param({"trang": "99"}, {"late", "ahead", "bare", "done"}, id="page-that-is-not-there"),
    ],
)
def test_the_address_says_what_is_shown(world, rows, client, query, expected):
    """Filters, groups and pages are in the address, and bad values do no harm."""
    for made in rows.values():
        type(made).objects.filter(pk=made.pk).update(search_text=made.action.lower())
    if "q" in query:
        type(rows["bare"]).objects.filter(pk=rows["bare"].pk).update(search_text="viec khong neu han")
    if query.get("don-vi") in ("lab", "centre"):
        query = query | {"don-vi": getattr(world, query["don-vi"]).pk}
    client.force_login(world.office_head)

    page = client.get(reverse("tasks:list"), query).context["page"]

    assert {name for name, made in rows.items() if made in page.object_list} == expected


def test_a_document_that_is_not_ones_own_is_not_named(world, rows, client):
    """Its title would leak through the filter."""
    client.force_login(world.farm_head)

    response = client.get(reverse("tasks:list"), {"van-ban": rows["late"].document_id})

    assert response.status_code == 404
