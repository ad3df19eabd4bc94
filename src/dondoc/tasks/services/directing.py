"""A leader's directive on an incoming document, or of an opinion, becomes a task (bút phê, ý kiến chỉ đạo).

The act changes two apps, so it stands in the higher one and calls the lower one's service in its own transaction
(docs/decisions: layers): what the task refuses is told to the leader, and nothing of the directive stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import services as document_services
from dondoc.documents.choices import State
from dondoc.documents.incoming import errors as incoming_errors
from dondoc.documents.incoming import lifecycle
from dondoc.documents.incoming import selectors as incoming
from dondoc.documents.incoming import services as incoming_services
from dondoc.documents.models import Directive, Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization.choices import UnitKind
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, life_errors, selectors
from dondoc.tasks.choices import OPEN, ClosesOn, DeadlineKind, Kind, Stage
from dondoc.tasks.clauses import shortened
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.models import Opinion, Task

from .dues import let_take_part, make_task
from .particulars import NOTHING_SAID, Particulars, note_first


@transaction.atomic
def direct(
    *,
    arrival_id: int,
    text: str,
    lead_unit: Unit | None,
    cooperating: Sequence[Unit] = (),
    due_date: dt.date | None = None,
    is_without_deadline: bool = False,
    closes_on: ClosesOn = ClosesOn.RESULT,
    said: Particulars = NOTHING_SAID,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Give a directive on an incoming document and make the task of it.

    Args:
        text: what is to be done, in the leader's words; the task quotes it.
        is_without_deadline: the leader says that none is named (không nêu hạn).
        said: what the product is, how much of it, how urgent; nothing when nothing is said.

    Raises:
        ArrivalMissing: there is no such entry of a book, or the actor may not know of it.
        MayNotDirect: the actor is neither the assigning leader nor the head of the registering unit.
        WrongState: a directive holds already, or the document is handled.
        DirectionEmpty, DirectionWithoutLead, LeadCooperates, DeadlineOpen, DayPast: what was written is not whole.
        QuantityUnfit: a number without what is counted, the other way round, or none above zero.
        OutsideUnit: a unit is not under the one that the actor assigns for.
        MovedOn: somebody else acted in the meantime.
    """
    today = clock.day_of(now)
    arrival = incoming.get_for_change(arrival_id, actor=actor, today=today)
    assigning_unit = assigning_unit_of(actor, arrival.unit, today=today)
    cooperating = list(dict.fromkeys(cooperating))
    direction = incoming_services.write_direction(
        arrival_id=arrival_id,
        text=text,
        lead_unit=lead_unit,
        cooperating=cooperating,
        due_date=due_date,
        is_without_deadline=is_without_deadline,
        actor=actor,
        now=now,
    )
    _require_inside([direction.lead_unit, *cooperating], assigning_unit)
    task = _make_task(
        direction.directive,
        text=direction.text,
        lead_unit=direction.lead_unit,
        due_date=direction.due_date,
        assigning_unit=assigning_unit,
        closes_on=closes_on,
        said=said,
        actor=actor,
        now=now,
    )
    let_take_part(task, [(unit, unit.name) for unit in cooperating], actor=actor, now=now)
    end_review(task.document, units=[direction.lead_unit, *cooperating], actor=actor, now=now)
    return task


def assigning_unit_of(person: Person, unit: Unit, *, today: dt.date) -> Unit:
    """Return the unit for which a person gives directives on what a unit registered; an office acts for its department.

    Raises:
        MayNotDirect: no post of theirs allows it.
    """
    post = incoming.directing_post(person, unit, today=today)
    if post is None:
        raise incoming_errors.MayNotDirect
    above = post.unit.parent
    return above if post.unit.kind == UnitKind.OFFICE and above is not None else post.unit


