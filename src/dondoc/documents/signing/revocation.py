"""Whether a certificate was revoked, by the lists and answers at hand; the network is never asked."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from asn1crypto.core import GeneralizedTime
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date

from .certificates import is_authority, who
from .errors import CertificateRevoked

EXPIRED_CERTS_ON_CRL = x509.ObjectIdentifier("2.5.29.60")
Issuer = x509.Certificate
Loaded = TypeVar("Loaded")
Extension = TypeVar("Extension", bound=x509.ExtensionType)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a certificate.

    Attributes:
        revoked_at: when it was revoked; None when it was not, or when nothing is known.
        as_of: the day of the list or answer that vouches for it; None when none does.
    """

    revoked_at: dt.datetime | None = None
    as_of: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lists of revoked certificates (CRL) and answers about single ones (OCSP)."""

    lists: Sequence[x509.CertificateRevocationList] = ()
    answers: Sequence[ocsp.OCSPResponse] = ()


def load(lists: Iterable[bytes], answers: Iterable[bytes]) -> Evidence:
    """Return the evidence in DER; what cannot be read is left out, as if it were not there."""
    return Evidence(
        _loaded(x509.load_der_x509_crl, lists),
        _loaded(ocsp.load_der_ocsp_response, answers),
    )


def find(chain: Sequence[x509.Certificate], evidence: Evidence, *, at: dt.datetime) -> Finding:
    """Return what is known of a certificate and of those between it and the trusted one.

    Args:
        chain: from the certificate to the trusted one, which nobody can revoke by a list.
        at: the moment that matters; what is out of date by then vouches for nothing.
    """
    findings = [
        _of_one(certificate, issuer, evidence, at=at)
        for certificate, issuer in pairwise(chain)
    ]  # fmt: skip
    revoked = [finding.revoked_at for finding in findings if finding.revoked_at]
    if revoked:
        return Finding(revoked_at=min(revoked))
    vouched = [finding.as_of for finding in findings if finding.as_of]
    if not vouched or len(vouched) < len(findings):
        return Finding()
    return Finding(as_of=min(vouched))


def require_unrevoked(certificates: Iterable[x509.Certificate], lists: Iterable[bytes]) -> None:
    """Let somebody sign whose certificate no list names, nor one above it.

    Stricter than `find`: who is named may not sign, even where the certificate that signed the list is not at hand.

    Args:
        certificates: the one to sign with, and those that came with it.
        lists: in DER, as an administrator took them in.

    Raises:
        CertificateRevoked: one is named.
    """
    known = load(lists, ()).lists
    for certificate in certificates:
        for crl in known:
            entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None and crl.issuer == certificate.issuer and _is_about(crl, certificate):
                day = format_date(clock.day_of(entry.revocation_date_utc))
                raise CertificateRevoked(name=who(certificate).name, day=day)


def _of_one(certificate: x509.Certificate, issuer: Issuer, evidence: Evidence, *, at: dt.datetime) -> Finding:
    findings = [_by_list(certificate, issuer, one, at=at) for one in evidence.lists]
    findings += [_by_answer(certificate, issuer, one, at=at) for one in evidence.answers]
    revoked = [finding.revoked_at for finding in findings if finding.revoked_at]
    vouched = [finding.as_of for finding in findings if finding.as_of]
    return Finding(min(revoked, default=None), max(vouched, default=None))


def _by_list(
    certificate: x509.Certificate, issuer: Issuer, crl: x509.CertificateRevocationList, *, at: dt.datetime
) -> Finding:
    if crl.issuer != certificate.issuer or not is_signed_by(crl, issuer) or not _is_about(crl, certificate):
        return Finding()
    entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is not None:
        return Finding(revoked_at=entry.revocation_date_utc)
    until = crl.next_update_utc
    if _names_some_reasons_only(crl) or not _is_the_part_of(crl, certificate) or (until is not None and until < at):
        return Finding()
    if _has_dropped(crl, certificate):
        return Finding()
    return Finding(as_of=crl.last_update_utc)


def _has_dropped(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Say whether a list need not name a certificate any more, because it had expired by then (RFC 5280, 3.3).

    Unless the list says that it keeps those which expired since a day (X.509, expiredCertsOnCRL).
    """
    expired = certificate.not_valid_after_utc
    if crl.last_update_utc <= expired:
        return False
    kept = [one.value for one in crl.extensions if one.oid == EXPIRED_CERTS_ON_CRL]
    if not kept or not isinstance(kept[0], x509.UnrecognizedExtension):
        return True
    try:
        since: dt.datetime = GeneralizedTime.load(kept[0].value).native
    except ValueError:
        return True
    return expired < since


