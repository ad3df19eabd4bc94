"""The rows in which offices follow conclusions: Phụ lục theo dõi kết quả thực hiện kết luận, 13 columns [M]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from dondoc.kernel.vietnamese import format_date
from dondoc.tasks.choices import StatusClass, Verdict
from dondoc.tasks.models import Completion, Cooperation, Task, TaskQuerySet, Update

# Tasks fetched at a time: memory stays flat however many rows there are.
BATCH = 500


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One task in the office's columns, the running number aside. What is not known is empty.

    Attributes:
        source: number, date and section of the document that lays the duty.
        due: the deadline in force, with the words of the document where it gives no day.
        result: what was accepted, else the latest news.
        proof: the files of the accepted result, with the date that each bears.
    """

    task: Task
    action: str
    source: str
    lead: str
    cooperating: str
    due: str
    product: str
    result: str
    proof: str
    state: str
    cause: str
    proposal: str
    note: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells from the second column on."""
        return (
            self.action, self.source, self.lead, self.cooperating, self.due, self.product, self.result, self.proof,
            self.state, self.cause, self.proposal, self.note,
        )  # fmt: skip


def office_rows(tasks: TaskQuerySet) -> Iterator[OfficeRow]:
    """Return the rows of the tasks in their order; needs `with_status` and `for_list`."""
    accepted = Completion.objects.filter(verdict=Verdict.ACCEPTED).prefetch_related("evidence").order_by("pk")
    related = (
        Prefetch("completions", accepted, to_attr="accepted"),
        Prefetch("updates", Update.objects.order_by("-at"), to_attr="news"),
        Prefetch("cooperations", Cooperation.objects.select_related("unit")),
        "due_dates",
    )
    for task in tasks.prefetch_related(*related).iterator(chunk_size=BATCH):
        yield _row(task)


def _row(task: Task) -> OfficeRow:
    document = task.document
    number = " ".join(filter(None, [document.type_name, document.number_line]))
    dated = f"{number} ngày {format_date(document.date)}" if document.date else number
    accepted: Completion | None = next(iter(reversed(task.accepted)), None)  # type: ignore[attr-defined]
    news: Update | None = next(iter(task.news), None)  # type: ignore[attr-defined]
    text = accepted.text if accepted else news.text if news else ""
    moved = [row for row in task.due_dates.all() if row.date != task.original_due_date]
    return OfficeRow(
        task=task,
        action=task.action,
        source=", ".join(filter(None, [dated, task.directive.path])),
        lead=task.lead_unit.name if task.lead_unit else "",
        cooperating="; ".join(c.unit.name if c.unit else c.printed for c in task.cooperations.all()),
        due=format_date(task.due_date) if task.due_date else task.deadline_phrase,
        product=task.product,
        result=text,
        proof="; ".join(f"{e.file_name} ({format_date(e.date)})" for e in accepted.evidence.all() if e.date)
        if accepted
        else "",
        state=str(StatusClass(task.status).label),  # type: ignore[attr-defined]
        cause="",
        proposal="",
        note=f"Hạn ban đầu {format_date(task.original_due_date)}" if moved and task.original_due_date else "",
    )
