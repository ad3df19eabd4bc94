"""Units as a tree, the people, and the posts they hold from a day to a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dondoc.kernel import clock
from dondoc.kernel.functions import IsAmong
from dondoc.kernel.vietnamese import fold, name_key

from .access import SHIPPED, Ability, Rights, Scope
from .accounts import models as accounts  # Django looks for the rows of an app here
from .choices import Role, UnitKind
from .people.models import Delegation, Mandate
from .roles.models import RoleRight
from .units import models as units  # and here
from .units.fields import VietnameseOrder
from .units.names import Names, Version, holding, nearest

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# How the log says that a post is held for somebody who is away.
ON_BEHALF = "thay mặt"


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by day."""

    def living(self) -> UnitQuerySet:
        """Return the units that have not ended."""
        return self.filter(valid_to=None)

    def on(self, day: dt.date) -> UnitQuerySet:
        """Return the units that existed on a day, as far as the records say."""
        begun, going_on = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
        return self.filter(begun & going_on)


class Unit(models.Model):
    """A body or a part of one (đơn vị): a department, its office, a centre, a division.

    Its row holds the present names, or the last ones of a unit that has ended; earlier ones are in `former_names`.
    """

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=20, choices=UnitKind)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    symbol = models.CharField(max_length=40, blank=True)
    # Identifier in electronic exchange of documents (mã định danh điện tử).
    e_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    # The first day of these names, and of the unit; None: since before our records.
    named_from = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    # The first day on which it is no more.
    valid_to = models.DateField(null=True)
    # Other names that documents use for it, one a line.
    aliases = models.TextField(blank=True)
    # Ids from the top of the tree down to this unit, "/1/4/": one prefix finds everything below. A unit that was
    # merged stands below the one that took it over, so that its records are seen there.
    path = models.CharField(max_length=200, default="")
    sort_key = VietnameseOrder(of="name")
    version = models.PositiveIntegerField(default=1)

    former_names: RelatedManager[FormerName]
    happenings: RelatedManager[units.UnitEvent]
    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(valid_to=None), name="organization_unit_living_name_in_parent"
            ),
            models.UniqueConstraint(fields=["path"], condition=~Q(path=""), name="organization_unit_path"),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="organization_unit_kind_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(named_from=None) | Q(valid_to__gt=F("named_from")),
                name="organization_unit_ends_after_its_names_start",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(named_from__isnull=False, named_from__gte=F("valid_from")),
                name="organization_unit_named_since_it_began",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sort_key"], name="organization_unit_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def versions(self) -> tuple[Version, ...]:
        """Return all its dated names, oldest first; lists prefetch `former_names`."""
        former = sorted(self.former_names.all(), key=lambda names: names.valid_to)
        return (*(row.version for row in former), Version(Names.of(self), self.named_from, self.valid_to))

    def version_on(self, day: dt.date) -> Version | None:
        """Return the names that held on a day; None on a day on which it did not exist."""
        return holding(self.versions, day)

    def name_on(self, day: dt.date) -> str:
        """Return its name as a document of that day prints it; before and after its life the nearest one."""
        return nearest(self.versions, day).names.name

    def names(self, day: dt.date | None = None) -> set[str]:
        """Return every name it is known by, folded: those of today, or those it bore on a day.

        Empty for a unit that did not exist then: nothing can mean it.
        """
        bearer = self.version_on(day) if day else None if self.valid_to else self.versions[-1]
        if bearer is None:
            return set()
        own = [bearer.names.name, bearer.names.short_name, bearer.names.symbol, *self.aliases.splitlines()]
        return {fold(name) for name in own if name}


class FormerName(models.Model):
    """The names a unit bore, and where it stood, from a day until before another (tên gọi trước đây)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_names")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    symbol = models.CharField(max_length=40, blank=True)
    e_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    # None: since before our records.
    valid_from = models.DateField(null=True)
    valid_to = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="organization_formername_ends_after_start",
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="organization_formername_one_at_a_time"),
            models.UniqueConstraint(fields=["unit", "valid_to"], name="organization_formername_one_ends_a_day"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_from=None), name="organization_formername_one_since_ever"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from or ''} – {self.valid_to})"

    @property
    def version(self) -> Version:
        """Return it as a value."""
        return Version(Names.of(self), self.valid_from, self.valid_to)


class UnitAlias(models.Model):
    """What a clerk once confirmed that a printed name means in the documents of one issuer (tên gọi đã xác nhận)."""

    issuer = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("organization.Person", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "name"], name="organization_unitalias_name_of_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.unit_id}"


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts; `get_by_natural_key` is what signing in asks for."""


