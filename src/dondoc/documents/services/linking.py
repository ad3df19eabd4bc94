"""Saying which document a citation means, where its words do not tell."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import gaps, selectors
from dondoc.documents.errors import DocumentMissing, MayNotRegister, NoCandidate, NotLinkedByHand
from dondoc.documents.events import CitesAbsent
from dondoc.documents.models import Citation, Document
from dondoc.kernel import clock, events
from dondoc.organization.access import Ability
from dondoc.organization.models import Person


@transaction.atomic
def link_citation(
    *, reference: str, date: dt.date | None, document_id: int, actor: Person, now: dt.datetime
) -> Document:
    """Link the citations of an absent document, in the actor's register, to the one that is meant; return that.

    Raises:
        MayNotRegister: no post of the actor allows it.
        OfAnotherRegister: what cites it stands in registers that others keep.
        DocumentMissing: nothing that the actor may see cites it.
        NoCandidate: the document is not among those that may be meant, or the citations are linked already.
    """
    today = clock.day_of(now)
    if not actor.can(Ability.REGISTER, today):
        raise MayNotRegister
    gap = gaps.find(reference=reference, date=date, person=actor, today=today)
    offered = gaps.candidates(gap, person=actor, today=today) if gap.citations else []
    meant = next((document for document in offered if document.pk == document_id), None)
    waiting = Citation.objects.filter(pk__in=[one.pk for one in gap.citations])
    theirs = waiting.filter(document__in=selectors.kept_by(actor, today=today).values("pk"))
    if gap.citations and not theirs.exists():
        selectors.require_keeper(gap.citations[0].document, person=actor, today=today)
    if meant is None or not theirs.filter(target=None).update(target=meant, linked_by=actor):
        raise NoCandidate
    audit.record(
        act="documents.link_citation",
        subject=f"document:{meant.pk}",
        actor=actor,
        now=now,
        after={"name": gap.name, "date": date and date.isoformat()},
    )
    return meant


@transaction.atomic
def unlink_citation(*, citation_id: int, actor: Person, now: dt.datetime) -> Citation:
    """Take back a link that somebody made; the citation is a visible gap again.

    Raises:
        MayNotRegister: no post of the actor allows it.
        DocumentMissing: no such citation, or not one the actor may know of.
        OfAnotherRegister: others keep the register of the citing document.
        NotLinkedByHand: it is not linked, or its words fit the document.
    """
    today = clock.day_of(now)
    if not actor.can(Ability.REGISTER, today):
        raise MayNotRegister
    seen = Citation.objects.filter(document__in=selectors.at_hand(actor, today=today).values("pk"))
    citation = seen.filter(pk=citation_id).first()
    if citation is None:
        raise DocumentMissing
    selectors.require_keeper(citation.document, person=actor, today=today)
    linked = Citation.objects.filter(pk=citation_id, target=citation.target_id, linked_by__isnull=False)
    if not linked.update(target=None, linked_by=None):
        raise NotLinkedByHand
    events.announce(CitesAbsent(document_id=citation.document_id))
    audit.record(
        act="documents.unlink_citation",
        subject=f"document:{citation.target_id}",
        actor=actor,
        now=now,
        before={"name": citation.name},
    )
    return citation
