"""One act on several tasks: each stands or falls by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.organization.models import Person
from dondoc.tasks import errors, selectors
from dondoc.tasks.models import Task

from .assigning import name_lead, set_deadline, take_over
from .closing import accept_result
from .moving import NOTHING_SEEN, Seen

Act = Callable[..., Task]

# The acts that may be done to several tasks at once, by the value in the form.
BULK: Mapping[str, Act] = {
    "take_over": take_over,
    "accept_result": accept_result,
    "name_lead": name_lead,
    "set_deadline": set_deadline,
}
# One request does no more than this; it is also what one page of the list holds.
MOST_TASKS = 50


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of one of several tasks: done, or the refusal."""

    task: Task
    refusal: DomainError | None = None


def chosen(task_ids: Iterable[int], *, actor: Person, now: dt.datetime) -> list[Task]:
    """Return the visible ones of the tasks that were chosen, in the order of their codes.

    Raises:
        NothingChosen: none is left.
        TooManyChosen: more than one request does.
    """
    ids = set(task_ids)
    if len(ids) > MOST_TASKS:
        raise errors.TooManyChosen(most=MOST_TASKS)
    visible = selectors.visible_to(actor, today=clock.day_of(now)).filter(pk__in=ids)
    tasks = list(visible.for_list().order_by("pk"))
    if not tasks:
        raise errors.NothingChosen
    return tasks


def act_on_several(
    *,
    act: str,
    task_ids: Iterable[int],
    seen: Mapping[int, Seen] | None = None,
    actor: Person,
    now: dt.datetime,
    **values: Any,
) -> list[BulkOutcome]:
    """Do one act to each of the tasks, each in its own transaction with its own entry in the log.

    Args:
        seen: which result of each task the actor saw, where results are accepted; one that is not named was not seen.
            None when the act does not come from a page.

    Raises:
        NothingChosen: none is left.
        TooManyChosen: more than one request does.
    """
    outcomes = []
    for task in chosen(task_ids, actor=actor, now=now):
        try:
            shown = {"seen": seen.get(task.pk, NOTHING_SEEN)} if seen is not None and act == "accept_result" else {}
            BULK[act](task_id=task.pk, actor=actor, now=now, **shown, **values)
            outcomes.append(BulkOutcome(task))
        except DomainError as refusal:
            outcomes.append(BulkOutcome(task, refusal))
    return outcomes
