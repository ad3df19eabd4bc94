"""Starting a draft: from nothing but a type, or from the minutes whose conclusions it carries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dondoc.documents import selectors as documents
from dondoc.documents.composing import composition, lifecycle, selectors
from dondoc.documents.composing.choices import CONCLUSION_NOTICE, MINUTES, Change
from dondoc.documents.composing.errors import (
    IssuerUnfit,
    NoConclusions,
    NotDrafter,
    NotMinutes,
    NoUnit,
    TypeUnknown,
    WrongState,
)
from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.organization.choices import DocumentType
from dondoc.organization.models import Person, Unit
from dondoc.writing.kinds import kind_of

from .common import keep_version, searched, seen_by


@transaction.atomic
def start(
    *,
    type_code: str,
    drafting_unit_id: int,
    issuing_unit_id: int,
    answers_id: int | None = None,
    actor: Person,
    now: dt.datetime,
) -> Draft:
    """Start a draft: its letterhead is proposed from the organisation's data, everything else stays empty.

    Raises:
        NoUnit: the actor holds no post in the drafting unit.
        IssuerUnfit: the drafting unit does not belong to the issuing body.
        TypeUnknown: Nghị định 30 knows no such type.
        DocumentMissing: the document to answer is none that the actor may know of.
    """
    today = clock.day_of(now)
    if type_code not in DocumentType.values or kind_of(type_code) is None:
        raise TypeUnknown
    drafting = next((unit for unit in selectors.own_units(actor, today=today) if unit.pk == drafting_unit_id), None)
    if drafting is None:
        raise NoUnit
    issuing = next((unit for unit in selectors.issuers_for(drafting) if unit.pk == issuing_unit_id), None)
    if issuing is None:
        raise IssuerUnfit
    answered = documents.get(answers_id, person=actor, today=today) if answers_id else None
    content = _letterhead(type_code, issuing=issuing, drafting=drafting, day=today)
    return _keep(
        type_code, content, change=Change.START, actor=actor, now=now, drafting_unit=drafting, issuing_unit=issuing,
        answers=answered,
    )  # fmt: skip


@transaction.atomic
def start_notice(*, draft_id: int, actor: Person, now: dt.datetime) -> Draft:
    """Start a notice of conclusions from the minutes of a meeting, with what was concluded and cited there.

    The minutes stay as they are; the notice names them.

    Raises:
        DraftMissing: no such draft, or not one the actor may know of.
        NotMinutes: it is a document of another type.
        NotDrafter: the actor is not of the unit that wrote the minutes.
        WrongState: the minutes were withdrawn.
        NoConclusions: nothing was concluded yet.
    """
    minutes = seen_by(actor, draft_id, now=now)
    if minutes.type_code != MINUTES:
        raise NotMinutes
    today = clock.day_of(now)
    facts = selectors.facts(minutes, actor=actor, today=today)
    if not facts.actor_drafts:
        raise NotDrafter
    if facts.state not in lifecycle.KEPT:
        raise WrongState(state=facts.state.label)
    concluded = composition.conclusions(minutes.content)
    if not concluded:
        raise NoConclusions
    content = _letterhead(CONCLUSION_NOTICE, issuing=minutes.issuing_unit, drafting=minutes.drafting_unit, day=today)
    content["citations"] = minutes.content["citations"]
    content = composition.added(content, concluded)
    return _keep(
        CONCLUSION_NOTICE, content, change=Change.CARRY_OVER, detail=minutes.title, actor=actor, now=now,
        drafting_unit=minutes.drafting_unit, issuing_unit=minutes.issuing_unit, minutes=minutes,
    )  # fmt: skip


def _letterhead(type_code: str, *, issuing: Unit, drafting: Unit, day: dt.date) -> composition.JSON:
    return composition.new(
        type_code=type_code,
        issuer=issuing.name_on(day),
        parent=issuing.parent.name_on(day) if issuing.parent else "",
        place=selectors.place_of(issuing),
        symbol=selectors.symbol_for(type_code, issuer=issuing, drafting=drafting),
    )


def _keep(
    type_code: str,
    content: composition.JSON,
    *,
    change: Change,
    detail: str = "",
    actor: Person,
    now: dt.datetime,
    **fields: Any,
) -> Draft:
    draft = Draft(
        type_code=type_code, content=content, symbol=content["symbol"], drafter=actor, created_at=now, changed_at=now,
        **fields,
    )  # fmt: skip
    draft.search_text = searched(draft.type_name, content)
    draft.save()
    keep_version(draft, change=change, detail=detail or draft.type_name, actor=actor, now=now)
    return draft
