"""What verifying says of one signature."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from .choices import Alteration, Integrity, Revoked, Trust, Validity, Verdict

CHOICES = {"integrity": Integrity, "alteration": Alteration, "trust": Trust, "validity": Validity, "revoked": Revoked}
MOMENTS = ("claimed_at", "stamped_at", "valid_from", "valid_to", "revoked_at", "as_of")


@dataclass(frozen=True, slots=True)
class SignatureResult:
    """One signature of a PDF, each question answered by itself.

    Attributes:
        signer: common name of the certificate; empty when it could not be read.
        organisation: of the certificate; empty when it names none.
        issuer: who issued the certificate.
        is_timestamp: a mark of a time authority, not of somebody who signs.
        claimed_at: when it was signed, as the signer's machine says; None when it says nothing.
        stamped_at: when a trusted time authority saw the signature; None without a stamp.
        integrity: whether what was signed is what is there.
        alteration: what was altered; None when nothing was.
        trust: whether the certificate leads to a trusted authority.
        validity: whether the certificate was valid at the claimed time.
        valid_from, valid_to: of the certificate.
        revoked: whether it was revoked as far as is known.
        revoked_at: when; None when it was not.
        as_of: the day of the list that says it was not; None without one.
        is_weak: made with an algorithm that proves little nowadays (SHA-1).
    """

    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    is_timestamp: bool = False
    claimed_at: dt.datetime | None = None
    stamped_at: dt.datetime | None = None
    integrity: Integrity = Integrity.UNKNOWN
    alteration: Alteration | None = None
    trust: Trust = Trust.UNKNOWN
    validity: Validity = Validity.UNKNOWN
    valid_from: dt.datetime | None = None
    valid_to: dt.datetime | None = None
    revoked: Revoked = Revoked.UNKNOWN
    revoked_at: dt.datetime | None = None
    as_of: dt.datetime | None = None
    is_weak: bool = False

    @property
    def verdict(self) -> Verdict:
        """Return the whole in a word; what cannot be known without a network speaks against nobody."""
        if self.alteration is not None:
            return Verdict.ALTERED
        if self.integrity == Integrity.UNKNOWN:
            return Verdict.UNEXAMINED
        holds = (
            self.trust == Trust.TRUSTED
            and self.validity == Validity.VALID
            and self.revoked in (Revoked.NO, Revoked.UNKNOWN)
        )
        return Verdict.SOUND if holds else Verdict.DOUBTFUL

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        plain = asdict(self)
        return plain | {name: plain[name] and plain[name].isoformat() for name in MOMENTS}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> SignatureResult:
        """Return what plain values say."""
        moments = {name: plain[name] and dt.datetime.fromisoformat(plain[name]) for name in MOMENTS}
        choices = {name: plain[name] and kind(plain[name]) for name, kind in CHOICES.items()}
        return cls(**(plain | moments | choices))
