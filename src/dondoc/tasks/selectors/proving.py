"""What may be named as evidence of a task, without sending a file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from dondoc.organization.models import Person
from dondoc.tasks import proof_sources
from dondoc.tasks.choices import ClosesOn
from dondoc.tasks.models import ClosesOnChange, Evidence, ParticularsChange, Task
from dondoc.tasks.proof_sources import ProofRecord, ProofSource

from .around import may_have
from .seeing import proofs, visible_to

# Records of each source, and pieces in use, that are offered at a time.
MOST_RECORDS, MOST_IN_USE = 12, 12
# Pieces in use that are looked at, because one file may serve several tasks.
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be named as evidence of a task.

    Attributes:
        related: evidence of the task it is a part of, and of the other parts.
        lately: what the person named as evidence last.
        records: of each source, by its name.
    """

    related: list[Evidence]
    lately: list[Evidence]
    records: list[tuple[str | Promise, list[ProofRecord]]]


def offer_for(task: Task, *, words: str, person: Person, today: dt.date) -> Offer:
    """Return what a person may name as evidence of a task: pieces in use, and the records that hold the words."""
    taken = {_key(piece) for piece in proofs(task)}
    family = Q(pk=task.parent_id) | Q(parent=task.parent_id) if task.parent_id else Q(parent=task)
    relatives = visible_to(person, today=today).filter(family).exclude(pk=task.pk)
    in_use = (
        Evidence.objects.filter(update=None, superseded_at=None, date__isnull=False)
        .exclude(task=task)
        .select_related("task", "added_by", "file")
        .order_by("-added_at", "-pk")
    )
    related = _shown(in_use.filter(task__in=relatives), taken=taken, person=person, today=today)
    mine = [piece.pk for piece in in_use.filter(added_by=person)[:LOOKED_AT]]
    seen = visible_to(person, today=today).filter(evidence__in=mine)
    taken |= {_key(piece) for piece in related}
    lately = _shown(in_use.filter(pk__in=mine, task__in=seen), taken=taken, person=person, today=today)
    records = []
    for source in proof_sources.SOURCES.values():
        found = source.search(words, person=person, today=today, most=MOST_RECORDS)
        left = [one for one in found if (one.source, one.record_id) not in taken and not _is_order(one, task)]
        records.append((source.name, _closing(left, source, task)))
    return Offer(related, lately, records)


def _closing(records: list[ProofRecord], source: ProofSource, task: Task) -> list[ProofRecord]:
    """Return the records, each saying whether it closes the task."""
    if task.closes_on != ClosesOn.ISSUED_DOCUMENT:
        return records
    issued = source.issued([one.record_id for one in records])
    return [dataclasses.replace(one, closes=one.record_id in issued) for one in records]


def _shown(pieces: QuerySet[Evidence], *, taken: set[object], person: Person, today: dt.date) -> list[Evidence]:
    """Return the newest of each piece that the person may see and the task does not have."""
    different: dict[object, Evidence] = {}
    for piece in pieces[:LOOKED_AT]:
        if len(different) == MOST_IN_USE:
            break
        if _key(piece) not in taken:
            different.setdefault(_key(piece), piece)
    shown = proof_sources.show(different.values(), person=person, today=today)
    return [piece for piece in shown if piece.record_id is None or piece.record is not None]


def _key(piece: Evidence) -> object:
    return (piece.source, piece.record_id) if piece.record_id is not None else piece.file_id


def _is_order(record: ProofRecord, task: Task) -> bool:
    return (record.source, record.record_id) == (proof_sources.Register.code, task.document_id)


def particulars_changes(task: Task) -> QuerySet[ParticularsChange]:
    """Return how product, quantity and urgency of a task were filled in or corrected, the latest first."""
    if not may_have(task, "particulars_changes"):
        return ParticularsChange.objects.none()
    return ParticularsChange.objects.filter(task=task).select_related("by").order_by("-pk")


def closes_on_changes(task: Task) -> QuerySet[ClosesOnChange]:
    """Return how what a task closes on was corrected, the latest first."""
    if not may_have(task, "closes_on_changes"):
        return ClosesOnChange.objects.none()
    return ClosesOnChange.objects.filter(task=task).select_related("by").order_by("-pk")
