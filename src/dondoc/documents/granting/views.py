"""The page on which the readers of one document are named."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.requests import Request

from . import selectors, services
from .forms import GrantForm

# Units offered by name; any other is written.
MOST_UNITS = 300


@require_http_methods(["GET", "HEAD", "POST"])
def grants(request: Request, document_id: int) -> HttpResponse:
    """Show who reads a document beside those who handle it; posted, let one more read it."""
    now = clock.now()
    today = clock.day_of(now)
    document = selectors.get_to_grant(document_id, actor=request.user, today=today)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.run(
        services.grant_reading, document_id=document.pk, actor=request.user, now=now
    ):
        messages.success(request, _("%(name)s may read the document now.") % {"name": form.result.reader})
        return redirect("documents:grants", document.pk)
    context = {
        "document": document,
        "form": form,
        "grants": selectors.grants_of(document),
        "handled_by": document.distributions.select_related("unit").order_by("unit__sort_key"),
        "units": organization.in_scope(request.user, today=today, most=MOST_UNITS),
    }
    return render(request, "documents/grants.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: Request, grant_id: int) -> HttpResponse:
    """Withdraw a reading right."""
    grant = services.withdraw_reading(grant_id=grant_id, actor=request.user, now=clock.now())
    messages.success(request, _("%(name)s may not read the document any more.") % {"name": grant.reader})
    return redirect("documents:grants", grant.document_id)
