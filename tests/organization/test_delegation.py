"""A post in other hands while its holder is away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dondoc.audit import services as audit
from dondoc.audit.models import Entry
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability, Rights, Scope
from dondoc.organization.choices import Role
from dondoc.organization.models import Delegation, Person
from dondoc.organization.people import errors, services
from dondoc.organization.roles.selectors import consequences
from dondoc.tasks import selectors as tasks
from tests import world as worlds
from tests.world import NOW, TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def delegate(world):
    """The director of the centre gives the post to the head of the lab, from today for three days."""

    def delegate(**said):
        asked = {
            "post_id": world.centre_director.posts.get().pk, "to": "loc", "valid_from": TODAY,
            "last_day": TODAY + 2 * DAY, "actor": world.centre_director, "now": NOW,
        }  # fmt: skip
        return services.delegate(**(asked | said))

    return delegate


def fresh(person):
    """Return the person as the next request sees them."""
    return Person.objects.get(pk=person.pk)


def test_the_delegate_acts_on_these_days_only(world, delegate):
    """For the unit, and sees what it sees."""
    task = worlds.task(world, lead_unit=world.farm)
    delegate()

    head = fresh(world.lab_head)
    days = [TODAY - DAY, TODAY, TODAY + 2 * DAY, TODAY + 3 * DAY]
    assert [world.centre in organization.led_units(head, today=day) for day in days] == [False, True, True, False]
    assert [tasks.visible_to(head, today=day).filter(pk=task.pk).exists() for day in days] == [
        False, True, True, False,
    ]  # fmt: skip
    assert world.centre in organization.led_units(fresh(world.centre_director), today=TODAY)


def test_the_log_says_on_whose_behalf(world, delegate):
    """The act of recording, and what the delegate does on these days."""
    delegate()
    with transaction.atomic():
        audit.record(act="tasks.update", subject="task:1", actor=fresh(world.lab_head), now=NOW)

    recorded, done = Entry.objects.order_by("pk")
    assert (recorded.act, recorded.actor, recorded.after["to"]) == (
        "organization.delegate", world.centre_director, "Hồ Tấn Lộc",
    )  # fmt: skip
    assert recorded.after["last_day"] == "2026-11-27"
    assert done.post == "Trưởng phòng Kỹ thuật; thay mặt Giám đốc Trung tâm"
    assert done.unit == f"{world.lab.name}; {world.centre.name}"


def test_administering_is_not_given_away(world, delegate):
    """The office's head registers and administers; the clerk in their place only does the first."""
    delegate(post_id=world.office_head.posts.get().pk, to="Nguyen Thi Thanh Van", actor=world.office_head)

    clerk = fresh(world.clerk)
    assert world.office in organization.led_units(clerk, today=TODAY)
    assert not clerk.can(Ability.ADMINISTER, TODAY)


def test_it_is_not_passed_on(world, delegate):
    """The delegate holds no post of their own that they could give."""
    delegate()

    with pytest.raises(errors.NotYourPost):
        delegate(to="duong", actor=fresh(world.lab_head))

    assert Delegation.objects.count() == 1


def test_it_ends_with_the_post(world, delegate):
    """Nobody acts in a post that its holder has left."""
    delegate()
    world.centre_director.posts.update(valid_to=TODAY + DAY)

    head = fresh(world.lab_head)
    assert [world.centre in organization.led_units(head, today=TODAY + n * DAY) for n in range(3)] == [
        True, False, False,
    ]  # fmt: skip


