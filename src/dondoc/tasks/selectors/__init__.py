"""Reads of tasks and proposals."""

from .deadlines import Deadline, Rates, deadline_of, live_rhythms, not_reviewed, rates
from .figures import Bar, any_of, counts, counts_by, filter_condition, of_year, total_of
from .listing import narrowed, saved_views, shown
from .office import OfficeRow, office_rows
from .proposals import Progress, get_proposal, progress_of, proposals_of
from .seeing import acts_for, facts, get, get_for_change, is_maker, may_assign, proofs, search, visible_to
from .waiting import WAITING, to_accept, to_complete, to_extend, to_take_over

__all__ = [
    "WAITING",
    "Bar",
    "Deadline",
    "OfficeRow",
    "Progress",
    "Rates",
    "acts_for",
    "any_of",
    "counts",
    "counts_by",
    "deadline_of",
    "facts",
    "filter_condition",
    "get",
    "get_for_change",
    "get_proposal",
    "is_maker",
    "live_rhythms",
    "may_assign",
    "narrowed",
    "not_reviewed",
    "of_year",
    "office_rows",
    "progress_of",
    "proofs",
    "proposals_of",
    "rates",
    "saved_views",
    "search",
    "shown",
    "to_accept",
    "to_complete",
    "to_extend",
    "to_take_over",
    "total_of",
    "visible_to",
]
