"""What signing in keeps: sessions, second steps, passkeys, and failures that are counted."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from dondoc.organization.choices import Role

from .devices import device_of
from .secrets import digest


class Session(AbstractBaseSession):
    """A signed-in browser (phiên đăng nhập). Without its row the next request is a stranger's."""

    person = models.ForeignKey("organization.Person", on_delete=models.CASCADE, null=True, related_name="sessions")
    agent = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True)
    signed_in_at = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.device}"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the engine that keeps its rows here."""
        from .sessions import SessionStore

        return SessionStore

    @property
    def device(self) -> str:
        """Say which browser on what, in words."""
        return device_of(self.agent)

    @property
    def shown_id(self) -> str:
        """Return what pages call it: the key itself would sign its reader in."""
        return digest("session", self.session_key)[:20]


class Totp(models.Model):
    """A second step by codes from a phone (RFC 6238); it counts once confirmed (xác thực hai bước)."""

    person = models.OneToOneField("organization.Person", on_delete=models.CASCADE, related_name="totp")
    # Encrypted with the signing key: a copy of the database alone gives no codes.
    secret = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    # The step of the last code taken; no code is taken twice.
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person_id}"


class RecoveryCode(models.Model):
    """A code for the day the phone is lost; good once (mã dự phòng)."""

    person = models.ForeignKey("organization.Person", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "digest"], name="organization_recoverycode_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Passkey(models.Model):
    """A key in a phone, a computer or a stick that signs in without a password (khóa đăng nhập)."""

    person = models.ForeignKey("organization.Person", on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential_id = models.CharField(max_length=1400, unique=True)
    public = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SignInFailure(models.Model):
    """A failed attempt: which name, as a keyed digest, and from where; kept for a day, to be counted."""

    name_digest = models.CharField(max_length=64, blank=True)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name_digest", "at"], name="organization_failure_name"),
            models.Index(fields=["address", "at"], name="organization_failure_address"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"


class SecondStepRule(models.Model):
    """A role whose holders must use the second step (vai trò bắt buộc xác thực hai bước)."""

    role = models.CharField(max_length=30, choices=Role, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="organization_secondsteprule_role_known")
        ]

    def __str__(self) -> str:
        return self.role
