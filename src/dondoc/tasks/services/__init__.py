"""Acts on proposals and tasks."""

from .allowing import set_answer_time, set_take_over_time
from .archive_notices import tell_of_archive
from .assigning import decline, hand_on, name_lead, set_deadline, take_over
from .awaiting import await_all, await_tasks, discard, fill, fill_by_hand, stand_for
from .bulk import BULK, act_on_several, chosen
from .by_decision import Assignment, assign_by_decision
from .closing import accept_result, report, send_back_result
from .closing_on import change_closes_on
from .cooperating import answer_cooperation
from .correcting import ask_correction, decide_correction
from .counting import count_deadline, raise_event
from .directing import assigning_unit_of, direct, direct_from_opinion, follow_direction
from .dividing import merge, split
from .ending import cancel, replace
from .extending import ask_extension, extend_by_decision, grant_extension, refuse_extension
from .following import add_evidence, update
from .following_up import inspect, observe, urge
from .handing_over import assign_on, hand_over, keep_in_register
from .importing import map_columns, require_importer, rows_of, start_import, take_back, take_in
from .keeping_calendar import add_day, change_day, confirm_days, remove_day, set_cut_off
from .mailing import ask_for_digests, make_digest, resend, send
from .moving import Seen
from .notifying import make_feed, open_notice, prefer, read_all, revoke_feed, tell, tell_of_move, tell_of_recall
from .obstacles import (
    answer_obstacle,
    ask_again,
    pass_obstacle_up,
    raise_obstacle,
    remove_obstacle,
    return_obstacle,
    turn_into_part,
)
from .particulars import Particulars, change_particulars
from .pausing import pause, restart
from .proposing import propose_on
from .proving import supersede_evidence, use_proof
from .reassigning import reassign
from .recurring import make_occurrences, review, set_rhythm
from .reminding import add_reminder_day, remind, remind_to_take_over, remove_reminder_day
from .reviewing import confirm, get_for_review, reopen, skip
from .urging import draft_letter, note_letter_issued
from .viewing import forget_view, save_view
from .weaknesses import name_weakness, remedy, unlink_remedy

__all__ = [
    "BULK",
    "Assignment",
    "Particulars",
    "Seen",
    "accept_result",
    "act_on_several",
    "add_day",
    "add_evidence",
    "add_reminder_day",
    "answer_cooperation",
    "answer_obstacle",
    "ask_again",
    "ask_correction",
    "ask_extension",
    "ask_for_digests",
    "assign_by_decision",
    "assign_on",
    "assigning_unit_of",
    "await_all",
    "await_tasks",
    "cancel",
    "change_closes_on",
    "change_day",
    "change_particulars",
    "chosen",
    "confirm",
    "confirm_days",
    "count_deadline",
    "decide_correction",
    "decline",
    "direct",
    "direct_from_opinion",
    "discard",
    "draft_letter",
    "extend_by_decision",
    "fill",
    "fill_by_hand",
    "follow_direction",
    "forget_view",
    "get_for_review",
    "grant_extension",
    "hand_on",
    "hand_over",
    "inspect",
    "keep_in_register",
    "make_digest",
    "make_feed",
    "make_occurrences",
    "map_columns",
    "merge",
    "name_lead",
    "name_weakness",
    "note_letter_issued",
    "observe",
    "open_notice",
    "pass_obstacle_up",
    "pause",
    "prefer",
    "propose_on",
    "raise_event",
    "raise_obstacle",
    "read_all",
    "reassign",
    "refuse_extension",
    "remedy",
    "remind",
    "remind_to_take_over",
    "remove_day",
    "remove_obstacle",
    "remove_reminder_day",
    "reopen",
    "replace",
    "report",
    "require_importer",
    "resend",
    "restart",
    "return_obstacle",
    "review",
    "revoke_feed",
    "rows_of",
    "save_view",
    "send",
    "send_back_result",
    "set_answer_time",
    "set_cut_off",
    "set_deadline",
    "set_rhythm",
    "set_take_over_time",
    "skip",
    "split",
    "stand_for",
    "start_import",
    "supersede_evidence",
    "take_back",
    "take_in",
    "take_over",
    "tell",
    "tell_of_archive",
    "tell_of_move",
    "tell_of_recall",
    "turn_into_part",
    "unlink_remedy",
    "update",
    "urge",
    "use_proof",
]
