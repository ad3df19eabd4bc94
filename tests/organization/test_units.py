"""Units over time: renamed, transferred, merged, split, dissolved; every refusal leaves all as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dondoc.audit.models import Entry
from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import sort_key
from dondoc.organization import selectors as organization
from dondoc.organization import services as organization_services
from dondoc.organization.models import FormerName, Post, Unit
from dondoc.organization.units import selectors, services
from dondoc.organization.units.models import Membership, UnitEvent, UnitGroup
from dondoc.organization.units.services import Decision, Names
from dondoc.tasks import selectors as tasks
from tests import world as worlds
from tests.world import NOW, TODAY

DAY = dt.date(2026, 7, 1)
DECISION = Decision("15", "QĐ-UBND", dt.date(2026, 6, 20))


@pytest.fixture
def act(world):
    """Call a service as the administrator, on the unit as it is now."""

    def call(service, unit=None, **values):
        if unit is not None:
            values |= {"unit_id": unit.pk, "version": Unit.objects.get(pk=unit.pk).version}
        return service(**{"actor": world.office_head, "now": NOW} | values)

    return call


def everything():
    """Return all that an act on units may change."""
    models = (Unit, FormerName, Post, UnitEvent, UnitEvent.successors.through, UnitGroup, Membership, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


# ---- names


@pytest.fixture
def three_names(world, act):
    """The Centre with the three symbols that its documents of 2018, 2020 and 2024 bear."""
    Unit.objects.filter(pk=world.centre.pk).update(symbol="UDVDVKHCN")
    second = Names(world.centre.name, "Trung tâm", "TTUD&DVKHCN")
    act(services.add_earlier_names, world.centre, names=second, until=dt.date(2024, 1, 10))
    first = Names("Trung tâm Thông tin và Ứng dụng", "Trung tâm", "TTTTUD")
    act(services.add_earlier_names, world.centre, names=first, until=dt.date(2019, 11, 1), decision=DECISION)
    return Unit.objects.prefetch_related("former_names").get(pk=world.centre.pk)


@pytest.mark.parametrize(
    ("symbol", "day", "is_meant"),
    [
        pytest.param("TTTTUD", dt.date(2018, 12, 30), True, id="of-2018"),
        pytest.param("TTUD&DVKHCN", dt.date(2020, 6, 15), True, id="of-2020"),
        pytest.param("UDVDVKHCN", dt.date(2024, 5, 17), True, id="of-2024"),
        pytest.param("UDVDVKHCN", None, True, id="of-today"),
        pytest.param("TTTTUD", dt.date(2020, 6, 15), False, id="too-old-in-2020"),
        pytest.param("UDVDVKHCN", dt.date(2018, 12, 30), False, id="not-borne-yet-in-2018"),
        pytest.param("TTTTUD", dt.date(2019, 10, 31), True, id="on-its-last-day"),
        pytest.param("TTTTUD", dt.date(2019, 11, 1), False, id="not-on-the-first-day-of-the-next"),
        pytest.param("TTTTUD", None, False, id="no-more-today"),
        pytest.param("Trung tâm", dt.date(2018, 12, 30), True, id="what-people-always-called-it"),
    ],
)
def test_a_unit_is_known_by_the_names_of_the_day(three_names, symbol, day, is_meant):
    """A document of 2018 names it as it was in 2018."""
    assert (three_names in organization.matching(symbol, organization.all_units(), day=day)) is is_meant


def test_its_name_is_printed_as_of_the_day(three_names):
    """One id, three symbols, two names."""
    symbols = [three_names.version_on(dt.date(year, 12, 31)).names.symbol for year in (2018, 2020, 2024, 2026)]

    assert symbols == ["TTTTUD", "TTUD&DVKHCN", "UDVDVKHCN", "UDVDVKHCN"]
    assert three_names.name_on(dt.date(2018, 12, 30)) == "Trung tâm Thông tin và Ứng dụng"
    assert three_names.name_on(TODAY) == three_names.name


def test_names_of_many_units_take_no_query_each(three_names, act, world):
    """The prefetched rows are enough."""
    units = organization.all_units()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        names = {unit.pk: unit.name_on(dt.date(2018, 12, 30)) for unit in units}

    assert not asked.captured_queries
    assert names[world.centre.pk] == "Trung tâm Thông tin và Ứng dụng"


def test_a_renaming_is_kept_with_its_decision_and_logged_once(world, act):
    """By whom, from when, what it was and is."""
    act(services.rename_unit, world.lab, names=Names("Phòng Đo lường", "P. ĐL"), day=DAY, decision=DECISION)

    event = world.lab.happenings.get()
    assert (event.kind, event.day, event.decision, event.decision_date) == ("renamed", DAY, "15/QĐ-UBND", DECISION.date)
    entry = Entry.objects.get(subject=f"unit:{world.lab.pk}")
    assert (entry.act, entry.before["unit_name"], entry.after["unit_name"], entry.after["day"]) == (
        "organization.unit_renamed", "Phòng Kỹ thuật đo lường", "Phòng Đo lường", "2026-07-01",
    )  # fmt: skip


def test_units_sort_in_the_database_as_in_a_dictionary(world, act):
    """Đ after D, whatever the collation; a new name takes its new place."""
    for name in ("Ủy ban", "Đội", "Dự án", "Ăn uống", "Ấm", "An ninh"):
        act(services.found_unit, names=Names(name, name, parent_id=world.office.pk), kind="division", day=None)
    act(services.rename_unit, Unit.objects.get(name="Ấm"), names=Names("Xã", "Xã"), day=DAY)

    names = list(Unit.objects.filter(parent=world.office).order_by("sort_key").values_list("name", flat=True))
    assert names == sorted(names, key=sort_key) == ["An ninh", "Ăn uống", "Dự án", "Đội", "Ủy ban", "Xã"]


# ---- the place in the tree


def test_a_unit_moves_with_all_below_it(world, act):
    """Who sees the new place sees it; the old name and place stay on record."""
    act(services.transfer_unit, world.centre, parent_id=world.office.pk, day=DAY, decision=DECISION)

    lab, office = Unit.objects.get(pk=world.lab.pk), world.office
    assert lab.path == f"{office.path}{world.centre.pk}/{lab.pk}/"
    assert world.lab.pk in organization.scope_units(world.office_head, today=TODAY)
    before, now = (row for row in _places(world.centre))
    assert (before, now) == ((world.department.pk, DAY), (office.pk, None))


def _places(unit):
    fresh = Unit.objects.get(pk=unit.pk)
    return [(version.names.parent_id, version.ends) for version in fresh.versions]


def test_the_tree_of_a_day(world, act):
    """As it stood then, under the names of then."""
    act(services.rename_unit, world.lab, names=Names("Phòng Đo lường", "P. ĐL"), day=DAY)
    act(services.transfer_unit, world.farm, parent_id=world.department.pk, day=DAY)

    def drawn(day):
        return [(row.depth, row.version.names.name) for row in selectors.tree_on(day)]

    centre = world.centre.name
    assert drawn(DAY - dt.timedelta(days=1)) == [
        (0, "Sở Khoa học và Công nghệ"), (1, "Phòng Hành chính - Tổng hợp"), (1, centre),
        (2, "Phòng Kỹ thuật đo lường"), (2, "Trại nghiên cứu thực nghiệm"),
    ]  # fmt: skip
    assert drawn(DAY) == [
        (0, "Sở Khoa học và Công nghệ"), (1, "Phòng Hành chính - Tổng hợp"), (1, "Trại nghiên cứu thực nghiệm"),
        (1, centre), (2, "Phòng Đo lường"),
    ]  # fmt: skip


# ---- the end of a unit


def test_after_a_merger_the_other_unit_sees_and_leads_what_was_below(world, act):
    """The centre goes into the office: its units move, its posts end, its records are seen there."""
    act(services.merge_unit, world.centre, into_id=world.office.pk, day=DAY, decision=DECISION)

    fresh = type(world.office_head).objects.get
    office_head, lab_head = fresh(pk=world.office_head.pk), fresh(pk=world.lab_head.pk)
    old_head = fresh(pk=world.centre_director.pk)
    inside = set(Unit.objects.filter(path__startswith=world.office.path).values_list("pk", flat=True))
    assert inside == {world.office.pk, world.centre.pk, world.lab.pk, world.farm.pk}
    assert set(organization.scope_units(office_head, today=TODAY)) >= inside
    assert organization.led_units(office_head, today=TODAY) == [world.office]
    assert organization.led_units(lab_head, today=TODAY) == [world.lab]
    assert organization.led_units(old_head, today=TODAY) == []
    assert organization.led_units(old_head, today=DAY - dt.timedelta(days=1)) == [world.centre]
    assert Entry.objects.filter(act__startswith="organization.unit_").count() == 1


def test_open_tasks_of_a_merged_unit_are_seen_where_it_went(world, act):
    """By those who lead the other unit; they stay the old unit's until somebody hands them on."""
    open_task = worlds.task(world, lead_unit=world.farm, assigning_unit=world.centre)
    act(services.merge_unit, world.farm, into_id=world.lab.pk, day=DAY)

    lab_head, farm_head = (type(p).objects.get(pk=p.pk) for p in (world.lab_head, world.farm_head))
    assert tasks.visible_to(lab_head, today=TODAY).get(pk=open_task.pk).lead_unit == world.farm
    assert open_task not in tasks.visible_to(farm_head, today=TODAY)


