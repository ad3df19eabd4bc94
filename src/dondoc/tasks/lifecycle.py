"""A task's life: which steps exist, and what must hold for each (`guards`).

Pure. The page asks `blockers` to explain a greyed-out button, the service asks `require` before it writes: one
answer for all readers.
"""

from __future__ import annotations

from dondoc.kernel.lifecycle import Lifecycle, Move

from . import choices, errors
from .choices import Stage, Target
from .guards import (
    Facts,
    actor_acts_for_assigner,
    actor_acts_for_lead,
    actor_answers,
    actor_answers_for_lead,
    actor_cooperates,
    actor_did_not_ask,
    actor_did_not_ask_for_it,
    actor_does_not_lead_it,
    actor_does_the_work,
    actor_is_not_the_maker,
    actor_leaves_asking_to_the_assignee,
    actor_leaves_the_proof_to_the_assignee,
    actor_may_assign,
    actor_may_count,
    actor_reviews,
    actor_reviews_documents,
    actor_tracks_the_task,
    clock_runs,
    clock_stands,
    comes_again,
    correction_waits,
    deadline_is_ahead,
    deadline_is_counted,
    deadline_is_open,
    deadline_is_there,
    document_has_arrived,
    evidence_is_there,
    extension_waits,
    is_one_task,
    is_standing,
    lead_is_named,
    lead_is_open,
    no_correction_waits,
    no_extension_waits,
    no_obstacle_stands,
    nobody_took_it_over,
    obstacle_is_back,
    obstacle_stands,
    obstacle_waits,
    parts_are_done,
    product_is_issued,
    return_is_in_time,
    somebody_else_assigned,
    somebody_has_it,
    term_is_there,
    waits_for_an_event,
    whole_is_open,
)

__all__ = ["CORRECTABLE", "MOVES", "Facts", "blockers", "require"]


AWAITED = frozenset({Stage.AWAITED})
NEW = frozenset({Stage.ASSIGNED})
WORKING = frozenset(choices.WORKING)
OPEN = frozenset(choices.OPEN)
ALL = frozenset(Stage)

