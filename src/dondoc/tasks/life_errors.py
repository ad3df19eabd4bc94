"""What obstacles, pauses, endings and the other turns of a task's life refuse: one class, one code, one sentence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class ObstacleStands(Conflict):
    """One obstacle at a time."""

    code = "tasks.obstacle_stands"
    message = _("An obstacle of this task is open already. Add to it, or mark it as removed first.")


class NoObstacle(Conflict):
    """Nothing to answer."""

    code = "tasks.no_obstacle"
    message = _("This task has no open obstacle.")


class ObstacleElsewhere(NotAllowed):
    """The opinion is somebody else's to give."""

    code = "tasks.obstacle_elsewhere"
    message = _("The obstacle does not wait for your opinion.")


class ObstacleWaits(Conflict):
    """It lies with somebody above."""

    code = "tasks.obstacle_waits"
    message = _("The obstacle waits for an opinion already. Wait for the answer, or mark it as removed.")


class TopOfLine(Conflict):
    """Nobody stands above."""

    code = "tasks.top_of_line"
    message = _("Nobody stands above in the line who could answer. Give the opinion yourself.")


class OpinionMissing(Missing):
    """No such opinion on a task of the person."""

    code = "tasks.opinion_missing"
    message = _("There is no such opinion, or it became a part or a directive already.")


class OpinionOfAnother(NotAllowed):
    """A directive is given by who gave the opinion, while the obstacle does not lie with somebody else."""

    code = "tasks.opinion_of_another"
    message = _("Only who gave this opinion gives a directive of it, as long as the obstacle was not passed up.")


class DaysUnreadable(Invalid):
    """Not a number of days."""

    code = "tasks.days_unreadable"
    message = _("Give a number of working days from 1 to %(most)s.")


class OwnTask(NotAllowed):
    """Who does or leads a task does not decide on it, move its deadline or end it."""

    code = "tasks.own_task"
    message = _(
        "This task was given to you or to a unit that you head, so somebody else of the assigning side takes this step."
    )


class WholeEnded(Conflict):
    """A part begun anew under a task that is over."""

    code = "tasks.whole_ended"
    message = _("The task that this is a part of has ended, so no work begins under it any more.")


class ClockStands(Conflict):
    """Stopped already."""

    code = "tasks.clock_stands"
    message = _("The clock of this task stands still already.")


class ClockRuns(Conflict):
    """Nothing to restart."""

    code = "tasks.clock_runs"
    message = _("The clock of this task runs; there is nothing to restart.")


class SuccessorMissing(Missing):
    """No open task that could stand in the place of another."""

    code = "tasks.successor_missing"
    message = _("No open task of that code can stand in its place. Write the code of another task, such as NV-12.")


class SuccessorInTime(Conflict):
    """What is late goes into what is not, and its lateness out of the figures."""

    code = "tasks.successor_in_time"
    message = _(
        "The original deadline of %(date)s has passed, and that of %(code)s has not: the lateness would leave the "
        "figures. Write what has to be done as a new task instead, which keeps the deadlines."
    )


class SuccessorAmbiguous(Invalid):
    """Both another task and words for a new one, or neither."""

    code = "tasks.successor_ambiguous"
    message = _("Give either the code of the task that stands in its place, or the words of a new one.")


class CollectiveTask(Conflict):
    """The whole of a collective duty has no lead of its own."""

    code = "tasks.collective_task"
    message = _("Each unit named has a task of its own below; the whole follows them and has no step of its own.")


class LeadsNotPrinted(Invalid):
    """A common lead that the document does not name."""

    code = "tasks.leads_not_printed"
    message = _("“%(unit)s” is not among the leads that the document names. Choose among those printed.")


class LeadOrLeads(Invalid):
    """One lead and several at once."""

    code = "tasks.lead_or_leads"
    message = _("Name one lead, or tick at least two of those printed, each with a task of its own; not both.")


class NotCooperating(NotAllowed):
    """The actor does not act for a unit that takes part, or it answered already."""

    code = "tasks.not_cooperating"
    message = _("Only the head of a cooperating unit that has not answered yet says how it took part.")


