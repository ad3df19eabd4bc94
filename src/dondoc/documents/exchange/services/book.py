"""Keeping the address book: an entry is added and ended, never changed."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dondoc.audit import services as audit
from dondoc.documents.exchange import selectors
from dondoc.documents.exchange.errors import CorrespondentEndsTooEarly, CorrespondentMissing, OrganIdTaken
from dondoc.documents.exchange.models import Correspondent
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date, sort_bytes
from dondoc.organization.models import Person


def add_correspondent(
    *, name: str, organ_id: str, source: str, note: str, valid_from: dt.date, actor: Person, now: dt.datetime
) -> Correspondent:
    """Enter an agency into the address book (danh bạ liên thông).

    Args:
        source: where name and identifier come from.

    Raises:
        MayNotExchange: no post of the actor allows it.
        OrganIdTaken: an entry that has not ended bears the identifier.
    """
    selectors.require_exchange(actor, today=clock.day_of(now))
    organ_id = organ_id.strip()
    try:
        with transaction.atomic():
            made = Correspondent.objects.create(
                name=name, organ_id=organ_id, source=source, note=note, valid_from=valid_from, sort_key=sort_bytes(name)
            )
            audit.record(
                act="documents.add_correspondent",
                subject=f"correspondent:{made.pk}",
                actor=actor,
                now=now,
                after={"agency": name, "organ_id": organ_id},
            )
            return made
    except IntegrityError:
        other = Correspondent.objects.filter(organ_id=organ_id, valid_to=None).first()
        if other is None:
            raise
        raise OrganIdTaken(name=other.name) from None


@transaction.atomic
def end_correspondent(*, correspondent_id: int, valid_to: dt.date, actor: Person, now: dt.datetime) -> Correspondent:
    """Let an entry end, because the agency is renamed or is no more.

    Args:
        valid_to: the first day on which it does not hold.

    Raises:
        MayNotExchange: no post of the actor allows it.
        CorrespondentMissing: no such entry, or it has ended.
        CorrespondentEndsTooEarly: it would end before it began.
    """
    selectors.require_exchange(actor, today=clock.day_of(now))
    entry = Correspondent.objects.select_for_update().filter(pk=correspondent_id, valid_to=None).first()
    if entry is None:
        raise CorrespondentMissing
    if valid_to <= entry.valid_from:
        raise CorrespondentEndsTooEarly(day=format_date(entry.valid_from))
    entry.valid_to = valid_to
    entry.save(update_fields=["valid_to"])
    audit.record(
        act="documents.end_correspondent",
        subject=f"correspondent:{entry.pk}",
        actor=actor,
        now=now,
        after={"agency": entry.name, "until": valid_to.isoformat()},
    )
    return entry
