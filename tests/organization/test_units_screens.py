"""The administrator's screens of units: what they show of a day, and what a form that is wrong keeps."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.organization.models import Unit
from dondoc.organization.units import services
from dondoc.organization.units.models import Membership, UnitEvent, UnitGroup
from dondoc.organization.units.services import Names
from tests.world import NOW

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def by(world):
    """What every act is given."""
    return {"actor": world.office_head, "now": NOW}


@pytest.fixture
def client(world):
    """An administrator's browser."""
    client = Client()
    client.force_login(world.office_head)
    return client


@pytest.fixture
def renamed(world, by):
    """The lab under a new name since a day, and the farm merged into it."""
    names = Names("Phòng Đo lường và Thử nghiệm", "P. ĐLTN", "ĐLTN", "H48.12.3", "12 Hùng Vương")
    services.rename_unit(unit_id=world.lab.pk, version=1, names=names, day=DAY, **by)
    services.merge_unit(unit_id=world.farm.pk, version=1, into_id=world.lab.pk, day=DAY, **by)
    return world.lab


def page(client, name, *ids, **asked):
    """Return the words of a page."""
    response = client.get(reverse(f"organization:{name}", args=ids), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        pytest.param({}, "Phòng Đo lường và Thử nghiệm", "Trại nghiên cứu thực nghiệm", id="today"),
        pytest.param(
            {"ngay": "30/6/2026"}, "Trại nghiên cứu thực nghiệm", "Phòng Đo lường và Thử nghiệm", id="the-day-before"
        ),
        pytest.param({"ten": "đltn"}, "Phòng Đo lường và Thử nghiệm", "Phòng Hành chính", id="found-by-its-symbol"),
        pytest.param({"ten": "không có"}, "Không có đơn vị nào tên như vậy", "Phòng Hành chính", id="nothing-found"),
        pytest.param({"ngay": "hôm qua"}, "Phòng Đo lường và Thử nghiệm", "Trại", id="no-date-is-today"),
    ],
)
def test_the_tree_of_a_day(client, renamed, asked, there, not_there):
    """Names, places and units as they were."""
    main = page(client, "units", **asked).split("<main")[1]

    assert there in main
    assert not_there not in main


def test_the_page_of_a_unit_tells_its_life(client, renamed, world):
    """Names over time, what happened, who is there."""
    words = page(client, "unit", renamed.pk)

    for part in ("ĐLTN", "H48.12.3", "12 Hùng Vương", "Phòng Kỹ thuật đo lường", "Hồ Tấn Lộc", "Chưa ghi quyết định"):
        assert part in words
    assert world.centre.name in words


def test_the_page_of_a_unit_as_of_a_day(client, renamed):
    """Under the name of then."""
    heading = page(client, "unit", renamed.pk, ngay="30/6/2026").split("<h1>")[1].split("</h1>")[0]

    assert heading == "Phòng Kỹ thuật đo lường"


def test_the_page_of_a_unit_that_ended(client, renamed, world):
    """It says since when, and offers no act."""
    words = page(client, "unit", world.farm.pk)

    assert "Không còn từ 1/7/2026" in words
    assert reverse("organization:unit-rename", args=[world.farm.pk]) not in words


@pytest.mark.parametrize("name", ["rename", "name-earlier", "transfer", "merge", "split", "dissolve"])
def test_each_act_has_its_form(client, world, name):
    """Filled with what is known."""
    words = page(client, f"unit-{name}", world.lab.pk)

    assert 'name="version" value="1"' in words
    assert 'name="day"' in words


def test_the_end_of_a_unit_shows_who_loses_a_post(client, world):
    """Before anybody presses the button."""
    words = page(client, "unit-dissolve", world.lab.pk)

    assert "Hồ Tấn Lộc" in words
    assert "Đặng Thị Thùy Dương" in words


