"""What must hold for the steps of a task: each guard is a sentence over the facts, or the reason that blocks. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.kernel.errors import DomainError

from . import deadline_errors, errors, followup_errors, life_errors, proof_errors
from .choices import DeadlineKind, Kind, Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at."""

    stage: Stage
    has_lead: bool
    lead_has_ended: bool
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
    prints_term: bool = False
    is_past_due: bool = False
    extension_waits: bool = False
    actor_asked_extension: bool = False
    actor_may_confirm: bool = False
    has_obstacle: bool = False
    obstacle_waits: bool = False
    actor_answers: bool = False
    is_paused: bool = False
    is_collective: bool = False
    actor_cooperates: bool = False
    is_disputed: bool = False
    actor_asked_correction: bool = False
    has_assignee: bool = False
    actor_answers_for_lead: bool = False
    whole_has_ended: bool = False
    needs_issued: bool = False
    issued: int = 0
    has_arrived: bool = False
    is_return_late: bool = False


def lead_is_named(facts: Facts) -> DomainError | None:
    """Work starts when somebody answers for it."""
    if facts.is_collective:
        return life_errors.CollectiveTask()
    return None if facts.has_lead else errors.LeadOpen()


def lead_is_open(facts: Facts) -> DomainError | None:
    """A lead that stands is not overwritten; a returned task gets a new one, and that of a unit that has ended."""
    is_returned = facts.stage == Stage.RETURNED and not facts.is_replaced
    is_open = not facts.has_lead or is_returned or (facts.lead_has_ended and facts.stage != Stage.RETURNED)
    return None if is_open else errors.LeadNamed()


def whole_is_open(facts: Facts) -> DomainError | None:
    """Nothing begins anew under what has ended."""
    return life_errors.WholeEnded() if facts.whole_has_ended else None


def nobody_took_it_over(facts: Facts) -> DomainError | None:
    """What was returned and assigned anew is ended where it goes on."""
    return errors.LeadNamed() if facts.is_replaced else None


def deadline_is_open(facts: Facts) -> DomainError | None:
    """The original deadline never changes."""
    return errors.DeadlineSet() if facts.has_deadline else None


def actor_acts_for_lead(facts: Facts) -> DomainError | None:
    """The head of the lead unit acts for it."""
    return None if facts.actor_acts_for_lead else errors.NotLead()


def actor_answers_for_lead(facts: Facts) -> DomainError | None:
    """The head, or while nobody heads the lead unit who is above it: people leave, and their work goes on."""
    return None if facts.actor_answers_for_lead else errors.NotLead()


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


def return_is_in_time(facts: Facts) -> DomainError | None:
    """What was left lying until it was overdue stays in the count."""
    return life_errors.ReturnTooLate() if facts.is_return_late else None


def evidence_is_there(facts: Facts) -> DomainError | None:
    """Work closes on proof, not on a claim."""
    return None if facts.evidence else errors.EvidenceMissing()


def product_is_issued(facts: Facts) -> DomainError | None:
    """Submitted is not promulgated: a document to be issued is proved by itself, once it is."""
    return proof_errors.NotPromulgated() if facts.needs_issued and not facts.issued else None


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


def actor_names_the_term(facts: Facts) -> DomainError | None:
    """A term that no document prints is the assigning leader's, and never for a task of their own."""
    return actor_does_not_lead_it(facts) if facts.actor_may_assign else deadline_errors.TermNotPrinted()


def term_is_there(facts: Facts) -> DomainError | None:
    """The document prints it, or it is the actor's to name."""
    return None if facts.prints_term else actor_names_the_term(facts)


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


def no_obstacle_stands(facts: Facts) -> DomainError | None:
    """One obstacle at a time, so that one answer settles it."""
    return life_errors.ObstacleStands() if facts.has_obstacle else None


def obstacle_stands(facts: Facts) -> DomainError | None:
    """Only what was raised is removed or asked about again."""
    return None if facts.has_obstacle else life_errors.NoObstacle()


def obstacle_waits(facts: Facts) -> DomainError | None:
    """Only what was asked is answered."""
    return None if facts.obstacle_waits else life_errors.NoObstacle()


def obstacle_is_back(facts: Facts) -> DomainError | None:
    """While it lies with somebody above, they have the word."""
    return life_errors.ObstacleWaits() if facts.obstacle_waits else None


def actor_answers(facts: Facts) -> DomainError | None:
    """It lies with one unit at a time, and the head of that unit answers."""
    return None if facts.actor_answers else life_errors.ObstacleElsewhere()


def actor_does_not_lead_it(facts: Facts) -> DomainError | None:
    """Nobody makes their own task look better; inside one unit the head is the assigning side of others' work."""
    is_own = facts.actor_is_assignee or (facts.actor_acts_for_lead and not facts.is_inner)
    return life_errors.OwnTask() if is_own else None


def is_one_task(facts: Facts) -> DomainError | None:
    """The whole of a collective duty has no step of its own but its end."""
    return life_errors.CollectiveTask() if facts.is_collective else None


def actor_cooperates(facts: Facts) -> DomainError | None:
    """Each unit answers for its own part, once."""
    return None if facts.actor_cooperates else life_errors.NotCooperating()


def somebody_has_it(facts: Facts) -> DomainError | None:
    """What was given to nobody is handed on, not over."""
    return None if facts.has_assignee else life_errors.NobodyElse()


def no_correction_waits(facts: Facts) -> DomainError | None:
    """One correction at a time."""
    return life_errors.CorrectionWaits() if facts.is_disputed else None


def somebody_else_assigned(facts: Facts) -> DomainError | None:
    """Inside one unit there is nobody else who could decide."""
    return life_errors.OwnTask() if facts.is_inner else None


def correction_waits(facts: Facts) -> DomainError | None:
    """Only what was asked is decided."""
    return None if facts.is_disputed else life_errors.NoCorrection()


def actor_did_not_ask_for_it(facts: Facts) -> DomainError | None:
    """Nobody corrects their own figure."""
    return life_errors.OwnCorrection() if facts.actor_asked_correction else None


def actor_reviews_documents(facts: Facts) -> DomainError | None:
    """What a document says is confirmed by who confirms what was read."""
    return None if facts.actor_may_confirm or facts.actor_may_assign else errors.MayNotReview()


def document_has_arrived(facts: Facts) -> DomainError | None:
    """Nothing is known of a task before its document is in the register."""
    return None if facts.has_arrived else life_errors.DocumentAwaited()


def clock_runs(facts: Facts) -> DomainError | None:
    """A clock that stands is not stopped again."""
    return life_errors.ClockStands() if facts.is_paused else None


def clock_stands(facts: Facts) -> DomainError | None:
    """Only a clock that stands is restarted."""
    return None if facts.is_paused else life_errors.ClockRuns()