def test_a_unit_that_ended_is_offered_no_more_but_old_documents_mean_it(world, act):
    """It keeps its id and its names."""
    act(services.merge_unit, world.farm, into_id=world.lab.pk, day=DAY)

    assert world.farm not in organization.all_units()
    assert world.farm not in organization.below(world.centre)
    known = organization.known_units()
    assert organization.matching("Trại", known) == []
    assert organization.matching("Trại", known, day=DAY - dt.timedelta(days=1)) == [world.farm]
    assert organization.matching("Trại", known, day=DAY) == []


def test_nothing_is_given_to_a_unit_that_ended(world, act):
    """Neither by choice nor because a clerk once confirmed that a printed name means it."""
    organization_services.remember_name(printed="Trại cũ", unit=world.farm, issuer="Sở", actor=world.clerk, now=NOW)
    act(services.dissolve_unit, world.farm, day=DAY)

    assert organization.aliases_of("Sở") == {}
    with pytest.raises(DomainError) as refused:
        organization.get_living_unit(world.farm.pk)
    assert refused.value.code == "organization.unit_over"


@pytest.mark.parametrize("written", [DAY - dt.timedelta(days=1), DAY])
def test_a_document_that_names_a_unit_that_ended_leaves_the_lead_open(world, act, written):
    """What it printed stays in sight; who does it now is for a person to say."""
    act(services.merge_unit, world.farm, into_id=world.lab.pk, day=DAY)
    source = worlds.document(world, [worlds.directive("Trại rà soát", lead=["Trại"])], date=written)

    proposal = worlds.proposal(source)
    assert (proposal.lead_unit, proposal.lead_printed) == (None, "Trại")


