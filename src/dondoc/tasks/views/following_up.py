"""Following a task up: read the form, one call, back to where the person was."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.tasks import services
from dondoc.tasks.forms import SHORT, date_of, means_of, seen_of, words_of

from .acting import act, done


def day_sent(request: Request) -> dt.date:
    """Read the day on which it happened; an empty field is today.

    Raises:
        DateUnreadable: it is not a date.
    """
    return date_of(request.POST.get("date")) or clock.day_of(clock.now())


@require_POST
def observe(request: Request, task_id: int) -> HttpResponse:
    """Note how the task goes."""
    text, seen = words_of(request.POST, "text"), seen_of(request.POST.get("seen"))
    act(request, services.observe, task_id, date=day_sent(request), text=text, seen=seen)
    return done(request, task_id, _("The note is recorded."))


@require_POST
def urge(request: Request, task_id: int) -> HttpResponse:
    """Record that the unit was reminded."""
    means = means_of(request.POST.get("means"))
    text, seen = words_of(request.POST, "text"), seen_of(request.POST.get("seen"))
    act(request, services.urge, task_id, date=day_sent(request), means=means, text=text, seen=seen)
    return done(request, task_id, _("The reminder is recorded."))


@require_POST
def inspect(request: Request, task_id: int) -> HttpResponse:
    """Record an inspection."""
    act(
        request,
        services.inspect,
        task_id,
        date=day_sent(request),
        place=words_of(request.POST, "place", length=SHORT),
        text=words_of(request.POST, "text"),
        conclusion=words_of(request.POST, "conclusion"),
        seen=seen_of(request.POST.get("seen")),
    )
    return done(request, task_id, _("The inspection is recorded."))
