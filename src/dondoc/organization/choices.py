"""Kinds of units and roles of posts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What a unit is in the tree."""

    DEPARTMENT = "department", _("Department")
    OFFICE = "office", _("Office of the Department")
    CENTRE = "centre", _("Centre")
    DIVISION = "division", _("Division of the Centre")
    COMMUNE = "commune", _("People's Committee of a commune or ward")


class Role(TextChoices):
    """What a post lets its holder do; `access.ABILITIES` says exactly what."""

    DEPARTMENT_DIRECTOR = "department_director", _("Director of the Department")
    OFFICE_HEAD = "office_head", _("Head of the Administrative-General Office")
    CLERK = "clerk", _("Records clerk")
    CENTRE_DIRECTOR = "centre_director", _("Director of the Centre")
    UNIT_HEAD = "unit_head", _("Head of a unit")
    OFFICER = "officer", _("Officer")
