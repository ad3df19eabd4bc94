"""Reads of units over time: the tree of a day, who stands for whom now, who belongs to a group."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from dondoc.kernel.vietnamese import fold, sort_key
from dondoc.organization.errors import UnitMissing
from dondoc.organization.models import Post, Unit
from dondoc.organization.selectors import get_unit_named

from .choices import ENDING
from .errors import GroupMissing, MemberMissing
from .models import Membership, UnitEvent, UnitGroup
from .names import Version, Versions


def get_unit(unit_id: int) -> Unit:
    """Return one unit with all its names.

    Raises:
        UnitMissing: there is none with this id.
    """
    unit = Unit.objects.prefetch_related("former_names").filter(pk=unit_id).first()
    if unit is None:
        raise UnitMissing
    return unit


def histories() -> dict[int, Versions]:
    """Return the dated names of every unit."""
    return {unit.pk: unit.versions for unit in Unit.objects.prefetch_related("former_names")}


def offered() -> QuerySet[Unit]:
    """Return the units that can be chosen today, in Vietnamese order."""
    return Unit.objects.living().order_by("sort_key", "pk")


def labels() -> dict[str, Unit]:
    """Return the units that can be chosen, each by a name that is its own: with the unit above where names repeat."""
    units = list(offered().select_related("parent"))
    times = Counter(unit.name for unit in units)
    return {
        f"{unit.name}, {unit.parent.name}" if times[unit.name] > 1 and unit.parent else unit.name: unit
        for unit in units
    }


def chosen(words: str) -> Unit:
    """Return the one unit that somebody means who typed a label, or a name that no other bears.

    Raises:
        UnitUnknown: no unit, or more than one, goes by it.
    """
    by_label = {fold(label): unit for label, unit in labels().items()}
    return by_label.get(fold(words)) or get_unit_named(words)


# ---- as now


def successors(unit_ids: Iterable[int], day: dt.date) -> dict[int, int]:
    """Return for each unit the one that stands for it on a day: itself, or the one it was merged into, and so on.

    A unit that was split up or dissolved stands for itself: which of several follows it nobody can say.
    """
    endings = UnitEvent.objects.filter(kind__in=ENDING, day__lte=day)
    followers: dict[int, list[int | None]] = {}
    for unit_id, follower_id in endings.values_list("unit", "successors"):
        followers.setdefault(unit_id, []).append(follower_id)
    only = {unit_id: found[0] for unit_id, found in followers.items() if len(found) == 1}

    def now_of(unit_id: int) -> int:
        while (follower := only.get(unit_id)) is not None:
            unit_id = follower
        return unit_id

    return {unit_id: now_of(unit_id) for unit_id in unit_ids}


def followers(day: dt.date) -> dict[int, Unit]:
    """Return the units that were merged by a day, each with the one that stands for it."""
    ended = Unit.objects.exclude(valid_to=None).values_list("pk", flat=True)
    now = {pk: follower for pk, follower in successors(ended, day).items() if follower != pk}
    units = Unit.objects.in_bulk(set(now.values()))
    return {pk: units[follower] for pk, follower in now.items()}


# ---- the tree of a day


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as it stood on a day: its names then, how deep, how many units directly below."""

    unit: Unit
    version: Version
    depth: int
    below: int


def tree_on(day: dt.date) -> list[Row]:
    """Return the units that existed on a day, each under the one above it then, in Vietnamese order."""
    versions: dict[int, Version] = {}
    units: dict[int, Unit] = {}
    for unit in Unit.objects.on(day).prefetch_related("former_names"):
        if (version := unit.version_on(day)) is not None:
            versions[unit.pk], units[unit.pk] = version, unit
    children: dict[int | None, list[int]] = {}
    for pk in sorted(versions, key=lambda pk: sort_key(versions[pk].names.name)):
        above = versions[pk].names.parent_id
        # Under a unit that was not there yet, as far as the records say, it stands at the top.
        children.setdefault(above if above in versions else None, []).append(pk)
    rows: list[Row] = []
    pending = [(pk, 0) for pk in reversed(children.get(None, []))]
    while pending:
        pk, depth = pending.pop()
        below = children.get(pk, [])
        rows.append(Row(units[pk], versions[pk], depth, len(below)))
        pending.extend((child, depth + 1) for child in reversed(below))
    return rows


def named(rows: list[Row], words: str) -> list[Row]:
    """Return the rows whose names of the day hold all the words, marks or none."""
    wanted = fold(words).split()
    return [row for row in rows if all(word in _searched(row.version) for word in wanted)]


def _searched(version: Version) -> str:
    return fold(f"{version.names.name} {version.names.short_name} {version.names.symbol}")


# ---- one unit


