"""The roles: what each allows, and changing one in two steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dondoc.kernel import clock
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.requests import Request

from . import selectors, services
from .forms import RoleForm


@require_safe
def roles(request: Request) -> HttpResponse:
    """Show every role, what it allows and how many hold it."""
    today = clock.day_of(clock.now())
    require_administrator(request.user, today=today)
    return render(request, "organization/roles_list.html", {"roles": selectors.roles(today=today)})


@never_cache
def role(request: Request, code: str) -> HttpResponse:
    """Show one role to be changed; what is sent is shown with its consequences first, and done when confirmed."""
    now = clock.now()
    require_administrator(request.user, today=clock.day_of(now))
    found = selectors.get_role(code)
    initial = {"abilities": sorted(found.rights.abilities), "scope": found.rights.scope, "version": found.version}
    form = RoleForm(request.POST or None, initial=initial)
    is_confirmed = "confirmed" in request.POST
    act = services.change_role if is_confirmed else services.preview_change
    is_done = request.method == "POST" and form.run(act, code=code, actor=request.user, now=now)
    if is_done and is_confirmed:
        messages.success(request, _("The role is changed. It holds from the next page that these people open."))
        return redirect("organization:roles")
    context = {"role": found, "form": form, "changes": form.result if is_done else None}
    return render(request, "organization/roles_change.html", context, status=422 if form.errors else 200)
