"""What acts on a report have in common."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F

from dondoc.audit import services as audit
from dondoc.organization.models import Person
from dondoc.reports.errors import ReportChanged, SectionMissing
from dondoc.reports.models import Report
from dondoc.reports.structures import Section


def section_of(report: Report, code: str) -> Section:
    """Return a section of a report.

    Raises:
        SectionMissing: its kind has none of this code.
    """
    section = report.kind.section(code)
    if section is None:
        raise SectionMissing
    return section


def save(
    report: Report,
    *,
    act: str,
    version: int | None = None,
    actor: Person | None,
    now: dt.datetime,
    after: dict[str, Any] | None = None,
    **columns: Any,
) -> Report:
    """Write what an act changed on a report, with its entry.

    Args:
        version: the one the actor saw; None: the act changes nothing that somebody else may have changed.

    Raises:
        ReportChanged: somebody overtook the act.
    """
    as_seen = Report.objects.filter(pk=report.pk, state=report.state)
    if version is not None:
        as_seen = as_seen.filter(version=version)
    if not as_seen.update(version=F("version") + 1, changed_at=now, **columns):
        raise ReportChanged
    audit.record(act=act, subject=f"report:{report.pk}", actor=actor, now=now, after=after)
    report.refresh_from_db(fields=["version", "changed_at", *columns])
    return report
