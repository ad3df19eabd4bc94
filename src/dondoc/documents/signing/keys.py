"""Signing keys: a PKCS#12 file or a PKCS#11 token, opened for one act with its passphrase and closed again.

A passphrase is never kept: it lives as long as the object that the caller makes for the act, is left out of what the
object prints, and errors are raised without the ones that caused them, which could carry it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .errors import (
    CertificateMissing,
    KeyUnreadable,
    SigningFailed,
    TokenBlocked,
    TokenMissing,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer


class Key(Protocol):
    """Something that signs once it was opened."""

    def opened(self) -> AbstractContextManager[Signer]:
        """Open it for one act."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key and its certificates in a PKCS#12 file (.p12, .pfx)."""

    data: bytes = field(repr=False)
    passphrase: str = field(repr=False)

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """Open the file for one act.

        Raises:
            KeyUnreadable: it is no such file, or holds no key or no certificate.
            WrongPassphrase: it opens with another.
        """
        _require_key_file(self.data)
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(self.data, self.passphrase.encode())
        except ValueError:
            raise WrongPassphrase from None
        if key is None or certificate is None:
            raise KeyUnreadable
        chain = SimpleCertificateStore()
        chain.register_multiple(translate_pyca_cryptography_cert_to_asn1(other) for other in others)
        yield SimpleSigner(
            signing_cert=translate_pyca_cryptography_cert_to_asn1(certificate),
            signing_key=translate_pyca_cryptography_key_to_asn1(key),
            cert_registry=chain,
        )


def _require_key_file(data: bytes) -> None:
    """Tell a damaged file from a wrong passphrase, which the library does not.

    Raises:
        KeyUnreadable: the outer structure is not that of PKCS#12.
    """
    try:
        content = asn1_pkcs12.Pfx.load(data, strict=True)["auth_safe"]["content_type"].native
    except (ValueError, TypeError):
        content = None
    if content != "data":
        raise KeyUnreadable


@dataclass(frozen=True, slots=True)
class Token:
    """A key on a PKCS#11 token (USB token, HSM).

    Attributes:
        module: the driver, a path to its library.
        label: of the token.
        certificate: label of the certificate to sign with; empty when the token holds only one with a key.
    """

    module: str
    label: str
    pin: str = field(repr=False)
    certificate: str = ""

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """Open a session of the token for one act.

        Raises:
            TokenMissing: no driver, or no such token.
            WrongPassphrase: the PIN is not right.
            TokenBlocked: it was wrong too often.
            CertificateMissing: no certificate of the label, or several without one.
            SigningFailed: the token broke off.
        """
        try:
            from pkcs11 import exceptions as refusals
            from pyhanko.sign import pkcs11 as tokens
        except ImportError:
            raise TokenMissing from None
        try:
            with self._session() as session:
                identity = _certificate_of(session, self.certificate)
                yield tokens.PKCS11Signer(
                    session,
                    cert_id=identity,
                    key_id=identity,
                    other_certs_to_pull=None,
                    use_raw_mechanism=_is_elliptic(session, identity),
                )
        except (refusals.PinIncorrect, refusals.PinInvalid, refusals.PinLenRange):
            raise WrongPassphrase from None
        except (refusals.PinLocked, refusals.PinExpired):
            raise TokenBlocked from None
        except refusals.PKCS11Error:
            raise SigningFailed from None

    def _session(self) -> AbstractContextManager[Any]:
        import pkcs11

        try:
            token = pkcs11.lib(self.module).get_token(token_label=self.label)
        except (pkcs11.PKCS11Error, RuntimeError, OSError):
            raise TokenMissing from None
        session: AbstractContextManager[Any] = token.open(user_pin=self.pin)
        return session


def _certificate_of(session: Any, label: str) -> bytes:
    """Return the id that the wanted certificate shares with its key.

    Raises:
        CertificateMissing: none, or several.
    """
    from pkcs11 import Attribute, ObjectClass

    keys = {key[Attribute.ID] for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}
    wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE} | ({Attribute.LABEL: label} if label else {})
    found = {certificate[Attribute.ID] for certificate in session.get_objects(wanted)} & keys
    if len(found) != 1:
        raise CertificateMissing
    return bytes(found.pop())


def _is_elliptic(session: Any, identity: bytes) -> bool:
    """Say whether a key is on an elliptic curve; few tokens hash for those, so they are given the hash."""
    from pkcs11 import Attribute, KeyType, ObjectClass

    key = next(iter(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: identity})))
    return bool(key[Attribute.KEY_TYPE] == KeyType.EC)
