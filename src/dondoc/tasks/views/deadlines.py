"""The steps that move a deadline, count it, or let a duty come again: read the form, one call, back."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.kernel.choices import TermUnit
from dondoc.organization.requests import Request
from dondoc.tasks import deadline_errors, errors, services
from dondoc.tasks.forms import SHORT, date_of, seen_of, words_of
from dondoc.tasks.terms import MOST_DAYS, Term
from dondoc.web.fields import id_of

from .acting import act, document_of, done

# A form offers so many days in a period: twice a year is two.
MARKS = range(1, 5)


@require_POST
def ask_extension(request: Request, task_id: int) -> HttpResponse:
    """Ask for a later deadline."""
    date = date_of(request.POST.get("date"))
    if date is None:
        raise errors.DateUnreadable(words="")
    act(request, services.ask_extension, task_id, date=date, reason=words_of(request.POST, "reason"))
    return done(request, task_id, _("The extension is asked for and waits for a decision."))


@require_POST
def grant_extension(request: Request, task_id: int) -> HttpResponse:
    """Grant the later deadline."""
    seen = seen_of(request.POST.get("seen"))
    act(request, services.grant_extension, task_id, note=words_of(request.POST, "note"), seen=seen)
    return done(request, task_id, _("The extension is granted; the original deadline stays on record."))


@require_POST
def refuse_extension(request: Request, task_id: int) -> HttpResponse:
    """Refuse the later deadline."""
    seen = seen_of(request.POST.get("seen"))
    act(request, services.refuse_extension, task_id, note=words_of(request.POST, "note"), seen=seen)
    return done(request, task_id, _("The extension is refused with your reason."))


@require_POST
def extend(request: Request, task_id: int) -> HttpResponse:
    """Put the later deadline in force that a decision gives."""
    date = date_of(request.POST.get("date"))
    if date is None:
        raise errors.DateUnreadable(words="")
    decision, reason = document_of(request), words_of(request.POST, "reason")
    seen = seen_of(request.POST.get("seen"))
    act(request, services.extend_by_decision, task_id, date=date, decision=decision, reason=reason, seen=seen)
    return done(request, task_id, _("The deadline is extended by the decision; the original one stays on record."))


@require_POST
def count_deadline(request: Request, task_id: int) -> HttpResponse:
    """Count the deadline from the day of an event."""
    term = term_of(request.POST)
    if term is None:
        raise deadline_errors.TermInvalid(most=MOST_DAYS)
    act(
        request,
        services.count_deadline,
        task_id,
        event=words_of(request.POST, "event", length=SHORT),
        event_date=date_of(request.POST.get("event_date")),
        term=term,
    )
    return done(request, task_id, _("The deadline is counted; how stands beside it."))


@require_POST
def raise_event(request: Request, task_id: int) -> HttpResponse:
    """Say that what a live rule waits for has arisen, and open the task it made."""
    part = act(
        request,
        services.raise_event,
        task_id,
        text=words_of(request.POST, "event", length=SHORT),
        happened_on=date_of(request.POST.get("event_date")),
        term=term_of(request.POST),
        seen=seen_of(request.POST.get("seen")),
    )
    done(request, task_id, _("%(code)s was made of what has arisen.") % {"code": part.code})
    return redirect("tasks:task", part.pk)


@require_POST
def set_rhythm(request: Request, task_id: int) -> HttpResponse:
    """Say how often a duty comes again."""
    pairs = [(id_of(request.POST.get(f"month{n}")), id_of(request.POST.get(f"day{n}"))) for n in MARKS]
    marks = [(month or 1, day) for month, day in pairs if day is not None]
    act(request, services.set_rhythm, task_id, every=request.POST.get("every", ""), marks=marks)
    return done(request, task_id, _("The rhythm is set."))


@require_POST
def review_duty(request: Request, task_id: int) -> HttpResponse:
    """Record that a standing duty was looked at."""
    act(request, services.review, task_id, text=words_of(request.POST, "text"))
    return done(request, task_id, _("The review is recorded."))


def term_of(data: QueryDict) -> Term | None:
    """Read a term; None when no number is given.

    Raises:
        TermInvalid: it is counted in something else than days.
    """
    number = id_of(data.get("number"))
    if number is None:
        return None
    unit = data.get("unit", "")
    if unit not in TermUnit.values:
        raise deadline_errors.TermInvalid(most=MOST_DAYS)
    return Term(number, TermUnit(unit))