CHANGE = {"version": 1, "day": "1/7/2026"}


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        pytest.param(
            "unit-rename",
            {"name": "Phòng mới", "short_name": "PM", "day": "32/7/2026"},
            "không phải là ngày",
            id="no-date",
        ),
        pytest.param("unit-rename", {"name": "", "short_name": "PM"}, "id_name_error", id="no-name"),
        pytest.param(
            "unit-rename",
            {"name": "Phòng mới", "short_name": "PM", "day": "1/7/2999"},
            "Ngày này chưa tới",
            id="a-day-ahead",
        ),
        pytest.param(
            "unit-rename",
            {"name": "Phòng mới", "short_name": "PM", "version": 7},
            "Đã có người thay đổi",
            id="a-stale-page",
        ),
        pytest.param("unit-transfer", {"parent_id": "Sở Tài chính"}, "Sở Tài chính", id="a-unit-that-nobody-knows"),
        pytest.param("unit-merge", {"into_id": "Phòng Kỹ thuật đo lường"}, "chính nó", id="into-itself"),
        pytest.param(
            "unit-split", {"goes_on": "off", "name1": "A", "short_name1": "A"}, "ít nhất hai", id="too-few-parts"
        ),
        pytest.param(
            "unit-split", {"goes_on": "on", "name1": "A"}, "Ghi cả tên viết tắt", id="a-part-without-a-short-name"
        ),
    ],
)
def test_a_wrong_form_says_why_and_changes_nothing(client, world, name, body, words):
    """What was typed stays."""
    before = list(Unit.objects.order_by("pk").values())
    response = client.post(reverse(f"organization:{name}", args=[world.lab.pk]), CHANGE | body)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert list(Unit.objects.order_by("pk").values()) == before
    assert not UnitEvent.objects.exists()


def test_a_name_that_repeats_is_chosen_with_the_unit_above(client, world, by):
    """Each agency has an office of its own."""
    for above in (world.centre, world.office):
        names = Names("Văn phòng", "VP", parent_id=above.pk)
        services.found_unit(names=names, kind="office", day=None, **by)
    url = reverse("organization:unit-transfer", args=[world.lab.pk])

    assert client.post(url, CHANGE | {"parent_id": "Văn phòng"}).status_code == 422
    assert client.post(url, CHANGE | {"parent_id": f"văn phòng, {world.office.name}"}).status_code == 302
    assert Unit.objects.get(pk=world.lab.pk).parent.parent == world.office


def test_a_unit_is_founded(client, world):
    """Under the unit above, with its decision."""
    body = {
        "kind": "division", "parent": world.centre.name, "name": "Phòng Chuyển đổi số", "short_name": "P. CĐS",
        "symbol": "CĐS", "day": "1/7/2026", "decision_number": "20", "decision_symbol": "QĐ-SKHCN",
        "decision_date": "25/6/2026",
    }  # fmt: skip
    response = client.post(reverse("organization:unit-found"), body)

    made = Unit.objects.get(symbol="CĐS")
    assert response["Location"] == reverse("organization:unit", args=[made.pk])
    assert (made.parent, made.valid_from, made.happenings.get().decision) == (world.centre, DAY, "20/QĐ-SKHCN")


def test_groups_are_kept_on_their_page(client, world):
    """Made, filled, and left again; each refusal keeps what was typed and changes nothing."""
    url = reverse("organization:unit-groups")
    assert "Chưa có nhóm nào" in page(client, "unit-groups")
    client.post(url, {"name": "Các phòng thuộc Trung tâm", "source": "Quyết định số 5"})
    assert client.post(url, {"name": "các phòng thuộc trung tâm"}).status_code == 422
    group = UnitGroup.objects.get()
    add = reverse("organization:unit-group-add", args=[group.pk])
    client.post(add, {"unit_id": world.lab.name, "valid_from": "1/7/2026"})
    assert client.post(add, {"unit_id": world.lab.name, "valid_from": "2/7/2026"}).status_code == 422
    member = Membership.objects.get()
    end = reverse("organization:unit-group-end", args=[member.pk])
    assert client.post(end, {"day": "1/7/2026"}).status_code == 422
    shown = page(client, "unit-groups")
    assert all(words in shown for words in ("Các phòng thuộc Trung tâm", "Quyết định số 5", world.lab.name))
    client.post(end, {"day": "2/7/2026"})
    assert Membership.objects.get().valid_to == dt.date(2026, 7, 2)
    assert world.lab.name in page(client, "unit-groups", ngay="1/7/2026").split("<datalist")[0]
    assert world.lab.name not in page(client, "unit-groups").split("<datalist")[0]


@pytest.mark.parametrize("name", ["units", "unit", "unit-groups"])
def test_pages_ask_no_more_for_more_units(client, world, by, name, django_assert_max_num_queries):
    """No query for each row."""
    group = services.make_group(name="Các phòng", **by)
    for n in range(25):
        made = services.found_unit(
            names=Names(f"Phòng số {n}", f"P{n}", parent_id=world.lab.pk), kind="division", day=None, **by
        )
        services.add_member(group_id=group.pk, unit_id=made.pk, valid_from=None, **by)

    with django_assert_max_num_queries(30):
        page(client, name, *([world.lab.pk] if name == "unit" else []))
