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
    newest = Totp.objects.order_by("-pk").first()
    if newest is None:
        return
    try:
        unseal(newest.secret)
    except SecretUnreadable:
        yield broken(
            _("Nobody passes the second step: it was set up under another DONDOC_SECRET_KEY. Put that key back.")
        )
    else:
        yield good(_("Codes of the second step can be checked."))
