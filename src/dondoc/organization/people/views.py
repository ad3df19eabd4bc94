"""The page of a person, and the acts on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.models import Person, Post
from dondoc.organization.requests import Request

from . import selectors, services
from .forms import AppointForm, DelegateForm, EndForm, MandateForm


@require_safe
def person(request: Request, person_id: int) -> HttpResponse:
    """Show somebody's posts over time, who acts for them and what they may sign; reading it is logged.

    Raises:
        PersonMissing: there is nobody of this id, or nobody the reader may know of.
    """
    now = clock.now()
    found = selectors.get_person(person_id, viewer=request.user, today=clock.day_of(now))
    if found != request.user:
        audit.read(act="organization.person.read", subject=f"person:{found.pk}", actor=request.user, now=now)
    return _page(request, found, now=now)


@require_POST
def appoint(request: Request, person_id: int) -> HttpResponse:
    """Give somebody a post."""
    now = clock.now()
    found = selectors.get_person(person_id, viewer=request.user, today=clock.day_of(now))
    form = AppointForm(request.POST)
    return _answer(
        request, found, "appoint", form, services.appoint, _("The post is recorded."), now, person_id=found.pk
    )


@require_POST
def end_post(request: Request, post_id: int) -> HttpResponse:
    """Let a post end."""
    now = clock.now()
    post = selectors.get_post(post_id, viewer=request.user, today=clock.day_of(now))
    form = EndForm(request.POST)
    done = _("The end of the post is recorded. What its holder led has to be handed over.")
    return _answer(request, post.person, "end", form, services.end_post, done, now, post_id=post.pk)


@require_POST
def delegate(request: Request, person_id: int) -> HttpResponse:
    """Give one of somebody's posts into other hands for a while."""
    now = clock.now()
    found = selectors.get_person(person_id, viewer=request.user, today=clock.day_of(now))
    form = DelegateForm(request.POST, posts=_held(found, now))
    return _answer(request, found, "delegate", form, services.delegate, _("The delegation is recorded."), now)


@require_POST
def withdraw_delegation(request: Request, delegation_id: int) -> HttpResponse:
    """Take a post back."""
    delegation = services.withdraw_delegation(delegation_id=delegation_id, actor=request.user, now=clock.now())
    messages.success(request, _("The delegation is withdrawn."))
    return redirect("organization:person", delegation.delegator_id)


@require_POST
def grant_mandate(request: Request, person_id: int) -> HttpResponse:
    """Record what somebody may sign."""
    now = clock.now()
    found = selectors.get_person(person_id, viewer=request.user, today=clock.day_of(now))
    held = _held(found, now)
    form = MandateForm(request.POST, posts=held, givers=selectors.givers_for(held))
    return _answer(request, found, "mandate", form, services.grant_mandate, _("The mandate is recorded."), now)


@require_POST
def withdraw_mandate(request: Request, mandate_id: int) -> HttpResponse:
    """Let a mandate end today."""
    mandate = services.withdraw_mandate(mandate_id=mandate_id, actor=request.user, now=clock.now())
    messages.success(request, _("The mandate is withdrawn."))
    return redirect("organization:person", mandate.post.person_id)


def _answer(
    request: Request,
    person: Person,
    name: str,
    form: ActForm,
    act: Callable[..., Any],
    done: str,
    now: dt.datetime,
    **values: Any,
) -> HttpResponse:
    """Do what the form asks and go back to the page; when it is refused show the page with the sentence."""
    if form.run(act, actor=request.user, now=now, **values):
        messages.success(request, done)
        return redirect("organization:person", person.pk)
    return _page(request, person, now=now, refused={name: form, "post_id": values.get("post_id")})


def _held(person: Person, now: dt.datetime) -> list[Post]:
    """Return the posts that are held or will be, as a form offers them."""
    today = clock.day_of(now)
    return [post for post in selectors.posts_of(person) if post.valid_to is None or post.valid_to > today]


def _page(request: Request, person: Person, *, now: dt.datetime, refused: dict[str, Any] | None = None) -> HttpResponse:
    today, refused = clock.day_of(now), refused or {}
    posts = list(selectors.posts_of(person))
    held = [post for post in posts if post.valid_to is None or post.valid_to > today]
    is_administrator = request.user.can(Ability.ADMINISTER, today)
    may_delegate = bool(held) and (is_administrator or request.user == person)
    delegations = list(selectors.delegations_of(person))
    context: dict[str, Any] = {
        "somebody": person,
        "today": today,
        "posts": posts,
        "given": [(row, row.is_open(today)) for row in delegations if row.delegator_id == person.pk],
        "received": [(row, row.is_open(today)) for row in delegations if row.delegate_id == person.pk],
        "mandates": [(row, row.is_open(today), post) for post in posts for row in post.mandates.all()],
        "is_administrator": is_administrator,
        "refused": refused,
        "end": refused.get("end") or EndForm(auto_id="end_%s"),
    }
    if is_administrator:
        context["units"] = organization.all_units()[: selectors.OFFERED]
        context["appoint"] = refused.get("appoint") or AppointForm(auto_id="appoint_%s")
        context["mandate"] = refused.get("mandate") or MandateForm(
            posts=held, givers=selectors.givers_for(held), auto_id="mandate_%s"
        )
    if may_delegate:
        context["delegate"] = refused.get("delegate") or DelegateForm(posts=held, auto_id="delegate_%s")
        context["delegates"] = selectors.delegates_for(held[-1], day=today)[: selectors.OFFERED]
    return render(request, "organization/people_person.html", context, status=422 if refused else 200)
