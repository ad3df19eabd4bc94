"""What whoever accepts a result should look at before: the same on the task, on the desk and for several at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Min
from django.utils.translation import gettext as _

from dondoc.kernel.vietnamese import format_date
from dondoc.tasks.choices import ClosesOn, Verdict
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.models import Completion, Cooperation, Task


@dataclass(frozen=True, slots=True)
class Doubt:
    """One sentence beside a result that waits; a mere remark says what the acceptance rests on."""

    words: str
    is_remark: bool = False


def doubts_about(tasks: Sequence[Task]) -> dict[int, list[Doubt]]:
    """Return what is to be looked at in the waiting results of some tasks, by the task, the weightiest first.

    The tasks have their document at hand (`for_list`).
    """
    ids = [task.pk for task in tasks]
    pending = Completion.objects.filter(task__in=ids, verdict=Verdict.PENDING)
    earliest = dict(pending.order_by().values_list("task").annotate(Min("evidence__date")))
    silent = defaultdict(list)
    for cooperation in Cooperation.objects.filter(task__in=ids, participation="").select_related("unit").order_by("pk"):
        silent[cooperation.task_id].append(cooperation)
    found = {}
    for task in tasks:
        day, given = earliest.get(task.pk), task.document.date
        about = list(_closing(task))
        if day is not None and given is not None and day < given:
            sentence = _("Evidence of %(day)s is older than the document that gives the task, of %(given)s.")
            about.append(Doubt(sentence % {"day": format_date(day), "given": format_date(given)}))
        for cooperation in silent[task.pk]:
            unit = cooperation.unit.name if cooperation.unit else cooperation.printed
            about.append(Doubt(_("%(unit)s has not confirmed its part.") % {"unit": unit}))
        found[task.pk] = about
    return found


def _closing(task: Task) -> list[Doubt]:
    """Ask whether the product is an issued document, where the words speak of one and the task closes without it."""
    if task.closes_on == ClosesOn.ISSUED_DOCUMENT:
        return [Doubt(_("Closes on an issued document"), is_remark=True)]
    if words := issuing_words(task.quote) or issuing_words(task.action):
        sentence = _("The document says “%(words)s”. If the product is an issued document, accept that document only.")
        return [Doubt(sentence % {"words": words})]
    return []
