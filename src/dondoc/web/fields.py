"""Form fields that more than one app needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dondoc.kernel.vietnamese import parse_date

# Digits of the largest id.
LONGEST_ID = 18


def id_of(text: str | None) -> int | None:
    """Read an id; None when the text holds none, or a number that no row has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


class DayField(forms.CharField):
    """A day as people write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"max_length": 20} | options))

    def clean(self, value: Any) -> dt.date | None:
        """Return the day, None for an empty field."""
        words = super().clean(value).strip()
        day = parse_date(words) if words else None
        if words and day is None:
            raise forms.ValidationError(_("Write the date as day/month/year."))
        return day
