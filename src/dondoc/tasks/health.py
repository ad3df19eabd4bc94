"""What the doctor asks of the calendar that deadlines are counted by, and of the mails."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.kernel import calendar, clock
from dondoc.kernel.health import Context, Finding, check, good, warning

from . import selectors


@check("calendar")
def working_days(context: Context) -> Iterator[Finding]:
    """Ask whether the rest days are known: of this year, and in December of the next."""
    missing = calendar.calendar_health(clock.day_of(context.now))
    if not missing:
        yield good(_("The rest days of the working-day calendar are known."))
    for sentence in missing:
        yield warning(sentence)


@check("mail")
def mails(context: Context) -> Iterator[Finding]:
    """Ask whether every mail went out; a person sends again what did not."""
    trouble = selectors.mails_in_trouble(now=context.now).count()
    if not trouble:
        yield good(_("No mail is stuck."))
        return
    words = ngettext(
        "%(n)s mail did not go out, or nobody knows. Open “Days and mails” under the notices and send it again.",
        "%(n)s mails did not go out, or nobody knows. Open “Days and mails” under the notices and send them again.",
        trouble,
    )
    yield warning(words % {"n": trouble})
