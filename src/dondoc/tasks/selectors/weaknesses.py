"""Weak points of a document: what may be named one, and how those that are stand."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from dondoc.documents import selectors as documents
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.models import Person
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


def unremedied() -> QuerySet[Weakness]:
    """Return the weak points that no task remedies; one that was cancelled, replaced or returned remedies nothing."""
    return Weakness.objects.exclude(Exists(Task.objects.filter(remedied=OuterRef("pk")).exclude(stage__in=UNCOUNTED)))


def to_remedy(person: Person, *, now: dt.datetime) -> QuerySet[Document]:
    """Return the documents with a weak point that nothing remedies, for those who link the tasks."""
    today = clock.day_of(now)
    if not (person.can(Ability.CONFIRM, today) or person.can(Ability.ASSIGN, today)):
        return Document.objects.none()
    waiting = documents.at_hand(person, today=today).filter(pk__in=unremedied().values("document"))
    return waiting.defer("text", "reading", "search_text").order_by("-registered_at")


def _standing(weakness: Weakness, visible: set[int]) -> Standing:
    remedies = sorted(weakness.remedies.all(), key=lambda task: task.pk)
    counted = [task for task in remedies if task.stage not in UNCOUNTED]
    is_done = bool(counted) and all(task.stage == Stage.DONE for task in counted)
    state = "done" if is_done else "doing" if counted else "open"
    return Standing(weakness, [task for task in remedies if task.pk in visible], state)
