"""The layout of a draft, checked by the rules of Nghị định 30 on the file that would be issued."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .models import Draft


def layout_findings(draft: Draft, *, today: dt.date) -> list[Any]:
    """Return what the layout checker finds in the .docx of a draft, nothing while no file can be made of it."""
    return []


def blocking(draft: Draft, *, today: dt.date) -> list[str]:
    """Return the sentences of the findings that keep a draft from being signed."""
    return [finding.sentence for finding in layout_findings(draft, today=today) if finding.is_blocking]
