"""Plans, typed figures and closed figures stay as they were written: rows that the database keeps."""

from __future__ import annotations

from dondoc.kernel import keeping
from dondoc.kernel.keeping import Kept

CLOSED = "a closed figure stays as it is"
WRITTEN = "what was written for a target stays as it is"
KEPT = (
    Kept("programme_closing", CLOSED),
    Kept("programme_closedfigure", CLOSED),
    Kept("programme_adjustment", CLOSED),
    Kept("programme_plan", WRITTEN),
    Kept("programme_typedfigure", WRITTEN),
    Kept("programme_baseline", WRITTEN),
    # When it ends is said later.
    Kept(
        "programme_target", WRITTEN,
        columns=("code", "name", "unit_of_measure", "kind", "direction", "aggregation", "owner_id", "measure",
                 "source_id", "source_point", "valid_from", "created_by_id", "created_at"),
    ),
)  # fmt: skip


def install(using: str) -> None:
    """Write the triggers of a database; those of an earlier call are written anew."""
    keeping.install(using, KEPT)
