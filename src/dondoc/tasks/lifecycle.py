"""A task's life: which steps exist, and what must hold for each.

Pure. The page asks `blockers` to explain a greyed-out button, the service asks `require` before it writes: one
answer for all readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dondoc.kernel.errors import DomainError

from . import deadline_errors, errors, followup_errors
from .choices import DeadlineKind, Kind, Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at."""

    stage: Stage
    has_lead: bool
    has_deadline: bool
    actor_acts_for_lead: bool
    actor_is_assignee: bool
    actor_acts_for_assigner: bool
    actor_may_assign: bool
    actor_made_result: bool
    is_inner: bool
    is_replaced: bool
    evidence: int
    open_parts: int
    actor_tracks: bool = False
    kind: Kind = Kind.TASK
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    is_past_due: bool = False
    extension_waits: bool = False
    actor_asked_extension: bool = False
    actor_may_confirm: bool = False


Guard = Callable[[Facts], DomainError | None]


@dataclass(frozen=True, slots=True)
class Move:
    """A step: the stages it starts from, the one it leads to (None: the stage stays), what must hold."""

    sources: frozenset[Stage]
    target: Stage | None
    guards: tuple[Guard, ...]


def lead_is_named(facts: Facts) -> DomainError | None:
    """Work starts when somebody answers for it."""
    return None if facts.has_lead else errors.LeadOpen()


def lead_is_open(facts: Facts) -> DomainError | None:
    """A lead that stands is not overwritten; a returned task gets a new one."""
    is_open = not facts.has_lead or (facts.stage == Stage.RETURNED and not facts.is_replaced)
    return None if is_open else errors.LeadNamed()


def deadline_is_open(facts: Facts) -> DomainError | None:
    """The original deadline never changes."""
    return errors.DeadlineSet() if facts.has_deadline else None


def actor_acts_for_lead(facts: Facts) -> DomainError | None:
    """The head of the lead unit acts for it."""
    return None if facts.actor_acts_for_lead else errors.NotLead()


def actor_does_the_work(facts: Facts) -> DomainError | None:
    """The head, or the person the work was given to."""
    return None if facts.actor_acts_for_lead or facts.actor_is_assignee else errors.NotDoer()


def actor_may_assign(facts: Facts) -> DomainError | None:
    """What a document leaves open is the assigning leader's to fill."""
    return None if facts.actor_may_assign else errors.MayNotAssign()


def actor_acts_for_assigner(facts: Facts) -> DomainError | None:
    """Who assigned decides on the result."""
    return None if facts.actor_acts_for_assigner else errors.NotAssigner()


def actor_is_not_the_maker(facts: Facts) -> DomainError | None:
    """Nobody accepts a result that they reported or proved themselves."""
    return errors.OwnResult() if facts.actor_made_result else None


def actor_leaves_the_proof_to_the_assignee(facts: Facts) -> DomainError | None:
    """Inside one unit the head only decides: what the head reported, nobody could accept."""
    return errors.AssigneeReports() if facts.is_inner and not facts.actor_is_assignee else None


def actor_tracks_the_task(facts: Facts) -> DomainError | None:
    """The assigning side, or who tracks its tasks, follows them up."""
    return None if facts.actor_tracks else followup_errors.NotTracker()


def evidence_is_there(facts: Facts) -> DomainError | None:
    """Work closes on proof, not on a claim."""
    return None if facts.evidence else errors.EvidenceMissing()


def parts_are_done(facts: Facts) -> DomainError | None:
    """The whole is done when its parts are."""
    return errors.PartsOpen(count=facts.open_parts) if facts.open_parts else None


def deadline_is_there(facts: Facts) -> DomainError | None:
    """Only what has a deadline gets a later one."""
    return None if facts.has_deadline else deadline_errors.NoDeadlineYet()


def deadline_is_ahead(facts: Facts) -> DomainError | None:
    """More time is asked for before the deadline; its own day still is in time."""
    return deadline_errors.DeadlinePassed() if facts.is_past_due else None


def no_extension_waits(facts: Facts) -> DomainError | None:
    """One request at a time."""
    return deadline_errors.ExtensionWaits() if facts.extension_waits else None


def extension_waits(facts: Facts) -> DomainError | None:
    """Only what was asked is decided."""
    return None if facts.extension_waits else deadline_errors.NoExtensionAsked()


def actor_did_not_ask(facts: Facts) -> DomainError | None:
    """Nobody extends their own deadline."""
    return deadline_errors.OwnExtension() if facts.actor_asked_extension else None


