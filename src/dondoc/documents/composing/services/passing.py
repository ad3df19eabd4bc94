"""Passing a draft along the line, returning it, taking it back, ending it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from dondoc.audit import services as audit
from dondoc.documents.composing import faults, frozen, lifecycle, selectors
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.errors import FrozenDiffers, WordsMissing, WrongState
from dondoc.documents.composing.models import Draft, Passing
from dondoc.kernel import clock
from dondoc.organization.models import Person

from .common import overtaken, require_version, seen_by

POST_LINE = 200


@transaction.atomic
def submit(*, draft_id: int, version: int, words: str = "", actor: Person, now: dt.datetime) -> Draft:
    """Submit a draft: to the head of the unit, or, when the head drafted or submits it, straight to the office.

    Raises:
        DraftNotWhole: something is missing; every fault is told.
        FrozenDiffers: it differs from the frozen report that it carries, and the words do not say why.
        NotDrafter: the actor is not of the drafting unit.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    draft, today = seen_by(actor, draft_id, now=now), clock.day_of(now)
    found = faults.of(draft, today=today) or faults.of_file(draft, today=today)
    facts = selectors.facts(draft, actor=actor, today=today, faults=found)
    move, why = "submit", words.strip()
    differing = frozen.differences(draft)
    if facts.head_made_it:
        move = "submit_own"
        said = (
            _("The head of the drafting unit submitted it: that is the content check.")
            if facts.actor_heads_unit and not facts.actor_is_drafter
            else _("The head of the drafting unit drafted it; no content check by somebody else.")
        )
        why = f"{said} {why}".strip()
    if differing is not None:
        lifecycle.require(move, facts)
        if not words.strip():
            raise FrozenDiffers(said=differing.sentence)
        why = f"{differing.sentence} {why}"
    return _step(draft, move, facts=facts, version=version, words=why, actor=actor, now=now)


@transaction.atomic
def approve(*, draft_id: int, version: int, words: str = "", actor: Person, now: dt.datetime) -> Draft:
    """Pass a draft on that was checked: content to form, form to the signer.

    Raises:
        NotUnitHead, NotOffice: another one checks it now.
        OwnDraft: the actor wrote it.
        DraftNotWhole, LayoutBlocked: something has to be mended first.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    draft, today = seen_by(actor, draft_id, now=now), clock.day_of(now)
    layout = selectors.layout_for(draft, actor, today=today)
    found = faults.of(draft, today=today) or faults.of_file(draft, today=today)
    facts = selectors.facts(draft, actor=actor, today=today, faults=found, layout=layout)
    move = _named(lifecycle.APPROVALS, facts.state)
    return _step(draft, move, facts=facts, version=version, words=words.strip(), actor=actor, now=now)


@transaction.atomic
def return_draft(*, draft_id: int, version: int, reason: str, actor: Person, now: dt.datetime) -> Draft:
    """Return a draft to its drafter with the reason, from whichever check it lies at, or unsigned.

    Raises:
        WordsMissing: no reason is given.
        NotUnitHead, NotOffice, NotSigner: it lies with another one.
        OwnDraft: the actor wrote it.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    draft = seen_by(actor, draft_id, now=now)
    facts = selectors.facts(draft, actor=actor, today=clock.day_of(now))
    move = _named(lifecycle.RETURNS, facts.state)
    lifecycle.require(move, facts)
    if not reason.strip():
        raise WordsMissing
    return _step(draft, move, facts=facts, version=version, words=reason.strip(), actor=actor, now=now)


@transaction.atomic
def take_back(*, draft_id: int, version: int, words: str = "", actor: Person, now: dt.datetime) -> Draft:
    """Take a submitted draft back before the next one acts.

    Raises:
        NotSubmitter: somebody else submitted it.
        NextHasActed: it was passed on.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    draft = seen_by(actor, draft_id, now=now)
    facts = selectors.facts(draft, actor=actor, today=clock.day_of(now))
    return _step(draft, "take_back", facts=facts, version=version, words=words.strip(), actor=actor, now=now)


@transaction.atomic
def withdraw(*, draft_id: int, version: int, reason: str, actor: Person, now: dt.datetime) -> Draft:
    """End a draft that will not be issued; it stays in sight.

    Raises:
        WordsMissing: no reason is given.
        NotOwnDraft: the actor is neither the drafter nor the head of the unit.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    draft = seen_by(actor, draft_id, now=now)
    facts = selectors.facts(draft, actor=actor, today=clock.day_of(now))
    lifecycle.require("withdraw", facts)
    if not reason.strip():
        raise WordsMissing
    return _step(draft, "withdraw", facts=facts, version=version, words=reason.strip(), actor=actor, now=now)


@transaction.atomic
def close(*, draft: Draft, words: str = "", actor: Person, now: dt.datetime) -> Draft:
    """Close a draft that was signed; part of the act that signs it, which calls this in its transaction.

    Raises:
        NotSigner: the actor is neither the signer nor of the office.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    found = seen_by(actor, draft.pk, now=now)
    facts = selectors.facts(found, actor=actor, today=clock.day_of(now))
    return _step(found, "close", facts=facts, version=draft.version, words=words.strip(), actor=actor, now=now)


@transaction.atomic
def reopen(*, draft: Draft, reason: str, actor: Person, now: dt.datetime) -> Draft:
    """Open a signed draft again that will not be issued so; part of the act that ends it, in its transaction.

    Raises:
        NotOffice: the actor is not of the office.
        DraftMissing, DraftChanged, WrongState: see `_step`.
    """
    found = seen_by(actor, draft.pk, now=now)
    facts = selectors.facts(found, actor=actor, today=clock.day_of(now))
    return _step(found, "reopen", facts=facts, version=found.version, words=reason, actor=actor, now=now)


def _named(moves: dict[State, str], state: State) -> str:
    """Return the move that this kind of act is in a state.

    Raises:
        WrongState: there is none.
    """
    if state not in moves:
        raise WrongState(state=state.label)
    return moves[state]


def _step(
    draft: Draft, move: str, *, facts: lifecycle.Facts, version: int, words: str, actor: Person, now: dt.datetime
) -> Draft:
    """Check a move, write the new state that nobody overtook, keep the passing, write the entry.

    Raises:
        WrongState and whatever the guards of the move refuse.
        DraftChanged: somebody wrote in it or passed it on since the actor looked.
    """
    state = lifecycle.require(move, facts)
    require_version(draft, version)
    as_seen = Draft.objects.filter(pk=draft.pk, version=draft.version, state=facts.state)
    written = as_seen.update(state=state, changed_at=now)
    if not written:
        raise overtaken(draft)
    latest = selectors.latest(draft)
    Passing.objects.create(
        draft=draft, version=latest, move=move, from_state=facts.state, to_state=state, by=actor,
        post_line=actor.post_line(now)[:POST_LINE], words=words, at=now,
    )  # fmt: skip
    audit.record(
        act=f"drafts.{move}", subject=f"draft:{draft.pk}", actor=actor, now=now, before={"state": facts.state},
        after={"state": state, "version": latest.number} | ({"reason": words} if words else {}),
    )  # fmt: skip
    draft.state, draft.changed_at = state, now
    return draft
