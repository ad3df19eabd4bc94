"""Secrets as the database keeps them: encrypted, or as a keyed digest."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

from .errors import SecretUnreadable


def seal(secret: str) -> str:
    """Encrypt with the signing key."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made.

    Raises:
        SecretUnreadable: it was made with another signing key.
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as failure:
        raise SecretUnreadable from failure


def digest(kind: str, words: str) -> str:
    """Return a digest that only the holder of the signing key can compare."""
    return salted_hmac(f"dondoc.accounts.{kind}", words, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = hashlib.sha256(b"dondoc.accounts.seal" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
