"""Roles as data: an administrator changes one, after being shown who gains and who loses what."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dondoc.audit.models import Entry
from dondoc.organization import selectors
from dondoc.organization import services as organization
from dondoc.organization.access import SHIPPED, Ability, Scope
from dondoc.organization.accounts.errors import NotAdministrator
from dondoc.organization.choices import Role
from dondoc.organization.models import Person, RoleRight
from dondoc.organization.people.errors import LastAdministrator
from dondoc.organization.roles import services
from dondoc.organization.roles.errors import RoleChanged, RoleMissing, RoleUnchanged
from dondoc.organization.roles.selectors import get_role, roles, roles_allowing
from dondoc.tasks import selectors as tasks
from tests import world as worlds
from tests.world import NOW, SINCE, TODAY

PAGE = "/quan-tri/vai-tro/{}/"


@pytest.fixture
def change(world):
    """Change a role as the administrator does."""

    def change(code, abilities, scope=Scope.UNIT, version=0, actor=world.administrator):
        services.change_role(code=code, abilities=abilities, scope=scope, version=version, actor=actor, now=NOW)

    return change


def fresh(person):
    """Return the person as the next request sees them."""
    return Person.objects.get(pk=person.pk)


def test_an_administrator_sees_no_tasks(world):
    """Neither those of the office in which the post stands nor any other, and no documents."""
    worlds.task(world, lead_unit=world.office)

    assert not tasks.visible_to(world.administrator, today=TODAY).exists()
    assert world.administrator.can(Ability.ADMINISTER, TODAY)
    assert [ability for ability in Ability if world.administrator.can(ability, TODAY)] == [Ability.ADMINISTER]


def test_a_changed_role_holds(world, change):
    """What it allows and how far it sees; other roles are as they were."""
    change(Role.OFFICER, [Ability.LEAD_UNIT, Ability.REGISTER], Scope.AGENCY)

    officer = fresh(world.officer)
    assert officer.can(Ability.REGISTER, TODAY)
    assert selectors.led_units(officer, today=TODAY) == [world.lab]
    assert selectors.scope_paths(officer, today=TODAY) == [world.department.path]
    assert not fresh(world.lab_head).can(Ability.REGISTER, TODAY)
    assert roles_allowing(Ability.REGISTER) == [Role.OFFICE_HEAD, Role.CLERK, Role.OFFICER]
    entry = Entry.objects.get(act="organization.role_changed")
    assert (entry.subject, entry.actor) == ("role:officer", world.administrator)
    assert (entry.before["abilities"], entry.after["abilities"]) == ([], ["lead_unit", "register"])
    assert (entry.before["sees"], entry.after["sees"]) == ("Đơn vị mình và cấp dưới", "Toàn cơ quan")


def test_own_tasks_only(world, change):
    """Whoever sees no unit still sees what is theirs to do."""
    mine, other = (
        worlds.task(world, lead_unit=world.lab, assignee=world.officer),
        worlds.task(world, lead_unit=world.lab),
    )
    assert set(tasks.visible_to(world.officer, today=TODAY)) == {mine, other}

    change(Role.OFFICER, [], Scope.OWN)

    assert set(tasks.visible_to(fresh(world.officer), today=TODAY)) == {mine}


def consequences(world, code, abilities, scope):
    """Return what is shown before: what, gained or lost, who."""
    version = get_role(code).version
    shown = services.preview_change(
        code=code, abilities=abilities, scope=scope, version=version, actor=world.administrator, now=NOW
    )
    return [(change.what, change.is_gain, change.names) for change in shown]


def test_what_follows(world):
    """Who gains and who loses, in Vietnamese order of given names; nothing is written."""
    shown = consequences(world, Role.UNIT_HEAD, [Ability.REGISTER], Scope.AGENCY)

    both = ["Đặng Văn Hòa", "Hồ Tấn Lộc"]
    assert shown == [(Ability.REGISTER, True, both), (Ability.LEAD_UNIT, False, both), (Scope.AGENCY, True, both)]
    assert not RoleRight.objects.exists()


def test_what_somebody_has_by_another_post_they_do_not_lose(world):
    """Nor do they gain it."""
    organization.appoint(
        person=world.lab_head, unit=world.office, role=Role.CLERK, title="Văn thư kiêm nhiệm", valid_from=SINCE
    )

    shown = consequences(world, Role.UNIT_HEAD, [Ability.LEAD_UNIT, Ability.REGISTER], Scope.UNIT)

    assert shown == [(Ability.REGISTER, True, ["Đặng Văn Hòa"])]


REFUSALS = {
    "no-right": (NotAdministrator, Role.OFFICER, [Ability.ASSIGN], 0, "clerk"),
    "no-such-role": (RoleMissing, "king", [Ability.ASSIGN], 0, "administrator"),
    "looked-at-an-old-one": (RoleChanged, Role.OFFICER, [Ability.ASSIGN], 3, "administrator"),
    "nothing-changes": (RoleUnchanged, Role.OFFICER, [], 0, "administrator"),
    "what-is-no-ability-changes-nothing": (RoleUnchanged, Role.OFFICER, ["rule"], 0, "administrator"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refusals(world, change, case):
    """Each is refused when looked at and when done, and nothing changes."""
    error, code, abilities, version, actor = REFUSALS[case]
    asked = {"code": code, "abilities": abilities, "scope": Scope.UNIT, "version": version}
    asked["actor"] = getattr(world, actor)

    for act in (services.preview_change, services.change_role):
        with pytest.raises(error):
            act(**asked, now=NOW)

    assert not RoleRight.objects.exists()
    assert not Entry.objects.exists()


def test_somebody_goes_on_administering(world, change):
    """The last role that allows it cannot lose it."""
    kept = SHIPPED[Role.OFFICE_HEAD].abilities - {Ability.ADMINISTER}
    change(Role.OFFICE_HEAD, kept, Scope.AGENCY)

    with pytest.raises(LastAdministrator):
        change(Role.ADMINISTRATOR, [], Scope.OWN)

    assert fresh(world.administrator).can(Ability.ADMINISTER, TODAY)
    assert RoleRight.objects.count() == 1


def test_the_second_of_two_changes_is_told(world, change):
    """Nothing of it is written."""
    change(Role.OFFICER, [Ability.REGISTER])
    change(Role.OFFICER, [Ability.CONFIRM], version=1)

    with pytest.raises(RoleChanged):
        change(Role.OFFICER, [Ability.ASSIGN], version=1)

    assert RoleRight.objects.get().abilities == [Ability.CONFIRM]
    assert Entry.objects.count() == 2


def test_changed_back_it_is_as_shipped(world, change):
    """The list no longer marks it."""
    change(Role.OFFICER, [Ability.REGISTER])
    change(Role.OFFICER, [], version=1)

    assert {view.role for view in roles(today=TODAY) if not view.is_shipped} == set()
    assert get_role(Role.OFFICER).rights == SHIPPED[Role.OFFICER]


def test_the_database_knows_the_scopes(world):
    """A scope that nobody understands would see everything or nothing."""
    with pytest.raises(IntegrityError, match="scope_known"), transaction.atomic():
        RoleRight.objects.create(role=Role.OFFICER, scope="world")


def test_the_page_shows_first_and_changes_then(world):
    """Two steps; the first writes nothing."""
    client, page = Client(), PAGE.format("unit_head")
    client.force_login(world.administrator)
    form = {"abilities": ["lead_unit", "register"], "scope": "unit", "version": 0}
    assert "Quyền của vai trò" in client.get(page).content.decode()

    shown = client.post(page, form).content.decode()
    assert "2 người: Đặng Văn Hòa, Hồ Tấn Lộc" in shown
    assert not RoleRight.objects.exists()

    assert client.post(page, form | {"confirmed": 1})["Location"] == "/quan-tri/vai-tro/"
    assert fresh(world.lab_head).can(Ability.REGISTER, TODAY)
    assert "đã thay đổi so với mặc định" in client.get("/quan-tri/vai-tro/").content.decode()
    assert client.post(page, form | {"confirmed": 1}).status_code == 422


def test_the_rights_cost_no_query(world, change):
    """They come with the posts."""
    change(Role.OFFICER, [Ability.REGISTER])
    person = fresh(world.officer)

    with CaptureQueriesContext(connection) as captured:
        answers = [person.can(ability, TODAY) for ability in Ability]
        selectors.scope_paths(person, today=TODAY)

    assert len(captured) == 1
    assert answers == [True, False, False, False, False]
