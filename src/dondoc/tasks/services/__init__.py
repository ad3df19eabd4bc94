"""Acts on proposals and tasks."""

from .assigning import decline, hand_on, name_lead, set_deadline, take_over
from .bulk import BULK, act_on_several, chosen
from .closing import accept_result, report, send_back_result
from .dividing import merge, split
from .following import add_evidence, update
from .handing_over import hand_over, keep_in_register
from .importing import map_columns, require_importer, rows_of, start_import, take_back, take_in
from .proposing import propose_on
from .reviewing import confirm, get_for_review, reopen, skip
from .viewing import forget_view, save_view

__all__ = [
    "BULK",
    "accept_result",
    "act_on_several",
    "add_evidence",
    "chosen",
    "confirm",
    "decline",
    "forget_view",
    "get_for_review",
    "hand_on",
    "hand_over",
    "keep_in_register",
    "map_columns",
    "merge",
    "name_lead",
    "propose_on",
    "reopen",
    "report",
    "require_importer",
    "rows_of",
    "save_view",
    "send_back_result",
    "set_deadline",
    "skip",
    "split",
    "start_import",
    "take_back",
    "take_in",
    "take_over",
    "update",
]
