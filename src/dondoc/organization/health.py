"""What the doctor asks of the accounts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dondoc.kernel.health import Context, Finding, broken, check, good

from .accounts.errors import SecretUnreadable
from .accounts.models import Totp
from .accounts.secrets import unseal


@check("second step")
def second_step(context: Context) -> Iterator[Finding]:
    """Ask whether the codes of the second step can be checked with the signing key of today."""
    sealed = list(Totp.objects.exclude(confirmed_at=None).values_list("secret", flat=True))
    if lost := sum(not _opens(secret) for secret in sealed):
        words = _(
            "%(n)s people do not pass the second step: it was set up under another DONDOC_SECRET_KEY. Put it back."
        )
        yield broken(words % {"n": lost})
    elif sealed:
        yield good(_("Codes of the second step can be checked."))


def _opens(secret: str) -> bool:
    try:
        unseal(secret)
    except SecretUnreadable:
        return False
    return True
