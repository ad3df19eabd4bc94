"""Wording a section around its figures; asking units for free text; writing what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person
from dondoc.reports import selectors, wording
from dondoc.reports.choices import State
from dondoc.reports.errors import (
    ContributionChanged,
    DueInThePast,
    NobodyAsked,
    NotFree,
    NothingWritten,
    RequestMissing,
    TextTooLong,
)
from dondoc.reports.models import Contribution, EarlierRequest, Report, Request, Wording
from dondoc.reports.notified import REQUEST
from dondoc.tasks import services as tasks

from .common import save, section_of


@transaction.atomic
def word(*, report_id: int, version: int, section: str, text: str, actor: Person, now: dt.datetime) -> Report:
    """Word a section anew; its figures stay live where their tokens stay. Empty: as the kind of report has it.

    Raises:
        SectionMissing: the report has no such section.
        UnknownFigure: the text names a figure that there is not.
        BraceAlone: a brace belongs to no figure.
        TextTooLong: it is longer than a section holds.
        ReportChanged: somebody changed the report since.
        ReportMissing, WrongState, NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="edit", actor=actor, now=now)
    found = section_of(report, section)
    kept = wording.checked(text, known=selectors.known_figures(report))
    Wording.objects.create(report=report, section=found.code, text=kept, by=actor, at=now)
    said = {"section": found.title, "text": kept}
    return save(report, act="reports.word", version=version, actor=actor, now=now, after=said)


@transaction.atomic
def ask_units(
    *,
    report_id: int,
    version: int,
    section: str,
    unit_ids: Collection[int],
    due_date: dt.date | None,
    actor: Person,
    now: dt.datetime,
) -> Report:
    """Ask units for what they have to say in a section; one that was asked before gets a new deadline.

    Who acts for each is told, and reminded before that day until the unit has written.

    Raises:
        SectionMissing: the report has no such section.
        NotFree: the section is computed.
        NobodyAsked: no unit was chosen, or one that does not belong to the unit of the report.
        DueInThePast: the day has passed, or none is set.
        ReportChanged: somebody changed the report since.
        ReportMissing, WrongState, NotComposer: see `selectors.get_for_change`.
    """
    report = selectors.get_for_change(report_id, move="edit", actor=actor, now=now)
    found = section_of(report, section)
    if not found.is_free:
        raise NotFree
    units = organization.units_by_id(unit_ids)
    if not units or any(not unit.path.startswith(report.unit.path) for unit in units.values()):
        raise NobodyAsked
    if due_date is None or due_date < clock.day_of(now):
        raise DueInThePast
    asked = {"due_date": due_date, "asked_by": actor, "asked_at": now}
    before = report.requests.filter(section=found.code, unit__in=units)
    EarlierRequest.objects.bulk_create(
        EarlierRequest(request=one, due_date=one.due_date, asked_by_id=one.asked_by_id, asked_at=one.asked_at)
        for one in before
    )
    made = [
        Request.objects.update_or_create(report=report, section=found.code, unit=unit, defaults=asked)[0]
        for unit in units.values()
    ]
    tasks.tell_asked([asked_of(one) for one in made], now=now)
    said = {"section": found.title, "due": due_date.isoformat(), "units": [unit.name for unit in units.values()]}
    return save(report, act="reports.ask_units", version=version, actor=actor, now=now, after=said)


def remind_of_requests(*, now: dt.datetime) -> int:
    """Remind the units that have not written what is asked of them; return how many notices were written."""
    return tasks.remind_asked([asked_of(one) for one in selectors.unanswered()], now=now)


def asked_of(request: Request) -> tasks.AskedOf:
    """Return a request as people are told of it."""
    return tasks.AskedOf(
        kind=REQUEST, subject_id=request.pk, unit_id=request.unit_id, due_date=request.due_date,
        asked_at=request.asked_at, asked_by=request.asked_by_id,
    )  # fmt: skip


@transaction.atomic
def contribute(*, request_id: int, words: str, seen: int = 0, actor: Person, now: dt.datetime) -> Contribution:
    """Write what a unit has to say in a section; it may be written anew until the report is handed on.

    The report becomes another by it: whoever hands it on has seen these words, or is refused.

    Args:
        seen: the id of the latest words of the unit that the actor saw; 0: none.

    Raises:
        RequestMissing: nothing of this kind is asked of the actor's units, or the report is handed on.
        ContributionChanged: somebody of the unit wrote since the actor looked.
        NothingWritten: there are no words.
        TextTooLong: there are more than a section holds.
    """
    request = selectors.get_request(request_id, person=actor, today=clock.day_of(now))
    # Locked where the database can lock, so that it is not being handed on meanwhile.
    report = Report.objects.select_for_update().get(pk=request.report_id)
    if report.state != State.DRAFTING:
        raise RequestMissing
    kept = "\n".join(line for said in words.splitlines() if (line := " ".join(said.split())))
    if not kept:
        raise NothingWritten
    if len(kept) > wording.MOST:
        raise TextTooLong(most=wording.MOST)
    latest = request.contributions.order_by("-pk").select_related("by").first()
    if latest is not None and latest.pk != seen:
        raise ContributionChanged(name=latest.by.full_name)
    made = Contribution.objects.create(request=request, words=kept, by=actor, at=now)
    said = {"section": request.section, "unit": request.unit.name, "text": kept}
    save(report, act="reports.contribute", actor=actor, now=now, after=said)
    return made
