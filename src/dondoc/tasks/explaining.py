"""Why a task has the class it has: the facts behind it, one sentence each. Pure."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date

from .choices import StatusClass
from .status import StatusFacts, due_known, is_paused


def why(facts: StatusFacts, status: StatusClass, *, as_of: dt.date, known_at: dt.datetime) -> list[str]:
    """Return the facts that decide the class, those that decide first at the head."""
    if status == StatusClass.NOT_COUNTED:
        return [_not_counted(facts, as_of=as_of)]
    due = due_known(facts, known_at=known_at)
    sentences = [_deadline(facts, due)]
    if status in (StatusClass.DONE_IN_TIME, StatusClass.DONE_LATE, StatusClass.DONE_NO_DEADLINE):
        return [*sentences, *_done(facts, due)]
    if due is None:
        return [*sentences, _("No result is accepted yet.")]
    if any(is_paused(pause, as_of=as_of, known_at=known_at) for pause in facts.pauses):
        sentences.append(_("The clock stands still at present."))
    late = (as_of - due).days
    if late > 0:
        words = ngettext("%(n)s day has passed since", "%(n)s days have passed since", late) % {"n": late}
    else:
        words = ngettext("%(n)s day is left", "%(n)s days are left", -late) % {"n": -late}
    return [*sentences, _("As of %(day)s: %(words)s.") % {"day": format_date(as_of), "words": words}, _open(facts)]


def _not_counted(facts: StatusFacts, *, as_of: dt.date) -> str:
    if facts.is_collective:
        return _("It is the whole of a duty of several units; the task of each unit is counted, the whole is not.")
    if facts.uncounted_at is not None and clock.day_of(facts.uncounted_at) <= as_of:
        return _("It ended without a result on %(day)s, so it is not counted from then on.") % {
            "day": format_date(clock.day_of(facts.uncounted_at))
        }
    if facts.assigned_at is None:
        return _("Its document is not in hand, so nothing is known of it but that it is; it is not counted until then.")
    return _("It had not been assigned at that moment.")


def _deadline(facts: StatusFacts, due: dt.date | None) -> str:
    if due is None:
        return _("It has no deadline: none is printed and none was set.")
    if facts.original_due_date not in (None, due):
        return _("The deadline in force is %(due)s; the original one was %(first)s.") % {
            "due": format_date(due),
            "first": format_date(facts.original_due_date),
        }
    if len({date for _recorded_at, date in facts.earlier_dues}) > 1:
        return _("The deadline is %(due)s; it stood otherwise before, as its history on this page says.") % {
            "due": format_date(due)
        }
    return _("The deadline is %(due)s; it was never changed.") % {"due": format_date(due)}


def _done(facts: StatusFacts, due: dt.date | None) -> list[str]:
    assert facts.done_date is not None  # noqa: S101 - the class says so
    assert facts.closed_at is not None  # noqa: S101
    dates = {"done": format_date(facts.done_date), "closed": format_date(clock.day_of(facts.closed_at))}
    if any(end.taken_back_at == facts.closed_at for end in facts.taken_back):
        sentence = _("The evidence is dated %(done)s, as a correction of %(closed)s put it; that date counts.")
    else:
        sentence = _(
            "The evidence is dated %(done)s; the result was accepted on %(closed)s. The date of the evidence counts."
        )
    sentences = [sentence % dates]
    if due is not None and facts.done_date > due:
        late = (facts.done_date - due).days
        sentences.append(ngettext("That is %(n)s day late.", "That is %(n)s days late.", late) % {"n": late})
    return sentences


def _open(facts: StatusFacts) -> str:
    if facts.closed_at is not None:
        return _("Its result was accepted only later.")
    return _("No result is accepted yet.")
