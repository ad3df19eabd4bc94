"""What is done about an issued document: it stays as it is, and what came later points at it (Điều 18)."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dondoc.audit import services as audit
from dondoc.documents import selectors as documents
from dondoc.documents.choices import Way
from dondoc.documents.events import DocumentRecalled
from dondoc.documents.models import Document
from dondoc.documents.outgoing import errors, selectors
from dondoc.documents.outgoing.choices import BY_DOCUMENT, ENDS, AftermathKind, OutgoingState
from dondoc.documents.outgoing.models import Aftermath, Outgoing, Sending
from dondoc.kernel import clock, events
from dondoc.organization import selectors as organization
from dondoc.organization.choices import DocumentType
from dondoc.organization.models import Person


@transaction.atomic
def follow(
    *,
    outgoing_id: int,
    kind: AftermathKind,
    reason: str,
    document_id: int | None = None,
    actor: Person,
    now: dt.datetime,
) -> Aftermath:
    """Record that a document was recalled, or corrected, amended or replaced by another issued one.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it was not issued.
        ReasonMissing: nothing says why.
        DocumentNeeded: the other document is missing, is not an issued one, or is earlier.
        WrongType: it is no official letter that corrects, or not of the type that it amends or replaces.
        OtherIssuer: a letter of another body would correct it.
        AlreadyDone: it was recalled or replaced before.
    """
    outgoing = selectors.get_for_change(outgoing_id, state=OutgoingState.ISSUED, actor=actor, now=now)
    if not reason.strip():
        raise errors.ReasonMissing
    by_document = _by_document(outgoing, kind, document_id, actor=actor, today=clock.day_of(now))
    try:
        with transaction.atomic():
            made = Aftermath.objects.create(
                outgoing=outgoing, kind=kind, by_document=by_document, reason=reason.strip(), recorded_by=actor, at=now
            )
    except IntegrityError:
        raise errors.AlreadyDone from None
    audit.record(
        act=f"outgoing.{kind}",
        subject=f"outgoing:{outgoing.pk}",
        actor=actor,
        now=now,
        after={"reason": made.reason, "document": by_document.pk if by_document else None},
    )
    if kind in ENDS and outgoing.document_id is not None:
        events.announce(
            DocumentRecalled(
                document_id=outgoing.document_id,
                reason=made.reason,
                is_replaced=kind == AftermathKind.REPLACED,
                actor_id=actor.pk,
                at=now,
            )
        )
    return made


def _by_document(
    outgoing: Outgoing, kind: AftermathKind, document_id: int | None, *, actor: Person, today: dt.date
) -> Document | None:
    if kind not in BY_DOCUMENT:
        return None
    if document_id is None:
        raise errors.DocumentNeeded
    issued = documents.visible_to(actor, today=today).filter(direction=Way.OUT, date__gte=outgoing.date)
    found = issued.select_related("outgoing").filter(pk=document_id).exclude(outgoing=outgoing).first()
    if found is None:
        raise errors.DocumentNeeded
    fitting = DocumentType.CV if kind == AftermathKind.CORRECTED else outgoing.type_code
    if found.outgoing.type_code != fitting:
        raise errors.WrongType
    # Đính chính bằng công văn của cơ quan, tổ chức ban hành văn bản (Điều 18 khoản 3 Nghị định 30/2020/NĐ-CP).
    if kind == AftermathKind.CORRECTED and found.outgoing.issuer_id != outgoing.issuer_id:
        raise errors.OtherIssuer(issuer=outgoing.issuer.name)
    return found


@transaction.atomic
def confirm_arrival(*, sending_id: int, actor: Person, now: dt.datetime) -> Sending:
    """Say for a unit that the document arrived; said once, a second time changes nothing.

    Raises:
        NotRecipient: the actor holds no post in that unit, or there is no such unit.
    """
    today = clock.day_of(now)
    sending = Sending.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=sending_id).first()
    if sending is None or sending.unit is None:
        raise errors.NotRecipient
    if not organization.members(sending.unit, today=today).filter(pk=actor.pk).exists():
        raise errors.NotRecipient
    if sending.received_at is None:
        sending.received_by, sending.received_at = actor, now
        sending.save(update_fields=["received_by", "received_at"])
        audit.record(
            act="outgoing.arrived",
            subject=f"outgoing:{sending.outgoing_id}",
            actor=actor,
            now=now,
            after={"unit": sending.unit.name},
        )
    return sending
