"""What the shell around every page shows: who is signed in, and where one can go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_number
from dondoc.organization import models
from dondoc.organization.access import Ability
from dondoc.tasks import selectors as tasks
from dondoc.web.shell import NavGroup, NavLink, Notices, Person

from . import selectors

# What waits behind an entry of the sidebar, by the name of the group; `total`: all that waits.
COUNTED = {
    "home:desk": "total",
    "documents:list": "review",
    "documents:outgoing-book": "issue",
    "drafts:list": "draft",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what `dondoc.web.shell` names; how much waits is asked for when the page is there."""
    user = getattr(request, "user", None)
    if not isinstance(user, models.Person):
        return {"home_url": "/"}
    return {
        "home_url": reverse("home:desk"),
        "search_url": reverse("tasks:list"),
        "account_url": reverse("organization:account"),
        "sign_out_url": reverse("organization:sign-out"),
        "notices": bell(0),
        "counts_url": reverse("home:counts"),
        "preferences_url": reverse("tasks:preferences"),
        "search_query": request.GET.get("q", ""),
        "organization_name": SimpleLazyObject(lambda: card(user).unit),
        "person": SimpleLazyObject(lambda: card(user)),
        "navigation": SimpleLazyObject(lambda: navigation(request.path, user)),
    }


def card(person: models.Person) -> Person:
    """Return who is signed in, with the first post held today."""
    posts = person.current_posts(clock.day_of(clock.now()))
    return Person(
        name=person.full_name,
        post=posts[0].title if posts else "",
        unit=posts[0].unit.name if posts else "",
        initials="".join(word[0] for word in person.full_name.split()[-2:]).upper(),
    )


def bell(unread: int) -> Notices:
    """Return the bell with how much is not read."""
    label = _("Notices, %(n)s not read") % {"n": format_number(unread)}
    if unread > tasks.MOST_ON_BELL:
        label = _("Notices, more than %(n)s not read") % {"n": format_number(tasks.MOST_ON_BELL)}
    return Notices(url=reverse("tasks:notices"), label=label if unread else _("Notices"), count=unread)


def counts_of(waiting: selectors.Waiting) -> dict[str, int]:
    """Return how much waits behind each entry of the sidebar, by what it counts."""
    return {name: waiting.total if name == "total" else waiting.groups[name] for name in COUNTED.values()}


def navigation(path: str, person: models.Person, *, waiting: selectors.Waiting | None = None) -> list[NavGroup]:
    """Return the sidebar; an entry carries its count where something waits, as far as that is known."""
    entries = [
        ("home:desk", _("Desk"), "desk", "b"),
        ("documents:list", _("Documents, conclusions"), "doc", "v"),
        ("documents:outgoing-book", _("Outgoing documents"), "send", "p"),
        ("drafts:list", _("Drafts"), "edit", "d"),
        ("tasks:list", _("Tasks"), "task", "n"),
        ("programme:list", _("Targets"), "target", "t"),
        ("reports:list", _("Reports"), "report", "r"),
    ]
    if tasks.tracked_by(person, today=clock.day_of(clock.now())):
        entries.append(("tasks:letters", _("Letters of urging"), "say", "c"))
    administered = administration() if person.can(Ability.ADMINISTER, clock.day_of(clock.now())) else []
    here = _nearest(path, [entry[0] for entry in [*entries, *administered]])
    counts = counts_of(waiting) if waiting else {}
    groups = [NavGroup([_link(here, *entry, counts=counts) for entry in entries])]
    if administered:
        groups.append(
            NavGroup([_link(here, *entry, counts=counts) for entry in administered], label=_("Administration"))
        )
    return groups


def _nearest(path: str, names: list[str]) -> str:
    """Return the entry under whose address a page stands; of one within another the inner one."""
    over = [name for name in names if path == reverse(name) or (name != "home:desk" and path.startswith(reverse(name)))]
    return max(over, key=lambda name: len(reverse(name)), default="")


def administration() -> list[tuple[str, str, str, str]]:
    """Return the entries for whoever looks after the system."""
    return [
        ("organization:accounts", _("People, accounts"), "people", "u"),
        ("organization:units", _("Organisation"), "org", "o"),
        ("organization:roles", _("Roles"), "shield", "q"),
        ("tasks:workdays", _("Working-day calendar"), "cal", "l"),
        ("documents:anchors", _("Trusted certificates"), "seal", "g"),
        ("home:log", _("Log"), "history", "k"),
    ]


def _link(here: str, name: str, label: str, icon: str, key: str, *, counts: Mapping[str, int]) -> NavLink:
    counted = COUNTED.get(name, "")
    count = counts.get(counted, 0)
    hot = name == "home:desk"
    return NavLink(label, reverse(name), icon, current=name == here, counted=counted, count=count, key=key, hot=hot)
