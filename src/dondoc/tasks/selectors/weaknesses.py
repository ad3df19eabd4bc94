"""Weak points of a document: what may be named one, and how those that are stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.documents.models import Document
from dondoc.tasks.choices import UNCOUNTED, Stage
from dondoc.tasks.models import Task, TaskQuerySet, Weakness

# A sentence ends at its mark before white space, or with the line.
SENTENCE = re.compile(r"\S[^\n]*?(?:[.;!?](?=\s)|(?=\n)|\Z)")
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """A weak point with those of its tasks that the person may know of, and how it stands.

    Attributes:
        state: "open" nothing remedies it, "doing" some task does, "done" all counted tasks have an accepted result.
    """

    weakness: Weakness
    tasks: list[Task]
    state: str


def assessed(document: Document) -> list[tuple[int, int, str]]:
    """Return the sentences of the assessment in a document: where each begins and ends in its text, and its words."""
    found = []
    for part in document.part("coverage"):
        if part["role"] != "assessment":
            continue
        start, end = part["span"]
        for match in SENTENCE.finditer(document.text[start:end]):
            words = match[0].strip()
            if len(words) >= SHORTEST:
                found.append((start + match.start(), start + match.end(), " ".join(words.split())))
    return found


def standing_of(document: Document, *, seen: TaskQuerySet) -> list[Standing]:
    """Return the weak points named in a document, in the order of its text."""
    found = Weakness.objects.filter(document=document).prefetch_related("remedies").order_by("start")
    visible = set(seen.filter(remedied__document=document).values_list("pk", flat=True))
    return [_standing(weakness, visible) for weakness in found]


def _standing(weakness: Weakness, visible: set[int]) -> Standing:
    remedies = sorted(weakness.remedies.all(), key=lambda task: task.pk)
    counted = [task for task in remedies if task.stage not in UNCOUNTED]
    is_done = bool(counted) and all(task.stage == Stage.DONE for task in counted)
    state = "done" if is_done else "doing" if counted else "open"
    return Standing(weakness, [task for task in remedies if task.pk in visible], state)
