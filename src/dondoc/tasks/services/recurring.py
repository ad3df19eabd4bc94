"""What comes again: the rhythm of a duty, the task of each period, the review of a standing duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.choices import PeriodKind
from dondoc.kernel.periods import period_of
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person
from dondoc.tasks import deadline_errors, errors, lifecycle, selectors
from dondoc.tasks.choices import WORKING, DeadlineKind, Kind, Stage
from dondoc.tasks.models import Occurrence, Review, Rhythm, RhythmMark, Task
from dondoc.tasks.terms import Slot, marks_are_valid, slots

from .counting import TASK_FIELDS
from .dues import copy_cooperations, make_task
from .moving import take_step


@transaction.atomic
def set_rhythm(
    *, task_id: int, every: str, marks: Sequence[tuple[int, int]] = (), actor: Person, now: dt.datetime
) -> Rhythm:
    """Say how often a duty comes again (định kỳ), and make the task of the period that has begun.

    What was made by an earlier rhythm stays.

    Args:
        marks: the days of each period on which a recurring duty is due, as (month of the period, day); a standing
            duty has none: it is reviewed each period.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the task has ended.
        CollectiveTask: it is the whole of several leads; each of its parts has its own rhythm.
        NotComingAgain: the duty neither recurs nor stands.
        MayNotAssign: the actor is not the assigning leader.
        OwnTask: it was given to them, or they lead it.
        RhythmInvalid: the days are not days of the period, or a recurring duty has none.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("set_rhythm", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    is_reviewed = task.kind == Kind.STANDING and not marks
    if every not in PeriodKind.values or not (is_reviewed or (marks and marks_are_valid(every, marks))):
        raise deadline_errors.RhythmInvalid
    rhythm, _made = Rhythm.objects.update_or_create(
        task=task, defaults={"every": every, "set_by": actor, "set_at": now}
    )
    rhythm.marks.all().delete()
    RhythmMark.objects.bulk_create(
        RhythmMark(rhythm=rhythm, nth=nth, month=month, day=day) for nth, (month, day) in enumerate(sorted(marks), 1)
    )
    words = ", ".join(f"{day}/{month}" for month, day in sorted(marks))
    note = {"text": f"{PeriodKind(every).label} {words}".strip()}
    take_step(task, "set_rhythm", actor=actor, now=now, note=note)
    make_occurrences(rhythm_id=rhythm.pk, now=now)
    return rhythm


@transaction.atomic
def make_occurrences(*, rhythm_id: int, now: dt.datetime) -> list[Task]:
    """Make the tasks of the periods that have begun, and the next one where the last is closed; never two for one.

    Running it again makes nothing more. A rule that is reported or has ended, or that nobody leads, makes none.
    """
    # The rows of its task and marks are read after the lock, so that two workers see each other's tasks.
    Rhythm.objects.select_for_update().get(pk=rhythm_id)
    rhythm = Rhythm.objects.select_related("task", "set_by").get(pk=rhythm_id)
    marks = [(mark.month, mark.day) for mark in rhythm.marks.all()]
    if rhythm.task.stage not in WORKING or rhythm.task.lead_unit_id is None or not marks:
        return []
    made: list[Task] = []
    while (slot := _next_slot(rhythm, marks, today=clock.day_of(now))) is not None:
        made.append(_make(rhythm, slot, now=now))
    return made


def copy_rhythm(source: Task, made: Task, *, actor: Person, now: dt.datetime) -> None:
    """Let a rule that takes the place of another come again as that one did; a part of the act that replaces it.

    What is done stands for its mark under the new rule too; what is still open is made anew by it.
    """
    earlier = Rhythm.objects.filter(task=source).first()
    if earlier is None:
        return
    rhythm = Rhythm.objects.create(task=made, every=earlier.every, set_by=actor, set_at=now)
    RhythmMark.objects.bulk_create(
        RhythmMark(rhythm=rhythm, nth=mark.nth, month=mark.month, day=mark.day) for mark in earlier.marks.all()
    )
    earlier.occurrences.filter(task__stage=Stage.DONE).update(rhythm=rhythm)
    make_occurrences(rhythm_id=rhythm.pk, now=now)


@transaction.atomic
def review(*, task_id: int, text: str, actor: Person, now: dt.datetime) -> Review:
    """Record what was found when a standing duty was looked at in this period (rà soát).

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: the duty has ended.
        NotStanding: the task has an end.
        LeadOpen: nobody leads it yet.
        NotReviewer: the actor is neither the head of the lead unit nor of the assigning side.
        RhythmMissing: nobody said how often it is reviewed.
        TextEmpty: nothing is said.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("review", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    rhythm = Rhythm.objects.filter(task=task).first()
    if rhythm is None:
        raise deadline_errors.RhythmMissing
    if not text.strip():
        raise errors.TextEmpty
    period = period_of(rhythm.every, clock.day_of(now))
    take_step(task, "review", actor=actor, now=now, note={"text": text.strip()})
    return Review.objects.create(
        task=task,
        period_start=period.start,
        period_end=period.end,
        text=text.strip(),
        reviewed_by=actor,
        reviewed_at=now,
    )


def _next_slot(rhythm: Rhythm, marks: Sequence[tuple[int, int]], *, today: dt.date) -> Slot | None:
    """Return the next mark that has no task, when its time has come or the one before is closed; else None."""
    done = list(rhythm.occurrences.select_related("task"))
    last = max((one.task for one in done), key=lambda task: task.original_due_date or dt.date.min, default=None)
    # What was due before anybody set the rhythm is not made up for.
    after = clock.day_of(rhythm.set_at) - dt.timedelta(days=1)
    if last is not None and last.original_due_date is not None:
        after = max(after, last.original_due_date)
    taken = {(one.period_start, one.nth) for one in done if one.every == rhythm.every}
    slot = next(
        found
        for found in slots(rhythm.every, marks, after)
        if found.due > after and (found.period.start, found.nth) not in taken
    )
    is_time = slot.opens <= today or (last is not None and last.stage == Stage.DONE)
    return slot if is_time else None


def _make(rhythm: Rhythm, slot: Slot, *, now: dt.datetime) -> Task:
    """Make the task of one mark of one period; the system acts, by the pattern the leader set."""
    rule = rhythm.task
    action = f"{rule.action} ({slot.period.label})"
    task = make_task(
        due_date=slot.due,
        due_set_by=rhythm.set_by,
        actor=rhythm.set_by,
        now=now,
        parent=rule,
        action=action,
        kind=Kind.REPORT if rule.kind == Kind.REPORT else Kind.TASK,
        deadline_kind=DeadlineKind.DATE,
        search_text=fold(f"{action} {rule.search_text}"),
        **{name: getattr(rule, name) for name in TASK_FIELDS},
    )
    Occurrence.objects.create(
        rhythm=rhythm, every=rhythm.every, period_start=slot.period.start, nth=slot.nth, task=task
    )
    copy_cooperations(rule, task, actor=rhythm.set_by, now=now)
    audit.record(
        act="tasks.assign",
        subject=f"task:{task.pk}",
        actor=None,
        now=now,
        after={"parent": rule.pk, "lead": str(task.lead_unit or ""), "due": str(task.due_date or "")},
    )
    return task
