"""Examining the signatures of a PDF against the certificates that are trusted here, without any network. Pure.

The time of signing is what the signer's machine claimed: the certificate is judged at that time. The mark of a trusted
time authority is told beside it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

from . import revocation
from .certificates import who
from .choices import Revoked, Trust, Validity
from .integrity import judge
from .opening import MALFORMED, opened, revocation_data, signatures_of
from .results import SignatureResult

MAY_SIGN = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
# Offices go on signing with SHA-1 (2026); it is followed, and called weak.
WEAK = frozenset({"sha1"})
ALGORITHMS = DisallowWeakAlgorithmsPolicy(weak_hash_algos=frozenset({"md2", "md5"}))

Status = PdfSignatureStatus | DocumentTimestampStatus
Roots = Sequence[asn1_x509.Certificate]


def examine(
    pdf: bytes, anchors: Iterable[bytes], at: dt.datetime, *, lists: Iterable[bytes] = ()
) -> list[SignatureResult]:
    """Examine every signature of a PDF, in the order in which they were made.

    Args:
        anchors: certificates that are trusted, in DER.
        at: the moment of the examination.
        lists: lists of revoked certificates (CRL), in DER, besides those in the file.

    Raises:
        PdfUnreadable: damaged, or no PDF.
        PdfTooIntricate: its structure is out of the ordinary.
        PdfLocked: behind a password.
    """
    roots = [asn1_x509.Certificate.load(anchor) for anchor in anchors]
    with opened(pdf) as reader:
        own_lists, own_answers = revocation_data(reader)
        evidence = revocation.load([*lists, *own_lists], own_answers)
        with ThreadPoolExecutor(1) as apart:  # whoever calls may have an event loop of their own
            asked = [apart.submit(_examined, signature, roots, evidence, at=at) for signature in signatures_of(reader)]
            return [one.result() for one in asked]


def _examined(
    signature: EmbeddedPdfSignature | None, roots: Roots, evidence: revocation.Evidence, *, at: dt.datetime
) -> SignatureResult:
    """Return what can be said of one signature; of one that is damaged itself, that it cannot be examined."""
    if signature is None:
        return SignatureResult()
    try:
        return _result(signature, roots, evidence, at=at)
    except (*MALFORMED, SignatureValidationError):
        return SignatureResult()


def _result(
    signature: EmbeddedPdfSignature, roots: Roots, evidence: revocation.Evidence, *, at: dt.datetime
) -> SignatureResult:
    certificate = _certificate(signature)
    claimed = signature.self_reported_timestamp
    # Whether it had expired is a question of its own: the chain is followed within its time.
    within = max(certificate.not_valid_before_utc, min(claimed or at, certificate.not_valid_after_utc))
    status = _status(signature, roots, moment=within)
    if isinstance(status, DocumentTimestampStatus):
        claimed = status.timestamp
    integrity, alteration = judge(signature, status)
    revoked, finding = _revoked(status, evidence, claimed or at)
    whose = who(certificate)
    return SignatureResult(
        signer=whose.name,
        organisation=whose.organisation,
        issuer=whose.issuer,
        is_timestamp=isinstance(status, DocumentTimestampStatus),
        claimed_at=claimed,
        stamped_at=_stamp(status),
        integrity=integrity,
        alteration=alteration,
        trust=_trust(status),
        validity=_validity(certificate, claimed, at=at),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        revoked=revoked,
        revoked_at=finding.revoked_at,
        as_of=finding.as_of,
        is_weak=status.md_algorithm in WEAK,
    )


def _certificate(signature: EmbeddedPdfSignature) -> x509.Certificate:
    return x509.load_der_x509_certificate(signature.signer_cert.dump())


def _status(signature: EmbeddedPdfSignature, roots: Roots, *, moment: dt.datetime) -> Status:
    """Let the library examine a signature and follow its chain at a moment, without the network."""
    context = ValidationContext(
        trust_roots=list(roots), moment=moment, allow_fetching=False, algorithm_usage_policy=ALGORITHMS
    )
    if signature.sig_object_type == "/DocTimeStamp":
        return asyncio.run(async_validate_pdf_timestamp(signature, context, skip_diff=True))
    return asyncio.run(async_validate_pdf_signature(signature, context, key_usage_settings=MAY_SIGN, skip_diff=True))


def _stamp(status: Status) -> dt.datetime | None:
    stamp = status.timestamp_validity if isinstance(status, PdfSignatureStatus) else None
    return stamp.timestamp if stamp is not None and stamp.trusted else None


def _trust(status: Status) -> Trust:
    if status.trusted:
        return Trust.TRUSTED
    if not (status.intact and status.valid):
        return Trust.UNKNOWN  # the chain of what was tampered with is not followed
    strange = (None, AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND)
    return Trust.STRANGER if status.trust_problem_indic in strange else Trust.REFUSED


def _validity(certificate: x509.Certificate, claimed: dt.datetime | None, *, at: dt.datetime) -> Validity:
    if claimed is None:
        return Validity.UNDATED
    if claimed > at:
        return Validity.FUTURE
    if claimed < certificate.not_valid_before_utc:
        return Validity.NOT_YET
    return Validity.EXPIRED if claimed > certificate.not_valid_after_utc else Validity.VALID


def _revoked(status: Status, evidence: revocation.Evidence, moment: dt.datetime) -> tuple[Revoked, revocation.Finding]:
    """Return whether the certificate, or one between it and the trusted one, was revoked."""
    path = status.validation_path
    if path is None:
        return Revoked.UNKNOWN, revocation.Finding()
    chain = [x509.load_der_x509_certificate(certificate.dump()) for certificate in reversed(list(path))]
    finding = revocation.find(chain, evidence, at=moment)
    if finding.revoked_at:
        return (Revoked.BEFORE if finding.revoked_at <= moment else Revoked.AFTERWARDS), finding
    return (Revoked.NO if finding.as_of else Revoked.UNKNOWN), finding
