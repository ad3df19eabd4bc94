"""Acts on what is trusted."""

from __future__ import annotations

import datetime as dt
import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import IntegrityError, transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.accounts.selectors import require_administrator
from dondoc.organization.models import Person

from . import certificates, selectors
from .errors import (
    AlreadyTrusted,
    NotACertificate,
    NotAnAuthority,
    NotARevocationList,
    RevocationListForged,
    RevocationListFuture,
    RevocationListOlder,
    RevocationListPartial,
    RevocationListUnchecked,
    SourceMissing,
)
from .models import RevocationList, TrustAnchor
from .revocation import is_issued_by, is_partial, is_signed_by, part_of

LONGEST_SUBJECT = 1000
PEM = b"-----BEGIN"


@transaction.atomic
def add_anchor(*, certificate: bytes, source: str, actor: Person, now: dt.datetime) -> TrustAnchor:
    """Trust an authority: signatures by certificates that it issued count from now on.

    Args:
        certificate: its own, PEM or DER.
        source: where it was taken from and how its fingerprint was compared.

    Raises:
        NotAdministrator: the actor is none.
        NotACertificate: it is no certificate, or several.
        NotAnAuthority: it may not issue certificates.
        SourceMissing: no ground is given.
        AlreadyTrusted: it is trusted already.
    """
    require_administrator(actor, today=clock.day_of(now))
    read = _certificate(certificate)
    name = certificates.who(read).name
    if not certificates.is_authority(read):
        raise NotAnAuthority(name=name)
    if not source.strip():
        raise SourceMissing
    fingerprint = certificates.fingerprint(read)
    if TrustAnchor.objects.trusted().filter(fingerprint=fingerprint).exists():
        raise AlreadyTrusted
    try:
        with transaction.atomic():
            anchor = TrustAnchor.objects.create(
                certificate=read.public_bytes(Encoding.DER),
                name=name,
                subject=read.subject.rfc4514_string()[:LONGEST_SUBJECT],
                fingerprint=fingerprint,
                valid_from=read.not_valid_before_utc,
                valid_to=read.not_valid_after_utc,
                source=source.strip(),
                added_by=actor,
                added_at=now,
            )
    except IntegrityError:  # Somebody added the same one in the meantime.
        raise AlreadyTrusted from None
    after = {"authority": name, "fingerprint": fingerprint, "source": anchor.source}
    audit.record(act="documents.trust", subject=f"anchor:{anchor.pk}", actor=actor, now=now, after=after)
    return anchor


@transaction.atomic
def withdraw_anchor(*, anchor_id: int, actor: Person, now: dt.datetime) -> TrustAnchor:
    """Trust an authority no longer, whenever its certificates signed.

    Raises:
        NotAdministrator: the actor is none.
        AnchorMissing: there is no such certificate, or trust was withdrawn already.
    """
    require_administrator(actor, today=clock.day_of(now))
    anchor = selectors.get_anchor(anchor_id)
    anchor.withdrawn_by, anchor.withdrawn_at = actor, now
    anchor.save(update_fields=["withdrawn_by", "withdrawn_at"])
    after = {"authority": anchor.name, "fingerprint": anchor.fingerprint}
    audit.record(act="documents.distrust", subject=f"anchor:{anchor.pk}", actor=actor, now=now, after=after)
    return anchor


@transaction.atomic
def add_revocation_list(
    *, crl: bytes, actor: Person, now: dt.datetime, authority: bytes | None = None
) -> RevocationList:
    """Take in a list of revoked certificates (CRL); of each key and each part of the certificates the newest counts.

    Args:
        crl: the list, PEM or DER.
        authority: the certificate of who signed it, where it is not trusted here itself but issued by one that is.

    Raises:
        NotAdministrator: the actor is none.
        NotARevocationList: it is no such list.
        RevocationListPartial: it only says what changed since another.
        RevocationListFuture: it is dated later than now.
        NotACertificate: what is given for the authority's is none, or several.
        RevocationListForged: it names an authority trusted here that did not sign it.
        RevocationListUnchecked: nobody trusted here, nor the authority given, signed it.
        RevocationListOlder: a list as new is here already.
    """
    require_administrator(actor, today=clock.day_of(now))
    read = _revocation_list(crl)
    issuer = certificates.name_of(read.issuer)
    if is_partial(read):
        raise RevocationListPartial
    if read.last_update_utc > now:
        raise RevocationListFuture(day=format_date(clock.day_of(read.last_update_utc)))
    _refuse_unsigned(read, issuer, _certificate(authority) if authority else None)
    key = hashlib.sha256(read.issuer.public_bytes() + part_of(read)).hexdigest()
    newest = RevocationList.objects.filter(issuer_key=key).order_by("-issued_at").first()
    if newest is not None and newest.issued_at >= read.last_update_utc:
        raise RevocationListOlder(issuer=issuer, day=format_date(clock.day_of(newest.issued_at)))
    taken = RevocationList.objects.create(
        content=read.public_bytes(Encoding.DER),
        issuer=issuer,
        issuer_key=key,
        issued_at=read.last_update_utc,
        next_at=read.next_update_utc,
        added_by=actor,
        added_at=now,
    )
    after = {"authority": issuer, "date": clock.day_of(taken.issued_at).isoformat()}
    audit.record(act="documents.add_revocation_list", subject=f"crl:{taken.pk}", actor=actor, now=now, after=after)
    return taken


def _certificate(data: bytes) -> x509.Certificate:
    """Read the one certificate of a file.

    Raises:
        NotACertificate: there is none, or there are several.
    """
    try:
        found = x509.load_pem_x509_certificates(data) if PEM in data else [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise NotACertificate from None
    if len(found) != 1:
        raise NotACertificate
    return found[0]


def _revocation_list(data: bytes) -> x509.CertificateRevocationList:
    """Read a list of revoked certificates.

    Raises:
        NotARevocationList: it is none.
    """
    try:
        crl = x509.load_pem_x509_crl(data) if PEM in data else x509.load_der_x509_crl(data)
        dates = crl.last_update_utc, crl.next_update_utc
    except ValueError:
        raise NotARevocationList from None
    if dates[1] is not None and dates[1] < dates[0]:
        raise NotARevocationList
    return crl


def _refuse_unsigned(crl: x509.CertificateRevocationList, issuer: str, given: x509.Certificate | None) -> None:
    """Refuse a list that no authority signed which is trusted here, or whose certificate one of those issued.

    Raises:
        RevocationListForged: a trusted authority bears this name and did not sign it.
        RevocationListUnchecked: none bears it, and the one given did not sign it or is not vouched for.
    """
    trusted = [
        x509.load_der_x509_certificate(bytes(der))
        for der in TrustAnchor.objects.trusted().values_list("certificate", flat=True)
    ]
    known = [*trusted, given] if given is not None and _is_vouched_for(given, trusted) else trusted
    namesakes = [authority for authority in known if authority.subject == crl.issuer]
    if any(is_signed_by(crl, authority) for authority in namesakes):
        return
    raise RevocationListForged(issuer=issuer) if namesakes else RevocationListUnchecked(issuer=issuer)


def _is_vouched_for(authority: x509.Certificate, trusted: list[x509.Certificate]) -> bool:
    """Say whether one of those trusted issued the certificate of an authority."""
    return certificates.is_authority(authority) and any(is_issued_by(authority, above) for above in trusted)
