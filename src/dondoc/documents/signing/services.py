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
    RevocationListOlder,
    SourceMissing,
)
from .models import RevocationList, TrustAnchor
from .revocation import is_signed_by

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
def add_revocation_list(*, crl: bytes, actor: Person, now: dt.datetime) -> RevocationList:
    """Take in a list of revoked certificates (CRL); the newest of each authority counts.

    Args:
        crl: the list, PEM or DER.

    Raises:
        NotAdministrator: the actor is none.
        NotARevocationList: it is no such list.
        RevocationListForged: it names an authority trusted here that did not sign it.
        RevocationListOlder: a list as new is here already.
    """
    require_administrator(actor, today=clock.day_of(now))
    read = _revocation_list(crl)
    issuer = certificates.name_of(read.issuer)
    _refuse_forged(read, issuer)
    key = hashlib.sha256(read.issuer.public_bytes()).hexdigest()
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


def _refuse_forged(crl: x509.CertificateRevocationList, issuer: str) -> None:
    """Refuse a list in the name of a trusted authority by somebody else; the others are judged when they are used.

    Raises:
        RevocationListForged: no trusted authority of this name signed it.
    """
    trusted = (
        x509.load_der_x509_certificate(bytes(der))
        for der in TrustAnchor.objects.trusted().values_list("certificate", flat=True)
    )
    namesakes = [authority for authority in trusted if authority.subject == crl.issuer]
    if namesakes and not any(is_signed_by(crl, authority) for authority in namesakes):
        raise RevocationListForged(issuer=issuer)
