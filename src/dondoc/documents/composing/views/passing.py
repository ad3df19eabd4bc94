"""Passing a draft along the line, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.documents.composing import forms, selectors, services
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.requests import Request

from .page import done, page


@require_POST
def submit(request: Request, draft_id: int) -> HttpResponse:
    """Submit a draft."""
    form = forms.WordsForm(request.POST, auto_id="step_%s")
    return _answer(request, draft_id, form, services.submit, _submitted)


@require_POST
def approve(request: Request, draft_id: int) -> HttpResponse:
    """Pass a checked draft on."""
    form = forms.WordsForm(request.POST, auto_id="step_%s")
    return _answer(request, draft_id, form, services.approve, _approved)


@require_POST
def return_draft(request: Request, draft_id: int) -> HttpResponse:
    """Return a draft with the reason."""
    form = forms.ReasonForm(request.POST, auto_id="reason_%s")
    return _answer(request, draft_id, form, services.return_draft, lambda _draft: _("The draft is returned."))


@require_POST
def take_back(request: Request, draft_id: int) -> HttpResponse:
    """Take a draft back before the next one acts."""
    form = forms.WordsForm(request.POST, auto_id="step_%s")
    return _answer(request, draft_id, form, services.take_back, lambda _draft: _("The draft is yours again."))


@require_POST
def withdraw(request: Request, draft_id: int) -> HttpResponse:
    """End a draft that will not be issued."""
    form = forms.ReasonForm(request.POST, auto_id="reason_%s")
    return _answer(request, draft_id, form, services.withdraw, lambda _draft: _("The draft is withdrawn."))


@require_POST
def comment(request: Request, draft_id: int) -> HttpResponse:
    """Say something about a draft, or about the block that `place` names."""
    now = clock.now()
    draft = selectors.get(draft_id, person=request.user, today=clock.day_of(now))
    form = forms.CommentForm(request.POST, auto_id="say_%s")
    place = request.POST.get("place", "")
    if form.run(services.comment, draft_id=draft.pk, place=place, actor=request.user, now=now):
        return done(request, draft, _("The comment is kept."), place="y-kien")
    return page(request, draft, now=now, step=form)


def _submitted(draft: Draft) -> str:
    if draft.state == State.FORM_CHECK:
        return _("Submitted straight to the check of the form: the head of the unit drafted it.")
    return _("Submitted to the head of the unit.")


def _approved(draft: Draft) -> str:
    if draft.state == State.TO_SIGN:
        return _("The form is right; the draft lies with the signer.")
    return _("The content is right; the office checks the form now.")


def _answer(
    request: Request, draft_id: int, form: ActForm, service: Callable[..., Draft], told: Callable[[Draft], str]
) -> HttpResponse:
    now = clock.now()
    draft = selectors.get(draft_id, person=request.user, today=clock.day_of(now))
    if form.run(service, draft_id=draft.pk, actor=request.user, now=now):
        result: Any = form.result
        messages.success(request, told(result))
        return redirect("drafts:draft", draft.pk)
    return page(request, selectors.get(draft_id, person=request.user, today=clock.day_of(now)), now=now, step=form)
