"""The administrator's pages: accounts added and closed, reset links, required second step, import of staff."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dondoc.kernel import clock
from dondoc.organization.accounts import selectors, services, workbook
from dondoc.organization.accounts.forms import AccountForm, RolesForm, WorkbookForm
from dondoc.organization.choices import Role
from dondoc.organization.requests import Request

PER_PAGE = 50
# Rows that were checked travel in the form, signed; an hour later the file is asked for again.
SALT, GOOD_FOR = "dondoc.accounts.staff", 3600


@require_GET
def accounts(request: Request) -> HttpResponse:
    """List the accounts that are open, or those that were closed."""
    now = clock.now()
    selectors.require_administrator(request.user, today=clock.day_of(now))
    words, is_open = request.GET.get("ten", "")[:100], "dong" not in request.GET
    found = selectors.accounts(words, now=now, is_open=is_open)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("trang")),
        "words": words,
        "is_open": is_open,
        "roles": RolesForm(initial={"roles": sorted(selectors.roles_with_second_step())}),
    }
    return render(request, "organization/accounts_list.html", context)


def add_account(request: Request) -> HttpResponse:
    """Add one person and go on to their page, where the post is recorded."""
    now = clock.now()
    selectors.require_administrator(request.user, today=clock.day_of(now))
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.run(services.add_account, actor=request.user, now=now):
        messages.success(request, _("The account is added. Record the post, then make a one-time link to sign in."))
        return redirect("organization:person", form.result.pk)
    return render(request, "organization/accounts_add.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def close_account(request: Request, person_id: int) -> HttpResponse:
    """Close an account."""
    person = services.close_account(person_id=person_id, actor=request.user, now=clock.now())
    words = _("The account of %(name)s is closed. Their open tasks wait to be handed over.")
    messages.success(request, words % {"name": person.full_name})
    return redirect("organization:accounts")


@require_POST
def reopen_account(request: Request, person_id: int) -> HttpResponse:
    """Open an account again."""
    person = services.reopen_account(person_id=person_id, actor=request.user, now=clock.now())
    messages.success(request, _("The account of %(name)s is open again.") % {"name": person.full_name})
    return redirect("organization:accounts")


@require_POST
def end_sessions(request: Request, person_id: int) -> HttpResponse:
    """End every session of somebody."""
    ended = services.end_sessions(person_id=person_id, actor=request.user, now=clock.now())
    words = ngettext("%(n)s session was ended.", "%(n)s sessions were ended.", ended)
    messages.success(request, words % {"n": ended})
    return redirect("organization:accounts")


@never_cache
@require_POST
def make_reset_link(request: Request, person_id: int) -> HttpResponse:
    """Make a one-time link and show it, this once."""
    person, uid, token = services.make_reset_link(
        person_id=person_id, drop_second_step="drop" in request.POST, actor=request.user, now=clock.now()
    )
    link = request.build_absolute_uri(reverse("organization:set-password", args=[uid, token]))
    context = {"account": person, "link": link, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    return render(request, "organization/accounts_link.html", context)


@require_POST
def require_second_step(request: Request) -> HttpResponse:
    """Say which roles must use the second step."""
    services.require_second_step(roles=request.POST.getlist("roles"), actor=request.user, now=clock.now())
    messages.success(request, _("Saved. It is asked for at the next sign-in of these people."))
    return redirect("organization:accounts")


def import_staff(request: Request) -> HttpResponse:
    """Check a workbook and show what would be made of each row; nothing is written."""
    now = clock.now()
    selectors.require_administrator(request.user, today=clock.day_of(now))
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context = {"form": form, "columns": workbook.COLUMNS, "roles": Role.labels}
    if request.method == "POST" and form.is_valid():
        rows = workbook.read(form.cleaned_data["file"])
        checked = services.check_rows(rows=rows, actor=request.user, now=now)
        context |= {
            "checked": checked,
            "wrong": sum(1 for row in checked if row.faults),
            "people": len({row.cells.username for row in checked}),
            "signed": signing.dumps([row.pack() for row in rows], salt=SALT, compress=True),
        }
    return render(request, "organization/accounts_import.html", context, status=422 if form.errors else 200)


@require_POST
def add_staff(request: Request) -> HttpResponse:
    """Add the people and posts of the workbook that was checked."""
    rows = workbook.unpack(request.POST.get("rows", ""), salt=SALT, max_age=GOOD_FOR)
    people = services.import_staff(rows=rows, actor=request.user, now=clock.now())
    messages.success(request, ngettext("%(n)s person was added.", "%(n)s people were added.", people) % {"n": people})
    return redirect("organization:accounts")