@transaction.atomic
def direct_from_opinion(
    *,
    opinion_id: int,
    text: str,
    lead_unit: Unit | None,
    cooperating: Sequence[Unit] = (),
    due_date: dt.date | None = None,
    is_without_deadline: bool = False,
    closes_on: ClosesOn = ClosesOn.RESULT,
    said: Particulars = NOTHING_SAID,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Give a directive of one's own opinion on an obstacle: a task of its own beside the one that stands still.

    It rests on the same passage of the same document and quotes the leader's words; the opinion is its source.

    Args:
        text: what is to be done, in the leader's words.
        is_without_deadline: the leader says that none is named (không nêu hạn).
        said: what the product is, how much of it, how urgent; nothing when nothing is said.

    Raises:
        OpinionMissing, OpinionOfAnother: see `opinion_to_direct`.
        DirectionEmpty, DirectionWithoutLead, LeadCooperates, DeadlineOpen, DayPast: what was written is not whole.
        QuantityUnfit: see `direct`.
        OutsideUnit: a unit is not under the one that the actor directs for.
    """
    today = clock.day_of(now)
    opinion, assigning_unit = selectors.opinion_to_direct(opinion_id, actor=actor, today=today)
    cooperating = list(dict.fromkeys(cooperating))
    lead_unit = lifecycle.require_whole(
        text=text,
        lead_unit=lead_unit,
        cooperating=cooperating,
        due_date=due_date,
        is_without_deadline=is_without_deadline,
        today=today,
    )
    _require_inside([lead_unit, *cooperating], assigning_unit)
    directive = Directive.objects.get(tasks=opinion.obstacle.task)
    task = _make_task(
        directive,
        text=text.strip(),
        lead_unit=lead_unit,
        due_date=due_date,
        assigning_unit=assigning_unit,
        closes_on=closes_on,
        said=said,
        actor=actor,
        now=now,
    )
    if not Opinion.objects.filter(pk=opinion.pk, part=None, directed=None).update(directed=task):
        raise life_errors.OpinionMissing
    let_take_part(task, [(unit, unit.name) for unit in cooperating], actor=actor, now=now)
    document_services.distribute(document=task.document, units=[lead_unit, *cooperating])
    return task


def _require_inside(units: Sequence[Unit], assigning_unit: Unit) -> None:
    """Refuse units that are not under the one for which a directive is given."""
    if any(not unit.path.startswith(assigning_unit.path) for unit in units):
        raise errors.OutsideUnit


def _make_task(
    directive: Directive,
    *,
    text: str,
    lead_unit: Unit,
    due_date: dt.date | None,
    assigning_unit: Unit,
    closes_on: ClosesOn,
    said: Particulars,
    actor: Person,
    now: dt.datetime,
) -> Task:
    """Make the task of a leader's words and log it."""
    document = Document.objects.defer("text", "reading").get(pk=directive.document_id)
    task = make_task(
        due_date=due_date,
        due_set_by=actor,
        actor=actor,
        now=now,
        document=document,
        directive=directive,
        quote=text,
        action=shortened(text),
        kind=Kind.TASK,
        closes_on=closes_on,
        **said.columns,
        lead_printed=lead_unit.name,
        lead_unit=lead_unit,
        assigning_unit=assigning_unit,
        deadline_kind=DeadlineKind.DATE if due_date else DeadlineKind.NONE,
        search_text=fold(f"{text} {document.number}/{document.symbol}"),
    )
    audit.record(
        act="tasks.assign",
        subject=f"task:{task.pk}",
        actor=actor,
        now=now,
        after={
            "document": document.pk,
            "lead": lead_unit.name,
            "due": str(task.due_date or ""),
            "closes_on": str(closes_on.label),
        },
    )
    note_first(task, by=actor, now=now)
    return task


def end_review(document: Document, *, units: Sequence[Unit], actor: Person, now: dt.datetime) -> None:
    """Let a document in which no duty was read count as handed on: the directive is what comes of it."""
    if document.state == State.REVIEWING and not selectors.progress_of(document).total:
        document_services.hand_on(document=document, units=units, actor=actor, now=now)
        document.state = State.HANDED_ON


def follow_direction(event: TaskMoved) -> None:
    """Carry what becomes of a directive's task over to its document: begun, closed with its proof, cancelled."""
    task = Task.objects.filter(
        pk=event.task_id, parent=None, from_opinion=None, directive__rule=incoming_services.LEADERS_WORDS
    ).values_list("stage", "directive_id")
    for stage, directive_id in task:
        if stage == Stage.DONE:
            incoming_services.finish_duty(directive_id=directive_id, now=event.at)
        elif stage == Stage.CANCELLED:
            incoming_services.end_direction(directive_id=directive_id, now=event.at)
        elif stage in OPEN and stage != Stage.ASSIGNED:
            incoming_services.begin_handling(directive_id=directive_id, now=event.at)
