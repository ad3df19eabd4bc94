"""Reads of the organisation: who is below whom, and which unit a printed name means."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import operator
from collections.abc import Container, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from dondoc.kernel.vietnamese import fold, format_date

from .access import Ability
from .choices import HEADS
from .errors import PersonMissing, UnitMissing, UnitUnknown
from .models import Person, Post, Unit, UnitAlias
from .units.errors import UnitOver

# How many units are offered for a name that fits none, and how like it they must be named (difflib's ratio).
CANDIDATES = 3
NEARNESS = 0.6
# Words before the name of a unit that name its head: a duty of the head is a duty of the unit.
HEAD_WORDS = (
    "giam doc",
    "lanh dao",
    "truong",
    "tap the lanh dao",
    "giam doc va tap the lanh dao",
    "thu truong",
)


def get_unit(unit_id: int) -> Unit:
    """Return one unit.

    Raises:
        UnitMissing: there is none with this id.
    """
    try:
        return Unit.objects.get(pk=unit_id)
    except Unit.DoesNotExist:
        raise UnitMissing from None


def get_living_unit(unit_id: int) -> Unit:
    """Return one unit that something can be given to.

    Raises:
        UnitMissing: there is none with this id.
        UnitOver: it is no more.
    """
    unit = get_unit(unit_id)
    if unit.valid_to is not None:
        raise UnitOver(name=unit.name, day=format_date(unit.valid_to))
    return unit


def get_unit_named(name: str) -> Unit:
    """Return the one unit that goes by a name.

    Raises:
        UnitUnknown: no unit, or more than one, goes by it.
    """
    fitting = matching(name, all_units())
    if len(fitting) != 1:
        raise UnitUnknown(name=name)
    return fitting[0]


def get_member(person_id: int, *, unit: Unit, today: dt.date) -> Person:
    """Return a person who holds a post in the unit or below it today.

    Raises:
        PersonMissing: nobody of that id holds a post there.
    """
    person = members(unit, today=today).filter(pk=person_id).first()
    if person is None:
        raise PersonMissing
    return person


def members(unit: Unit, *, today: dt.date) -> QuerySet[Person]:
    """Return the people who hold a post in the unit or below it today."""
    posts = Post.objects.on(today).filter(unit__path__startswith=unit.path)
    return Person.objects.filter(is_active=True, posts__in=posts).distinct()


def colleagues(person: Person, *, unit: Unit, today: dt.date) -> list[Person]:
    """Return the others who hold a post in the unit or below it today, in Vietnamese order of their given names."""
    return list(members(unit, today=today).exclude(pk=person.pk).order_by("sort_key", "pk"))


def below(unit: Unit) -> list[Unit]:
    """Return the units directly below that have not ended, in Vietnamese order."""
    return list(unit.children.living().order_by("sort_key", "pk"))


def known_units() -> list[Unit]:
    """Return every unit that is or was, with its names over time: for what earlier documents say."""
    return list(Unit.objects.prefetch_related("former_names").order_by("sort_key", "pk"))


def all_units() -> list[Unit]:
    """Return every unit that has not ended, each under the one above it, in Vietnamese order."""
    children: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.living().prefetch_related("former_names").order_by("sort_key", "pk"):
        children.setdefault(unit.parent_id, []).append(unit)
    ordered: list[Unit] = []
    pending = children.get(None, [])[::-1]
    while pending:
        ordered.append(unit := pending.pop())
        pending.extend(children.get(unit.pk, [])[::-1])
    return ordered


def units_by_id(unit_ids: Iterable[int]) -> dict[int, Unit]:
    """Return the units of these ids."""
    return Unit.objects.in_bulk(list(unit_ids))


def scope_paths(person: Person, *, today: dt.date) -> list[str]:
    """Return the tree prefixes a person sees, as their roles say: nothing, the own units, the whole agency."""
    paths = (post.seen_path for post in person.exercised_posts(today))
    return [path for path in paths if path is not None]


def scope_units(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the units a person sees; asked for once per person object and day."""
    cache: dict[dt.date, list[int]] = person.__dict__.setdefault("_scope_by_day", {})
    if today not in cache:
        inside = Unit.objects.filter(under(scope_paths(person, today=today)))
        cache[today] = list(inside.values_list("pk", flat=True))
    return cache[today]


def posts_with(person: Person, *abilities: Ability, today: dt.date) -> list[Post]:
    """Return the posts by which a person has one of some abilities, those of their own first."""
    posts = person.exercised_posts(today)
    return [post for post in posts if any(post.allows(ability) for ability in abilities)]


def paths_with(person: Person, *abilities: Ability, today: dt.date) -> list[str]:
    """Return the tree prefixes over which a person has one of some abilities: as far as the post sees that gives it."""
    paths = (post.seen_path for post in posts_with(person, *abilities, today=today))
    return [path for path in paths if path is not None]


