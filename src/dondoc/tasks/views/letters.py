"""Letters that urge a unit: which are due, the draft as paper, and that it was sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.kernel import clock
from dondoc.organization.errors import UnitMissing
from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import unit_of, words_of
from dondoc.tasks.selectors import letters
from dondoc.web.fields import id_of

from .following_up import day_sent

PAGE = 30


@require_safe
def index(request: Request) -> HttpResponse:
    """List the units with overdue tasks, and the letters so far."""
    now = clock.now()
    written = letters.letters_of(request.user, today=clock.day_of(now)).defer("content")
    context = {
        "late": letters.late_units(request.user, now=now),
        "page": Paginator(written, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "tasks/letters.html", context)


@require_POST
def draft(request: Request) -> HttpResponse:
    """Draft a letter to a unit."""
    issuing_unit, unit = unit_of(request.POST.get("issuing_unit")), unit_of(request.POST.get("unit"))
    if issuing_unit is None or unit is None:
        raise UnitMissing
    made = services.draft_letter(issuing_unit=issuing_unit, unit=unit, actor=request.user, now=clock.now())
    return redirect("tasks:letter", made.pk)


@require_safe
def letter(request: Request, letter_id: int) -> HttpResponse:
    """Show a letter as paper."""
    today = clock.day_of(clock.now())
    found = letters.get_letter(letter_id, person=request.user, today=today)
    return render(request, "tasks/letter.html", {"letter": found, "content": found.content, "today": today})


@require_POST
def mark_sent(request: Request, letter_id: int) -> HttpResponse:
    """Mark a letter as sent."""
    services.mark_sent(
        letter_id=letter_id,
        version=id_of(request.POST.get("version")),
        number=words_of(request.POST, "number", length=60),
        date=day_sent(request),
        actor=request.user,
        now=clock.now(),
    )
    messages.success(request, _("The letter is marked as sent; each of its tasks records it."))
    return redirect("tasks:letter", letter_id)
