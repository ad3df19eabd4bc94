"""What a certificate says, and whether somebody may sign with it at a moment."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date

from .errors import CertificateExpired, CertificateNotForSigning, CertificateNotYetValid

# Names in certificates are what their makers wrote: nothing that moves the cursor, no novels.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Who:
    """Whose certificate it is, as its issuer wrote it."""

    name: str
    organisation: str
    issuer: str


def who(certificate: x509.Certificate) -> Who:
    """Return whose certificate it is."""
    subject = certificate.subject
    return Who(name_of(subject), _part(subject, NameOID.ORGANIZATION_NAME), name_of(certificate.issuer))


def name_of(whole: x509.Name) -> str:
    """Return the common name, else the whole name."""
    return _part(whole, NameOID.COMMON_NAME) or clean(whole.rfc4514_string())


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate, 64 hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def clean(name: str) -> str:
    """Return a name as it may be shown."""
    return UNPRINTABLE.sub("", name)[:LONGEST_NAME]


def is_authority(certificate: x509.Certificate) -> bool:
    """Say whether it may issue certificates."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def may_sign(certificate: x509.Certificate) -> bool:
    """Say whether it is meant for signing documents; one that names no use is meant for any (RFC 5280, 4.2.1.3)."""
    if is_authority(certificate):
        return False
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def require_usable(certificate: x509.Certificate, *, at: dt.datetime) -> None:
    """Let somebody sign with a certificate at a moment.

    Raises:
        CertificateNotYetValid: it begins later.
        CertificateExpired: it ended before.
        CertificateNotForSigning: it is meant for something else.
    """
    name = who(certificate).name
    if at < certificate.not_valid_before_utc:
        raise CertificateNotYetValid(name=name, day=_day(certificate.not_valid_before_utc))
    if at > certificate.not_valid_after_utc:
        raise CertificateExpired(name=name, day=_day(certificate.not_valid_after_utc))
    if not may_sign(certificate):
        raise CertificateNotForSigning(name=name)


def advice_on_name(certificate: x509.Certificate, name: str) -> str:
    """Return a sentence when the certificate is of somebody else than it is signed for; it is advice, names differ."""
    whose = who(certificate)
    if not name or fold(name) in fold(f"{whose.name} {whose.organisation}"):
        return ""
    return _("The certificate is of “%(owner)s”, not of %(name)s. Check that it is the right one.") % {
        "owner": whose.name,
        "name": name,
    }


def _day(moment: dt.datetime) -> str:
    return format_date(clock.day_of(moment))


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return clean(", ".join(str(part.value) for part in name.get_attributes_for_oid(oid)))
