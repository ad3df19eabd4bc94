"""The log of acts (nhật ký), for whoever administers or inspects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dondoc.audit import selectors as audit
from dondoc.audit import services
from dondoc.audit.words import ACTS
from dondoc.kernel import clock
from dondoc.kernel.errors import NotAllowed
from dondoc.kernel.vietnamese import sort_key
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.web.fields import DayField

PAGE = 50
# What a record is called in the log, as `task:12`.
SUBJECT = r"^[a-z_]+(:\d{1,18})?$"


class LogNotAllowed(NotAllowed):
    """The log names who did what: it is for few."""

    code = "home.log_not_allowed"
    message = gettext_lazy("Only whoever administers the system may read the log. Ask them for what you need.")


class FilterForm(forms.Form):
    """What is asked of the log; the names stand in the address."""

    nguoi = forms.CharField(label=gettext_lazy("User name"), required=False, max_length=60)
    viec = forms.ChoiceField(label=gettext_lazy("Act"), required=False)
    ban_ghi = forms.RegexField(
        SUBJECT,
        label=gettext_lazy("Record"),
        required=False,
        help_text=gettext_lazy("Such as task:12 or document:3"),
        error_messages={"invalid": gettext_lazy("Write the kind and the number, such as task:12.")},
    )
    tu = DayField(label=gettext_lazy("From"), required=False, max_length=20)
    den = DayField(label=gettext_lazy("Last day"), required=False, max_length=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        acts = sorted(((act, str(words)) for act, words in ACTS.items()), key=lambda pair: sort_key(pair[1]))
        self.fields["viec"].choices = [("", _("All")), *acts]  # type: ignore[attr-defined]


@require_safe
def log(request: Request) -> HttpResponse:
    """Show the log, newest first; that somebody read it is logged as well.

    Raises:
        LogNotAllowed: the person does not administer the system.
    """
    now = clock.now()
    if not request.user.can(Ability.ADMINISTER, clock.day_of(now)):
        raise LogNotAllowed
    services.read(act="audit.read", subject="log", actor=request.user, now=now)
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else None
    found = audit.entries().none()
    if asked is not None:
        found = audit.entries(
            username=asked["nguoi"],
            act=asked["viec"],
            subject=asked["ban_ghi"],
            day_from=asked["tu"],
            day_to=asked["den"],
        )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "home/log.html", {"form": form, "page": page})
