"""Reads of tasks and proposals."""

from .deadlines import Deadline, Rates, deadline_of, live_rhythms, not_reviewed, rates
from .figures import Bar, any_of, bars_by, counts, filter_condition
from .proposals import Progress, get_proposal, progress_of, proposals_of
from .seeing import acts_for, facts, get, get_for_change, is_maker, may_assign, proofs, search, visible_to
from .waiting import WAITING, to_accept, to_complete, to_extend, to_take_over

__all__ = [
    "WAITING",
    "Bar",
    "Deadline",
    "Progress",
    "Rates",
    "acts_for",
    "any_of",
    "bars_by",
    "counts",
    "deadline_of",
    "facts",
    "filter_condition",
    "get",
    "get_for_change",
    "get_proposal",
    "is_maker",
    "live_rhythms",
    "may_assign",
    "not_reviewed",
    "progress_of",
    "proofs",
    "proposals_of",
    "rates",
    "search",
    "to_accept",
    "to_complete",
    "to_extend",
    "to_take_over",
    "visible_to",
]
