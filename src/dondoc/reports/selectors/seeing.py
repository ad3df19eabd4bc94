"""Who may see a report, and what the rules look at. Visibility is asked for here, once."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from dondoc.documents import selectors as documents
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing.choices import State as DraftState
from dondoc.documents.composing.frozen import Carried
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import Document
from dondoc.documents.searching import selectors as searching
from dondoc.kernel import clock
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person, Unit
from dondoc.reports import lifecycle
from dondoc.reports.choices import State
from dondoc.reports.errors import ReportMissing, RequestMissing, ScheduleMissing, SnapshotMissing
from dondoc.reports.models import EarlierRequest, Report, Request, Schedule, Snapshot

# Units offered by name in a form.
MOST_UNITS = 200
# Documents offered for a search.
MOST_FOUND = 8
RELATED = ("unit", "drafting_unit", "document", "made_by", "draft", "issued_as")
# What a page of a report does not read.
HEAVY = ("document__text", "document__reading", "document__search_text", "draft__content")
# The same of what is asked in a report.
OF_REQUEST = ("report__unit", "report__document", "unit", "asked_by")
HEAVY_BEHIND = ("report__document__text", "report__document__reading", "report__document__search_text")


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Report]:
    """Return the reports a person may know of: on the units they look after, and those their unit composes."""
    return Report.objects.filter(
        organization.under(organization.scope_paths(person, today=today), "unit")
        | Q(drafting_unit__in=own_unit_ids(person, today=today))
        | Q(made_by=person)
    )


def listed(person: Person, *, today: dt.date) -> QuerySet[Report]:
    """Return the visible reports as a list shows them, the newest first."""
    return visible_to(person, today=today).select_related(*RELATED).defer(*HEAVY).order_by("-pk")


def get(report_id: int, *, person: Person, today: dt.date) -> Report:
    """Return one visible report with what it names.

    Raises:
        ReportMissing: no such report, or not one the person may know of.
    """
    report = visible_to(person, today=today).select_related(*RELATED).defer(*HEAVY).filter(pk=report_id).first()
    if report is None:
        raise ReportMissing
    return report


def get_for_change(report_id: int, *, move: str, actor: Person, now: dt.datetime) -> Report:
    """Return one visible report on which a move is open to the actor, locked where the database can lock.

    Raises:
        ReportMissing: no such report, or not one the actor may know of.
        WrongState: it is past the step.
        NotComposer: the actor is not of the unit that composes it.
        DraftStillOpen: its draft is on its way.
    """
    today = clock.day_of(now)
    seen = visible_to(actor, today=today).values("pk")
    locked = Report.objects.select_for_update(of=("self",)).select_related(*RELATED).defer(*HEAVY)
    report = locked.filter(pk=report_id, pk__in=seen).first()
    if report is None:
        raise ReportMissing
    lifecycle.require(move, facts(report, actor=actor, today=today))
    return report


def facts(report: Report, *, actor: Person, today: dt.date) -> lifecycle.Facts:
    """Return what the rules look at, for one report and one person."""
    composers = {*own_unit_ids(actor, today=today), *organization.answered_units(actor, today=today)}
    draft = report.draft
    is_open = draft is not None and draft.state != DraftState.WITHDRAWN
    return lifecycle.Facts(
        state=State(report.state),
        actor_composes=report.drafting_unit_id in composers,
        drafting_unit=report.drafting_unit.name,
        draft_state=str(DraftState(draft.state).label) if draft is not None and is_open else "",
    )


def own_unit_ids(person: Person, *, today: dt.date) -> list[int]:
    """Return the ids of the units whose posts a person exercises."""
    return [post.unit_id for post in person.exercised_posts(today)]


def units_for(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units a person may report on: their own, and those they look after."""
    own = [post.unit for post in person.current_posts(today)]
    looked_after = organization.in_scope(person, today=today, most=MOST_UNITS)
    return list({unit.pk: unit for unit in [*own, *looked_after]}.values())


def documents_found(person: Person, words: str, *, today: dt.date) -> list[Document]:
    """Return the visible documents that words mean: by number and symbol first; no words, no document."""
    if not words:
        return []
    found = searching.find(person, text=words, today=today, most=MOST_FOUND)
    return searching.in_order(found.ids, Document.objects.defer(*documents.HEAVY))


