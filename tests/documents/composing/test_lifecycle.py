"""The line of a draft, step by step: what leads where, and what closes each door."""

from __future__ import annotations

import dataclasses

import pytest

from dondoc.documents.composing import errors, lifecycle
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.lifecycle import Facts

# Somebody who may do everything, on a draft that lacks nothing; each row takes one thing away.
READY = Facts(
    state=State.DRAFTING, actor_drafts=True, actor_is_drafter=False, actor_heads_unit=True, actor_checks_form=True,
    actor_signs=True, actor_wrote=False, actor_submitted=False, head_made_it=False, next_has_acted=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("move", "state", "change", "target"),
    [
        pytest.param("edit", State.DRAFTING, {}, State.DRAFTING, id="writing-leaves-it-where-it-is"),
        pytest.param("submit", State.DRAFTING, {}, State.CONTENT_CHECK, id="submitted-to-the-head"),
        pytest.param("submit_own", State.DRAFTING, {"head_made_it": True}, State.FORM_CHECK, id="the-heads-own"),
        pytest.param("approve_content", State.CONTENT_CHECK, {}, State.FORM_CHECK, id="content-right"),
        pytest.param("approve_form", State.FORM_CHECK, {}, State.TO_SIGN, id="form-right"),
        pytest.param("return_content", State.CONTENT_CHECK, {}, State.DRAFTING, id="content-wrong"),
        pytest.param("return_form", State.FORM_CHECK, {}, State.DRAFTING, id="form-wrong"),
        pytest.param("return_unsigned", State.TO_SIGN, {}, State.DRAFTING, id="not-signed"),
        pytest.param("return_unsigned", State.TO_SIGN, {"actor_signs": False}, State.DRAFTING, id="the-signer-left"),
        pytest.param("reopen", State.CLOSED, {"actor_signs": False}, State.DRAFTING, id="signature-discarded"),
        pytest.param("take_back", State.CONTENT_CHECK, {"actor_submitted": True}, State.DRAFTING, id="taken-back"),
        pytest.param("take_back", State.FORM_CHECK, {"actor_submitted": True}, State.DRAFTING, id="heads-own-back"),
        pytest.param("withdraw", State.DRAFTING, {}, State.WITHDRAWN, id="withdrawn"),
        pytest.param("close", State.TO_SIGN, {}, State.CLOSED, id="signed"),
        pytest.param("close", State.TO_SIGN, {"actor_signs": False}, State.CLOSED, id="signed-on-paper-taken-in"),
        pytest.param("comment", State.TO_SIGN, {}, State.TO_SIGN, id="a-comment-moves-nothing"),
    ],
)
def test_a_move_leads_to(move, state, change, target):
    """Each step has one target."""
    assert lifecycle.require(move, dataclasses.replace(READY, state=state, **change)) == target


@pytest.mark.parametrize(
    ("move", "state", "change", "expected"),
    [
        pytest.param("edit", State.DRAFTING, {"actor_drafts": False}, [errors.NotDrafter], id="another-unit-writes"),
        pytest.param("edit", State.FORM_CHECK, {}, [errors.WrongState], id="written-in-while-checked"),
        pytest.param("submit", State.DRAFTING, {"faults": ("…",)}, [errors.DraftNotWhole], id="not-whole"),
        pytest.param("submit", State.DRAFTING, {"head_made_it": True}, [errors.HeadDrafted], id="head-needs-no-check"),
        pytest.param("submit_own", State.DRAFTING, {}, [errors.HeadChecksFirst], id="officer-skips-the-head"),
        pytest.param(
            "submit", State.DRAFTING, {"actor_drafts": False, "faults": ("…",)},
            [errors.NotDrafter, errors.DraftNotWhole], id="every-reason-is-told",
        ),
        pytest.param(
            "approve_content", State.CONTENT_CHECK, {"actor_heads_unit": False}, [errors.NotUnitHead], id="not-head"
        ),
        pytest.param(
            "approve_content", State.CONTENT_CHECK, {"actor_is_drafter": True}, [errors.OwnDraft], id="own-content"
        ),
        pytest.param(
            "approve_content", State.CONTENT_CHECK, {"actor_submitted": True}, [errors.OwnDraft], id="own-submission"
        ),
        pytest.param(
            "approve_form", State.FORM_CHECK, {"actor_checks_form": False}, [errors.NotOffice], id="not-office"
        ),
        pytest.param("approve_form", State.FORM_CHECK, {"actor_wrote": True}, [errors.OwnDraft], id="own-form"),
        pytest.param("approve_form", State.FORM_CHECK, {"layout": ("…",)}, [errors.LayoutBlocked], id="wrong-margins"),
        pytest.param("return_form", State.FORM_CHECK, {"actor_wrote": True}, [errors.OwnDraft], id="own-return"),
        pytest.param(
            "return_unsigned", State.TO_SIGN, {"actor_signs": False, "actor_checks_form": False}, [errors.NotSigner],
            id="neither-signer-nor-office",
        ),
        pytest.param(
            "reopen", State.CLOSED, {"actor_checks_form": False}, [errors.NotOffice], id="reopened-by-somebody"
        ),
        pytest.param("reopen", State.TO_SIGN, {}, [errors.WrongState], id="reopened-unsigned"),
        pytest.param("take_back", State.CONTENT_CHECK, {}, [errors.NotSubmitter], id="somebody-elses"),
        pytest.param(
            "take_back", State.FORM_CHECK, {"actor_is_drafter": True, "next_has_acted": True}, [errors.NextHasActed],
            id="too-late",
        ),
        pytest.param("take_back", State.TO_SIGN, {"actor_submitted": True}, [errors.WrongState], id="with-the-signer"),
        pytest.param("withdraw", State.DRAFTING, {"actor_heads_unit": False}, [errors.NotOwnDraft], id="a-colleagues"),
        pytest.param("withdraw", State.TO_SIGN, {}, [errors.WrongState], id="withdrawn-on-the-line"),
        pytest.param(
            "close", State.TO_SIGN, {"actor_signs": False, "actor_checks_form": False}, [errors.NotSigner], id="closed"
        ),
        pytest.param("comment", State.CLOSED, {}, [errors.WrongState], id="commented-when-signed"),
    ],
)  # fmt: skip
def test_a_move_is_blocked_by(move, state, change, expected):
    """Each fact that should close the door closes it, and only it."""
    facts = dataclasses.replace(READY, state=state, **change)

    assert [type(reason) for reason in lifecycle.blockers(move, facts)] == expected


@pytest.mark.parametrize(("state", "moves"), [(State.CLOSED, ["reopen"]), (State.WITHDRAWN, [])])
def test_what_leads_out_of_an_end(state, moves):
    """What was withdrawn stays so; what was signed opens only when its signature is discarded."""
    assert [name for name, move in lifecycle.MOVES.items() if state in move.sources] == moves
