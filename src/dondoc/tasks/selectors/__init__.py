"""Reads of tasks and proposals."""

from .figures import Bar, any_of, bars_by, counts, filter_condition
from .followups import followups_of, is_paused, silent_since
from .notices import (
    answered_by,
    mails_in_trouble,
    may_run_reminders,
    notices_of,
    preference_of,
    reminders_of,
    unread,
)
from .proposals import Progress, get_proposal, progress_of, proposals_of
from .seeing import (
    acts_for,
    facts,
    get,
    get_for_change,
    is_maker,
    may_assign,
    proofs,
    search,
    tracked_by,
    tracks,
    visible_to,
)
from .waiting import WAITING, to_accept, to_complete, to_take_over

__all__ = [
    "WAITING",
    "Bar",
    "Progress",
    "acts_for",
    "answered_by",
    "any_of",
    "bars_by",
    "counts",
    "facts",
    "filter_condition",
    "followups_of",
    "get",
    "get_for_change",
    "get_proposal",
    "is_maker",
    "is_paused",
    "mails_in_trouble",
    "may_assign",
    "may_run_reminders",
    "notices_of",
    "preference_of",
    "progress_of",
    "proofs",
    "proposals_of",
    "reminders_of",
    "search",
    "silent_since",
    "to_accept",
    "to_complete",
    "to_take_over",
    "tracked_by",
    "tracks",
    "unread",
    "visible_to",
]