def composing_units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units a person composes for: those of the posts they hold."""
    return list({post.unit_id: post.unit for post in person.current_posts(today)}.values())


def get_snapshot(report: Report, number: int) -> Snapshot:
    """Return what a report was sent with under a number.

    Raises:
        SnapshotMissing: there is none.
    """
    snapshot = report.snapshots.select_related("by").filter(number=number).first()
    if snapshot is None:
        raise SnapshotMissing
    return snapshot


def latest(report: Report) -> Snapshot | None:
    """Return what a report was last sent with."""
    return report.snapshots.select_related("by").order_by("-number").first()


def draft_of(snapshot: Snapshot, report: Report, *, person: Person, today: dt.date) -> Draft | None:
    """Return the draft that carries what a report was sent with, where the person may open it.

    None, too: it was withdrawn, and another copy was sent.
    """
    newer = report.snapshots.filter(number__gt=snapshot.number)
    if report.draft_id is None or newer.exists():
        return None
    return drafts.visible_to(person, today=today).filter(pk=report.draft_id).first()


def carried_by(draft: Draft) -> Carried | None:
    """Return the frozen report that a draft carries."""
    sent = Snapshot.objects.filter(report__draft=draft.pk).defer("body").order_by("-number").first()
    if sent is None:
        return None
    return Carried(sent.code, reverse("reports:as-sent", args=[sent.report_id, sent.number]))


# ---- what is asked of units


def requests_of(person: Person, *, today: dt.date) -> QuerySet[Request]:
    """Return whatever was asked of the units of a person."""
    units = {*own_unit_ids(person, today=today), *organization.answered_units(person, today=today)}
    return Request.objects.filter(unit__in=units)


def requests_known_to(person: Person, *, today: dt.date) -> QuerySet[Request]:
    """Return whatever was asked of the units of a person, and what they asked in reports that they may still see."""
    theirs = requests_of(person, today=today).values("pk")
    seen = visible_to(person, today=today).values("pk")
    return Request.objects.filter(Q(pk__in=theirs) | Q(asked_by=person, report__in=seen))


def requests_to(person: Person, *, today: dt.date) -> QuerySet[Request]:
    """Return what is asked of the units of a person, of reports that are still being composed."""
    found = requests_of(person, today=today).filter(report__state=State.DRAFTING)
    return found.select_related(*OF_REQUEST).defer(*HEAVY_BEHIND).order_by("due_date", "pk")


def requests_to_answer(person: Person, *, today: dt.date) -> QuerySet[Request]:
    """Return those of them to which nobody of the unit has written yet."""
    return requests_to(person, today=today).filter(contributions=None)


def unsent() -> QuerySet[Report]:
    """Return the reports that are to be sent by a day and are still being composed."""
    return Report.objects.filter(state=State.DRAFTING, due_date__isnull=False).order_by("pk")


def unanswered() -> QuerySet[Request]:
    """Return what is asked of any unit, of reports that are still being composed, and was not written yet."""
    return Request.objects.filter(report__state=State.DRAFTING, contributions=None).order_by("pk")


def asked_in(report: Report, section: str) -> QuerySet[Request]:
    """Return what was asked of units for a section of a report, with the days set before and what they wrote."""
    before = Prefetch("earlier", EarlierRequest.objects.select_related("asked_by"))
    found = report.requests.filter(section=section).select_related("unit").prefetch_related(before, "contributions")
    return found.order_by("pk")


def get_request(request_id: int, *, person: Person, today: dt.date) -> Request:
    """Return one thing that is asked of the units of a person, or was: their words stay open to them.

    Raises:
        RequestMissing: no such thing, or none for their units.
    """
    asked = requests_of(person, today=today).select_related(*OF_REQUEST).defer(*HEAVY_BEHIND)
    found = asked.filter(pk=request_id).first()
    if found is None:
        raise RequestMissing
    return found


# ---- schedules


def schedules(person: Person, *, today: dt.date) -> QuerySet[Schedule]:
    """Return the reports that the units of a person owe."""
    looked_after = organization.under(organization.scope_paths(person, today=today), "unit")
    mine = Schedule.objects.filter(looked_after | Q(drafting_unit__in=own_unit_ids(person, today=today)))
    return mine.filter(ended_at=None).select_related("unit", "drafting_unit").order_by("pk")


def get_schedule(schedule_id: int, *, person: Person, today: dt.date) -> Schedule:
    """Return one schedule that the person may know of.

    Raises:
        ScheduleMissing: no such schedule, or not one of their units.
    """
    found = schedules(person, today=today).filter(pk=schedule_id).first()
    if found is None:
        raise ScheduleMissing
    return found
