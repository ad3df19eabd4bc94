"""Acts on units and on groups of them."""

from dondoc.organization.units.names import Names

from .common import Decision
from .grouping import add_member, end_membership, make_group
from .moving import dissolve_unit, merge_unit, split_unit, transfer_unit
from .naming import add_earlier_names, found_unit, rename_unit

__all__ = [
    "Decision",
    "Names",
    "add_earlier_names",
    "add_member",
    "dissolve_unit",
    "end_membership",
    "found_unit",
    "make_group",
    "merge_unit",
    "rename_unit",
    "split_unit",
    "transfer_unit",
]
