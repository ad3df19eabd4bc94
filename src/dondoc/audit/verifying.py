"""Checking the log: which entry was removed, altered, inserted, cut off; what no seal covers yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from . import commitments, sealing
from .anchoring import Anchor
from .models import Entry, Seal

# Seals are read a few at a time and entries a batch at a time, so that memory stays flat for any length of the log.
SEALS_AT_ONCE = 10
# So many faults are named; a log that is wholly forged need not be listed line by line.
NAMED = 50
ERASE, RESTORE = "audit.erase", "operations.restore"


class Harm(StrEnum):
    """What was done to the log."""

    REMOVED = "removed"
    ALTERED = "altered"
    INSERTED = "inserted"
    ERASED = "erased"  # a part is gone and no entry says who erased it
    SEAL = "seal"  # a seal was altered, or one before it is missing
    CUT_OFF = "cut_off"  # an anchor kept outside knows a seal that is not there


@dataclass(frozen=True, slots=True)
class Fault:
    """One harm and the number of the entry; for a seal, of its last entry."""

    harm: Harm
    entry: int


@dataclass(slots=True)
class Report:
    """What checking found.

    Attributes:
        entries: how many entries seals cover.
        unsealed: how many no seal covers yet, `first_unsealed` the first of them: nothing but the database guards them.
        lost: the anchors that know entries which a restore lost, each with the number of the entry that tells of it.
        faults: at most `NAMED` of them; `count` is the whole number.
    """

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    first_unsealed: int | None = None
    anchors: int = 0
    lost: dict[Anchor, int] = field(default_factory=dict)
    count: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, harm: Harm, entry: int) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.faults) < NAMED:
            self.faults.append(Fault(harm, entry))


def verify(*, anchors: Iterable[Anchor] = (), using: str = "default") -> Report:
    """Follow the chain from its beginning to its end and compare it with the anchors."""
    report = Report()
    previous, last = sealing.GENESIS, 0
    for link in Seal.objects.using(using).order_by("last").iterator(chunk_size=SEALS_AT_ONCE):
        is_next = link.previous == previous
        if not is_next or not _seal_holds(link):
            report.add(Harm.SEAL, link.last)
        # After a gap the entries before this seal belong to one that is gone.
        _compare(link, after=last if is_next else link.first - 1, report=report, using=using)
        previous, last = link.digest, link.last
        report.seals += 1
        report.entries += link.count
    _look_at_tail(last, report=report, using=using)
    known = list(anchors)
    report.anchors = len(known)
    missing = [one for one in known if not Seal.objects.using(using).filter(last=one.last, digest=one.digest).exists()]
    report.lost = lost_by_restoring(missing, using=using)
    for anchor in missing:
        if anchor not in report.lost:
            report.add(Harm.CUT_OFF, anchor.last)
    return report


def lost_by_restoring(anchors: Iterable[Anchor], *, using: str = "default") -> dict[Anchor, int]:
    """Return which anchors were kept after a backup that was restored was made, and before it was restored.

    Each with the number of the entry that tells of the restore. By the anchor itself: numbers begin again where the
    backup ended, so that a later anchor may know an entry of the same number.
    """
    found: dict[Anchor, int] = {}
    for told in Entry.objects.using(using).filter(act=RESTORE).order_by("pk"):
        made_at = told.after.get("made_at")
        for anchor in anchors:
            if made_at and dt.datetime.fromisoformat(made_at) <= dt.datetime.fromisoformat(anchor.at) <= told.at:
                found.setdefault(anchor, told.pk)
    return found


def _seal_holds(link: Seal) -> bool:
    numbers = [int(line.split()[0]) for line in link.roll.splitlines()]
    return (
        sealing.digest_of(link.roll, previous=link.previous) == link.digest
        and len(numbers) == link.count
        and bool(numbers)
        and (numbers[0], numbers[-1]) == (link.first, link.last)
    )


def _compare(link: Seal, *, after: int, report: Report, using: str) -> None:
    """Compare the entries that a seal covers with its roll."""
    roll = {int(number): digest for number, digest in (line.split() for line in link.roll.splitlines())}
    for batch in _batches(after, link.last, using=using):
        for entry in batch:
            digest = roll.pop(entry.pk, None)
            if digest is None:
                report.add(Harm.INSERTED, entry.pk)
            elif digest != commitments.whole(entry) or not commitments.holds(entry):
                report.add(Harm.ALTERED, entry.pk)
        _look_for_erased(batch, report=report, using=using)
    for number in roll:
        report.add(Harm.REMOVED, number)


def _look_at_tail(last: int, *, report: Report, using: str) -> None:
    """Look at what no seal covers yet: an entry must at least be what it commits to."""
    for batch in _batches(last, None, using=using):
        report.unsealed += len(batch)
        report.first_unsealed = report.first_unsealed or batch[0].pk
        for entry in batch:
            if not commitments.holds(entry):
                report.add(Harm.ALTERED, entry.pk)
        _look_for_erased(batch, report=report, using=using)


def _look_for_erased(batch: list[Entry], *, report: Report, using: str) -> None:
    """Name the entries of which a part is gone without an entry that tells who erased it."""
    erased = {f"entry:{entry.pk}": entry.pk for entry in batch if not (entry.who_salt and entry.what_salt)}
    if erased:
        told = Entry.objects.using(using).filter(act=ERASE, subject__in=erased).values_list("subject", flat=True)
        for subject in erased.keys() - set(told):
            report.add(Harm.ERASED, erased[subject])


def _batches(after: int, upto: int | None, *, using: str) -> Iterator[list[Entry]]:
    """Yield the entries with numbers above `after`, up to `upto`, in batches."""
    entries = Entry.objects.using(using).order_by("pk")
    if upto is not None:
        entries = entries.filter(pk__lte=upto)
    while batch := list(entries.filter(pk__gt=after)[: sealing.BATCH]):
        yield batch
        after = batch[-1].pk
