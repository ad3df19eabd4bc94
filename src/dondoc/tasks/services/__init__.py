"""Acts on proposals and tasks."""

from .assigning import decline, hand_on, name_lead, set_deadline, take_over
from .bulk import BULK, act_on_several, chosen
from .closing import accept_result, report, send_back_result
from .counting import count_deadline, raise_event
from .dividing import merge, split
from .extending import ask_extension, grant_extension, refuse_extension
from .following import add_evidence, update
from .handing_over import hand_over, keep_in_register
from .importing import map_columns, require_importer, rows_of, start_import, take_back, take_in
from .keeping_calendar import add_day, change_day, confirm_days, remove_day, set_cut_off
from .proposing import propose_on
from .recurring import make_occurrences, review, set_rhythm
from .reviewing import confirm, get_for_review, reopen, skip
from .viewing import forget_view, save_view

__all__ = [
    "BULK",
    "accept_result",
    "act_on_several",
    "add_day",
    "add_evidence",
    "ask_extension",
    "change_day",
    "chosen",
    "confirm",
    "confirm_days",
    "count_deadline",
    "decline",
    "forget_view",
    "get_for_review",
    "grant_extension",
    "hand_on",
    "hand_over",
    "keep_in_register",
    "make_occurrences",
    "map_columns",
    "merge",
    "name_lead",
    "propose_on",
    "raise_event",
    "refuse_extension",
    "remove_day",
    "reopen",
    "report",
    "require_importer",
    "review",
    "rows_of",
    "save_view",
    "send_back_result",
    "set_cut_off",
    "set_deadline",
    "set_rhythm",
    "skip",
    "split",
    "start_import",
    "take_back",
    "take_in",
    "take_over",
    "update",
]