REFUSALS = {
    "to-oneself": (errors.DelegationToOneself, {"to": "ha"}),
    "to-oneself-by-full-name": (errors.PersonUnknown, {"to": "Nguyễn Minh Hà"}),
    "beyond-the-unit": (errors.PersonUnknown, {"to": "van"}),
    "nobody": (errors.PersonUnknown, {"to": "Trần Văn Không"}),
    "backdated": (errors.DelegationBackdated, {"valid_from": TODAY - DAY}),
    "ends-before-it-begins": (errors.EndsBeforeItBegins, {"last_day": TODAY - DAY}),
    "somebody-elses-post": (errors.NotYourPost, {"actor": "clerk"}),
    "a-post-nobody-knows-of": (errors.PostMissing, {"actor": "farm_head"}),
    "no-such-post": (errors.PostMissing, {"post_id": 0}),
    "before-the-post": (errors.PostNotHeld, {"valid_from": dt.date(2019, 1, 1)}),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refusals(world, delegate, case):
    """Nothing is recorded."""
    error, said = REFUSALS[case]
    if "actor" in said:
        said = said | {"actor": getattr(world, said["actor"])}

    with pytest.raises(error):
        delegate(**said)

    assert not Delegation.objects.exists()
    assert not Entry.objects.exists()


def test_two_do_not_act_at_once(world, delegate):
    """The days after are free, and all of them once the first is withdrawn."""
    first = delegate()
    with pytest.raises(errors.DelegationOverlaps):
        delegate(to="duong", valid_from=TODAY + 2 * DAY, last_day=TODAY + 9 * DAY)
    assert Delegation.objects.count() == 1

    delegate(to="duong", valid_from=TODAY + 3 * DAY, last_day=TODAY + 9 * DAY)
    services.withdraw_delegation(delegation_id=first.pk, actor=world.centre_director, now=NOW)
    delegate(to="hoa")

    assert Delegation.objects.count() == 3


def test_taken_back(world, delegate):
    """From today on; that it was given stays."""
    given = delegate(actor=world.administrator)
    with pytest.raises(errors.NotYourPost):
        services.withdraw_delegation(delegation_id=given.pk, actor=world.lab_head, now=NOW)
    assert Delegation.objects.get().withdrawn_on is None

    services.withdraw_delegation(delegation_id=given.pk, actor=world.centre_director, now=NOW)

    assert organization.led_units(fresh(world.lab_head), today=TODAY) == [world.lab]
    assert Delegation.objects.get().last_day == TODAY - DAY
    with pytest.raises(errors.AlreadyOver):
        services.withdraw_delegation(delegation_id=given.pk, actor=world.centre_director, now=NOW)
    with pytest.raises(errors.DelegationMissing):
        services.withdraw_delegation(delegation_id=given.pk, actor=world.farm_head, now=NOW)
    assert Entry.objects.filter(act="organization.withdraw_delegation").count() == 1


def test_the_database_refuses_oneself(world):
    """Whoever writes past the service is stopped there."""
    ha = world.centre_director
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(
            post=ha.posts.get(), delegator=ha, delegate=ha, valid_from=TODAY, valid_to=TODAY + DAY, recorded_by=ha,
            recorded_at=NOW,
        )  # fmt: skip


def test_it_costs_no_query(world, delegate):
    """Own posts and those of others come together."""
    delegate()
    head = fresh(world.lab_head)

    with CaptureQueriesContext(connection) as captured:
        led = organization.led_units(head, today=TODAY)
        head.can(Ability.ASSIGN, TODAY)

    assert (led, len(captured)) == ([world.lab, world.centre], 1)


def test_the_page(world):
    """The holder gives and takes back; both pages show it."""
    client = Client()
    client.force_login(world.centre_director)
    page = f"/nguoi/{world.centre_director.pk}/"
    post = world.centre_director.posts.get()
    form = {"post_id": post.pk, "to": "Hồ Tấn Lộc", "valid_from": "1/2/2999", "last_day": "5/2/2999"}

    assert client.post(page + "uy-quyen/", form | {"to": "van"}).status_code == 422
    assert client.post(page + "uy-quyen/", form)["Location"] == page

    assert "từ 1/2/2999 đến hết 5/2/2999" in client.get(page).content.decode()
    assert "Thay thực hiện cho Nguyễn Minh Hà" in client.get(f"/nguoi/{world.lab_head.pk}/").content.decode()
    given = Delegation.objects.get()
    assert client.post(f"/uy-quyen/{given.pk}/rut/")["Location"] == page
    assert "Hết hiệu lực" in client.get(page).content.decode()


def test_a_role_of_the_absent_counts_in_what_follows(world, delegate):
    """Whoever acts for a head loses with the head."""
    delegate(to="duong")

    (change,) = consequences(Role.CENTRE_DIRECTOR, Rights(frozenset(), Scope.UNIT), today=TODAY)

    assert (change.what, change.names) == (Ability.LEAD_UNIT, ["Đặng Thị Thùy Dương", "Nguyễn Minh Hà"])
