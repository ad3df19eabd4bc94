"""What the doctor asks of the exchange."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from dondoc.kernel.health import Context, Finding, check, good, warning

from . import adapters, selectors


@check("exchange")
def exchange(context: Context) -> Iterator[Finding]:
    """Ask whether messages go out, by which way, and what is in trouble."""
    if not adapters.is_on():
        yield good(_("The exchange with other agencies is switched off."))
        return
    if adapters.is_unprotected():
        yield warning(_("Messages go out in the clear. Use an address with https:// for DONDOC_EXCHANGE_URL."))
    if not settings.ORGAN_ID:
        yield warning(_("Only units with an electronic identifier exchange documents: DONDOC_ORGAN_ID is not set."))
    for state, count in selectors.trouble().items():
        if count:
            yield warning(
                _("%(n)s messages are “%(state)s”. See to them on the page of the exchange.")
                % {"n": count, "state": state.label}
            )
    yield good(_("The exchange with other agencies is switched on."))