class NobodyElse(Invalid):
    """Handing over to nobody, or to who has it."""

    code = "tasks.nobody_else"
    message = _("Choose somebody else of the lead unit to hand the task over to.")


class EvidenceGone(Missing):
    """No such evidence in force on a task of the person."""

    code = "tasks.evidence_gone"
    message = _("There is no such evidence, or a newer one took its place already.")


class CorrectionWaits(Conflict):
    """One request at a time."""

    code = "tasks.correction_waits"
    message = _("A correction of this task is asked for already. Wait for the decision.")


class NoCorrection(Conflict):
    """Nothing to decide."""

    code = "tasks.no_correction"
    message = _("No correction of this task waits for a decision.")


class OwnCorrection(NotAllowed):
    """Nobody decides on their own request."""

    code = "tasks.own_correction"
    message = _("You asked for this correction yourself; somebody else decides on it.")


class TargetMissing(Invalid):
    """Not said what is to be put right."""

    code = "tasks.target_missing"
    message = _("Choose what is to be put right.")


class NothingToCorrect(Conflict):
    """The task has nothing of this kind."""

    code = "tasks.nothing_to_correct"
    message = _("The task is “%(stage)s”, so this cannot be put right on it. Choose something else.")


class RightDateMissing(Invalid):
    """A correction of a day without the right one."""

    code = "tasks.right_date_missing"
    message = _("Give the right date, another than the one on record; of evidence not later than today.")


class OtherProofLater(Invalid):
    """Another piece of evidence bears a later date."""

    code = "tasks.other_proof_later"
    message = _("Other evidence of this task is dated %(date)s; the day of the result cannot come before it.")


class DeadlineSetByLeader(Invalid):
    """A deadline that somebody set was not read wrongly."""

    code = "tasks.deadline_set_by_leader"
    message = _(
        "The assigning side set this deadline; it was not read from the document. It is extended, not corrected."
    )


class WholeStaysEnded(Conflict):
    """A part of something that has ended."""

    code = "tasks.whole_stays_ended"
    message = _("It is a part of %(code)s, which has ended. That task has to be opened again first.")


class WholeIsOver(Conflict):
    """A part of a collective duty that was cancelled or replaced as a whole."""

    code = "tasks.whole_is_over"
    message = _(
        "It is a part of %(code)s, which was cancelled or replaced as a whole, so it is not opened again. Ask the "
        "assigning side for a new task."
    )


class NoSuchSentence(Invalid):
    """Not a sentence of the assessment, or named already."""

    code = "tasks.no_such_sentence"
    message = _("Choose one of the sentences of the assessment that are not named yet.")


class WeaknessMissing(Missing):
    """No such weak point, or of a document the person may not know of."""

    code = "tasks.weakness_missing"
    message = _("There is no such weak point.")


class DocumentAwaited(Conflict):
    """The document that gives the task is not in the register."""

    code = "tasks.document_awaited"
    message = _("The document that gives this task is not in the register yet. Register it first.")


class NotOfThatDocument(Conflict):
    """What was chosen is not of the document that arrived, or gives another task its content already."""

    code = "tasks.not_of_that_document"
    message = _("Choose a confirmed proposal or a task of the document that arrived, which no other awaited task is.")


class ReturnTooLate(Conflict):
    """A unit returns what it left lying until it was overdue."""

    code = "tasks.return_too_late"
    message = _(
        "The time to return this task and its deadline have both passed. Raise an obstacle; whoever is above decides."
    )


class PassageNotPrinted(Invalid):
    """What is quoted by hand does not stand in the document."""

    code = "tasks.passage_not_printed"
    message = _("“%(words)s” does not stand in the document. Copy the passage as it is printed there.")


class ProposalGiven(Conflict):
    """A proposal that gave an awaited task its content is not decided on again."""

    code = "tasks.proposal_given"
    message = _("This proposal is the task %(code)s already, so its decision stands.")
