"""Outgoing documents for tests: a draft at the signer, a series, a scan."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from PIL import Image

from dondoc.documents.composing import composition
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.numbering import next_of
from dondoc.documents.outgoing import services
from dondoc.documents.outgoing.models import Outgoing, Series, SeriesYear
from tests.documents.composing import drafts
from tests.world import NOW, SINCE, TODAY, World

SIGNED_ON = TODAY - dt.timedelta(days=1)
# When what was signed was written.
WRITTEN_AT = NOW - dt.timedelta(days=1)

LETTER = {"type_code": "CV", "symbol": "TTUD-KT"}


def draft(world: World, *, said: str = "", outside: str = "", **fields: Any) -> Draft:
    """Return a notice of conclusions of the centre, with one duty of the farm, that waits for its signature.

    It was written the day before.

    Args:
        said: a paragraph more.
        outside: a recipient more, from outside.
    """
    by = {"by": world.officer, "now": WRITTEN_AT}
    made = drafts.whole(world, now=WRITTEN_AT, **fields)
    if said:
        drafts.act(composing.add_blocks, made, **by, blocks=composition.paragraphs(said))
    if outside:
        drafts.act(composing.add_party, made, **by, side="recipients", outside=outside)
    Draft.objects.filter(pk=made.pk).update(state=State.TO_SIGN)
    made.refresh_from_db()
    return made


def signed(world: World, **fields: Any) -> Outgoing:
    """Return a document signed on paper the day before."""
    return services.record_paper_signature(
        draft_id=draft(world, **fields).pk, signed_on=SIGNED_ON, actor=world.office_head, now=NOW
    )


def series(world: World, **fields: object) -> Series:
    """Open the series of the centre that takes every type."""
    defaults = {
        "issuer": world.centre, "name": "Văn bản hành chính", "document_types": [],
        "regulation": "Quy chế văn thư của Trung tâm", "valid_from": SINCE,
    }  # fmt: skip
    return services.open_series(**(defaults | fields), actor=world.office_head, now=NOW)


def numbered(world: World, **fields: Any) -> Outgoing:
    """Return a document with its number."""
    if not Series.objects.exists():
        series(world)
    return services.number(outgoing_id=signed(world, **fields).pk, date=TODAY, actor=world.office_head, now=NOW)


def scan(shade: int = 255) -> bytes:
    """Return a PDF of one page; another shade makes other bytes."""
    page = io.BytesIO()
    Image.new("RGB", (620, 877), (shade, shade, shade)).save(page, "PDF", resolution=75)
    return page.getvalue()


def issued(world: World, **fields: Any) -> Outgoing:
    """Return an issued document."""
    made = numbered(world, **fields)
    return services.issue(outgoing_id=made.pk, scan=scan(made.pk % 250), actor=world.office_head, now=NOW)


def filled(world: World, size: int) -> Outgoing:
    """Write so many numbered documents, each with a recipient, cheaply; return the last."""
    made = numbered(world)
    for _ in range(size):
        copy, row = Draft.objects.get(pk=made.draft_id), Outgoing.objects.get(pk=made.pk)
        copy.pk, row.pk = None, None
        copy.save()
        row.draft, row.ordinal = copy, next_of(SeriesYear, series=row.series, year=row.year)
        row.save()
        row.sendings.create(unit=world.farm, printed=world.farm.name, sent_at=NOW)
    return row
