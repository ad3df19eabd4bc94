"""Pages of signatures: a file examined, the signatures of a document, and what is trusted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.documents import files
from dondoc.documents import selectors as documents
from dondoc.kernel import clock
from dondoc.kernel.errors import Conflict, Invalid
from dondoc.organization.access import Ability
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.requests import Request
from dondoc.web.shortcuts import answer

from . import selectors, services
from .forms import AnchorForm, CheckForm, RevocationListForm


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request) -> HttpResponse:
    """Examine the signatures of a file that is sent; nothing of it is kept."""
    now = clock.now()
    form = CheckForm(request.POST or None, request.FILES or None)
    is_examined = request.method == "POST" and form.run(selectors.signatures_in, now=now)
    context = {
        "form": form,
        "is_examined": is_examined,
        "signatures": form.result,
        "file_name": files.clean_name(str(request.FILES["pdf"])) if is_examined else "",
        "is_anybody_trusted": selectors.is_anybody_trusted(),
        "may_administer": request.user.can(Ability.ADMINISTER, clock.day_of(now)),
    }
    status = 422 if request.method == "POST" and not is_examined else 200
    return render(request, "documents/signing/check.html", context, status=status)


@require_safe
def signatures(request: Request, document_id: int) -> HttpResponse:
    """Show the signatures of a registered document, for its page or by themselves."""
    now = clock.now()
    document = documents.get(document_id, person=request.user, today=clock.day_of(now))
    context: dict[str, Any] = {
        "document": document,
        "is_examined": True,
        "is_anybody_trusted": selectors.is_anybody_trusted(),
        "may_administer": request.user.can(Ability.ADMINISTER, clock.day_of(now)),
    }
    try:
        context["signatures"] = selectors.signatures_of(document, now=now)
    except (Invalid, Conflict) as refusal:
        context["refusal"] = refusal
    return answer(request, "documents/signing/document.html", "documents/signing/_signatures.html", context)


@require_safe
def anchors(request: Request) -> HttpResponse:
    """Show which authorities are trusted and what they revoked."""
    require_administrator(request.user, today=clock.day_of(clock.now()))
    return _page(request)


@require_POST
def add_anchor(request: Request) -> HttpResponse:
    """Trust an authority."""
    now = clock.now()
    require_administrator(request.user, today=clock.day_of(now))
    form = AnchorForm(request.POST, request.FILES, auto_id="anchor_%s")
    if form.run(services.add_anchor, actor=request.user, now=now):
        messages.success(request, _("The certificate is trusted now. Compare its fingerprint once more."))
        return redirect("documents:anchors")
    return _page(request, anchor_form=form)


@require_POST
def withdraw_anchor(request: Request, anchor_id: int) -> HttpResponse:
    """Trust an authority no longer."""
    services.withdraw_anchor(anchor_id=anchor_id, actor=request.user, now=clock.now())
    messages.success(request, _("The certificate is trusted no longer."))
    return redirect("documents:anchors")


@require_POST
def add_revocation_list(request: Request) -> HttpResponse:
    """Take in what an authority revoked."""
    now = clock.now()
    require_administrator(request.user, today=clock.day_of(now))
    form = RevocationListForm(request.POST, request.FILES, auto_id="list_%s")
    if form.run(services.add_revocation_list, actor=request.user, now=now):
        messages.success(request, _("The list of revoked certificates counts from now on."))
        return redirect("documents:anchors")
    return _page(request, list_form=form)


def _page(request: Request, **refused: Any) -> HttpResponse:
    now = clock.now()
    context: dict[str, Any] = {
        "anchors": [(anchor, anchor.is_over(now)) for anchor in selectors.anchors()],
        "lists": [(one, one.is_over(now)) for one in selectors.lists()],
        "anchor_form": AnchorForm(auto_id="anchor_%s"),
        "list_form": RevocationListForm(auto_id="list_%s"),
    }
    return render(request, "documents/signing/anchors.html", context | refused, status=422 if refused else 200)
