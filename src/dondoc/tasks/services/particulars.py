"""The product of a task, how much of it, and how urgent it is: said while a proposal is confirmed, or later on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel import clock
from dondoc.organization.models import Person
from dondoc.tasks import errors, lifecycle, proof_errors, selectors
from dondoc.tasks.models import ParticularsChange, Proposal, Task

from .moving import take_step


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of the product and the urgency; empty where nothing is."""

    product: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    urgency: str = ""

    @classmethod
    def of(cls, described: Proposal | Task) -> Particulars:
        """Return what a proposal or a task says."""
        return cls(described.product, described.product_quantity, described.product_unit, described.urgency)

    @property
    def columns(self) -> dict[str, Any]:
        """Return the columns that hold it.

        Raises:
            QuantityUnfit: see `require_whole`.
        """
        self.require_whole()
        return {
            "product": self.product.strip(),
            "product_quantity": self.quantity,
            "product_unit": self.unit.strip(),
            "urgency": Urgency(self.urgency).value if self.urgency else "",
        }

    def require_whole(self) -> None:
        """Refuse a quantity that says nothing.

        Raises:
            QuantityUnfit: a number without what is counted, the other way round, or none above zero.
        """
        if (self.quantity is None) != (not self.unit.strip()) or (self.quantity is not None and self.quantity <= 0):
            raise proof_errors.QuantityUnfit


NOTHING_SAID = Particulars()


@transaction.atomic
def change_particulars(*, task_id: int, said: Particulars, reason: str = "", actor: Person, now: dt.datetime) -> Task:
    """Fill in or correct product, quantity and urgency (sản phẩm, số lượng, độ khẩn). What they were stays on record.

    Raises:
        TaskMissing: no such task, or not one the actor may know of.
        WrongStage: a result waits for acceptance, or was accepted, or the task has ended.
        CollectiveTask: it is the whole of several leads.
        NotAssigner: the actor is not on the assigning side.
        OwnTask: the actor leads it.
        QuantityUnfit: a number without what is counted, the other way round, or none above zero.
        ParticularsThose: nothing changes.
        ReasonEmpty: what somebody wrote before is changed without a reason.
        MovedOn: somebody else acted in the meantime.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    lifecycle.require("change_particulars", selectors.facts(task, actor=actor, today=clock.day_of(now)))
    before, columns = in_words(task), said.columns
    for name, value in columns.items():
        setattr(task, name, value)
    after = in_words(task)
    if after == before:
        raise proof_errors.ParticularsThose
    if before and not reason.strip():
        raise errors.ReasonEmpty
    note = {"before": before, "after": after, "reason": reason.strip()}
    task = take_step(task, "change_particulars", actor=actor, now=now, note=note)
    Task.objects.filter(pk=task.pk).update(**columns)
    ParticularsChange.objects.create(task=task, before=before, after=after, reason=reason.strip(), by=actor, at=now)
    task.refresh_from_db()
    return task


def note_first(task: Task, *, by: Person, now: dt.datetime) -> None:
    """Write the first row of what a task says of its product and urgency, where it says anything: a part of an act."""
    if said := in_words(task):
        ParticularsChange.objects.create(task=task, before="", after=said, by=by, at=now)


def in_words(task: Proposal | Task) -> str:
    """Return product, quantity and urgency in Vietnamese, as they stay on record; empty where nothing is said."""
    with translation.override("vi"):
        urgency = str(Urgency(task.urgency).label) if task.urgency else ""
    return "; ".join(filter(None, [task.product_line, urgency]))
