"""Freezing a report and handing it on as a draft; opening it again; what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.background import services as background
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.models import Draft
from dondoc.documents.events import DocumentIssued
from dondoc.kernel import snapshots
from dondoc.kernel.errors import DomainError
from dondoc.organization.models import Person
from dondoc.reports import drafting, selectors, structures
from dondoc.reports.choices import HandingStep, State
from dondoc.reports.composition import Paper, Value, body_of
from dondoc.reports.errors import NothingWritten, ReportChanged
from dondoc.reports.models import FrozenFigure, Handing, Report, Snapshot, Tally
from dondoc.reports.selectors.counting import Counts

from .common import save

JOB = "reports.hand_on"
REPORT_TYPE = "BC"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report composed before the transaction that freezes it, and what was counted for it."""

    counted: Counts
    paper: Paper


@transaction.atomic
def ask_to_hand_on(*, report_id: int, version: int, actor: Person, now: dt.datetime) -> Report:
    """Hand a report on: at once, over very many tasks in the background; then it has no draft yet.

    Raises:
        ReportChanged: somebody changed the report since.
        IssuerUnfit, NoUnit, TooMuch: see `hand_on`.
        ReportMissing, WrongState, NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="hand_on", actor=actor, now=now)
    if not selectors.Basis.of(report, now=now).is_large():
        return hand_on(report_id=report_id, version=version, actor=actor, now=now)
    if report.version != version:
        raise ReportChanged
    asked = {"version": version, "asked_by": actor, "asked_at": now, "step": HandingStep.WAITING, "refusal": ""}
    Handing.objects.update_or_create(report=report, defaults=asked)
    key = f"{JOB}:{report.pk}@{now.isoformat()}"
    background.enqueue(JOB, key=key, now=now, params={"report_id": report.pk})
    audit.record(act="reports.ask_to_hand_on", subject=f"report:{report.pk}", actor=actor, now=now)
    return report


def hand_on_as_asked(*, report_id: int, now: dt.datetime) -> bool:
    """Hand on a report in the background, saying how far it is; say whether it was handed on.

    What takes long is read before the transaction, so that nobody who writes waits for it. The page tells a refusal.
    """
    asked = Handing.objects.select_related("asked_by", "report__unit", "report__document")
    handing = asked.filter(report=report_id, refusal="", report__state=State.DRAFTING).first()
    if handing is None:
        return False
    report, actor, kept = handing.report, handing.asked_by, Handing.objects.filter(pk=handing.pk)
    try:
        kept.update(step=HandingStep.COUNTING)
        basis = selectors.Basis.of(report, now=now)
        tally = selectors.with_lengths(selectors.tallied(basis), basis)
        # The page shows what was counted last, not what was counted before this.
        Tally.objects.filter(report=report).update(counted_at=now, body=tally.as_json())
        kept.update(step=HandingStep.COMPOSING)
        prepared = Prepared(tally.by_unit, _paper(report, basis, tally, actor=actor, now=now))
        kept.update(step=HandingStep.FREEZING)
        hand_on(report_id=report_id, version=handing.version, actor=actor, now=now, prepared=prepared)
    except DomainError as refused:
        kept.update(refusal=str(refused.sentence))
        return False
    return True


@transaction.atomic
def hand_on(
    *, report_id: int, version: int, actor: Person, now: dt.datetime, prepared: Prepared | None = None
) -> Report:
    """Freeze the figures of a report and hand it on as a draft, which goes its way to be checked, signed and issued.

    What is frozen: words, tables, figures, the ids of the records behind each, the versions of the formulas. Figures
    over tasks are frozen whether a sentence names them or not, so that two reports can be set side by side.

    Args:
        prepared: the report as composed a moment ago for this version; composed anew where other figures stand by now.

    Raises:
        ReportChanged: somebody changed the report since.
        IssuerUnfit: no body that issues stands above the unit that composes.
        NoUnit: the actor holds no post in the unit that composes.
        TooMuch: it is longer than a document may be.
        ReportMissing, WrongState, NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="hand_on", actor=actor, now=now)
    basis = selectors.Basis.of(report, now=now)
    if prepared is not None and _still_counts(prepared, basis):
        counted, paper = prepared.counted, prepared.paper
    else:
        tally = selectors.with_lengths(selectors.tallied(basis), basis)
        counted, paper = tally.by_unit, _paper(report, basis, tally, actor=actor, now=now)
    snapshot = _freeze(report, paper, counted, basis, actor=actor, now=now)
    draft = _draft(report, paper, snapshot, actor=actor, now=now)
    Handing.objects.filter(report=report).delete()
    return save(
        report, act="reports.hand_on", version=version, actor=actor, now=now, state=State.HANDED_ON, draft=draft,
        after={"snapshot": snapshot.code, "sha256": snapshot.sha256, "draft": draft.pk},
    )  # fmt: skip


