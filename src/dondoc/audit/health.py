"""What the doctor asks of the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from dondoc.kernel.health import Context, Finding, broken, check, good, warning

from . import anchoring, verifying
from .models import Entry, Seal

# The job seals every ten minutes what is five minutes old.
SEALED_WITHIN = dt.timedelta(hours=1)
ANCHORED_WITHIN = dt.timedelta(days=2)
# Triggers that the migration makes, on either database at least these.
GUARDS = {f"{table}_no_{event}" for table in ("audit_entry", "audit_seal") for event in ("update", "delete")}


@check("log")
def log(context: Context) -> Iterator[Finding]:
    """Verify the chain, ask whether it is sealed in time and guarded by the database."""
    report = verifying.verify()
    if report.count:
        yield broken(_("The log was tampered with. See: dondoc audit verify"))
    else:
        yield good(_("The log is whole: %(n)s entries.") % {"n": report.entries})
    sealed = Seal.objects.order_by("-last").values_list("last", flat=True).first() or 0
    if Entry.objects.filter(pk__gt=sealed, at__lt=context.now - SEALED_WITHIN).exists():
        yield broken(_("Entries of the log have not been sealed for an hour. Is a worker running?"))
    if missing := GUARDS - guards():
        names = ", ".join(sorted(missing))
        yield broken(_("The database does not refuse changes to the log any more: %(names)s.") % {"names": names})


@check("anchors")
def anchors(context: Context) -> Iterator[Finding]:
    """Compare the log with what was kept outside, and ask whether that is fresh."""
    if not settings.ANCHORS:
        if not settings.ANCHOR_MAIL:
            yield warning(_("The head of the log is kept nowhere outside. Set DONDOC_ANCHORS or DONDOC_ANCHOR_MAIL."))
        return
    kept = anchoring.kept(Path(settings.ANCHORS))
    if not kept:
        yield warning(_("No anchor of the log has been kept yet in %(folder)s.") % {"folder": settings.ANCHORS})
        return
    known = set(Seal.objects.filter(digest__in=[anchor.digest for anchor in kept]).values_list("last", "digest"))
    missing = [anchor for anchor in kept if (anchor.last, anchor.digest) not in known]
    if set(missing) - verifying.lost_by_restoring(missing).keys():
        yield broken(_("The log does not fit its anchors. See: dondoc audit verify"))
    elif context.now - dt.datetime.fromisoformat(kept[-1].at) > ANCHORED_WITHIN:
        yield warning(_("The last anchor of the log is more than two days old. Is a worker running?"))
    else:
        yield good(_("The log fits the %(n)s anchors kept outside.") % {"n": len(kept)})


def guards() -> set[str]:
    """Return the names of the triggers on the tables of the log."""
    if connection.vendor == "postgresql":
        statement = "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'audit_%' AND tgenabled <> 'D'"
    else:
        statement = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {name for (name,) in cursor.fetchall()}
