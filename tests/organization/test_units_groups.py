"""Groups of units that documents address together, as of the document's day."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.kernel.errors import DomainError
from dondoc.organization.units import selectors, services
from dondoc.organization.units.models import Membership, UnitGroup
from tests.world import NOW, TODAY

DAY = dt.date(2026, 7, 1)
BEFORE = dt.date(2026, 6, 30)


@pytest.fixture
def by(world):
    """What every act is given."""
    return {"actor": world.office_head, "now": NOW}


@pytest.fixture
def group(by):
    """The divisions of the centre."""
    return services.make_group(name="Các phòng thuộc Trung tâm", aliases="các phòng, trại trực thuộc", **by)


@pytest.fixture
def members(world, group, by):
    """The lab since ever, the farm since a day."""
    add = services.add_member
    return [
        add(group_id=group.pk, unit_id=world.lab.pk, valid_from=None, **by),
        add(group_id=group.pk, unit_id=world.farm.pk, valid_from=DAY, **by),
    ]


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        pytest.param("Các phòng thuộc Trung tâm", DAY, ["lab", "farm"], id="both"),
        pytest.param("CÁC PHÒNG, TRẠI  TRỰC THUỘC", DAY, ["lab", "farm"], id="as-it-is-also-written"),
        pytest.param("Các phòng thuộc Trung tâm", BEFORE, ["lab"], id="as-of-the-day-of-the-document"),
        pytest.param("UBND các xã, phường", DAY, [], id="a-group-that-nobody-made"),
    ],
)
def test_a_group_stands_for_its_units_of_the_day(world, members, name, day, expected):
    """In Vietnamese order."""
    assert selectors.expand_group(name, day) == [getattr(world, unit) for unit in expected]


def test_who_left_was_in_it_before(world, members, by, group):
    """And may come back later."""
    services.end_membership(member_id=members[0].pk, day=DAY, **by)
    again = dt.date(2026, 9, 1)
    services.add_member(group_id=group.pk, unit_id=world.lab.pk, valid_from=again, **by)

    found = [world.lab in selectors.expand_group(group.name, day) for day in (BEFORE, DAY, again)]
    assert found == [True, False, True]


def test_a_unit_that_ended_is_in_no_group(world, members, by, group):
    """Documents of its time still mean it."""
    services.dissolve_unit(unit_id=world.lab.pk, version=1, day=DAY, **by)

    assert [selectors.expand_group(group.name, day) for day in (BEFORE, DAY)] == [[world.lab], [world.farm]]


@pytest.mark.parametrize(
    ("service", "values", "code"),
    [
        pytest.param(
            "make_group", {"name": "các phòng thuộc trung tâm"}, "group_name_taken", id="a-name-that-is-taken"
        ),
        pytest.param(
            "make_group",
            {"name": "A", "aliases": "B\nCác phòng, trại trực thuộc"},
            "group_name_taken",
            id="an-other-name",
        ),
        pytest.param("add_member", {"unit_id": "lab", "valid_from": DAY}, "already_member", id="twice"),
        pytest.param("add_member", {"unit_id": "farm", "valid_from": None}, "already_member", id="twice-from-before"),
        pytest.param(
            "add_member", {"unit_id": "lab", "valid_from": DAY, "group_id": 0}, "group_missing", id="no-group"
        ),
        pytest.param("add_member", {"unit_id": 0, "valid_from": DAY}, "unit_missing", id="no-unit"),
        pytest.param("end_membership", {"member_id": 1, "day": DAY}, "ends_before_start", id="ends-as-it-starts"),
        pytest.param("end_membership", {"member_id": None, "day": DAY}, "member_missing", id="no-member"),
    ],
)
def test_what_is_refused_changes_nothing(world, group, members, by, service, values, code):
    """Neither groups nor the log."""
    if "unit_id" in values:
        named = values["unit_id"]
        values = {"group_id": group.pk} | values | {"unit_id": getattr(world, named).pk if named else 0}
    if "member_id" in values:
        values = values | {"member_id": members[1].pk if values["member_id"] else 0}
    rows = lambda: [list(model.objects.values()) for model in (UnitGroup, Membership, Entry)]  # noqa: E731
    before = rows()

    with pytest.raises(DomainError) as refused:
        getattr(services, service)(**values, **by)

    assert refused.value.code == f"organization.{code}"
    assert rows() == before


def test_groups_with_their_members_take_no_query_each(members, group, django_assert_num_queries, by):
    """However many there are."""
    services.make_group(name="UBND các xã, phường", **by)

    with django_assert_num_queries(3):
        shown = {one.name: [member.unit.name_on(TODAY) for member in one.of_day] for one in selectors.groups(TODAY)}

    assert [len(units) for units in shown.values()] == [2, 0]
