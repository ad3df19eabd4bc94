"""Plans, typed and closed figures and approved items stay as they were written: rows that the database keeps."""

from __future__ import annotations

from dondoc.kernel import keeping
from dondoc.kernel.keeping import ALL_EVENTS, Kept

CLOSED = "a closed figure stays as it is"
WRITTEN = "what was written for a target stays as it is"
ASKED = "by when a unit was asked stays as it is"
APPROVED = "an approved item changes by a decision only"
# In the programme, and no decision has said yet what its next version is.
IS_APPROVED = (
    "{row}.state IN ('approved', 'dropped') AND NOT EXISTS (SELECT 1 FROM programme_itemchange"
    " WHERE item_id = {row}.id AND version = {row}.version + 1)"
)
IS_OF_APPROVED = (
    "EXISTS (SELECT 1 FROM programme_item AS item WHERE item.id = {row}.item_id"
    " AND item.state IN ('approved', 'dropped') AND NOT EXISTS (SELECT 1 FROM programme_itemchange AS change"
    " WHERE change.item_id = item.id AND change.version = item.version + 1))"
)
KEPT = (
    Kept("programme_closing", CLOSED),
    Kept("programme_closedfigure", CLOSED),
    Kept("programme_adjustment", CLOSED),
    Kept("programme_plan", WRITTEN),
    Kept("programme_typedfigure", WRITTEN),
    Kept("programme_baseline", WRITTEN),
    Kept("programme_estimate", WRITTEN),
    Kept("programme_earliercall", ASKED),
    Kept("programme_approval", APPROVED),
    Kept("programme_item", APPROVED, IS_APPROVED),
    Kept("programme_item_cooperating", APPROVED, IS_OF_APPROVED, events=ALL_EVENTS),
    Kept("programme_itemchange", APPROVED),
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
