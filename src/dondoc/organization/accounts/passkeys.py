"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds. The protocol is python-fido2's."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dondoc.organization.models import Person

from .errors import PasskeyRefused
from .models import Passkey
from .secrets import digest

# What python-fido2 raises for answers that do not fit: its own checks, its parser, the signatures beneath it.
FAULTS = (ValueError, TypeError, KeyError, AttributeError, InvalidSignature, Passkey.DoesNotExist)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the product is served: keys are bound to its host, answers to its whole origin."""

    host: str
    origin: str

    @property
    def may_hold_keys(self) -> bool:
        """Say whether browsers bind keys to it: a name does, a bare address does not."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return True
        return False

    def server(self) -> Fido2Server:
        """Return the protocol's side of the site."""
        party = PublicKeyCredentialRpEntity(id=self.host, name="Đôn Đốc")
        return Fido2Server(party, verify_origin=lambda origin: origin == self.origin)


def ask_for_new(person: Person, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the browser is asked for a new key, and what to remember until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=bytes.fromhex(digest("passkey", str(person.pk))), name=person.username, display_name=person.full_name
    )
    options, state = site.server().register_begin(
        user,
        [_named(passkey.credential_id) for passkey in person.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


def read_new(answer: str, state: dict[str, Any] | None, site: Site) -> Passkey:
    """Return the new key, not yet saved and nobody's.

    Raises:
        PasskeyRefused: the answer does not fit the question.
    """
    try:
        data = site.server().register_complete(state, json.loads(answer))
        key = data.credential_data
    except FAULTS:
        raise PasskeyRefused from None
    if key is None:
        raise PasskeyRefused
    return Passkey(credential_id=websafe_encode(key.credential_id), public=bytes(key), sign_count=data.counter)


def ask_for_known(site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the browser is asked to sign in, and what to remember until it answers."""
    options, state = site.server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), state


def read_known(answer: str, state: dict[str, Any] | None, site: Site) -> tuple[Passkey, int]:
    """Return the key that answered and how often it has signed.

    Raises:
        PasskeyRefused: the answer does not fit the question, or the key is not known, or was copied.
    """
    try:
        response = AuthenticationResponse.from_dict(json.loads(answer))
        passkey = Passkey.objects.select_related("person").get(credential_id=websafe_encode(response.raw_id))
        site.server().authenticate_complete(state, [_key_of(passkey)], response)
        count = response.response.authenticator_data.counter
    except FAULTS:
        raise PasskeyRefused from None
    if count and count <= passkey.sign_count:
        raise PasskeyRefused
    return passkey, count


def _key_of(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.public))


def _named(credential_id: str) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(credential_id))
