"""What migration 0004 makes of an organisation that was there before."""

from __future__ import annotations

import datetime as dt
import importlib

from django.apps import apps

from dondoc.organization import services
from dondoc.organization.choices import Role
from dondoc.organization.models import Person, Post
from tests.world import SINCE, TODAY

migration = importlib.import_module("dondoc.organization.migrations.0006_sort_people_mark_heads")


def test_heads_are_marked_where_there_is_no_doubt(world):
    """One after the other is no doubt, two at a time is: neither of them is marked."""
    former = services.appoint(
        person=world.officer, unit=world.farm, role=Role.UNIT_HEAD, title="Trưởng Trại", valid_from=dt.date(2018, 1, 1),
        valid_to=SINCE,
    )  # fmt: skip
    services.appoint(
        person=world.officer, unit=world.lab, role=Role.UNIT_HEAD, title="Phó Trưởng phòng", valid_from=TODAY,
        is_head=False,
    )  # fmt: skip
    Post.objects.update(is_head=False)

    migration.mark_heads(apps, None)

    marked = Post.objects.filter(is_head=True)
    units = [world.department, world.office, world.centre, world.farm, world.farm]
    assert sorted(post.unit_id for post in marked) == sorted(unit.pk for unit in units)
    assert former in marked


def test_people_get_their_columns(world):
    """As if they had been written with them."""
    before = list(Person.objects.order_by("pk").values_list("sort_key", "search_text"))
    Person.objects.update(sort_key="", search_text="")

    migration.sort_people(apps, None)

    assert list(Person.objects.order_by("pk").values_list("sort_key", "search_text")) == before