@transaction.atomic
def open_again(*, report_id: int, version: int, actor: Person, now: dt.datetime) -> Report:
    """Go on with a report whose draft was withdrawn; what it was sent with stays on record.

    Raises:
        DraftStillOpen: its draft is on its way.
        ReportChanged: somebody changed the report since.
        ReportMissing, WrongState, NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="open_again", actor=actor, now=now)
    return save(
        report, act="reports.open_again", version=version, actor=actor, now=now, state=State.DRAFTING, draft=None,
        after={"draft": report.draft_id},
    )  # fmt: skip


@transaction.atomic
def withdraw(*, report_id: int, version: int, reason: str, actor: Person, now: dt.datetime) -> Report:
    """Withdraw a report that is not to be sent.

    Raises:
        NothingWritten: no reason is given.
        ReportChanged: somebody changed the report since.
        ReportMissing, WrongState, NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="withdraw", actor=actor, now=now)
    if not reason.strip():
        raise NothingWritten
    said = reason.strip()
    return save(
        report, act="reports.withdraw", version=version, actor=actor, now=now, state=State.WITHDRAWN,
        withdrawn_reason=said, after={"reason": said},
    )  # fmt: skip


def note_issued(event: DocumentIssued) -> None:
    """Note which document a report was issued as; of any other document nothing is noted."""
    found = Report.objects.filter(draft__outgoing__document=event.document_id, state=State.HANDED_ON)
    report = found.select_for_update(of=("self",)).first()
    if report is None:
        return
    actor = Person.objects.get(pk=event.actor_id)
    save(
        report, act="reports.issue", actor=actor, now=event.at, state=State.ISSUED, issued_as_id=event.document_id,
        after={"document": event.document_id},
    )  # fmt: skip


def _still_counts(prepared: Prepared, basis: selectors.Basis) -> bool:
    """Say whether tasks and targets give the figures that they gave when a report was composed."""
    if prepared.counted != selectors.counted_by_unit(basis):
        return False
    return list(prepared.paper.targets) == list(selectors.target_figures(basis))


def _paper(
    report: Report, basis: selectors.Basis, tally: selectors.Tallied, *, actor: Person, now: dt.datetime
) -> Paper:
    """Return a report as it is frozen; its document prints the first rows of it."""
    most = selectors.LISTED_AT_MOST
    with_rows = not basis.is_large(most=most)
    return selectors.compose(report, person=actor, now=now, tally=tally, with_rows=with_rows, most=most)


def _freeze(
    report: Report, paper: Paper, counted: Counts, basis: selectors.Basis, *, actor: Person, now: dt.datetime
) -> Snapshot:
    """Write what the report is sent with: the figures that it prints, then the other ones over its tasks."""
    body = body_of(paper)
    printed = {value.code: value for value in paper.all_figures}
    others = [code for code in structures.counters() if code not in printed]
    figures = [*printed.values(), *selectors.values(selectors.Tallied(counted, now), others, basis=basis)]
    records = {value.code: _records(value, basis) for value in figures}
    last = selectors.latest(report)
    snapshot = Snapshot.objects.create(
        report=report, number=last.number + 1 if last else 1, as_of=paper.as_of, known_at=now, body=body,
        sha256=snapshots.digest({"body": body, "records": records}), by=actor,
    )  # fmt: skip
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            snapshot=snapshot, code=value.code, name=_fitting(value.name), formula=value.formula, version=value.version,
            counted=value.counted, base=value.base, text=value.text, why=value.why, records=records[value.code][0],
            base_records=records[value.code][1],
        )
        for value in figures
    )  # fmt: skip
    return snapshot


def _fitting(name: str) -> str:
    """Return a name as the column holds it; one that is cut says so. The body has it whole."""
    most = FrozenFigure._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's name
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _records(value: Value, basis: selectors.Basis) -> list[str]:
    """Return the ids of what a figure counts and of what it is a share of."""
    if value.code.startswith(selectors.TARGET):
        return [selectors.target_ids(value.code, basis, is_base=is_base) for is_base in (False, True)]
    counter = structures.counters().get(value.code)
    if counter is None:
        return [selectors.measured_ids(value, basis, is_base=False), selectors.measured_ids(value, basis, is_base=True)]
    return [
        snapshots.compact(basis.behind(name).order_by().values_list("pk", flat=True)) if name else ""
        for name in (counter.counted, counter.base)
    ]


def _draft(report: Report, paper: Paper, snapshot: Snapshot, *, actor: Person, now: dt.datetime) -> Draft:
    """Start the draft that carries a report."""
    issuers = drafts.issuers_for(report.drafting_unit)
    issuing = next((unit for unit in issuers if unit.pk == report.unit_id), issuers[0] if issuers else report.unit)
    act: dict[str, Any] = {"actor": actor, "now": now}
    draft = composing.start(
        type_code=REPORT_TYPE, drafting_unit_id=report.drafting_unit_id, issuing_unit_id=issuing.pk, **act
    )
    said = draft.content
    draft = composing.set_letterhead(
        draft_id=draft.pk, version=draft.version, issuer=said["issuer"]["name"], parent=said["issuer"]["parent"],
        symbol=said["symbol"], place=said["place"], subject=paper.subject, **act,
    )  # fmt: skip
    blocks = drafting.blocks_of(paper, snapshot_code=snapshot.code)
    return composing.add_blocks(draft_id=draft.pk, version=draft.version, blocks=blocks, **act)