def test_a_new_unit_may_take_the_name_of_one_that_ended(world, act):
    """Only living units must differ."""
    act(services.dissolve_unit, world.farm, day=DAY)

    again = Names(world.farm.name, "Trại", parent_id=world.centre.pk)
    assert act(services.found_unit, names=again, kind="division", day=DAY).valid_from == DAY


@pytest.mark.parametrize(("goes_on", "kind"), [(True, "spun_off"), (False, "split")])
def test_a_split(world, act, goes_on, kind):
    """The new units stand where the old one stands; whether that goes on is the decision's."""
    parts = [Names("Trại giống cây trồng", "Trại cây"), Names("Trại giống vật nuôi", "Trại vật nuôi")]
    made = act(services.split_unit, world.farm, parts=parts, goes_on=goes_on, day=DAY, decision=DECISION)

    farm = Unit.objects.get(pk=world.farm.pk)
    assert [(unit.parent_id, unit.valid_from) for unit in made] == [(world.centre.pk, DAY)] * 2
    assert (farm.valid_to, farm.happenings.get().kind) == (None if goes_on else DAY, kind)
    assert [event.unit for event in selectors.origins_of(made[0])] == [farm]


def test_as_now(world, act):
    """Through one merger after another; never through a split, where nobody can say which part."""
    late = dt.date(2026, 9, 1)
    act(services.merge_unit, world.farm, into_id=world.lab.pk, day=DAY)
    act(services.merge_unit, world.lab, into_id=world.office.pk, day=late)
    act(services.split_unit, world.centre, parts=[Names("A", "A"), Names("B", "B")], goes_on=False, day=late)
    ids = {name: getattr(world, name).pk for name in ("farm", "lab", "centre", "office")}

    def as_on(day):
        found = selectors.successors(ids.values(), day)
        return {name: next(n for n, pk in ids.items() if pk == found[ids[name]]) for name in ids}

    same = {name: name for name in ids}
    assert as_on(DAY - dt.timedelta(days=1)) == same
    assert as_on(DAY) == same | {"farm": "lab"}
    assert as_on(late) == same | {"farm": "office", "lab": "office"}


