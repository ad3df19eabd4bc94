"""Number series, as the records regulation of the issuer groups types of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from dondoc.audit import services as audit
from dondoc.documents.outgoing import errors, selectors
from dondoc.documents.outgoing.models import Series
from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit


@transaction.atomic
def open_series(
    *,
    issuer: Unit,
    name: str,
    document_types: Sequence[str],
    regulation: str,
    valid_from: dt.date,
    actor: Person,
    now: dt.datetime,
) -> Series:
    """Record a series; each year it begins with 01, or after the last number that another gave its types in the year.

    Args:
        document_types: abbreviations, as `TB`; none: every type that no other series of the issuer names.

    Raises:
        MayNotIssue: no post of the actor allows it for this issuer.
        GroundMissing: it has no name, or no regulation provides for it.
        SeriesOverlaps: another one takes these types in that time.
    """
    if not selectors.may_issue(actor, issuer, today=clock.day_of(now)):
        raise errors.MayNotIssue
    if not name.strip() or not regulation.strip():
        raise errors.GroundMissing
    types = sorted(set(document_types))
    # The issuer's row is the lock: two people cannot open overlapping series at once.
    Unit.objects.select_for_update().get(pk=issuer.pk)
    for other in Series.objects.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from), issuer=issuer):
        if set(types) & set(other.document_types) or not (types or other.document_types):
            raise errors.SeriesOverlaps(name=other.name)
    series = Series.objects.create(
        issuer=issuer,
        name=name.strip(),
        document_types=types,
        regulation=regulation.strip(),
        valid_from=valid_from,
        recorded_by=actor,
        recorded_at=now,
    )
    audit.record(
        act="outgoing.open_series",
        subject=f"unit:{issuer.pk}",
        actor=actor,
        now=now,
        after={"name": series.name, "document_types": types, "regulation": series.regulation, "day": str(valid_from)},
    )
    return series


@transaction.atomic
def end_series(*, series_id: int, valid_to: dt.date, actor: Person, now: dt.datetime) -> Series:
    """Let a series end; what it numbered stays.

    Raises:
        MayNotIssue: no post of the actor allows it for this issuer.
        SeriesMissing: no such series, or it has ended.
        EndsTooEarly: it would end before it began.
    """
    series = Series.objects.select_for_update().filter(pk=series_id, valid_to=None).first()
    if series is None:
        raise errors.SeriesMissing
    if not selectors.may_issue(actor, series.issuer, today=clock.day_of(now)):
        raise errors.MayNotIssue
    if valid_to <= series.valid_from:
        raise errors.EndsTooEarly
    series.valid_to = valid_to
    series.save(update_fields=["valid_to"])
    audit.record(
        act="outgoing.end_series",
        subject=f"unit:{series.issuer_id}",
        actor=actor,
        now=now,
        after={"name": series.name, "last_day": str(valid_to - dt.timedelta(days=1))},
    )
    return series
