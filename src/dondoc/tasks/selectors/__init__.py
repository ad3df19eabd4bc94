"""Reads of tasks and proposals."""

from .figures import Bar, any_of, counts, counts_by, filter_condition, of_year, total_of
from .followups import followups_of, is_paused
from .listing import narrowed, saved_views, shown
from .notices import (
    answered_by,
    mails_in_trouble,
    may_run_reminders,
    notices_of,
    preference_of,
    reminders_of,
    unread,
)
from .office import OfficeRow, office_rows
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
    "OfficeRow",
    "Progress",
    "acts_for",
    "answered_by",
    "any_of",
    "counts",
    "counts_by",
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
    "narrowed",
    "notices_of",
    "of_year",
    "office_rows",
    "preference_of",
    "progress_of",
    "proofs",
    "proposals_of",
    "reminders_of",
    "saved_views",
    "search",
    "shown",
    "to_accept",
    "to_complete",
    "to_take_over",
    "total_of",
    "tracked_by",
    "tracks",
    "unread",
    "visible_to",
]
