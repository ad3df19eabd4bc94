"""The database itself keeps what was frozen, and what was said on a report, whoever writes to it."""

from __future__ import annotations

from dondoc.kernel import keeping
from dondoc.kernel.keeping import Kept

FROZEN = "what a report was sent with stays as it is"
SAID = "what was written on a report stays as it is"
KEPT = (
    Kept("reports_snapshot", FROZEN),
    Kept("reports_frozenfigure", FROZEN),
    Kept("reports_wording", SAID),
    Kept("reports_earlierrequest", SAID),
    Kept("reports_contribution", SAID),
)


def install(using: str) -> None:
    """Write the triggers of a database; those of an earlier call are written anew."""
    keeping.install(using, KEPT)
