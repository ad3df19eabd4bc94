"""The list of drafts, and starting one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.documents import selectors as documents
from dondoc.documents.composing import forms, selectors, services
from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of

PAGE = 25
# The lists by their names in the address.
TABS = (("cho-toi", _("Waiting for me")), ("cua-toi", _("Mine")), ("tat-ca", _("All")))


@require_safe
def index(request: Request) -> HttpResponse:
    """List the drafts: what waits for the person first."""
    today = clock.day_of(clock.now())
    name = request.GET.get("xem", "cho-toi")
    name = name if name in selectors.LISTS else "cho-toi"
    words = request.GET.get("q", "").strip()
    found = selectors.listed(request.user, name, words=words, today=today)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "tabs": TABS,
        "list": name,
        "words": words,
        "may_start": bool(selectors.own_units(request.user, today=today)),
    }
    return render(request, "documents/composing/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Start a draft; `?tra-loi=` names the document that it answers."""
    now = clock.now()
    today = clock.day_of(now)
    units = selectors.own_units(request.user, today=today)
    issuers = list(dict.fromkeys(issuer for unit in units for issuer in selectors.issuers_for(unit)))
    wanted = id_of(request.POST.get("answers_id") or request.GET.get("tra-loi"))
    answers = documents.get(wanted, person=request.user, today=today) if wanted is not None else None
    form = forms.StartForm(
        request.POST or None, units=units, issuers=issuers, answers=answers.pk if answers is not None else None
    )
    if request.method == "POST" and form.run(services.start, actor=request.user, now=now):
        return redirect("drafts:draft", form.result.pk)
    context = {"form": form, "answers": answers, "has_unit": bool(units), "has_issuer": bool(issuers)}
    return render(request, "documents/composing/start.html", context, status=422 if form.is_bound else 200)


@require_POST
def start_notice(request: Request, draft_id: int) -> HttpResponse:
    """Start a notice from the minutes of a meeting."""
    notice = services.start_notice(draft_id=draft_id, actor=request.user, now=clock.now())
    return redirect("drafts:draft", notice.pk)