class Person(AbstractBaseUser):
    """Somebody who works here; with a user name and a password they can sign in."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    # Computed from the names: how they are ordered, by given name in Vietnamese order, and how they are searched.
    sort_key = models.CharField(max_length=500, default="", db_index=True)
    search_text = models.CharField(max_length=200, default="")
    is_active = models.BooleanField(default=True)
    # Accounts of the demo organisation: they may sign in by one click, and only in demo mode.
    is_demo = models.BooleanField(default=False)

    posts: RelatedManager[Post]
    delegations: RelatedManager[Delegation]
    passkeys: RelatedManager[accounts.Passkey]
    recovery_codes: RelatedManager[accounts.RecoveryCode]
    sessions: RelatedManager[accounts.Session]
    objects = PersonManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **options: Any) -> None:
        """Save with the columns computed from the names."""
        self.compute()
        super().save(*args, **options)

    def compute(self) -> Person:
        """Fill the columns computed from the names; whoever writes in bulk calls it."""
        self.sort_key, self.search_text = name_key(self.full_name), fold(f"{self.full_name} {self.username}")
        return self

    def current_posts(self, day: dt.date) -> list[Post]:
        """Return the posts held on a day, with their units; asked for once per person object."""
        return [post for post in self.exercised_posts(day) if post.person_id == self.pk]

    def exercised_posts(self, day: dt.date) -> list[Post]:
        """Return the posts held on a day, then those of others who are away and gave them into this person's hands."""
        cache: dict[dt.date, list[Post]] = self.__dict__.setdefault("_posts_by_day", {})
        if day not in cache:
            given = Delegation.objects.on(day).filter(delegate=self).values("post")
            theirs = Q(person=self) | Q(IsAmong("pk", given))
            found = Post.objects.on(day).filter(theirs).select_related("unit", "rights")
            cache[day] = sorted(found, key=lambda post: (post.person_id != self.pk, post.pk))
        return cache[day]

    def post_line(self, moment: dt.datetime) -> str:
        """Return the titles held at a moment, as the log prints them; those of somebody who is away say so."""
        return "; ".join(
            post.title if post.person_id == self.pk else f"{ON_BEHALF} {post.title}"
            for post in self.exercised_posts(clock.day_of(moment))
        )

    def unit_line(self, moment: dt.datetime) -> str:
        """Return the units of the posts held at a moment, as the log prints them."""
        posts = self.exercised_posts(clock.day_of(moment))
        return "; ".join(dict.fromkeys(post.unit.name for post in posts))

    def can(self, ability: Ability, day: dt.date) -> bool:
        """Say whether any post held on the day allows the ability; looking after the system is never given away."""
        posts = self.current_posts(day) if ability == Ability.ADMINISTER else self.exercised_posts(day)
        return any(post.allows(ability) for post in posts)


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by day."""

    def on(self, day: dt.date) -> PostQuerySet:
        """Return the posts held on a day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class Post(models.Model):
    """A post held by a person in a unit, from a day until before another (chức danh)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=Role)
    title = models.CharField(max_length=120)
    # Whether the holder is the one head of the unit (người đứng đầu); deputies may have the same role.
    is_head = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    # What an administrator made of the role; no row where it is as shipped. Joined, so that it costs no query.
    rights: Any = models.ForeignObject(
        RoleRight, on_delete=models.DO_NOTHING, from_fields=["role"], to_fields=["role"], null=True, related_name="+"
    )

    delegations: RelatedManager[Delegation]
    mandates: RelatedManager[Mandate]
    objects = PostQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="organization_post_role_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="organization_post_ends_after_start",
            ),
            # Days in the past are the service's to compare; two who head a unit until further notice are refused here.
            models.UniqueConstraint(
                fields=["unit"], condition=Q(is_head=True, valid_to=None), name="organization_post_one_open_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"

    @property
    def held_rights(self) -> Rights:
        """Return what the post allows and how far it sees: as an administrator changed it, else as shipped."""
        try:
            changed = self.rights
        except RoleRight.DoesNotExist:
            changed = None
        return changed.as_rights() if changed is not None else SHIPPED[Role(self.role)]

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day on which it is held; None until further notice."""
        return self.valid_to - dt.timedelta(days=1) if self.valid_to else None

    def allows(self, ability: Ability) -> bool:
        """Say whether the post allows the ability."""
        return ability in self.held_rights.abilities

    @property
    def seen_path(self) -> str | None:
        """Return the prefix of the tree that the post sees; None for own tasks only."""
        path = self.unit.path
        return {Scope.OWN: None, Scope.UNIT: path, Scope.AGENCY: f"/{path.split('/')[1]}/"}[
            Scope(self.held_rights.scope)
        ]
