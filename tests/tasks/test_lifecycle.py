"""Every fact that should close a door closes it, and only it."""

from __future__ import annotations

import dataclasses

import pytest

from dondoc.tasks import errors, life_errors, lifecycle
from dondoc.tasks.choices import Stage
from dondoc.tasks.lifecycle import Facts

# Somebody for whom every door of every move is open, stage aside.
READY = Facts(
    stage=Stage.ASSIGNED,
    has_lead=True,
    lead_has_ended=False,
    has_deadline=False,
    actor_acts_for_lead=True,
    actor_is_assignee=False,
    actor_acts_for_assigner=True,
    actor_may_assign=True,
    actor_made_result=False,
    is_inner=False,
    is_replaced=False,
    evidence=1,
    open_parts=0,
)
OTHERS = {"actor_acts_for_lead": False}
DECIDING = {"stage": Stage.REPORTED, "actor_acts_for_lead": False}
AWAITED = {"stage": Stage.AWAITED, "has_arrived": True, "has_lead": False}
NOBODY = {"actor_acts_for_lead": False, "actor_is_assignee": False}


@pytest.mark.parametrize(
    ("move", "change", "expected"),
    [
        pytest.param("name_lead", {"has_lead": False}, [], id="name-lead-open"),
        pytest.param("name_lead", {}, [errors.LeadNamed], id="a-lead-that-stands-is-not-overwritten"),
        pytest.param("name_lead", {"stage": Stage.RETURNED}, [], id="a-returned-task-gets-a-new-lead"),
        pytest.param("name_lead", {"lead_has_ended": True, "stage": Stage.IN_PROGRESS}, [], id="its-lead-has-ended"),
        pytest.param(
            "name_lead", {"has_lead": False, "actor_may_assign": False}, [errors.MayNotAssign], id="not-the-leader"
        ),
        pytest.param("set_deadline", OTHERS, [], id="deadline-open"),
        pytest.param(
            "set_deadline", OTHERS | {"has_deadline": True}, [errors.DeadlineSet], id="deadline-never-changes"
        ),
        pytest.param("set_deadline", {}, [life_errors.OwnTask], id="nobody-sets-their-own-deadline"),
        pytest.param("fill", AWAITED, [], id="the-document-has-arrived"),
        pytest.param("fill", AWAITED | {"actor_may_confirm": True, "actor_may_assign": False}, [], id="the-clerk-too"),
        pytest.param("fill", AWAITED | {"actor_may_assign": False}, [errors.MayNotReview], id="who-confirms-nothing"),
        pytest.param("fill", AWAITED | {"has_arrived": False}, [life_errors.DocumentAwaited], id="not-in-hand"),
        pytest.param("fill", {"has_arrived": True}, [errors.WrongStage], id="waits-for-no-document"),
        pytest.param("stand_for", AWAITED, [], id="is-another-one"),
        pytest.param("stand_for", AWAITED | {"has_arrived": False}, [life_errors.DocumentAwaited], id="nor-is-it-yet"),
        pytest.param("discard", AWAITED | {"has_arrived": False}, [], id="given-up-without-its-document"),
        pytest.param("discard", AWAITED | {"actor_may_assign": False}, [errors.MayNotReview], id="not-by-anybody"),
        pytest.param("discard", {}, [errors.WrongStage], id="what-has-content-is-cancelled"),
        pytest.param("take_over", {}, [], id="take-over"),
        pytest.param("take_over", {"has_lead": False}, [errors.LeadOpen], id="nobody-leads"),
        pytest.param("take_over", NOBODY, [errors.NotDoer], id="neither-head-nor-assignee"),
        pytest.param(
            "take_over", {"actor_acts_for_lead": False, "actor_is_assignee": True}, [], id="the-assignee-takes-over"
        ),
        pytest.param("take_over", {"stage": Stage.IN_PROGRESS}, [errors.WrongStage], id="taken-over-already"),
        pytest.param("decline", {"stage": Stage.IN_PROGRESS}, [errors.WrongStage], id="too-late-to-decline"),
        pytest.param("decline", {}, [], id="not-ours"),
        pytest.param("decline", {"is_return_late": True}, [life_errors.ReturnTooLate], id="left-lying-until-overdue"),
        pytest.param("hand_on", {"stage": Stage.IN_PROGRESS}, [], id="hand-on-while-working"),
        pytest.param("hand_on", {"actor_acts_for_lead": False}, [errors.NotLead], id="only-the-head-hands-on"),
        pytest.param("update", {"actor_acts_for_lead": False, "actor_is_assignee": True}, [], id="assignee-updates"),
        pytest.param("update", NOBODY, [errors.NotDoer], id="a-bystander-does-not-update"),
        pytest.param("update", {"stage": Stage.DONE}, [errors.WrongStage], id="nothing-after-done"),
        pytest.param("report", {}, [], id="report"),
        pytest.param("report", {"evidence": 0}, [errors.EvidenceMissing], id="no-proof-no-report"),
        pytest.param("report", {"is_inner": True}, [errors.AssigneeReports], id="inside-a-unit-the-head-only-decides"),
        pytest.param("report", {"is_inner": True, "actor_is_assignee": True}, [], id="and-the-assignee-reports"),
        pytest.param("add_evidence", {"is_inner": True}, [errors.AssigneeReports], id="nor-does-the-head-prove"),
        pytest.param("update", {"is_inner": True}, [], id="but-the-head-may-say-news"),
        pytest.param(
            "name_lead", {"stage": Stage.RETURNED, "is_replaced": True}, [errors.LeadNamed], id="replaced-already"
        ),
        pytest.param("report", {"open_parts": 2}, [errors.PartsOpen], id="parts-are-open"),
        pytest.param(
            "report",
            NOBODY | {"evidence": 0, "open_parts": 1},
            [errors.NotDoer, errors.EvidenceMissing, errors.PartsOpen],
            id="every-reason-is-told",
        ),
        pytest.param("accept_result", DECIDING, [], id="accept"),
        pytest.param(
            "accept_result",
            DECIDING | {"actor_acts_for_lead": True},
            [life_errors.OwnTask],
            id="nobody-accepts-their-own",
        ),
        pytest.param(
            "accept_result",
            DECIDING | {"actor_acts_for_lead": True, "is_inner": True},
            [],
            id="inside-one-unit-the-head",
        ),
        pytest.param(
            "accept_result",
            DECIDING | {"actor_is_assignee": True, "is_inner": True},
            [life_errors.OwnTask],
            id="but-not-their-own-work",
        ),
        pytest.param("accept_result", DECIDING | {"open_parts": 1}, [errors.PartsOpen], id="not-over-an-open-part"),
        pytest.param(
            "send_back_result", DECIDING | {"actor_acts_for_lead": True}, [life_errors.OwnTask], id="nor-sends-it-back"
        ),
        pytest.param(
            "cancel", {"stage": Stage.RETURNED, "actor_acts_for_lead": False}, [], id="a-returned-task-is-dropped"
        ),
        pytest.param(
            "cancel",
            {"stage": Stage.RETURNED, "actor_acts_for_lead": False, "is_replaced": True},
            [errors.LeadNamed],
            id="unless-it-goes-on-as-another",
        ),
        pytest.param(
            "name_lead",
            {"stage": Stage.RETURNED, "whole_has_ended": True},
            [life_errors.WholeEnded],
            id="nothing-begins-under-what-ended",
        ),
        pytest.param("accept_result", {}, [errors.WrongStage], id="nothing-to-accept"),
        pytest.param(
            "accept_result",
            DECIDING | {"actor_made_result": True},
            [errors.OwnResult],
            id="maker-is-not-checker",
        ),
        pytest.param(
            "accept_result",
            DECIDING | {"actor_acts_for_assigner": False},
            [errors.NotAssigner],
            id="the-lead-does-not-accept",
        ),
        pytest.param(
            "send_back_result",
            DECIDING | {"actor_made_result": True},
            [errors.OwnResult],
            id="maker-does-not-send-back",
        ),
    ],
)
def test_a_move_is_blocked_by(move, change, expected):
    """Each fact that should close the door closes it, and only it."""
    facts = dataclasses.replace(READY, **change)

    assert [type(reason) for reason in lifecycle.blockers(move, facts)] == expected


@pytest.mark.parametrize("move", lifecycle.MOVES)
def test_require_agrees_with_blockers(move):
    """The service refuses exactly what the page greys out."""
    for stage in Stage:
        facts = dataclasses.replace(READY, stage=stage, has_lead=move != "name_lead")
        reasons = lifecycle.blockers(move, facts)
        if reasons:
            with pytest.raises(type(reasons[0])):
                lifecycle.require(move, facts)
        else:
            assert lifecycle.require(move, facts) == (lifecycle.MOVES[move].target or stage)


def test_nothing_leads_out_of_done():
    """A closed task stays closed; only a correction of it may be asked for, which moves it nowhere."""
    done = dataclasses.replace(READY, stage=Stage.DONE)

    open_moves = {move for move in lifecycle.MOVES if not lifecycle.blockers(move, done)}

    assert open_moves == {"ask_correction"}
    assert lifecycle.MOVES["ask_correction"].target is None
