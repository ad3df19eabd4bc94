"""Writing in a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.documents.composing import forms, lifecycle, preview, selectors, services, setting
from dondoc.documents.composing.choices import Side
from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of

from .page import PARTS, Panel, block_panel, done, page, panel_of, part_panel

SERVICES: dict[str, Callable[..., Draft]] = {
    "letterhead": services.set_letterhead,
    "bases": services.set_bases,
    "meeting": services.set_meeting,
    "signer": services.name_signer,
    "to": services.add_party,
    "recipients": services.add_party,
}


@require_POST
def write(request: Request, draft_id: int, part: str) -> HttpResponse:
    """Write a part of the letterhead, the addresses, the signer or the meeting."""
    if part not in PARTS:
        raise Http404
    draft, now = _of(request, draft_id)
    panel = part_panel(draft, part, request.POST, today=clock.day_of(now))
    values: dict[str, Any] = {"side": part} if part in Side.values else {}
    return _answer(request, draft, panel, SERVICES[part], now=now, place=part, **values)


@require_POST
def add_block(request: Request, draft_id: int, kind: str) -> HttpResponse:
    """Add a block after the one that `?sau=` names, at the end without it."""
    if kind not in forms.BLOCKS:
        raise Http404
    draft, now = _of(request, draft_id)
    after = request.GET.get("sau", "")
    panel = block_panel(draft, None, kind, request.POST, today=clock.day_of(now), after=after)
    # Blocks are numbered one after another: the first new one gets this number.
    place = f"b{draft.content['next']}"
    return _answer(request, draft, panel, services.add_blocks, now=now, place=place, after=after)


@require_POST
def edit_block(request: Request, draft_id: int, block_id: str) -> HttpResponse:
    """Say a block anew."""
    draft, now = _of(request, draft_id)
    kind = selectors.kind_of_block(draft, block_id)
    panel = block_panel(draft, block_id, kind, request.POST, today=clock.day_of(now))
    return _answer(request, draft, panel, services.edit_block, now=now, place=block_id, block_id=block_id)


@require_POST
def move_block(request: Request, draft_id: int, block_id: str) -> HttpResponse:
    """Move a block up or down by one."""
    by = -1 if "len" in request.POST else 1
    draft = _act(request, services.move_block, draft_id, block_id=block_id, by=by)
    return done(request, draft, place=block_id)


@require_POST
def remove_block(request: Request, draft_id: int, block_id: str) -> HttpResponse:
    """Take a block out."""
    draft = _act(request, services.remove_block, draft_id, block_id=block_id)
    return done(request, draft, _("It was taken out; the versions before keep it."))


@require_POST
def remove_party(request: Request, draft_id: int, side: str, position: int) -> HttpResponse:
    """Take an addressee out."""
    if side not in Side.values:
        raise Http404
    draft = _act(request, services.remove_party, draft_id, side=side, position=position)
    return done(request, draft, place=side)


@require_POST
def cite(request: Request, draft_id: int) -> HttpResponse:
    """Cite a document of the register in a block, or among the legal bases."""
    place = request.POST.get("place", "")
    draft = _act(
        request, services.cite, draft_id, document_id=id_of(request.POST.get("document")) or 0,
        place="" if place == "bases" else place,
    )  # fmt: skip
    return done(request, draft, _("The document is cited."), place=place)


@require_POST
def show_typed(request: Request, draft_id: int) -> HttpResponse:
    """Show the paper as it would be with what is typed in the open form; nothing is saved."""
    draft, now = _of(request, draft_id)
    today = clock.day_of(now)
    lifecycle.require("edit", selectors.facts(draft, actor=request.user, today=today))
    panel = panel_of(draft, request.GET, request.POST, today=today)
    if panel is None or not panel.is_previewed or not panel.form.is_valid():
        return HttpResponse(status=204)  # not whole yet: the paper stays as it is
    said = {name: value for name, value in panel.form.cleaned_data.items() if name != "version"}
    content = preview.proposed(draft.content, panel.place, said, after=panel.after)
    signature = setting.signature_of(draft.signer_post, draft.signer_prefix, issuer=draft.issuing_unit, day=today)
    printed = setting.content_of(content, signature=signature)
    context = {"preview": preview.of(printed, year=today.year)}
    return render(request, "documents/composing/_paper.html", context)


def _of(request: Request, draft_id: int) -> tuple[Draft, dt.datetime]:
    now = clock.now()
    return selectors.get(draft_id, person=request.user, today=clock.day_of(now)), now


def _act(request: Request, service: Callable[..., Draft], draft_id: int, **values: Any) -> Draft:
    """Call a service as the person of the request, now, with the version that they saw."""
    seen = id_of(request.POST.get("version")) or 0
    return service(draft_id=draft_id, version=seen, actor=request.user, now=clock.now(), **values)


def _answer(
    request: Request, draft: Draft, panel: Panel, service: Callable[..., Draft], *, now: dt.datetime, place: str,
    **values: Any,
) -> HttpResponse:  # fmt: skip
    """Do what the form asks and go back; when it is refused show the page with what was typed."""
    if panel.form.run(service, draft_id=draft.pk, actor=request.user, now=now, **values):
        return done(request, draft, place=place, then=request.POST.get("roi", ""))
    draft, _now = _of(request, draft.pk)
    return page(request, draft, now=now, panel=panel)
