"""Reads about posts: who headed a unit on a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from dondoc.organization import models

from .errors import TwoHeads

if TYPE_CHECKING:
    from dondoc.organization.models import Post, Unit


def head_of(unit: Unit, day: dt.date) -> Post | None:
    """Return the post of the one who headed a unit on a day, with the person; None when nobody is recorded."""
    return models.Post.objects.on(day).filter(unit=unit, is_head=True).select_related("person").first()


def require_no_other_head(unit: Unit, *, valid_from: dt.date) -> None:
    """Let somebody become the head from a day on.

    Raises:
        TwoHeads: somebody else heads the unit on that day or after it.
    """
    overlapping = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    other = models.Post.objects.filter(overlapping, unit=unit, is_head=True).select_related("person").first()
    if other is not None:
        raise TwoHeads(name=other.person.full_name)
