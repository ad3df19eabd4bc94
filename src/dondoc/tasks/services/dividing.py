"""Taking a passage apart into two proposals, or two together into one: the words of the document stay as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person
from dondoc.tasks import errors, selectors
from dondoc.tasks.choices import ClosesOn, DeadlineKind, Decision
from dondoc.tasks.clauses import clause_borders, shortened
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.models import Proposal

from .collective import set_common
from .reviewing import get_for_review, refuse_given


@transaction.atomic
def split(*, proposal_id: int, border: int, actor: Person, now: dt.datetime) -> tuple[Proposal, Proposal]:
    """Take a proposal apart where a clause begins (tách).

    Args:
        border: where the second part begins, as an offset in the text of the document.

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ProposalGiven: one of them gave an awaited task its content.
        NoSuchBorder: no clause begins there.
    """
    first = get_for_review(proposal_id, actor=actor, now=now)
    text = first.directive.document.text
    if border not in {first.start + offset for offset, _words in clause_borders(text[first.start : first.end])}:
        raise errors.NoSuchBorder
    carried = (
        "lead_printed", "lead_unit", "due_printed", "due_date", "deadline_kind", "deadline_phrase", "deadline_rule",
        "report_to", "report_via",
    )  # fmt: skip
    second = Proposal(directive=first.directive, **{name: getattr(first, name) for name in carried})
    _set_span(second, text, border, first.end)
    _set_span(first, text, first.start, border)
    for part in (first, second):
        _open_again(part)
        _keep_only_own_words(part)
        part.save()
    second.cooperating.set(first.cooperating.all())
    set_common(second, [lead.unit for lead in first.common_leads.select_related("unit")], lead_unit=None)
    _record("tasks.split_proposal", [first, second], actor=actor, now=now)
    return first, second


@transaction.atomic
def merge(*, proposal_id: int, actor: Person, now: dt.datetime) -> Proposal:
    """Let the proposal before take this one in (gộp).

    Raises:
        MayNotReview: the actor neither confirms nor assigns.
        ProposalMissing: no such proposal.
        ReviewClosed: the document was handed on.
        ProposalGiven: one of them gave an awaited task its content.
        NothingBefore: it is the first of the document.
        TwoDeadlines: the two name two deadlines, with a day or without.
    """
    taken = get_for_review(proposal_id, actor=actor, now=now)
    document = taken.directive.document
    before = [found for found in selectors.proposals_of(document) if found.start < taken.start]
    if not before:
        raise errors.NothingBefore
    whole = before[-1]
    refuse_given([whole])
    if _deadline(whole) and _deadline(taken) and _deadline(whole) != _deadline(taken):
        raise errors.TwoDeadlines
    _set_span(whole, document.text, whole.start, taken.end)
    _open_again(whole)
    if not _deadline(whole):
        for name in ("due_date", "due_printed", "deadline_kind", "deadline_phrase", "deadline_rule"):
            setattr(whole, name, getattr(taken, name))
    if not whole.report_to:
        whole.report_to, whole.report_via = taken.report_to, taken.report_via
    whole.save()
    whole.cooperating.add(*taken.cooperating.all())
    taken.decision, taken.merged_into, taken.reviewed_by, taken.reviewed_at = Decision.MERGED, whole, actor, now
    taken.save()
    _record("tasks.merge_proposals", [whole], actor=actor, now=now)
    return whole


def _deadline(proposal: Proposal) -> tuple[str, dt.date | None] | None:
    """Return the words and the day of a proposal's deadline; None when it has neither."""
    said = proposal.deadline_phrase, proposal.due_date
    return said if any(said) else None


def _set_span(proposal: Proposal, text: str, start: int, end: int) -> None:
    """Let a proposal rest on these words, punctuation at the end aside."""
    passage = text[start:end].rstrip(" \n\t;,.:")
    proposal.start, proposal.end = start, start + len(passage)
    proposal.quote = " ".join(passage.split())
    proposal.action = shortened(passage)
    proposal.closes_on = ClosesOn.ISSUED_DOCUMENT if issuing_words(proposal.quote) else ClosesOn.RESULT


def _keep_only_own_words(part: Proposal) -> None:
    """Leave a part only the deadline and the report line that its own words hold."""
    own = fold(part.quote)
    if part.due_printed and fold(part.due_printed) not in own:
        part.due_printed, part.due_date = "", None
    if part.deadline_phrase and fold(part.deadline_phrase) not in own:
        part.deadline_kind, part.deadline_phrase, part.deadline_rule = DeadlineKind.NONE, "", ""
    if part.report_to and fold(part.report_to) not in own:
        part.report_to, part.report_via = "", ""


def _open_again(proposal: Proposal) -> None:
    proposal.decision, proposal.reviewed_by, proposal.reviewed_at = Decision.TODO, None, None
    proposal.version += 1


def _record(act: str, parts: Sequence[Proposal], *, actor: Person, now: dt.datetime) -> None:
    audit.record(
        act=act,
        subject=f"document:{parts[0].directive.document_id}",
        actor=actor,
        now=now,
        after={"proposal": [shortened(part.quote, 80) for part in parts]},
    )
