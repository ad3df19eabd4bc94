"""What the doctor asks of the calendar that deadlines are counted by."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dondoc.kernel import calendar, clock
from dondoc.kernel.health import Context, Finding, check, good, warning


@check("calendar")
def working_days(context: Context) -> Iterator[Finding]:
    """Ask whether the rest days are known: of this year, and in December of the next."""
    missing = calendar.calendar_health(clock.day_of(context.now))
    if not missing:
        yield good(_("The rest days of the working-day calendar are known."))
    for sentence in missing:
        yield warning(sentence)