def actor_leaves_asking_to_the_assignee(facts: Facts) -> DomainError | None:
    """Inside one unit the head only decides: what the head asked for, nobody could grant."""
    return deadline_errors.AssigneeAsks() if facts.is_inner and not facts.actor_is_assignee else None


def deadline_is_counted(facts: Facts) -> DomainError | None:
    """Only what the document counts from an event is counted."""
    return None if facts.deadline_kind == DeadlineKind.RELATIVE else deadline_errors.NotRelative()


def actor_may_count(facts: Facts) -> DomainError | None:
    """The assigning leader counts, or the clerk with the printed term."""
    return None if facts.actor_may_assign or facts.actor_may_confirm else errors.MayNotAssign()


def comes_again(facts: Facts) -> DomainError | None:
    """Only what recurs or stands has a rhythm."""
    is_recurring = facts.deadline_kind == DeadlineKind.RECURRING
    return None if is_recurring or facts.kind == Kind.STANDING else deadline_errors.NotComingAgain()


def is_standing(facts: Facts) -> DomainError | None:
    """What has an end is proved, not reviewed."""
    return None if facts.kind == Kind.STANDING else deadline_errors.NotStanding()


def waits_for_an_event(facts: Facts) -> DomainError | None:
    """Only a live rule takes events."""
    return None if facts.kind == Kind.TRIGGER else deadline_errors.NotTrigger()


def actor_reviews(facts: Facts) -> DomainError | None:
    """The head of the lead unit, or who assigned the duty."""
    is_either = facts.actor_acts_for_lead or facts.actor_acts_for_assigner
    return None if is_either else deadline_errors.NotReviewer()


NEW = frozenset({Stage.ASSIGNED})
WORKING = frozenset({Stage.ASSIGNED, Stage.IN_PROGRESS})
OPEN = frozenset({Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPORTED})

MOVES: dict[str, Move] = {
    "name_lead": Move(frozenset({Stage.ASSIGNED, Stage.RETURNED}), Stage.ASSIGNED, (actor_may_assign, lead_is_open)),
    "set_deadline": Move(OPEN, None, (actor_may_assign, deadline_is_open)),
    "ask_extension": Move(
        WORKING, None, (
            lead_is_named, deadline_is_there, actor_does_the_work, actor_leaves_asking_to_the_assignee,
            no_extension_waits, deadline_is_ahead,
        )
    ),
    "grant_extension": Move(OPEN, None, (extension_waits, actor_acts_for_assigner, actor_did_not_ask)),
    "refuse_extension": Move(OPEN, None, (extension_waits, actor_acts_for_assigner, actor_did_not_ask)),
    "count_deadline": Move(OPEN, None, (deadline_is_counted, actor_may_count, deadline_is_open)),
    "set_rhythm": Move(OPEN, None, (comes_again, actor_may_assign)),
    "review": Move(WORKING, None, (is_standing, lead_is_named, actor_reviews)),
    "raise_event": Move(WORKING, None, (waits_for_an_event, lead_is_named, actor_reviews)),
    "take_over": Move(NEW, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work)),
    "decline": Move(NEW, Stage.RETURNED, (lead_is_named, actor_acts_for_lead)),
    "hand_on": Move(WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_acts_for_lead)),
    "update": Move(WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work)),
    "add_evidence": Move(
        WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work, actor_leaves_the_proof_to_the_assignee)
    ),
    "report": Move(
        WORKING, Stage.REPORTED, (
            lead_is_named, actor_does_the_work, actor_leaves_the_proof_to_the_assignee, evidence_is_there,
            parts_are_done,
        )
    ),
    "follow_up": Move(OPEN, None, (actor_tracks_the_task,)),
    "accept_result": Move(
        frozenset({Stage.REPORTED}), Stage.DONE, (actor_acts_for_assigner, actor_is_not_the_maker)
    ),
    "send_back_result": Move(
        frozenset({Stage.REPORTED}), Stage.IN_PROGRESS, (actor_acts_for_assigner, actor_is_not_the_maker)
    ),
}  # fmt: skip


def blockers(name: str, facts: Facts) -> list[DomainError]:
    """Return every reason the move is closed; empty when it is open."""
    move = MOVES[name]
    if facts.stage not in move.sources:
        return [errors.WrongStage(stage=facts.stage.label)]
    return [reason for guard in move.guards if (reason := guard(facts))]


def require(name: str, facts: Facts) -> Stage:
    """Return the stage the move leads to, or raise the first blocker."""
    if reasons := blockers(name, facts):
        raise reasons[0]
    return MOVES[name].target or facts.stage
