"""Keeping a view of the list under a name."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors
from dondoc.tasks.models import SavedView

# A row of tabs holds no more, a tab no longer name.
MOST_VIEWS = 12
LONGEST_NAME = 60


@transaction.atomic
def save_view(*, name: str, query: str, is_shared: bool, actor: Person, now: dt.datetime) -> SavedView:
    """Keep a view; the same name again takes the place of the one before. Shared: with the actor's unit and below.

    Raises:
        ViewNameEmpty: it has no name.
        TooManyViews: the actor keeps as many as a row of tabs holds.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise errors.ViewNameEmpty
    own = SavedView.objects.filter(owner=actor)
    if own.exclude(name=name).count() >= MOST_VIEWS:
        raise errors.TooManyViews(most=MOST_VIEWS)
    posts = actor.current_posts(clock.day_of(now)) if is_shared else []
    view, _made = SavedView.objects.update_or_create(
        owner=actor, name=name, defaults={"query": query, "shared_with": posts[0].unit if posts else None}
    )
    audit.record(
        act="tasks.save_view",
        subject=f"view:{view.pk}",
        actor=actor,
        now=now,
        after={"name": name, "query": query, "shared": str(view.shared_with or "")},
    )
    return view


@transaction.atomic
def forget_view(*, view_id: int, actor: Person, now: dt.datetime) -> None:
    """Forget a view of one's own; whoever it was shared with loses it too.

    Raises:
        ViewMissing: there is none of the actor's with this id.
    """
    view = SavedView.objects.filter(pk=view_id, owner=actor).first()
    if view is None:
        raise errors.ViewMissing
    audit.record(
        act="tasks.forget_view",
        subject=f"view:{view.pk}",
        actor=actor,
        now=now,
        before={"name": view.name, "query": view.query},
    )
    view.delete()
