"""The working-day calendar: everybody looks, an administrator changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dondoc.audit.models import Entry
from dondoc.kernel import calendar, clock
from dondoc.kernel.choices import DayKind, PeriodKind
from dondoc.kernel.models import LATEST_CLOSING_DAY, CalendarDay, ReportingScheme
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import SHORT, date_of, words_of
from dondoc.tasks.services.keeping_calendar import LOG, DayFacts
from dondoc.web.fields import id_of

NAME_LENGTH = 100
# The log of the calendar on its page; older entries stand in the log itself.
ENTRIES = 20


@require_safe
def workdays(request: Request) -> HttpResponse:
    """Show the days of a year that differ from the ordinary week, and when reports close their figures."""
    today = clock.day_of(clock.now())
    year = id_of(request.GET.get("nam")) or today.year
    year = year if today.year - 10 <= year <= today.year + 10 else today.year
    days = list(CalendarDay.objects.filter(date__year=year))
    edited = id_of(request.GET.get("sua"))
    context = {
        "editing": next((day for day in days if day.pk == edited), None),
        "year": year,
        "today": today,
        "days": days,
        "expected": sum(day.is_expected for day in days),
        "kinds": DayKind.choices,
        "periods": PeriodKind.choices,
        "schemes": ReportingScheme.objects.all(),
        "latest": LATEST_CLOSING_DAY,
        "warnings": calendar.calendar_health(today),
        "may_administer": request.user.can(Ability.ADMINISTER, today),
        "entries": Entry.objects.about(LOG)[:ENTRIES],
    }
    return render(request, "tasks/workdays.html", context)


def back(year: int, sentence: str, request: Request) -> HttpResponse:
    """Say what happened and show the year."""
    messages.success(request, sentence)
    return redirect(f"{reverse('tasks:workdays')}?nam={year}")


def facts_of(request: Request) -> DayFacts:
    """Read what the form says of a day."""
    return DayFacts(
        date=date_of(request.POST.get("date")),
        kind=request.POST.get("kind", ""),
        name=words_of(request.POST, "name", length=NAME_LENGTH),
        source=words_of(request.POST, "source", length=SHORT),
        is_expected=bool(request.POST.get("is_expected")),
    )


@require_POST
def add_workday(request: Request) -> HttpResponse:
    """Enter a day."""
    day = services.add_day(facts=facts_of(request), actor=request.user, now=clock.now())
    return back(day.date.year, _("The day is in the calendar."), request)


@require_POST
def change_workday(request: Request, day_id: int) -> HttpResponse:
    """Correct a day."""
    day = services.change_day(day_id=day_id, facts=facts_of(request), actor=request.user, now=clock.now())
    return back(day.date.year, _("The day is corrected."), request)


@require_POST
def remove_workday(request: Request, day_id: int) -> HttpResponse:
    """Take a day out."""
    services.remove_day(day_id=day_id, actor=request.user, now=clock.now())
    year = id_of(request.POST.get("year")) or clock.day_of(clock.now()).year
    return back(year, _("The day is taken out; deadlines counted before stay as they are."), request)


@require_POST
def confirm_workdays(request: Request) -> HttpResponse:
    """Confirm the expected days of a year."""
    year = id_of(request.POST.get("year")) or 0
    source = words_of(request.POST, "source", length=SHORT)
    count = services.confirm_days(year=year, source=source, actor=request.user, now=clock.now())
    sentence = ngettext("%(count)s day is confirmed.", "%(count)s days are confirmed.", count) % {"count": count}
    return back(year, sentence, request)


@require_POST
def set_cut_off(request: Request) -> HttpResponse:
    """Change the closing day of a kind of report."""
    services.set_cut_off(
        kind=request.POST.get("kind", ""),
        closing_day=id_of(request.POST.get("closing_day")),
        valid_from=date_of(request.POST.get("valid_from")),
        source=words_of(request.POST, "source", length=SHORT),
        actor=request.user,
        now=clock.now(),
    )
    return back(clock.day_of(clock.now()).year, _("The closing day is set."), request)
