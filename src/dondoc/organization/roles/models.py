"""What an administrator made of a role."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dondoc.organization.access import Rights, Scope
from dondoc.organization.choices import Role


class RoleRight(models.Model):
    """A role that an administrator changed (quyền của vai trò); a role without a row is as shipped."""

    role = models.CharField(max_length=30, choices=Role, unique=True)
    # The abilities, by their codes.
    abilities = models.JSONField(default=list)
    scope = models.CharField(max_length=10, choices=Scope)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="organization_roleright_role_known"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="organization_roleright_scope_known"),
        ]

    def __str__(self) -> str:
        return self.role

    def as_rights(self) -> Rights:
        """Return what it allows and how far it sees."""
        return Rights(frozenset(self.abilities), self.scope)
