"""The rows in which offices follow conclusions: Phụ lục theo dõi kết quả thực hiện kết luận, 13 columns [M]."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Prefetch, Q
from django.urls import reverse

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person
from dondoc.tasks import proof_sources
from dondoc.tasks.choices import LateReason, StatusClass, Verdict
from dondoc.tasks.models import Completion, Cooperation, Evidence, Obstacle, Task, TaskQuerySet, Update

from .listing import Moment
from .naming import Names

# Tasks fetched at a time: memory stays flat however many rows there are.
BATCH = 500


# Which of the cells names the proof.
PROOF_CELL = 7


@dataclass(frozen=True, slots=True)
class ProofLink:
    """A piece of evidence in words, and where it opens; no address when the person may not open it."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One task in the office's columns, the running number aside. What is not known is empty.

    Attributes:
        source: number, date and section of the document that lays the duty.
        lead: by its name of the day on which the task was given, or as it is now, as `Names` says; so `cooperating`.
        due: the deadline in force, with the words of the document where it gives no day.
        result: what was accepted, else the latest news.
        proofs: what the accepted result rests on, each with the date that it bears.
        cause: why the result is late, as the lead says it; of a task still stopped, what stops it.
        proposal: what the lead proposes against the obstacle that stands.
    """

    task: Task
    action: str
    source: str
    lead: str
    cooperating: str
    due: str
    product: str
    result: str
    proofs: tuple[ProofLink, ...]
    state: str
    cause: str
    proposal: str
    note: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells from the second column on."""
        return (
            self.action, self.source, self.lead, self.cooperating, self.due, self.product, self.result,
            "; ".join(link.words for link in self.proofs), self.state, self.cause, self.proposal, self.note,
        )  # fmt: skip

    @property
    def linked_cells(self) -> Iterator[tuple[str, tuple[ProofLink, ...]]]:
        """Return each cell with the links that stand in it."""
        return ((words, self.proofs if at == PROOF_CELL else ()) for at, words in enumerate(self.cells))


def office_rows(
    tasks: TaskQuerySet, *, person: Person, today: dt.date, moment: Moment, names: Names
) -> Iterator[OfficeRow]:
    """Return the rows of the tasks in their order, as the person may see them; needs what `shown` gave.

    What was said, done or stood in the way later than the moment is not in them.
    """
    after = clock.start_of(moment.as_of + dt.timedelta(days=1))
    results = Completion.objects.exclude(verdict=Verdict.SENT_BACK).filter(done_date__lte=moment.as_of)
    if moment.known_at:
        results = results.filter(Q(decided_at=None) | Q(decided_at__lte=moment.known_at))
    obstacles = Obstacle.objects.filter(Q(removed_at=None) | Q(removed_at__gte=after), raised_at__lt=after)
    units = Cooperation.objects.select_related("unit").prefetch_related("unit__former_names")
    related = (
        "lead_unit__former_names",
        Prefetch("completions", results.prefetch_related("evidence").order_by("pk"), to_attr="results"),
        Prefetch("obstacles", obstacles, to_attr="standing"),
        Prefetch("updates", Update.objects.filter(at__lt=after).order_by("-at"), to_attr="news"),
        Prefetch("cooperations", units),
    )
    # Whatever the columns of the list asked for, paper has columns of its own.
    found = tasks.prefetch_related(None).prefetch_related(*related).iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        pieces = [piece for task in batch for result in task.results for piece in result.evidence.all()]  # type: ignore[attr-defined]
        proof_sources.show(pieces, person=person, today=today)
        yield from (_row(task, names=names) for task in batch)


def _row(task: Task, *, names: Names) -> OfficeRow:
    document = task.document
    number = " ".join(filter(None, [document.type_name, document.number_line]))
    dated = f"{number} ngày {format_date(document.date)}" if document.date else number
    results: list[Completion] = task.results  # type: ignore[attr-defined]
    accepted = next((result for result in reversed(results) if result.verdict == Verdict.ACCEPTED), None)
    obstacle: Obstacle | None = next(iter(task.standing), None)  # type: ignore[attr-defined]
    news: Update | None = next(iter(task.news), None)  # type: ignore[attr-defined]
    text = accepted.text if accepted else news.text if news else ""
    due: dt.date | None = task.due_known  # type: ignore[attr-defined]
    return OfficeRow(
        task=task,
        action=task.in_full,
        source=", ".join(filter(None, [dated, task.directive.path if task.directive else ""])),
        lead=names.in_task(task.lead_unit, task) if task.lead_unit else "",
        cooperating="; ".join(names.in_task(c.unit, task) if c.unit else c.printed for c in task.cooperations.all()),
        due=format_date(due) if due else task.deadline_phrase,
        product=task.product_line,
        result=text,
        proofs=tuple(_proof(piece) for piece in accepted.evidence.all()) if accepted else (),
        state=str(StatusClass(task.status).label),  # type: ignore[attr-defined]
        cause=_cause(results[-1] if results else None, obstacle),
        proposal=obstacle.proposal if obstacle else "",
        note="; ".join(filter(None, [_moved(task, due), str(Urgency(task.urgency).label) if task.urgency else ""])),
    )


def _moved(task: Task, due: dt.date | None) -> str:
    """Return the original deadline where another is in force."""
    is_moved = due and task.original_due_date and due != task.original_due_date
    return f"Hạn ban đầu {format_date(task.original_due_date)}" if is_moved and task.original_due_date else ""


def _proof(piece: Evidence) -> ProofLink:
    day = format_date(piece.date) if piece.date else ""
    if piece.record_id is None:
        return ProofLink(f"{piece.file_name} ({day})", reverse("tasks:evidence", args=[piece.pk]))
    if piece.record is None:
        return ProofLink(f"{proof_sources.UNSEEN} ({day})")
    return ProofLink(f"{piece.record.label} ({day})", piece.record.url)


def _cause(result: Completion | None, obstacle: Obstacle | None) -> str:
    if result is not None and result.late_reason:
        return f"{LateReason(result.late_reason_kind).label}: {result.late_reason}"
    return obstacle.text if obstacle else ""
