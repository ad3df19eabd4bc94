"""Numbers in series: each is taken in the transaction of the act that uses it, so none is lost or given twice."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest


def next_of(series: type[models.Model], /, *, after: int = 0, **key: Any) -> int:
    """Return the next number of a series; call inside the act's transaction.

    The update locks the row until the act ends (SQLite: the whole database), so two acts stand in a queue; an act that
    fails takes its number back with it.

    Args:
        series: a model with a column `last`.
        after: a number that the next one is to be higher than, whatever the series counted itself.
        key: the columns that name the row.
    """
    rows: Any = series._default_manager  # noqa: SLF001 - Django's public name for it
    rows.get_or_create(**key)
    rows.filter(**key).update(last=Greatest(F("last"), after) + 1)
    return int(rows.values_list("last", flat=True).get(**key))
