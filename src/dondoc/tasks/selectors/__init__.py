"""Reads of tasks and proposals."""

from .collective import printed_leads
from .figures import Bar, any_of, counts, counts_by, filter_condition, of_year, total_of
from .listing import narrowed, saved_views, shown
from .obstacles import answer_by, answer_time, first_level, level_above, line_of, obstacles_of
from .office import OfficeRow, office_rows
from .proposals import Progress, get_proposal, progress_of, proposals_of
from .seeing import acts_for, facts, get, get_for_change, is_maker, may_assign, proofs, search, visible_to
from .waiting import WAITING, to_accept, to_answer, to_complete, to_correct, to_hand_over, to_take_over
from .weaknesses import Standing, assessed, standing_of

__all__ = [
    "WAITING",
    "Bar",
    "OfficeRow",
    "Progress",
    "Standing",
    "acts_for",
    "answer_by",
    "answer_time",
    "any_of",
    "assessed",
    "counts",
    "counts_by",
    "facts",
    "filter_condition",
    "first_level",
    "get",
    "get_for_change",
    "get_proposal",
    "is_maker",
    "level_above",
    "line_of",
    "may_assign",
    "narrowed",
    "obstacles_of",
    "of_year",
    "office_rows",
    "printed_leads",
    "progress_of",
    "proofs",
    "proposals_of",
    "saved_views",
    "search",
    "shown",
    "standing_of",
    "to_accept",
    "to_answer",
    "to_complete",
    "to_correct",
    "to_hand_over",
    "to_take_over",
    "total_of",
    "visible_to",
]
