"""Codes of six digits from a shared secret and the clock (RFC 4226, RFC 6238). Pure."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from urllib.parse import quote

STEP = 30  # seconds
DIGITS = 6
# A phone's clock may be a step behind or ahead.
DRIFT = 1
SECRET_BYTES = 20


def new_secret() -> str:
    """Return a secret in the base32 that applications take."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_of(moment: dt.datetime) -> int:
    """Return the step a moment lies in."""
    return int(moment.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """Return the code of a step."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, code: str, *, now: dt.datetime, after: int) -> int | None:
    """Return the step whose code this is, later than `after`; None when it is none of those open now."""
    here = step_of(now)
    steps = [step for step in range(here - DRIFT, here + DRIFT + 1) if step > after]
    return next((step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode())), None)


def address_for(secret: str, *, account: str, issuer: str) -> str:
    """Return what the QR code says to the application."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP}"
