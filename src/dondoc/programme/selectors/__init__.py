"""Reads of targets and of closed figures."""

from .closed import adjusted_before, closings_of, differences, is_whole, to_close
from .rows import TargetRow, rows_of, target_rows
from .seeing import (
    get,
    get_closed,
    known_units,
    managed_units,
    may_manage,
    may_type,
    require_manager,
    require_typist,
    visible_to,
)

__all__ = [
    "TargetRow",
    "adjusted_before",
    "closings_of",
    "differences",
    "get",
    "get_closed",
    "is_whole",
    "known_units",
    "managed_units",
    "may_manage",
    "may_type",
    "require_manager",
    "require_typist",
    "rows_of",
    "target_rows",
    "to_close",
    "visible_to",
]
