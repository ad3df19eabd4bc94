"""Reads of tasks and proposals."""

from dondoc.tasks.status import SILENT_DAYS

from .chain import Chain, chain_of
from .collective import printed_leads
from .deadlines import Deadline, deadline_of, is_not_reviewed, live_rhythms
from .figures import Bar, Rates, any_of, counts, counts_by, filter_condition, of_year, rates_of, total_of
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
from .obstacles import answer_by, answer_time, first_level, level_above, line_of
from .office import OfficeRow, office_rows
from .proposals import Progress, get_proposal, progress_of, proposals_of
from .proving import Offer, offer_for
from .seeing import (
    acts_for,
    facts,
    get,
    get_for_change,
    is_maker,
    may_assign,
    news_since,
    parts_of,
    proofs,
    search,
    tracked_by,
    tracks,
    updates_of,
    visible_to,
)
from .waiting import (
    WAITING,
    to_accept,
    to_answer,
    to_complete,
    to_correct,
    to_extend,
    to_hand_over,
    to_take_over,
    waiting_counts,
    waiting_rows,
)
from .weaknesses import Standing, assessed, standing_of

__all__ = [
    "SILENT_DAYS",
    "WAITING",
    "Bar",
    "Chain",
    "Deadline",
    "Offer",
    "OfficeRow",
    "Progress",
    "Rates",
    "Standing",
    "acts_for",
    "answer_by",
    "answer_time",
    "answered_by",
    "any_of",
    "assessed",
    "chain_of",
    "counts",
    "counts_by",
    "deadline_of",
    "facts",
    "filter_condition",
    "first_level",
    "followups_of",
    "get",
    "get_for_change",
    "get_proposal",
    "is_maker",
    "is_not_reviewed",
    "is_paused",
    "level_above",
    "line_of",
    "live_rhythms",
    "mails_in_trouble",
    "may_assign",
    "may_run_reminders",
    "narrowed",
    "news_since",
    "notices_of",
    "of_year",
    "offer_for",
    "office_rows",
    "parts_of",
    "preference_of",
    "printed_leads",
    "progress_of",
    "proofs",
    "proposals_of",
    "rates_of",
    "reminders_of",
    "saved_views",
    "search",
    "shown",
    "standing_of",
    "to_accept",
    "to_answer",
    "to_complete",
    "to_correct",
    "to_extend",
    "to_hand_over",
    "to_take_over",
    "total_of",
    "tracked_by",
    "tracks",
    "unread",
    "updates_of",
    "visible_to",
    "waiting_counts",
    "waiting_rows",
]