def is_signed_by(crl: x509.CertificateRevocationList, issuer: Issuer) -> bool:
    """Say whether an authority signed a list."""
    try:
        return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (TypeError, ValueError, InvalidSignature):
        return False


def _is_about(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Say whether a list speaks of certificates such as this one, and is whole (RFC 5280, 5.2.4 and 5.2.5)."""
    if is_partial(crl):
        return False
    scope = _scope(crl)
    if scope is None:
        return True
    if scope.indirect_crl or scope.only_contains_attribute_certs:
        return False
    return not (scope.only_contains_user_certs if is_authority(certificate) else scope.only_contains_ca_certs)


def is_partial(crl: x509.CertificateRevocationList) -> bool:
    """Say whether a list only tells what changed since another."""
    return _extension(crl, x509.DeltaCRLIndicator) is not None


def part_of(crl: x509.CertificateRevocationList) -> bytes:
    """Return what tells the lists of one issuer apart: the key that signed, and the part of the certificates."""
    parts = (_extension(crl, x509.AuthorityKeyIdentifier), _scope(crl))
    return b"".join(part.public_bytes() for part in parts if part is not None)


def is_issued_by(certificate: x509.Certificate, issuer: Issuer) -> bool:
    """Say whether an authority issued a certificate itself."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (TypeError, ValueError, InvalidSignature):
        return False
    return True


def _is_the_part_of(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Say whether a certificate is in the part that a list is of; where none is named, it is (RFC 5280, 6.3.3)."""
    scope = _scope(crl)
    if scope is None or scope.full_name is None:
        return scope is None or scope.relative_name is None
    points = _extension(certificate, x509.CRLDistributionPoints) or ()
    return any(name in scope.full_name for point in points for name in point.full_name or ())


def _names_some_reasons_only(crl: x509.CertificateRevocationList) -> bool:
    scope = _scope(crl)
    return scope is not None and bool(scope.only_some_reasons)


def _scope(crl: x509.CertificateRevocationList) -> x509.IssuingDistributionPoint | None:
    return _extension(crl, x509.IssuingDistributionPoint)


def _extension(said: x509.CertificateRevocationList | x509.Certificate, kind: type[Extension]) -> Extension | None:
    return next((one.value for one in said.extensions if isinstance(one.value, kind)), None)


def _by_answer(certificate: x509.Certificate, issuer: Issuer, answer: ocsp.OCSPResponse, *, at: dt.datetime) -> Finding:
    if answer.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL or not _is_answered_for(answer, issuer):
        return Finding()
    for single in answer.responses:
        if single.serial_number != certificate.serial_number or not _names(single, issuer):
            continue
        if single.certificate_status == ocsp.OCSPCertStatus.REVOKED:
            return Finding(revoked_at=single.revocation_time_utc)
        until = single.next_update_utc
        if single.this_update_utc > certificate.not_valid_after_utc:  # it may have been forgotten (RFC 6960, 4.4.4)
            continue
        if single.certificate_status == ocsp.OCSPCertStatus.GOOD and (until is None or until >= at):
            return Finding(as_of=single.this_update_utc)
    return Finding()


def _names(single: ocsp.OCSPSingleResponse, issuer: Issuer) -> bool:
    """Say whether an answer is about a certificate of this issuer."""
    request = ocsp.OCSPRequestBuilder().add_certificate(issuer, issuer, single.hash_algorithm).build()
    return request.issuer_key_hash == single.issuer_key_hash


def _is_answered_for(answer: ocsp.OCSPResponse, issuer: Issuer) -> bool:
    """Say whether the issuer, or somebody it appointed for this, signed the answer (RFC 6960, 4.2.2.2)."""
    responders = [issuer]
    for other in answer.certificates:
        try:
            other.verify_directly_issued_by(issuer)
            uses = other.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
            continue
        if ExtendedKeyUsageOID.OCSP_SIGNING in uses:
            responders.append(other)
    return any(_signed(answer, responder) for responder in responders)


def _signed(answer: ocsp.OCSPResponse, responder: x509.Certificate) -> bool:
    key, algorithm = responder.public_key(), answer.signature_hash_algorithm
    if algorithm is None:
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _loaded(loader: Callable[[bytes], Loaded], many: Iterable[bytes]) -> list[Loaded]:
    found = []
    for data in many:
        with contextlib.suppress(ValueError):
            found.append(loader(data))
    return found
