"""The signature: the moment from which the words of a document stand."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing import services as composing
from dondoc.documents.composing import setting
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import StoredFile
from dondoc.documents.outgoing import errors, selectors
from dondoc.documents.outgoing.choices import Medium
from dondoc.documents.outgoing.models import Outgoing
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person
from dondoc.organization.people import selectors as people
from dondoc.writing import from_json


@transaction.atomic
def record_paper_signature(*, draft_id: int, signed_on: dt.date, actor: Person, now: dt.datetime) -> Outgoing:
    """Record that the printed document was signed by hand; who keeps the register does it.

    Raises:
        MayNotIssue: no post of the actor allows it.
        NotToBeSigned: the draft is not at the signer.
        SignedTooLate: the day lies ahead.
        NotHead, NoMandate, MandateForOthers: the signer had no right to sign so on that day.
    """
    if not selectors.may_issue(actor, today=clock.day_of(now)):
        raise errors.MayNotIssue
    draft = locked(draft_id)
    if signed_on > clock.day_of(now):
        raise errors.SignedTooLate
    return take_signature(draft, medium=Medium.PAPER, signed_on=signed_on, file=None, actor=actor, now=now)


def locked(draft_id: int) -> Draft:
    """Return a draft that waits for its signature, locked where the database can lock.

    Raises:
        NotToBeSigned: there is none of this id, or it stands elsewhere.
    """
    draft = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id, state=State.TO_SIGN).first()
    if draft is None or draft.signer_post is None:
        raise errors.NotToBeSigned
    return draft


def take_signature(
    draft: Draft, *, medium: Medium, signed_on: dt.date, file: StoredFile | None, actor: Person, now: dt.datetime
) -> Outgoing:
    """Write the signed document and close its draft; part of the acts that sign.

    Raises:
        NotHead, NoMandate, MandateForOthers: the signer had no right to sign so on that day.
    """
    signer = draft.signer_post.person
    refusal = people.may_sign(signer, draft.signer_prefix, draft.type_code, signed_on)
    if refusal is not None:
        raise refusal
    version = drafts.latest(draft)
    content = setting.content_of(version.content, signature=version.signature)
    from_json(content)
    outgoing = Outgoing.objects.create(
        draft=draft,
        issuer=draft.issuing_unit,
        type_code=draft.type_code,
        symbol=content["symbol"],
        subject=content["subject"],
        content=content,
        medium=medium,
        signer=signer,
        prefix=draft.signer_prefix,
        signed_on=signed_on,
        signing_recorded_by=actor,
        signing_recorded_at=now,
        file=file,
        search_text=fold(f"{content['symbol']} {content['subject']} {signer.full_name}"),
    )
    composing.close(draft=draft, actor=actor, now=now)
    audit.record(
        act="outgoing.sign",
        subject=f"outgoing:{outgoing.pk}",
        actor=actor,
        now=now,
        after={
            "signer": str(signer),
            "prefix": draft.signer_prefix,
            "day": str(signed_on),
            "medium": str(medium.label),
        },
    )
    return outgoing