def fetch_names(units: Iterable[Unit | None]) -> None:
    """Fetch the earlier names of units that are at hand, all in one query."""
    prefetch_related_objects([unit for unit in units if unit is not None], "former_names")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit under its name of a day."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Era:
    """A version of a unit's names with the name of the unit above at its end."""

    version: Version
    above: str


def named_on(unit_ids: Iterable[int | None], day: dt.date) -> list[Named]:
    """Return units under their names of a day, in Vietnamese order."""
    units = Unit.objects.filter(pk__in=[pk for pk in unit_ids if pk]).prefetch_related("former_names")
    return sorted((Named(unit.pk, unit.name_on(day)) for unit in units), key=lambda named: sort_key(named.name))


def below_on(unit: Unit, day: dt.date) -> list[int]:
    """Return the ids of the units that stood directly below one on a day."""
    ever = Unit.objects.on(day).filter(Q(parent=unit) | Q(former_names__parent=unit)).distinct()
    versions = ((one.pk, one.version_on(day)) for one in ever.prefetch_related("former_names"))
    return [pk for pk, version in versions if version is not None and version.names.parent_id == unit.pk]


def history(unit: Unit) -> list[Era]:
    """Return the names of a unit over time, newest first, each with where it stood under it."""
    versions = unit.versions[::-1]
    above = Unit.objects.prefetch_related("former_names").in_bulk({v.names.parent_id for v in versions} - {None})
    eras = []
    for version in versions:
        parent = above.get(version.names.parent_id or 0)
        last_day = version.ends - dt.timedelta(days=1) if version.ends else dt.date.max
        eras.append(Era(version, parent.name_on(last_day) if parent else ""))
    return eras


def happenings_of(unit: Unit) -> QuerySet[UnitEvent]:
    """Return what happened to a unit, newest first, with what came of it."""
    events = unit.happenings.select_related("recorded_by").prefetch_related("successors")
    return events.order_by("-day", "-pk")


def origins_of(unit: Unit) -> QuerySet[UnitEvent]:
    """Return what happened to other units that made this one or added to it, newest first."""
    return unit.came_of.select_related("unit").order_by("-day", "-pk")


def posts_in(unit: Unit, day: dt.date) -> list[Post]:
    """Return the posts held in a unit on a day, in Vietnamese order of given names."""
    posts = Post.objects.on(day).filter(unit=unit).select_related("person")
    return sorted(posts, key=lambda post: sort_key(" ".join(reversed(post.person.full_name.split()))))


def memberships_of(unit: Unit, day: dt.date) -> QuerySet[Membership]:
    """Return the groups a unit belongs to on a day."""
    return unit.memberships.filter(_held_on(day)).select_related("group").order_by("group__name")


# ---- groups


def groups(day: dt.date) -> QuerySet[UnitGroup]:
    """Return the groups with their members of a day (`of_day`), in Vietnamese order each."""
    members = Membership.objects.filter(_held_on(day)).select_related("unit").prefetch_related("unit__former_names")
    living = members.filter(Q(unit__valid_to=None) | Q(unit__valid_to__gt=day))
    ordered = Prefetch("members", living.order_by("unit__sort_key", "pk"), to_attr="of_day")
    return UnitGroup.objects.annotate(ever=Count("members")).prefetch_related(ordered).order_by("name")


def get_group(group_id: int, *, lock: bool = False) -> UnitGroup:
    """Return one group.

    Raises:
        GroupMissing: there is none with this id.
    """
    found = UnitGroup.objects.select_for_update() if lock else UnitGroup.objects.all()
    group = found.filter(pk=group_id).first()
    if group is None:
        raise GroupMissing
    return group


def get_member(member_id: int) -> Membership:
    """Return a unit's present stay in a group.

    Raises:
        MemberMissing: it is out of it.
    """
    member = Membership.objects.select_related("unit", "group").filter(pk=member_id, valid_to=None).first()
    if member is None:
        raise MemberMissing
    return member


def forms_of(group: UnitGroup) -> set[str]:
    """Return every way to write the name of a group, folded."""
    return {fold(name) for name in (group.name, *group.aliases.splitlines()) if name.strip()}


def expand_group(name: str, day: dt.date) -> list[Unit]:
    """Return the units that a group addressed in a document of that day has, in Vietnamese order; none if unknown."""
    wanted = fold(name)
    known = [group.pk for group in UnitGroup.objects.all() if wanted in forms_of(group)]
    return members_of(known, day) if known else []


def members_of(groups: Iterable[int], day: dt.date) -> list[Unit]:
    """Return the units that groups, by their ids, have on a day, in Vietnamese order."""
    members = Membership.objects.filter(_held_on(day), group__in=groups)
    return list(Unit.objects.on(day).filter(pk__in=members.values("unit")).order_by("sort_key", "pk"))


def _held_on(day: dt.date) -> Q:
    begun, going_on = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
    return begun & going_on
