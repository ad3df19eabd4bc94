"""What may be put right on a task by a correction, whatever is then said to be right."""

from __future__ import annotations

from dondoc.kernel.errors import DomainError
from dondoc.tasks import life_errors, lifecycle, proof_errors
from dondoc.tasks.choices import OPEN, Stage, Target
from dondoc.tasks.models import Ending, Evidence, Task


def correctable(task: Task) -> list[tuple[str, str]]:
    """Return what the form of a correction offers, as (value, label)."""
    return [(value, str(label)) for value, label in Target.choices if cannot_correct(task, Target(value)) is None]


def cannot_correct(task: Task, target: Target) -> DomainError | None:
    """Return why a target cannot be put right on a task; None when it can."""
    if task.stage not in lifecycle.CORRECTABLE[target]:
        return life_errors.NothingToCorrect(stage=Stage(task.stage).label)
    whole = task.parent
    if target == Target.REOPEN and whole is not None and whole.stage not in OPEN:
        if not whole.is_collective:
            return life_errors.WholeStaysEnded(code=whole.code)
        if not _followed_its_parts(whole):
            return life_errors.WholeIsOver(code=whole.code)
    if target == Target.EVIDENCE and any(_gives_the_day(piece, task) for piece in task.evidence.all()):
        return proof_errors.DayOfRecord()
    return None


def _gives_the_day(piece: Evidence, task: Task) -> bool:
    """Say whether a record that proves a result bears the day on which it counts as done."""
    return piece.record_id is not None and piece.superseded_at is None and piece.date == task.done_date


def _followed_its_parts(whole: Task) -> bool:
    """Say whether an ended collective whole ended because its last part did: such an end has no reason of its own."""
    if whole.stage != Stage.CANCELLED:
        return whole.stage == Stage.DONE
    return Ending.objects.filter(task=whole).order_by("-pk").values_list("reason", flat=True).first() == ""
