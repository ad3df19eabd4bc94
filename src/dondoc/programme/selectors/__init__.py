"""Reads of targets and of closed figures."""

from .closed import adjusted_before, closings_of, differences, is_whole, to_close
from .matrix import matrix_of
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
from .showing import (
    Month,
    closed_of,
    get_typed,
    held_in,
    measure_of,
    plans_of,
    records_of,
    series_of,
    tasks_of,
    typed_of,
)

__all__ = [
    "Month",
    "TargetRow",
    "adjusted_before",
    "closed_of",
    "closings_of",
    "differences",
    "get",
    "get_closed",
    "get_typed",
    "held_in",
    "is_whole",
    "known_units",
    "managed_units",
    "matrix_of",
    "may_manage",
    "may_type",
    "measure_of",
    "plans_of",
    "records_of",
    "require_manager",
    "require_typist",
    "rows_of",
    "series_of",
    "target_rows",
    "tasks_of",
    "to_close",
    "typed_of",
    "visible_to",
]