def reaches(person: Person, unit: Unit, *abilities: Ability, today: dt.date) -> bool:
    """Say whether a person has one of some abilities over a unit."""
    return any(unit.path.startswith(path) for path in paths_with(person, *abilities, today=today))


def led_units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units a person acts for today."""
    return [post.unit for post in posts_with(person, Ability.LEAD_UNIT, today=today)]


def answered_units(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the units a person acts for, and of those that left their affairs to them.

    What a unit that ended had begun falls to the nearest unit above it that still is: to the one it was merged into,
    else to the one it stood under. What is asked of a unit that nobody heads falls to the nearest one above that
    somebody does.
    """
    return list(_answered(person, today=today))


def kept_units(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the units that are still there of those a person answers for."""
    return [pk for pk, has_ended in _answered(person, today=today).items() if not has_ended]


def _answered(person: Person, *, today: dt.date) -> dict[int, bool]:
    """Return whether each unit that a person answers for has ended; asked for once per person object and day."""
    cache: dict[dt.date, dict[int, bool]] = person.__dict__.setdefault("_answered_by_day", {})
    if today not in cache:
        led = {unit.pk: unit.path for unit in led_units(person, today=today)}
        heads = Post.objects.on(today).filter(Q(is_head=True) | Q(role__in=HEADS), person__is_active=True)
        left = Unit.objects.filter(~Q(valid_to=None) | ~Exists(heads.filter(unit=OuterRef("pk"))))
        rows = left.filter(under(list(led.values()))).exclude(pk__in=led).values_list("pk", "path", "valid_to")
        found = {pk: (path, valid_to is not None) for pk, path, valid_to in rows} if led else {}
        cache[today] = dict.fromkeys(led, False) | {
            pk: has_ended for pk, (path, has_ended) in found.items() if _nearest(path, but=found) in led
        }
    return cache[today]


def _nearest(path: str, *, but: Container[int]) -> int:
    """Return the id of the lowest unit on a path that is not among those."""
    return next(pk for pk in map(int, reversed(path.strip("/").split("/"))) if pk not in but)


def under(paths: list[str], field: str = "") -> Q:
    """Return the condition that a unit, or the unit in `field`, lies under one of the prefixes; false for none."""
    lookup = f"{field}__path__startswith" if field else "path__startswith"
    conditions = [Q(**{lookup: path}) for path in paths]
    return functools.reduce(operator.or_, conditions, Q(pk__in=[]))


def within(unit_ids: Iterable[int], field: str) -> Q:
    """Return the condition that the unit in `field` is one of these or lies under one; false for none."""
    return under(list(Unit.objects.filter(pk__in=list(unit_ids)).values_list("path", flat=True)), field)


def matching(name: str, units: list[Unit], *, day: dt.date | None = None) -> list[Unit]:
    """Return the units a printed name may mean: by any of their names, or by their head.

    Args:
        day: the date of the document; the units are known by the names they bore on it. None: by those of today.

    Refuses to guess: the caller takes the answer only when exactly one unit remains.
    """
    wanted = fold(name).replace(" - ", " ").replace(" – ", " ")
    heads = sorted((word for word in HEAD_WORDS if wanted.startswith(word + " ")), key=len, reverse=True)
    forms = {wanted, *(wanted.removeprefix(word + " ") for word in heads)}
    return [
        unit for unit in units if forms & {form.replace(" - ", " ").replace(" – ", " ") for form in unit.names(day)}
    ]


def candidates(name: str, units: list[Unit]) -> list[Unit]:
    """Return the units a printed name may mean, likeliest first: those that go by it, else those named nearly so."""
    fitting = matching(name, units)
    if fitting:
        return fitting
    by_form = {form: unit for unit in units for form in unit.names()}
    near = difflib.get_close_matches(fold(name), by_form, n=2 * CANDIDATES, cutoff=NEARNESS)
    return list(dict.fromkeys(by_form[form] for form in near))[:CANDIDATES]


def aliases_of(issuer: str) -> dict[str, Unit]:
    """Return what clerks confirmed that names mean in the documents of an issuer, by folded name."""
    confirmed = UnitAlias.objects.filter(issuer=fold(issuer), unit__valid_to=None).select_related("unit")
    return {alias.name: alias.unit for alias in confirmed}


def demo_accounts() -> QuerySet[Post]:
    """Return the posts of the demo accounts in the order in which they were made."""
    return (
        Post.objects.filter(person__is_demo=True, person__is_active=True)
        .select_related("person", "unit")
        .order_by("pk")
    )


def in_scope(person: Person, *, today: dt.date, most: int) -> list[Unit]:
    """Return the units a person looks after that have not ended, in Vietnamese order, at most so many."""
    inside = under(scope_paths(person, today=today))
    return list(Unit.objects.living().filter(inside).order_by("sort_key", "pk")[:most])
