"""The signature: the moment from which the words of a document stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents import files
from dondoc.documents.composing import faults, setting
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.composition import JSON
from dondoc.documents.composing.errors import CannotBeSet
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import StoredFile
from dondoc.documents.outgoing import errors, selectors
from dondoc.documents.outgoing.choices import Medium, OutgoingState
from dondoc.documents.outgoing.models import Outgoing
from dondoc.documents.outgoing.places import places_of
from dondoc.documents.signing.keys import Key
from dondoc.documents.signing.selectors import revocation_lists
from dondoc.documents.signing.signing import sign_organisation, sign_personal
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization.models import Person
from dondoc.organization.people import selectors as people
from dondoc.writing import from_json
from dondoc.writing.pdf import set_pdf, unnumbered


def record_paper_signature(*, draft_id: int, signed_on: dt.date, actor: Person, now: dt.datetime) -> Outgoing:
    """Record that the printed document was signed by hand; who keeps the register does it.

    Raises:
        DraftMissing: no such draft, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it for the body that issues.
        NotToBeSigned: the draft is not at the signer.
        SignedTooLate: the day lies ahead.
        SignedTooEarly: what was signed was not written yet on that day.
        CannotBeSet: see `require_printable`.
        ChangedMeanwhile: the draft was passed back or changed while it was checked.
        SignerLeft, SignerElsewhere, NotHead, NoMandate, MandateForOthers: the signer had no right to do so on that day.
    """
    today = clock.day_of(now)
    seen = drafts.get(draft_id, person=actor, today=today)
    if not selectors.may_issue(actor, seen.issuing_unit, today=today):
        raise errors.MayNotIssue
    draft = waiting(draft_id)
    if signed_on > today:
        raise errors.SignedTooLate
    written = clock.day_of(drafts.latest(draft).at)
    if signed_on < written:
        raise errors.SignedTooEarly(day=format_date(written))
    require_printable(draft, today=today)
    with transaction.atomic():
        draft = locked(draft_id, as_seen=draft)
        return take_signature(draft, medium=Medium.PAPER, signed_on=signed_on, file=None, actor=actor, now=now)


def sign(
    *, draft_id: int, key: Key, image: bytes | None = None, actor: Person, now: dt.datetime
) -> tuple[Outgoing, str]:
    """Sign a draft digitally; return the document and what the signer should look at.

    The PDF is set at that moment, with room for number and date: they enter after the signature and keep it valid.
    Setting and signing take their time, so they are done first; what was signed is taken in only if it still stands.

    Args:
        key: opened for this act only; its passphrase is neither kept nor logged.
        image: PNG of the signature, blue on transparent ground; None for none.

    Raises:
        NotToBeSigned: the draft is not at the signer.
        MayNotSign: somebody else is named as the signer.
        CannotBeSet: see `require_printable`.
        ChangedMeanwhile: the draft was passed back or changed while it was signed; nothing was taken in.
        SignerLeft, SignerElsewhere, NotHead, NoMandate, MandateForOthers: the signer has no right to do so today.
        SigningError of documents.signing: the key, its certificate or the image cannot be used; nothing is half signed.
    """
    draft = waiting(draft_id)
    selectors.require_signer(draft, actor)
    today = clock.day_of(now)
    require_right(draft, today)
    require_printable(draft, today=today)
    content = replace(unnumbered(from_json(content_of(draft))), year=today.year)
    set_ = set_pdf(content)
    signed = sign_personal(
        set_.data,
        key,
        places=places_of(set_.layout),
        at=now,
        image=image,
        name=actor.full_name,
        lists=revocation_lists(),
    )
    with transaction.atomic():
        draft = locked(draft_id, as_seen=draft)
        with files.stored(signed.data) as file:
            made = take_signature(draft, medium=Medium.ELECTRONIC, signed_on=today, file=file, actor=actor, now=now)
    return made, signed.advice


def seal(
    *, outgoing_id: int, key: Key, image: bytes | None = None, actor: Person, now: dt.datetime
) -> tuple[Outgoing, str]:
    """Sign a numbered document as the organisation; return it and what the clerk should look at.

    Raises:
        OutgoingMissing: no such document, or not one the actor may know of.
        MayNotIssue: no post of the actor allows it.
        WrongState: it has no number yet, was issued or cancelled.
        OnPaper: its original is on paper.
        ChangedMeanwhile: somebody else sealed it while it was signed; nothing was taken in.
        SigningError of documents.signing: the key, its certificate or the image cannot be used.
    """
    numbered = partial(selectors.get_for_change, outgoing_id, state=OutgoingState.NUMBERED, actor=actor, now=now)
    with transaction.atomic():
        seen = numbered()
    if seen.file is None:
        raise errors.OnPaper
    with files.opened(seen.file) as stream:
        pdf = stream.read()
    signed = sign_organisation(
        pdf,
        key,
        at=now,
        image=image,
        note=seen.number_line,
        name=seen.issuer.name,
        lists=revocation_lists(),
    )
    with transaction.atomic():
        outgoing = numbered()
        if outgoing.file_id != seen.file_id:
            raise errors.ChangedMeanwhile
        with files.stored(signed.data) as file:
            outgoing.file, outgoing.sealed_by, outgoing.sealed_at = file, actor, now
            outgoing.save(update_fields=["file", "sealed_by", "sealed_at"])
            audit.record(
                act="outgoing.seal",
                subject=f"outgoing:{outgoing.pk}",
                actor=actor,
                now=now,
                after={"certificate": str(signed.certificate.name), "sha256": file.sha256},
            )
    return outgoing, signed.advice


def require_printable(draft: Draft, *, today: dt.date) -> None:
    """Let a draft be signed that can be set and issued; the checks before asked the same, fonts may have changed since.

    Raises:
        CannotBeSet: a character of it cannot be printed, or a duty is not found in the printed text.
    """
    if found := faults.of_file(draft, today=today):
        raise CannotBeSet(faults=" ".join(fault.sentence for fault in found))


def require_right(draft: Draft, day: dt.date) -> None:
    """Let who is named sign that may do so on a day.

    Raises:
        SignerLeft, SignerElsewhere, NotHead, NoMandate, MandateForOthers: the signer had no right to do so on that day.
    """
    post = selectors.signing_post(draft)
    refusal = people.may_sign(post, draft.signer_prefix, draft.type_code, day, issuer=draft.issuing_unit)
    if refusal is not None:
        raise refusal


def content_of(draft: Draft) -> JSON:
    """Return what a draft says, as `dondoc.writing/1`, in its latest version."""
    version = drafts.latest(draft)
    return setting.content_of(version.content, signature=version.signature)


def waiting(draft_id: int) -> Draft:
    """Return a draft that waits for its signature.

    Raises:
        NotToBeSigned: there is none of this id, or it stands elsewhere.
    """
    draft = Draft.objects.filter(pk=draft_id, state=State.TO_SIGN).first()
    if draft is None:
        raise errors.NotToBeSigned
    return draft


def locked(draft_id: int, *, as_seen: Draft) -> Draft:
    """Return a draft that waits for its signature as it was seen, locked where the database can lock.

    Raises:
        ChangedMeanwhile: it stands elsewhere, or says something else, or somebody else is named to sign it.
    """
    draft = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id, state=State.TO_SIGN).first()
    said = ("version", "signer_post_id", "signer_prefix", "content")
    if draft is None or any(getattr(draft, name) != getattr(as_seen, name) for name in said):
        raise errors.ChangedMeanwhile
    return draft


def take_signature(
    draft: Draft, *, medium: Medium, signed_on: dt.date, file: StoredFile | None, actor: Person, now: dt.datetime
) -> Outgoing:
    """Write the signed document and close its draft; part of the acts that sign.

    Raises:
        SignerLeft, SignerElsewhere, NotHead, NoMandate, MandateForOthers: the signer had no right to do so on that day.
    """
    require_right(draft, signed_on)
    post, content = selectors.signing_post(draft), content_of(draft)
    from_json(content)
    outgoing = Outgoing.objects.create(
        draft=draft,
        issuer=draft.issuing_unit,
        type_code=draft.type_code,
        symbol=content["symbol"],
        subject=content["subject"],
        content=content,
        medium=medium,
        signer=post.person,
        prefix=draft.signer_prefix,
        signed_on=signed_on,
        signing_recorded_by=actor,
        signing_recorded_at=now,
        file=file,
        search_text=fold(f"{content['symbol']} {content['subject']} {post.person.full_name}"),
    )
    composing.close(draft=draft, actor=actor, now=now)
    audit.record(
        act="outgoing.sign",
        subject=f"outgoing:{outgoing.pk}",
        actor=actor,
        now=now,
        after={
            "signer": str(post.person),
            "prefix": draft.signer_prefix,
            "signed_on": str(signed_on),
            "medium": str(medium.label),
        },
    )
    return outgoing