# ---- refusals

NEW = Names("Phòng mới", "P. mới")


@pytest.mark.parametrize(
    ("service", "unit", "values", "code"),
    [
        pytest.param("rename_unit", "lab", {"names": NEW, "day": TODAY + dt.timedelta(1)}, "day_ahead", id="ahead"),
        pytest.param(
            "rename_unit",
            "lab",
            {"names": Names("Phòng Kỹ thuật đo lường", "P. Kỹ thuật"), "day": DAY},
            "names_unchanged",
            id="same-names",
        ),
        pytest.param(
            "rename_unit",
            "lab",
            {"names": Names("Trại nghiên cứu thực nghiệm", "P"), "day": DAY},
            "name_taken",
            id="a-sisters-name",
        ),
        pytest.param("rename_unit", "lab", {"names": NEW, "day": DAY, "version": 9}, "unit_changed", id="a-stale-page"),
        pytest.param("rename_unit", "lab", {"names": NEW, "day": DAY, "unit_id": 0}, "unit_missing", id="no-such-unit"),
        pytest.param("rename_unit", "gone", {"names": NEW, "day": DAY}, "unit_over", id="it-is-no-more"),
        pytest.param(
            "add_earlier_names", "young", {"names": NEW, "until": DAY}, "names_known_since", id="named-since-it-began"
        ),
        pytest.param("transfer_unit", "lab", {"parent_id": "lab", "day": DAY}, "tree_loop", id="under-itself"),
        pytest.param("transfer_unit", "centre", {"parent_id": "lab", "day": DAY}, "tree_loop", id="under-one-below"),
        pytest.param("transfer_unit", "lab", {"parent_id": "centre", "day": DAY}, "names_unchanged", id="where-it-is"),
        pytest.param(
            "transfer_unit", "lab", {"parent_id": "gone", "day": DAY}, "unit_over", id="under-what-is-no-more"
        ),
        pytest.param(
            "transfer_unit", "lab", {"parent_id": "young", "day": DAY}, "not_yet_there", id="under-what-was-not-yet"
        ),
        pytest.param("merge_unit", "lab", {"into_id": "lab", "day": DAY}, "tree_loop", id="into-itself"),
        pytest.param("merge_unit", "centre", {"into_id": "lab", "day": DAY}, "tree_loop", id="into-one-below"),
        pytest.param(
            "merge_unit",
            "lab",
            {"into_id": "farm", "day": dt.date(2019, 1, 1)},
            "post_begins",
            id="before-a-post-begins",
        ),
        pytest.param(
            "merge_unit",
            "centre",
            {"into_id": "office", "day": dt.date(2026, 1, 1)},
            "day_before_names",
            id="a-unit-below-is-younger",
        ),
        pytest.param(
            "split_unit", "lab", {"parts": [NEW], "goes_on": False, "day": DAY}, "parts_missing", id="into-one"
        ),
        pytest.param("split_unit", "lab", {"parts": [], "goes_on": True, "day": DAY}, "parts_missing", id="into-none"),
        pytest.param(
            "split_unit", "lab", {"parts": [NEW, NEW], "goes_on": True, "day": DAY}, "name_taken", id="into-twins"
        ),
        pytest.param("dissolve_unit", "centre", {"day": DAY}, "subunits_remain", id="with-units-below"),
        pytest.param("dissolve_unit", "young", {"day": dt.date(2026, 8, 1)}, "day_before_names", id="on-its-first-day"),
        pytest.param(
            "found_unit",
            None,
            {"names": Names("A", "A", parent_id=0), "kind": "division", "day": DAY},
            "unit_missing",
            id="under-nothing",
        ),
        pytest.param(
            "found_unit",
            None,
            {"names": NEW, "kind": "division", "day": TODAY + dt.timedelta(1)},
            "day_ahead",
            id="not-founded-yet",
        ),
    ],
)
def test_what_is_refused_changes_nothing(world, act, service, unit, values, code):
    """Neither rows nor the log."""
    places = {name: getattr(world, name) for name in ("office", "centre", "lab", "farm")}
    gone = act(services.found_unit, names=Names("Cũ", "Cũ", parent_id=world.office.pk), kind="division", day=None)
    places["gone"] = act(services.dissolve_unit, gone, day=dt.date(2026, 5, 1))
    young = Names("Phòng trẻ", "P. trẻ", parent_id=world.centre.pk)
    places["young"] = act(services.found_unit, names=young, kind="division", day=dt.date(2026, 8, 1))
    values = {name: places[value].pk if name.endswith("_id") and value else value for name, value in values.items()}
    if unit is not None:
        values = {"unit_id": places[unit].pk, "version": Unit.objects.get(pk=places[unit].pk).version} | values
    before = everything()

    with pytest.raises(DomainError) as refused:
        act(getattr(services, service), **values)

    assert refused.value.code == f"organization.{code}"
    assert "%" not in refused.value.sentence
    assert everything() == before


