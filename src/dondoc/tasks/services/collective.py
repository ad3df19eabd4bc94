"""Several leads: one whole without a lead of its own, and one task for each unit (chủ trì chung, giao chung)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max

from dondoc.audit import services as audit
from dondoc.organization.models import Person, Unit
from dondoc.tasks import life_errors, selectors
from dondoc.tasks.choices import OPEN, Stage
from dondoc.tasks.models import UNFINISHED, CommonLead, Ending, Proposal, Task


def propose_common(proposal: Proposal) -> None:
    """Propose all leads that a passage names together, when each of them means one unit; else none."""
    printed = selectors.printed_leads(proposal)
    units = {unit.pk for _words, unit in printed if unit is not None}
    if printed and len(units) == len(printed):
        CommonLead.objects.bulk_create(
            CommonLead(proposal=proposal, unit=unit, printed=words) for words, unit in printed if unit is not None
        )


def set_common(proposal: Proposal, leads: Sequence[Unit], *, lead_unit: Unit | None) -> None:
    """Let these of the printed leads have a task each; a part of an act on the proposal.

    Raises:
        LeadOrLeads: one lead is named beside them, or only one of them is chosen.
        LeadsNotPrinted: one of them is not among those printed.
    """
    printed = {unit.pk: words for words, unit in selectors.printed_leads(proposal) if unit is not None}
    for unit in leads:
        if unit.pk not in printed:
            raise life_errors.LeadsNotPrinted(unit=unit.name)
    if leads and (lead_unit is not None or len({unit.pk for unit in leads}) == 1):
        raise life_errors.LeadOrLeads
    proposal.common_leads.all().delete()
    CommonLead.objects.bulk_create(
        CommonLead(proposal=proposal, unit=unit, printed=printed[unit.pk]) for unit in dict.fromkeys(leads)
    )


def settle(whole_id: int | None, *, actor: Person, now: dt.datetime) -> None:
    """Close a collective whole when the last of its parts has ended; a part of the act that ends the part.

    It is done on the latest day on which a part was done; cancelled when no part has a result.
    """
    if whole_id is None:
        return
    # Locked first: of two who end the last parts at once, the second sees what the first wrote.
    whole = Task.objects.select_for_update().filter(pk=whole_id, is_collective=True, stage__in=OPEN).first()
    if whole is None:
        return
    if whole.parts.filter(UNFINISHED).exists():
        return
    latest = whole.parts.filter(stage=Stage.DONE).aggregate(latest=Max("done_date"))["latest"]
    before = whole.stage
    if latest is not None:
        whole.stage, whole.done_date, whole.closed_at = Stage.DONE, latest, now
    else:
        whole.stage, whole.uncounted_at = Stage.CANCELLED, now
        Ending.objects.create(task=whole, stage=Stage.CANCELLED, reason="", by=actor, at=now)
    whole.version += 1
    whole.last_news_at = now
    whole.save(update_fields=["stage", "done_date", "closed_at", "uncounted_at", "version", "last_news_at"])
    audit.record(
        act="tasks.settle",
        subject=f"task:{whole.pk}",
        actor=actor,
        now=now,
        before={"stage": before},
        after={"stage": str(whole.stage), "done_date": str(latest or "")},
    )
