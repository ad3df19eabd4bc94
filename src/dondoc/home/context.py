"""What the shell around every page shows: who is signed in, and where one can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from dondoc.kernel import clock
from dondoc.organization.models import Person

from . import selectors


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation and the person; asked for only where a page draws them."""
    user = getattr(request, "user", None)
    if not isinstance(user, Person):
        return {"is_demo": settings.DEMO}
    return {
        "is_demo": settings.DEMO,
        "navigation": SimpleLazyObject(lambda: navigation(request, user)),
        "person": SimpleLazyObject(lambda: card(user)),
    }


def card(person: Person) -> dict[str, str]:
    """Return who is signed in, with the first post held today."""
    posts = person.current_posts(clock.day_of(clock.now()))
    words = person.full_name.split()
    return {
        "name": person.full_name,
        "post": posts[0].title if posts else "",
        "unit": posts[0].unit.name if posts else "",
        "initials": "".join(word[0] for word in words[-2:]).upper(),
    }


def navigation(request: HttpRequest, person: Person) -> list[list[dict[str, Any]]]:
    """Return the groups of the sidebar; an item carries its count where something waits."""
    now = clock.now()
    waiting = selectors.waiting_counts(person, now=now)
    items = [
        ("home:desk", _("Desk"), "desk", "b", waiting["asks"]),
        ("documents:list", _("Documents, conclusions"), "doc", "v", waiting["reviews"]),
        ("tasks:list", _("Tasks"), "task", "n", waiting["open"]),
    ]
    group = []
    for name, label, icon, key, count in items:
        url = reverse(name)
        is_current = request.path == url or (url != "/" and request.path.startswith(url))
        group.append({"label": label, "url": url, "icon": icon, "current": is_current, "count": count, "key": key})
    return [group]