MOVES: dict[str, Move[Facts, Stage]] = {
    "fill": Move(AWAITED, Stage.ASSIGNED, (actor_reviews_documents, document_has_arrived)),
    "stand_for": Move(AWAITED, Stage.REPLACED, (actor_reviews_documents, document_has_arrived)),
    "discard": Move(AWAITED, Stage.CANCELLED, (actor_reviews_documents,)),
    "name_lead": Move(
        WORKING | {Stage.RETURNED}, Stage.ASSIGNED, (is_one_task, actor_may_assign, lead_is_open, whole_is_open)
    ),
    "set_deadline": Move(OPEN, None, (is_one_task, actor_may_assign, actor_does_not_lead_it, deadline_is_open)),
    "ask_extension": Move(
        WORKING, None, (
            lead_is_named, deadline_is_there, actor_does_the_work, actor_leaves_asking_to_the_assignee,
            no_extension_waits, deadline_is_ahead,
        )
    ),
    "grant_extension": Move(
        OPEN, None, (extension_waits, actor_acts_for_assigner, actor_did_not_ask, actor_does_not_lead_it)
    ),
    "refuse_extension": Move(
        OPEN, None, (extension_waits, actor_acts_for_assigner, actor_did_not_ask, actor_does_not_lead_it)
    ),
    "extend": Move(
        OPEN, None,
        (is_one_task, deadline_is_there, actor_acts_for_assigner, actor_did_not_ask, actor_does_not_lead_it),
    ),
    "count_deadline": Move(
        OPEN, None, (is_one_task, deadline_is_counted, actor_may_count, term_is_there, deadline_is_open)
    ),
    "set_rhythm": Move(OPEN, None, (is_one_task, comes_again, actor_may_assign, actor_does_not_lead_it)),
    "review": Move(WORKING, None, (is_standing, lead_is_named, actor_reviews)),
    "raise_event": Move(WORKING, None, (waits_for_an_event, lead_is_named, actor_reviews)),
    "take_over": Move(NEW, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work)),
    "decline": Move(NEW, Stage.RETURNED, (lead_is_named, actor_acts_for_lead, return_is_in_time)),
    "hand_on": Move(WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_acts_for_lead)),
    "update": Move(WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work)),
    "add_evidence": Move(
        WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work, actor_leaves_the_proof_to_the_assignee)
    ),
    "supersede_evidence": Move(
        WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work, actor_leaves_the_proof_to_the_assignee)
    ),
    "report": Move(
        WORKING, Stage.REPORTED, (
            lead_is_named, actor_does_the_work, actor_leaves_the_proof_to_the_assignee, product_is_issued,
            evidence_is_there, parts_are_done,
        )
    ),
    "follow_up": Move(OPEN, None, (actor_tracks_the_task,)),
    "raise_obstacle": Move(WORKING, Stage.IN_PROGRESS, (lead_is_named, actor_does_the_work, no_obstacle_stands)),
    "answer_obstacle": Move(OPEN, None, (obstacle_waits, actor_answers)),
    "pass_obstacle_up": Move(OPEN, None, (obstacle_waits, actor_answers)),
    "return_obstacle": Move(OPEN, None, (obstacle_waits, actor_answers)),
    "ask_again": Move(OPEN, None, (obstacle_stands, actor_does_the_work, obstacle_is_back)),
    "remove_obstacle": Move(OPEN, None, (obstacle_stands, actor_does_the_work)),
    "pause": Move(OPEN, None, (is_one_task, actor_acts_for_assigner, actor_does_not_lead_it, clock_runs)),
    "restart": Move(OPEN, None, (actor_acts_for_assigner, actor_does_not_lead_it, clock_stands)),
    "change_particulars": Move(WORKING, None, (is_one_task, actor_acts_for_assigner, actor_does_not_lead_it)),
    "change_closes_on": Move(WORKING, None, (is_one_task, actor_acts_for_assigner, actor_does_not_lead_it)),
    "answer_cooperation": Move(OPEN, None, (actor_cooperates,)),
    "reassign": Move(WORKING, None, (lead_is_named, actor_answers_for_lead, somebody_has_it)),
    "ask_correction": Move(
        ALL, None, (lead_is_named, actor_acts_for_lead, somebody_else_assigned, no_correction_waits)
    ),
    "decide_correction": Move(
        ALL, None, (correction_waits, actor_acts_for_assigner, actor_did_not_ask_for_it, actor_does_not_lead_it)
    ),
    "cancel": Move(
        OPEN | {Stage.RETURNED}, Stage.CANCELLED,
        (actor_acts_for_assigner, actor_does_not_lead_it, nobody_took_it_over),
    ),
    "replace": Move(OPEN, Stage.REPLACED, (actor_acts_for_assigner, actor_does_not_lead_it)),
    "accept_result": Move(
        frozenset({Stage.REPORTED}), Stage.DONE, (
            actor_acts_for_assigner, actor_is_not_the_maker, actor_does_not_lead_it, product_is_issued, parts_are_done,
        )
    ),
    "send_back_result": Move(
        frozenset({Stage.REPORTED}), Stage.IN_PROGRESS,
        (actor_acts_for_assigner, actor_is_not_the_maker, actor_does_not_lead_it),
    ),
}  # fmt: skip

# What a correction may put right, by the stage of the task.
CORRECTABLE: dict[Target, frozenset[Stage]] = {
    Target.REOPEN: frozenset({Stage.DONE, Stage.CANCELLED}),
    Target.EVIDENCE: frozenset({Stage.DONE}),
    Target.DUE: OPEN | {Stage.DONE},
}


LIFE: Lifecycle[Facts, Stage] = Lifecycle(
    MOVES, state=lambda facts: facts.stage, astray=lambda stage: errors.WrongStage(stage=stage.label)
)
blockers, require = LIFE.blockers, LIFE.require
