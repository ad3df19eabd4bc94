"""Acts on the columns of books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.models import Person

from .choices import SHIPPED, Book
from .errors import BookMissing, HeadingMissing, MayNotSetColumns, NoColumnShown, SourceMissing
from .models import BookColumn
from .selectors import Offered, columns_of


@transaction.atomic
def set_columns(*, book: Book, settings: Sequence[Offered], source: str, actor: Person, now: dt.datetime) -> None:
    """Set headings, order and choice of the columns of a book.

    Args:
        settings: one for each column that the product ships for the book.
        source: what they were compared with.

    Raises:
        MayNotSetColumns: the actor is no administrator.
        BookMissing: the columns are not those of the book.
        SourceMissing, HeadingMissing, NoColumnShown: something is left out.
    """
    if not actor.can(Ability.ADMINISTER, clock.day_of(now)):
        raise MayNotSetColumns
    if sorted(setting.field for setting in settings) != sorted(column.field for column in SHIPPED[book]):
        raise BookMissing
    if not source.strip():
        raise SourceMissing
    if not all(setting.heading.strip() for setting in settings):
        raise HeadingMissing
    if not any(setting.is_shown for setting in settings):
        raise NoColumnShown
    before = [column.heading for column in columns_of(book)]
    for setting in settings:
        BookColumn.objects.update_or_create(
            book=book,
            field=setting.field,
            defaults={
                "heading": setting.heading.strip(), "position": setting.position, "is_shown": setting.is_shown,
                "source": source.strip(), "changed_by": actor, "changed_at": now,
            },
        )  # fmt: skip
    audit.record(
        act="documents.set_columns",
        subject=f"book:{book.value}",
        actor=actor,
        now=now,
        before={"columns": before},
        after={"columns": [column.heading for column in columns_of(book)], "source": source.strip()},
    )
