"""Units, posts, and which unit a printed name means."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from dondoc.organization import access, selectors, services
from dondoc.organization.access import Ability
from dondoc.organization.choices import Role
from tests.world import TODAY


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Trung tâm", ["centre"], id="short-name"),
        pytest.param("Giám đốc Trung tâm", ["centre"], id="its-head"),
        pytest.param("Lãnh đạo Trung tâm", ["centre"], id="its-leaders"),
        pytest.param("Giám đốc Sở", ["department"], id="head-of-the-department"),
        pytest.param("Phòng Hành chính Tổng hợp", ["office"], id="without-the-dash"),
        pytest.param("PHÒNG HÀNH CHÍNH – TỔNG HỢP", ["office"], id="capitals-and-long-dash"),
        pytest.param("Phòng", [], id="half-a-name"),
        pytest.param("Sở Tài chính", [], id="somebody-else"),
        pytest.param("Trung tâm khuyến nông", [], id="another-centre"),
    ],
)
def test_matching(world, name, expected):
    """A name means a unit or it means none; nothing is guessed."""
    units = selectors.all_units()

    assert selectors.matching(name, units) == [getattr(world, unit) for unit in expected]


def test_two_of_a_name_are_both_returned(world):
    """So that the caller sees that it is not settled."""
    twin = services.add_unit(name="Trung tâm khác", short_name="Trung tâm", kind="centre", parent=world.department)

    assert set(selectors.matching("Trung tâm", selectors.all_units())) == {world.centre, twin}


def test_units_stand_under_the_one_above(world):
    """In Vietnamese order at each level."""
    assert [unit.name for unit in selectors.all_units()] == [
        "Sở Khoa học và Công nghệ",
        "Phòng Hành chính - Tổng hợp",
        "Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ",
        "Phòng Kỹ thuật đo lường",
        "Trại nghiên cứu thực nghiệm",
    ]


def test_a_post_ends(world):
    """What a post allows ends with it; the last day is the one before `valid_to`."""
    world.clerk.posts.update(valid_to=TODAY)
    clerk = type(world.clerk).objects.get(pk=world.clerk.pk)

    yesterday = TODAY - dt.timedelta(days=1)
    assert [clerk.can(Ability.REGISTER, day) for day in (yesterday, TODAY)] == [True, False]


def test_a_post_does_not_end_before_it_starts(world):
    """The database holds it."""
    with pytest.raises(IntegrityError, match="post_ends_after_start"), transaction.atomic():
        world.clerk.posts.update(valid_to=dt.date(2019, 1, 1))


def test_every_role_has_its_abilities():
    """A new role must say what it allows."""
    assert set(access.SHIPPED) == set(Role)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param("director", ["department"], id="all-of-it"),
        pytest.param("clerk", ["department"], id="the-whole-agency-for-the-clerk"),
        pytest.param("centre_director", ["centre"], id="the-centre-and-below"),
        pytest.param("officer", ["lab"], id="the-own-unit"),
        pytest.param("administrator", [], id="own-tasks-only"),
    ],
)
def test_scope(world, who, expected):
    """Each sees from the own unit downward; some see the whole agency."""
    paths = selectors.scope_paths(getattr(world, who), today=TODAY)

    assert paths == [getattr(world, unit).path for unit in expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Trung tâm", ["centre"], id="the-one-that-fits"),
        pytest.param("Phòng Kỹ thuật đo lường, thử nghiệm", ["lab"], id="nearly-its-name"),
        pytest.param("Ủy ban nhân dân các xã", [], id="nobody-of-ours"),
    ],
)
def test_candidates(world, name, expected):
    """What is offered to the clerk; taking it is the clerk's act."""
    assert selectors.candidates(name, selectors.all_units()) == [getattr(world, unit) for unit in expected]
