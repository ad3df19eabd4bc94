"""Units that take part beside the lead say what became of their part; it is shown, and blocks nothing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.tasks import errors, life_errors, lifecycle, selectors
from dondoc.tasks.choices import Participation
from dondoc.tasks.models import Cooperation

from .moving import take_step


@transaction.atomic
def answer_cooperation(
    *, task_id: int, participation: Participation, text: str, actor: Person, now: dt.datetime
) -> Cooperation:
    """Confirm or decline the part of the actor's unit in a task (xác nhận phối hợp).

    Raises:
        TextEmpty: nothing says what was done, or why not.
        WrongStage: the task has ended.
        NotCooperating: no unit of the actor takes part, or it answered already.
        MovedOn: somebody else acted in the meantime.
        TaskMissing: no such task, or not one the actor may know of.
    """
    task = selectors.get_for_change(task_id, actor=actor, now=now)
    today = clock.day_of(now)
    lifecycle.require("answer_cooperation", selectors.facts(task, actor=actor, today=today))
    if not text.strip():
        raise errors.TextEmpty
    led = organization.led_units(actor, today=today)
    taking_part = task.cooperations.filter(unit__in=led, participation="").first()
    if taking_part is None:
        raise life_errors.NotCooperating
    note = {"participation": str(participation), "text": text.strip()}
    take_step(task, "answer_cooperation", actor=actor, now=now, note=note)
    taking_part.participation = participation
    taking_part.text = text.strip()
    taking_part.answered_by, taking_part.answered_at = actor, now
    taking_part.save(update_fields=["participation", "text", "answered_by", "answered_at"])
    return taking_part
