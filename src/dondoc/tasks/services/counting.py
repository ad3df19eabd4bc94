"""Deadlines that are counted from an event: the day is named by a person, the term is printed or the leader's."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import calendar, clock
from dondoc.kernel.choices import TermUnit
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person
from dondoc.tasks import deadline_errors, guards, lifecycle, selectors
from dondoc.tasks.choices import DeadlineKind, DueOrigin, Kind
from dondoc.tasks.clauses import shortened
from dondoc.tasks.models import DeadlineCount, DueDate, Task, TriggerEvent
from dondoc.tasks.terms import MOST_DAYS, Term, printed_term

from .dues import copy_cooperations, make_task, put_in_force
from .moving import Seen, require_seen, take_step

TASK_FIELDS = (
    "document", "directive", "quote", "product", "product_quantity", "product_unit", "urgency",
    "closes_on", "lead_printed", "lead_unit", "assignee", "assigning_unit",
    "deadline_phrase", "report_to", "report_via",
)  # fmt: skip


@transaction.atomic
def count_deadline(
    *, task_id: int, event: str, event_date: dt.date | None, term: Term, actor: Person, now: dt.datetime
) -> Task:
    """Count the deadline from the day of an event (tính thời hạn); the original deadline from then on.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has ended.
        CollectiveTask: it is the whole of several leads.
        NotRelative: the document does not count from an event.
        MayNotAssign: the actor neither assigns nor confirms what is printed.
        DeadlineSet: the task has a deadline, which does not change.
        EventEmpty: no words name the event.
        EventDateMissing: its day is not given, or lies ahead.
        TermInvalid: the term is no number of days.
        TermNotPrinted: only the leader counts with a term that is not printed.
        OwnTask: nor do they, when it was given to them or they lead it.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    facts = selectors.facts(task, actor=actor, today=today)
    lifecycle.require("count_deadline", facts)
    if not event.strip():
        raise deadline_errors.EventEmpty
    day = _day_of_event(event_date, today=today)
    _require_term(term, printed_term(task.deadline_phrase), facts)
    count = counted(event=event.strip(), event_date=day, term=term)
    due = put_in_force(task, _end(count), origin=DueOrigin.COUNTED, actor=actor, now=now)
    _keep(count, task)
    note = {"text": f"{term.number} {term.unit.label}: {event.strip()}", "event_date": day.isoformat()}
    return take_step(task, "count_deadline", actor=actor, now=now, note=note, due_set_by=actor, **due)


@transaction.atomic
def raise_event(
    *,
    task_id: int,
    text: str,
    happened_on: dt.date | None,
    term: Term | None = None,
    seen: Seen | None = None,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Say that what a live rule waits for has arisen: a part of the rule, due by the printed term from that day.

    Args:
        term: the assigning side's, where the document prints none; None: the printed one, or no deadline.
        seen: how many events that they raised the actor saw; a double click makes one.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the rule has ended.
        NotTrigger: the task waits for no event.
        LeadOpen: nobody leads it yet.
        NotReviewer: the actor is neither the head of the lead unit nor of the assigning side.
        EventEmpty: no words say what has arisen.
        EventDateMissing: its day is not given, or lies ahead.
        TermInvalid: the term is no number of days.
        TermNotPrinted: only the assigning side counts with a term that is not printed.
        OwnTask: nor do they, when it was given to them or they lead it.
        MovedOn: somebody else acted in the meantime.
    """
    rule = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    facts = selectors.facts(rule, actor=actor, today=today)
    lifecycle.require("raise_event", facts)
    if not text.strip():
        raise deadline_errors.EventEmpty
    require_seen(rule, seen, rule.events.filter(raised_by=actor).count())
    day = _day_of_event(happened_on, today=today)
    printed = printed_term(rule.deadline_phrase)
    term = term or printed
    _require_term(term, printed, facts)
    count = counted(event=text.strip(), event_date=day, term=term) if term else None
    part = _make_part(rule, text=text.strip(), count=count, actor=actor, now=now)
    TriggerEvent.objects.create(
        rule=rule, task=part, happened_on=day, text=text.strip()[:300], raised_by=actor, raised_at=now
    )
    take_step(rule, "raise_event", actor=actor, now=now, note={"text": text.strip(), "event_date": day.isoformat()})
    return part


def _require_term(term: Term | None, printed: Term | None, facts: guards.Facts) -> None:
    """Refuse a term that is neither printed nor the actor's to name; without one there is nothing to name."""
    refusal = guards.actor_names_the_term(facts) if term != printed else None
    if refusal is not None:
        raise refusal


def counted(*, event: str, event_date: dt.date, term: Term) -> DeadlineCount:
    """Count a term by the calendar as it is now; the row is not saved and does not belong to a deadline yet.

    Raises:
        TermInvalid: the term is no number of days.
    """
    if not 1 <= term.number <= MOST_DAYS or term.unit not in TermUnit.values:
        raise deadline_errors.TermInvalid(most=MOST_DAYS)
    work = calendar.read()
    last_day = work.last_day(event_date, term.number, term.unit)
    return DeadlineCount(
        event=event[:300],
        event_date=event_date,
        number=term.number,
        unit=term.unit,
        last_day=last_day,
        rest_reason=work.rest_reason(last_day),
    )


def _end(count: DeadlineCount) -> dt.date:
    return calendar.read().next_working_day(count.last_day)


def _keep(count: DeadlineCount, task: Task) -> None:
    """Save how the newest deadline of a task was counted."""
    count.due = DueDate.objects.filter(task=task).latest("pk")
    count.save()


def _day_of_event(day: dt.date | None, *, today: dt.date) -> dt.date:
    if day is None or day > today:
        raise deadline_errors.EventDateMissing
    return day


def _make_part(rule: Task, *, text: str, count: DeadlineCount | None, actor: Person, now: dt.datetime) -> Task:
    """Make the task that an event calls for."""
    action = shortened(f"{text}: {rule.action}")
    part = make_task(
        due_date=_end(count) if count else None,
        due_set_by=None,
        origin=DueOrigin.COUNTED,
        actor=actor,
        now=now,
        parent=rule,
        action=action,
        kind=Kind.TASK,
        deadline_kind=DeadlineKind.RELATIVE if count else DeadlineKind.NONE,
        search_text=fold(f"{action} {rule.search_text}"),
        **{name: getattr(rule, name) for name in TASK_FIELDS},
    )
    if count is not None:
        _keep(count, part)
    copy_cooperations(rule, part, actor=actor, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{part.pk}",
        actor=actor,
        now=now,
        after={"parent": rule.pk, "lead": str(part.lead_unit or ""), "due": str(part.due_date or ""), "text": text},
    )
    return part