@pytest.mark.parametrize("who", ["director", "clerk", "centre_director", "lab_head", "officer"])
@pytest.mark.parametrize(
    ("service", "values"),
    [
        pytest.param("found_unit", {"names": NEW, "kind": "division", "day": DAY}, id="found"),
        pytest.param("rename_unit", {"unit": "lab", "names": NEW, "day": DAY}, id="rename"),
        pytest.param("add_earlier_names", {"unit": "lab", "names": NEW, "until": DAY}, id="add-earlier-names"),
        pytest.param("transfer_unit", {"unit": "lab", "parent_id": "office", "day": DAY}, id="transfer"),
        pytest.param("merge_unit", {"unit": "lab", "into_id": "farm", "day": DAY}, id="merge"),
        pytest.param("split_unit", {"unit": "lab", "parts": [NEW], "goes_on": True, "day": DAY}, id="split"),
        pytest.param("dissolve_unit", {"unit": "lab", "day": DAY}, id="dissolve"),
        pytest.param("make_group", {"name": "Các phòng"}, id="make-group"),
        pytest.param("add_member", {"group_id": 0, "unit_id": "lab", "valid_from": DAY}, id="add-member"),
        pytest.param("end_membership", {"member_id": 0, "day": DAY}, id="end-membership"),
    ],
)
def test_only_an_administrator_acts_on_units(world, act, who, service, values):
    """Whoever else asks is refused before anything is looked at."""
    values = {
        name: getattr(world, value).pk if name.endswith("_id") and value else value for name, value in values.items()
    }
    unit = values.pop("unit", None)
    before = everything()

    with pytest.raises(DomainError) as refused:
        act(getattr(services, service), unit and getattr(world, unit), **values, actor=getattr(world, who))

    assert refused.value.code == "organization.not_administrator"
    assert everything() == before


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"valid_to": DAY, "named_from": DAY}, "ends_after_its_names_start", id="ends-as-it-is-named"),
        pytest.param({"valid_from": DAY, "named_from": None}, "named_since_it_began", id="begins-without-names"),
    ],
)
def test_the_database_holds_what_must_never_be_false(world, fields, constraint):
    """Whoever writes."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Unit.objects.filter(pk=world.lab.pk).update(**fields)
