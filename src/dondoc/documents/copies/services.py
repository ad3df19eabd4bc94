"""Acts on copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from dondoc.audit import services as audit
from dondoc.documents import files, official
from dondoc.documents.models import Document
from dondoc.documents.numbering import next_of
from dondoc.documents.signing import signing
from dondoc.documents.signing.keys import Key
from dondoc.documents.signing.selectors import revocation_lists
from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit

from . import errors, paper, ranges, selectors
from .choices import Form, Kind, Medium
from .models import Copy, CopyForm, CopySeries, SignedCopy


@transaction.atomic
def record_copy(
    *,
    document_id: int,
    kind: Kind,
    medium: str,
    signing_post_id: int,
    recipients: str,
    amount: int,
    extract: str = "",
    pages: str = "",
    note: str = "",
    seen: int | None = None,
    actor: Person,
    now: dt.datetime,
) -> Copy:
    """Enter a copy of a document into the book, under the next number of its series and today's date.

    Args:
        signing_post_id: the post in which somebody signs the copy.
        seen: how many copies of the document the actor saw; None when nothing was seen.

    Raises:
        MayNotCopy: no post of the actor allows it.
        DocumentMissing: no such document, or not one the actor may open.
        SignerUnknown, RecipientsMissing, AmountMissing, ExtractMissing: what was written is not whole.
        MediumUnfit: from electronic to electronic, but no extract.
        PagesUnfit: pages that the file does not have, or an extract of several pages that names none.
        CopiedMeanwhile: a copy of it was entered since; a double click takes one number.
    """
    today = clock.day_of(now)
    unit = selectors.copying_unit(actor, today=today)
    document = official.get(document_id, person=actor, today=today)
    posts = {post.pk: post for post in selectors.signing_posts(unit, day=today)}
    if signing_post_id not in posts:
        raise errors.SignerUnknown
    _require_whole(kind, medium=medium, recipients=recipients, amount=amount, extract=extract)
    taken = _pages_of(document, pages, kind=kind)
    form, post = selectors.forms()[kind], posts[signing_post_id]
    number = next_of(CopySeries, unit=unit, year=today.year, series=form.series)
    # After the number was taken: two who enter at once stand in a queue from there on.
    if seen is not None and selectors.copies_of(document.pk, person=actor, today=today).count() != seen:
        raise errors.CopiedMeanwhile
    copy = Copy.objects.create(
        document=document, kind=kind, medium=medium, unit=unit, year=today.year, series=form.series, number=number,
        symbol=_symbol(form, unit), copied_on=today, signer=post.person, signer_title=post.title,
        recipients=recipients.strip(), amount=amount, extract=extract.strip(), pages=ranges.printed(taken),
        signature=selectors.signature_of(post, unit=unit, day=today), note=note.strip(), recorded_by=actor,
        recorded_at=now,
    )  # fmt: skip
    audit.record(
        act="documents.record_copy",
        subject=f"document:{document.pk}",
        actor=actor,
        now=now,
        after={"copy": copy.line, "to": copy.recipients, "kind": str(Kind(kind).label)},
    )
    return copy


def sign_copy(*, copy_id: int, key: Key, actor: Person, now: dt.datetime) -> tuple[SignedCopy, str]:
    """Sign an electronic copy as the organisation that makes it (Điều 25, 26); return it, and what to look at.

    Making and signing take their time, so they are done first; what was signed is kept only if nobody else did.

    Args:
        key: opened for this act only; its passphrase is neither kept nor logged.

    Raises:
        CopyMissing, MayNotCopy, CopyNotElectronic, CopySigned: see `selectors.get_to_sign`.
        FileLost, FileAltered: the store does not have the bytes of the document.
        SigningError of documents.signing: the key or its certificate cannot be used; nothing is half signed.
    """
    copy = selectors.get_to_sign(copy_id, actor=actor, today=clock.day_of(now))
    data, place = paper.to_be_signed(copy, at=now)
    agency = selectors.agency_of(copy.unit).name_on(copy.copied_on)
    signed = signing.sign_copy(data, key, place=place, at=now, name=agency, lists=revocation_lists())
    try:
        with transaction.atomic(), files.stored(signed.data) as file:
            made = SignedCopy.objects.create(copy=copy, file=file, signed_by=actor, signed_at=now)
            audit.record(
                act="documents.sign_copy",
                subject=f"document:{copy.document_id}",
                actor=actor,
                now=now,
                after={"copy": copy.line, "certificate": str(signed.certificate.name), "sha256": file.sha256},
            )
    except IntegrityError:
        raise errors.CopySigned from None
    return made, signed.advice


def _require_whole(kind: Kind, *, medium: str, recipients: str, amount: int, extract: str) -> None:
    """Refuse an entry that leaves something out, or says what a copy of its kind does not have."""
    if not recipients.strip():
        raise errors.RecipientsMissing
    if amount < 1:
        raise errors.AmountMissing
    if (kind == Kind.EXTRACT) != bool(extract.strip()):
        raise errors.ExtractMissing
    if medium == Medium.ELECTRONIC and kind != Kind.EXTRACT:
        raise errors.MediumUnfit


def _pages_of(document: Document, pages: str, *, kind: Kind) -> list[int]:
    """Return the pages that are copied: an extract names those of a longer file, nothing else names any."""
    taken = ranges.parsed(pages, most=document.pages)
    is_extract = kind == Kind.EXTRACT
    if taken is None or (taken and not is_extract) or (is_extract and document.pages > 1 and not taken):
        raise errors.PagesUnfit(pages=document.pages)
    return taken


def _symbol(form: Form, unit: Unit) -> str:
    """Return the symbol of a copy: the abbreviation, and that of the agency where it is on record."""
    agency = selectors.agency_of(unit)
    return f"{form.abbreviation}-{agency.symbol}" if agency.symbol else form.abbreviation


@transaction.atomic
def set_forms(*, forms: Mapping[Kind, Form], source: str, actor: Person, now: dt.datetime) -> None:
    """Say how copies are numbered; not in a year in which numbers were given, lest one be given twice.

    Args:
        source: what abbreviations and series were compared with.

    Raises:
        MayNotSetSeries: the actor is no administrator.
        SeriesIncomplete: something is left out.
        SeriesInUse: copies were numbered this year, and a series would change.
    """
    today = clock.day_of(now)
    if not actor.can(Ability.ADMINISTER, today):
        raise errors.MayNotSetSeries
    whole = all(forms.get(kind) and forms[kind].abbreviation.strip() and forms[kind].series.strip() for kind in Kind)
    if not whole or not source.strip():
        raise errors.SeriesIncomplete
    before = selectors.forms()
    changes_series = any(before[kind].series != forms[kind].series.strip() for kind in Kind)
    if changes_series and Copy.objects.filter(year=today.year).exists():
        raise errors.SeriesInUse
    for kind in Kind:
        CopyForm.objects.update_or_create(
            kind=kind,
            defaults={
                "abbreviation": forms[kind].abbreviation.strip(), "series": forms[kind].series.strip(),
                "source": source.strip(), "changed_by": actor, "changed_at": now,
            },
        )  # fmt: skip
    audit.record(
        act="documents.set_copy_series",
        subject="book:copies",
        actor=actor,
        now=now,
        before={"series": [f"{before[kind].abbreviation} ({before[kind].series})" for kind in Kind]},
        after={
            "series": [f"{forms[kind].abbreviation} ({forms[kind].series})" for kind in Kind],
            "source": source.strip(),
        },
    )
