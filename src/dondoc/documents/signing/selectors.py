"""Reads of what is trusted, and signatures judged by it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet

from dondoc.documents import files
from dondoc.documents.errors import DocumentMissing
from dondoc.documents.pages import PDF

from .errors import AnchorMissing
from .models import RevocationList, TrustAnchor, TrustAnchorQuerySet
from .results import SignatureResult
from .verifying import is_signed, verify

if TYPE_CHECKING:
    from dondoc.documents.models import Document


def anchors() -> TrustAnchorQuerySet:
    """Return the certificates that are or were trusted, those that are first."""
    rows = TrustAnchor.objects.select_related("added_by", "withdrawn_by").defer("certificate")
    return rows.order_by(F("withdrawn_at").desc(nulls_first=True), "name", "pk")


def get_anchor(anchor_id: int) -> TrustAnchor:
    """Return one certificate that is trusted.

    Raises:
        AnchorMissing: there is none, or trust was withdrawn.
    """
    try:
        return TrustAnchor.objects.trusted().get(pk=anchor_id)
    except TrustAnchor.DoesNotExist:
        raise AnchorMissing from None


def lists() -> QuerySet[RevocationList]:
    """Return the newest list of each key of an authority and each part of its certificates."""
    newer = RevocationList.objects.filter(issuer_key=OuterRef("issuer_key"), issued_at__gt=OuterRef("issued_at"))
    rows = RevocationList.objects.select_related("added_by").filter(~Exists(newer))
    return rows.defer("content").order_by("issuer", "pk")


def revocation_lists() -> list[bytes]:
    """Return the newest list of each authority, in DER."""
    return [bytes(der) for der in lists().values_list("content", flat=True)]


def is_anybody_trusted() -> bool:
    """Say whether there is an authority whose certificates can be trusted."""
    return TrustAnchor.objects.trusted().exists()


def signatures_of(document: Document, *, now: dt.datetime) -> list[SignatureResult]:
    """Examine the signatures of a registered document by what is trusted here now.

    Raises:
        DocumentMissing: its file is no PDF, which alone bears signatures.
        FileLost: its bytes are gone.
        PdfUnreadable: damaged.
        PdfTooIntricate: its structure is out of the ordinary.
        PdfLocked: behind a password.
        ExaminerBusy: too many others are being examined.
    """
    if document.media_type != PDF:
        raise DocumentMissing
    with files.opened(document.file) as stream:
        pdf = stream.read()
    return signatures_in(pdf, now=now) if is_signed(pdf) else []


def signatures_in(pdf: bytes, *, now: dt.datetime) -> list[SignatureResult]:
    """Examine the signatures of a PDF by what is trusted here now.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: its structure is out of the ordinary.
        PdfLocked: behind a password.
        ExaminerBusy: too many others are being examined.
    """
    trusted = TrustAnchor.objects.trusted().values_list("certificate", flat=True)
    return verify(pdf, [bytes(der) for der in trusted], now, lists=revocation_lists())
