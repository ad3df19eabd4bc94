"""Letters that urge a unit: which are due, and those written so far."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.errors import UnitMissing
from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import unit_of
from dondoc.tasks.selectors import letters

PAGE = 30


@require_safe
def index(request: Request) -> HttpResponse:
    """List the units with overdue tasks, and the letters so far."""
    now = clock.now()
    written = letters.letters_of(request.user, today=clock.day_of(now))
    context = {
        "late": letters.late_units(request.user, now=now),
        "page": Paginator(written, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "tasks/letters.html", context)


@require_POST
def draft(request: Request) -> HttpResponse:
    """Draft a letter to a unit, or open the draft that is there."""
    issuing_unit, unit = unit_of(request.POST.get("issuing_unit")), unit_of(request.POST.get("unit"))
    if issuing_unit is None or unit is None:
        raise UnitMissing
    made = services.draft_letter(issuing_unit=issuing_unit, unit=unit, actor=request.user, now=clock.now())
    return redirect("drafts:draft", made.draft_id)
