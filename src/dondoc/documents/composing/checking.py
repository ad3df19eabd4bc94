"""The layout of a draft, checked by the rules of Nghị định 30 on the file that would be issued."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.writing.checking import Finding, check

from . import files
from .errors import CannotBeSet
from .models import Draft


def layout_findings(draft: Draft) -> list[Finding]:
    """Return what the layout checker finds in the .docx of a draft; nothing while no file can be made of it.

    What keeps it from being made is told by `faults`.
    """
    version = draft.versions.get(number=draft.version)
    try:
        data = files.make(draft, version, "docx")
    except CannotBeSet:
        return []
    return check(data, name=f"{draft.pk}.docx")


def blocking(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the sentences of the findings that keep a draft from being signed."""
    return tuple(finding.message for finding in findings if finding.is_blocking)
