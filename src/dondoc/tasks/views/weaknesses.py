"""The weak points of a document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.documents import selectors as documents
from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import selectors, services
from dondoc.tasks.forms import code_of
from dondoc.web.fields import id_of

# Tasks of the same document, offered as remedies; any other is named by its code.
MOST = 200


@require_http_methods(["GET", "POST"])
def weaknesses(request: Request, document_id: int) -> HttpResponse:
    """Show the weak points that a document names and what remedies them; a posted sentence becomes one."""
    now = clock.now()
    today = clock.day_of(now)
    if request.method == "POST":
        start = id_of(request.POST.get("start"))
        services.name_weakness(
            document_id=document_id, start=-1 if start is None else start, actor=request.user, now=now
        )
        messages.success(request, _("The weak point is on record. Say which task remedies it."))
        return redirect("tasks:weaknesses", document_id)
    document = documents.get_at_hand(document_id, person=request.user, today=today)
    seen = selectors.visible_to(request.user, today=today)
    standing = selectors.standing_of(document, seen=seen)
    named = {one.weakness.start for one in standing}
    may_name = request.user.can(Ability.CONFIRM, today) or request.user.can(Ability.ASSIGN, today)
    among = selectors.visible_to(request.user, today=today).filter(document=document)
    context = {
        "document": document,
        "standing": standing,
        "sentences": [one for one in selectors.assessed(document) if one[0] not in named] if may_name else [],
        "tasks": among.order_by("pk")[:MOST] if may_name else [],
        "may_name": may_name,
    }
    return render(request, "tasks/weaknesses.html", context)


@require_POST
def remedy(request: Request, weakness_id: int) -> HttpResponse:
    """Link a task that remedies a weak point."""
    found = services.remedy(
        weakness_id=weakness_id, task_id=code_of(request.POST.get("task")) or 0, actor=request.user, now=clock.now()
    )
    messages.success(request, _("The task is linked; its accepted result closes the weak point."))
    return redirect("tasks:weaknesses", found.document_id)


@require_POST
def unlink_remedy(request: Request, weakness_id: int) -> HttpResponse:
    """Take back that a task remedies a weak point."""
    found = services.unlink_remedy(
        weakness_id=weakness_id, task_id=id_of(request.POST.get("task")) or 0, actor=request.user, now=clock.now()
    )
    messages.success(request, _("The task no longer counts as a remedy of the weak point."))
    return redirect("tasks:weaknesses", found.document_id)
