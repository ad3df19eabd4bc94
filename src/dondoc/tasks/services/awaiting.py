"""Tasks of a document that is not in hand: rows without content, counted in no class, until the document arrives."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dondoc.documents import selectors as documents
from dondoc.documents import services as document_services
from dondoc.documents.choices import Way
from dondoc.documents.events import CitesAbsent
from dondoc.documents.models import Citation, Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.choices import DeadlineKind, Decision, Kind, Stage
from dondoc.tasks.clauses import shortened
from dondoc.tasks.models import Awaited, Task
from dondoc.tasks.selectors import awaiting

from .directing import end_review
from .dues import let_take_part
from .ending import CODE, end_without_result
from .handing_over import fill_row, issuing_unit_of, units_of, write_content
from .reviewing import Choice, get_for_review, gives_date, refuse_past_date, require_printed, stands_in

# The rule under which a passage that a person quoted stands among those that were read.
QUOTED = "quoted_by_hand"
# How much of a passage a refusal says.
SAID = 60
# All that is known of such a task: which of how many it is, and of which document.
NAMED = "Nhiệm vụ thứ {number} theo {document}: chưa có nội dung, chờ văn bản"
GIVEN = "Văn bản đã về, nội dung của nhiệm vụ này là {code}"


def await_tasks(event: CitesAbsent) -> None:
    """Make a row for each task that a document speaks of and an absent document gives; those that are there stay.

    Two documents that speak of the same absent one speak of the same tasks: the greater number counts.
    """
    citations = Citation.objects.filter(document=event.document_id, target=None, tasks_announced__gt=0)
    absent = list(citations.exclude(reference="").order_by("-tasks_announced", "position"))
    if not absent:
        return
    document = Document.objects.select_related("registered_in").get(pk=event.document_id)
    for citation in absent:
        try:
            with transaction.atomic():
                _make_missing(citation, document)
        except IntegrityError:  # another document that cites it was read at the same moment: its rows are there now
            _make_missing(citation, document)


def await_all() -> int:
    """Make the rows that documents read before such rows were made still lack, and return how many."""
    before = Awaited.objects.count()
    absent = Citation.objects.filter(target=None, tasks_announced__gt=0).exclude(reference="")
    for document_id in absent.order_by("document").values_list("document", flat=True).distinct():
        await_tasks(CitesAbsent(document_id=document_id))
    return Awaited.objects.count() - before


def _make_missing(citation: Citation, document: Document) -> None:
    of_it = Awaited.objects.filter(reference=citation.reference, date=citation.date)
    there = set(of_it.values_list("number", flat=True))
    missing = [number for number in range(1, citation.tasks_announced + 1) if number not in there]
    if not missing:
        return
    sentence = documents.sentence_of(citation, document)
    # Who will assign it is not known; it waits in the register of the whole body.
    body = Unit.objects.get(pk=int(document.registered_in.path.split("/")[1]))
    tasks = Task.objects.bulk_create(
        Task(
            document=document,
            assigning_unit=body,
            stage=Stage.AWAITED,
            kind=Kind.TASK,
            quote=sentence,
            action=(action := NAMED.format(number=number, document=_named(citation))),
            search_text=fold(f"{action} {sentence}"),
        )
        for number in missing
    )
    Awaited.objects.bulk_create(
        Awaited(
            task=task,
            citation=citation,
            quote=sentence,
            reference=citation.reference,
            date=citation.date,
            number=number,
        )
        for task, number in zip(tasks, missing, strict=True)
    )


def _named(citation: Citation) -> str:
    return f"{citation.name} ngày {format_date(citation.date)}" if citation.date else citation.name


@transaction.atomic
def fill(*, task_id: int, proposal_id: int, actor: Person, now: dt.datetime) -> Task:
    """Give an awaited task the content, lead and deadline of a passage of its document, confirmed in review.

    From now on it is assigned and counted; where it was first spoken of stays with it. The passage makes no other task
    when the document is handed on.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: it waits for no document.
        MayNotReview: the actor neither confirms nor assigns.
        DocumentAwaited: its document is not in the register.
        ProposalMissing, ReviewClosed: no such proposal, or its document was handed on.
        NotOfThatDocument: the proposal is of another document, or not confirmed.
        ProposalGiven: the proposal gave another awaited task its content.
        DeadlineBeforeToday: the date that the leader set has passed since it was confirmed.
        MovedOn: somebody else acted in the meantime.
    """
    task = _to_settle("fill", task_id, actor=actor, now=now)
    proposal = get_for_review(proposal_id, actor=actor, now=now)
    document = proposal.directive.document
    if document.pk != task.awaited.citation.target_id or proposal.decision != Decision.CONFIRMED:
        raise life_errors.NotOfThatDocument
    refuse_past_date(proposal, today=clock.day_of(now))
    Awaited.objects.filter(pk=task.awaited.pk).update(proposal=proposal)
    fill_row(task, proposal, document=document, actor=actor, now=now)
    document_services.distribute(document=document, units=units_of([proposal]))
    return task


@transaction.atomic
def fill_by_hand(*, task_id: int, words: str, place: str = "", choice: Choice, actor: Person, now: dt.datetime) -> Task:
    """Give an awaited task the content of a passage of its document that was not read, quoted by hand.

    What the clerk says of lead and deadline is printed; what the leader adds is recorded as theirs. A document in which
    nothing was read counts as handed on.

    Args:
        words: the passage as it is printed; where the text of the document is known, it stands there.
        place: its section, as “2” or “2.(1)”.
        choice: what is to be done, empty: the passage itself; who leads, by when. Leads named together are no part.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: it waits for no document.
        MayNotReview: the actor neither confirms nor assigns.
        DocumentAwaited: its document is not in the register.
        TextEmpty: no passage is quoted.
        PassageNotPrinted: it does not stand in the document.
        NotOfThatDocument: it was read there, or quoted for another task; or the document is one that we issued.
        LeadNotPrinted, LeadContradicts, DeadlineNotPrinted, DeadlineContradicts: see `reviewing.confirm`.
        DeadlineBeforeToday: the leader's date is past.
        QuantityUnfit: a number of nothing, or what is counted without its number.
        MovedOn: somebody else acted in the meantime.
    """
    task = _to_settle("fill", task_id, actor=actor, now=now)
    document = Document.objects.get(cited_by=task.awaited.citation)
    words = " ".join(words.split())
    _require_unread(words, document)
    directive = document_services.add_passage(document=document, place=place.strip(), words=words, rule=QUOTED)
    today = clock.day_of(now)
    if not actor.can(Ability.ASSIGN, today):
        require_printed(choice, directive)
    is_printed = gives_date(choice, directive)
    if choice.due_date is not None and not is_printed and choice.due_date < today:
        raise errors.DeadlineBeforeToday
    lead, action = choice.lead_unit, choice.action.strip() or shortened(words)
    fields = {
        "document": document,
        "directive": directive,
        "quote": words,
        "action": action,
        **choice.said.columns,
        "closes_on": choice.closes_on,
        "kind": Kind.TASK,
        "assigning_unit": issuing_unit_of(document),
        "lead_printed": choice.lead_printed.strip(),
        "lead_unit": lead,
        "deadline_kind": DeadlineKind.DATE if is_printed else DeadlineKind.NONE,
        "deadline_phrase": choice.due_printed.strip() if is_printed else "",
        "search_text": fold(f"{action} {words} {document.number}/{document.symbol}"),
    }
    set_by = None if is_printed else actor
    write_content(task, fields, due_date=choice.due_date, due_set_by=set_by, actor=actor, now=now)
    units = list(dict.fromkeys(unit for unit in [lead, *choice.cooperating] if unit is not None))
    let_take_part(task, [(unit, unit.name) for unit in units if unit != lead], actor=actor, now=now)
    document_services.distribute(document=document, units=units)
    end_review(document, units=units, actor=actor, now=now)
    return task


def _require_unread(words: str, document: Document) -> None:
    """Refuse a passage that does not stand in a document, that was read there, or of a document that we issued."""
    if not words:
        raise errors.TextEmpty
    if document.text.strip() and not stands_in(words, document.text):
        raise life_errors.PassageNotPrinted(words=words[:SAID])
    read = document.directives.values_list("quote", flat=True)
    if document.direction == Way.OUT or any(stands_in(words, quote) for quote in read):
        raise life_errors.NotOfThatDocument


@transaction.atomic
def stand_for(*, task_id: int, code: str, actor: Person, now: dt.datetime) -> Task:
    """Say which task of the document that arrived an awaited one is; that one goes on in its place.

    Returns:
        The task that goes on.

    Raises:
        NotOfThatDocument: no such task of that document, or another awaited one is it.
        TaskMissing, WrongStage, MayNotReview, DocumentAwaited, MovedOn: see `fill`.
    """
    task = _to_settle("stand_for", task_id, actor=actor, now=now)
    document = Document.objects.get(cited_by=task.awaited.citation)
    written = CODE.fullmatch(code.strip())
    offered = awaiting.tasks_to_be(document, person=actor, today=clock.day_of(now))
    found = offered.filter(pk=int(written[1])).first() if written else None
    if found is None:
        raise life_errors.NotOfThatDocument
    reason = GIVEN.format(code=found.code)
    end_without_result(task, "stand_for", reason=reason, document=document, successor=found, actor=actor, now=now)
    return found


@transaction.atomic
def discard(*, task_id: int, reason: str, actor: Person, now: dt.datetime) -> Task:
    """Give up an awaited task, with a reason; it is not made again when another document speaks of it.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: it waits for no document.
        MayNotReview: the actor neither confirms nor assigns.
        ReasonEmpty: no reason is given.
        MovedOn: somebody else acted in the meantime.
    """
    task = _to_settle("discard", task_id, actor=actor, now=now)
    if not reason.strip():
        raise errors.ReasonEmpty
    return end_without_result(
        task, "discard", reason=reason.strip(), document=None, successor=None, actor=actor, now=now
    )


def _to_settle(move: str, task_id: int, *, actor: Person, now: dt.datetime) -> Task:
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require(move, selectors.facts(task, actor=actor, today=clock.day_of(now)))
    return task
