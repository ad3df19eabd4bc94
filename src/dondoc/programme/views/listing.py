"""The list of targets, a new one, and which tasks serve which."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.kernel import clock
from dondoc.kernel.periods import MONTHS_OF_YEAR, months
from dondoc.organization import selectors as organization
from dondoc.organization.requests import Request
from dondoc.programme import errors, selectors, services
from dondoc.programme.forms import TargetForm
from dondoc.web.fields import id_of

from .common import period_asked, period_choice, recent_documents


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the targets that a person may know of, as they stand in a period."""
    now = clock.now()
    today = clock.day_of(now)
    period = period_asked(request, today=today)
    found = selectors.held_in(period, person=request.user, today=today)
    owners = list(dict.fromkeys(target.owner for target in found))
    unit = id_of(request.GET.get("don-vi"))
    chosen = [target for target in found if unit is None or target.owner_id == unit]
    context = {
        **period_choice(period, today=today),
        "rows": selectors.rows_of(chosen, period=period, now=now),
        "units": owners,
        "unit": unit,
        "may_define": bool(organization.led_units(request.user, today=today)),
    }
    return render(request, "programme/list.html", context)


@require_http_methods(["GET", "POST"])
def define(request: Request) -> HttpResponse:
    """Set a target."""
    now = clock.now()
    today = clock.day_of(now)
    units = selectors.managed_units(request.user, today=today)
    if not units:
        raise errors.NotOwner
    form = TargetForm(request.POST or None, units=units, documents=recent_documents(request, today=today))
    if request.method == "POST" and form.run(services.define_target, actor=request.user, now=now):
        messages.success(request, _("The target is set. Plan what it is to reach."))
        return redirect("programme:target", form.result.pk)
    status = 422 if form.is_bound else 200
    return render(request, "programme/define.html", {"form": form}, status=status)


@require_safe
def matrix(request: Request) -> HttpResponse:
    """Show the targets of a period with the tasks that serve them, and the tasks that serve none."""
    today = clock.day_of(clock.now())
    period = period_asked(request, today=today)
    context = {
        **period_choice(period, today=today),
        **selectors.matrix_of(period, person=request.user, now=clock.now()),
        "year": months(period.end.year, 1, MONTHS_OF_YEAR),
    }
    return render(request, "programme/matrix.html", context)
