"""The line of a draft: which steps exist, and what must hold for each.

Pure. The page asks `blockers` to explain a greyed-out button, the service asks `require` before it writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.kernel.errors import DomainError
from dondoc.kernel.lifecycle import Lifecycle, Move

from . import errors
from .choices import OVER, State


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at."""

    state: State
    actor_drafts: bool
    actor_is_drafter: bool
    actor_heads_unit: bool
    actor_checks_form: bool
    actor_signs: bool
    actor_wrote: bool
    actor_submitted: bool
    head_made_it: bool
    next_has_acted: bool
    faults: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()


def actor_drafts(facts: Facts) -> DomainError | None:
    """The drafter and the people of the drafting unit write."""
    return None if facts.actor_drafts else errors.NotDrafter()


def actor_owns_it(facts: Facts) -> DomainError | None:
    """The drafter withdraws, or the head of the unit."""
    return None if facts.actor_is_drafter or facts.actor_heads_unit else errors.NotOwnDraft()


def content_is_whole(facts: Facts) -> DomainError | None:
    """What is passed on can be signed as it stands."""
    return errors.DraftNotWhole(faults=" ".join(facts.faults)) if facts.faults else None


def layout_is_right(facts: Facts) -> DomainError | None:
    """What the checker of the form calls blocking is mended first."""
    return errors.LayoutBlocked(findings=" ".join(facts.layout)) if facts.layout else None


def somebody_else_heads_the_unit(facts: Facts) -> DomainError | None:
    """What the head drafted has no content check: nobody checks their own."""
    return errors.HeadDrafted() if facts.head_made_it else None


def head_made_it(facts: Facts) -> DomainError | None:
    """Only the head's own draft passes the content check over."""
    return None if facts.head_made_it else errors.HeadChecksFirst()


def actor_heads_unit(facts: Facts) -> DomainError | None:
    """The head of the drafting unit answers for the content (Điều 12 khoản 1 Nghị định 30/2020/NĐ-CP)."""
    return None if facts.actor_heads_unit else errors.NotUnitHead()


def actor_checks_form(facts: Facts) -> DomainError | None:
    """The office answers for form and procedure (Điều 12 khoản 2 Nghị định 30/2020/NĐ-CP)."""
    return None if facts.actor_checks_form else errors.NotOffice()


def signer_or_office(facts: Facts) -> DomainError | None:
    """The signer signs or returns; the office takes in what was signed on paper, and returns what nobody can sign."""
    return None if facts.actor_signs or facts.actor_checks_form else errors.NotSigner()


def actor_did_not_write(facts: Facts) -> DomainError | None:
    """Maker is not checker."""
    return errors.OwnDraft() if facts.actor_wrote else None


def actor_is_not_the_drafter(facts: Facts) -> DomainError | None:
    """The head may have mended words of others, but passes nothing on that is their own."""
    return errors.OwnDraft() if facts.actor_is_drafter or facts.actor_submitted else None


def actor_submitted(facts: Facts) -> DomainError | None:
    """Only who submitted it takes it back."""
    return None if facts.actor_submitted or facts.actor_is_drafter else errors.NotSubmitter()


def next_has_not_acted(facts: Facts) -> DomainError | None:
    """Once the next one acted it is theirs to return."""
    return errors.NextHasActed() if facts.next_has_acted else None


DRAFTING = frozenset({State.DRAFTING})
SUBMITTED = frozenset({State.CONTENT_CHECK, State.FORM_CHECK})
OPEN = frozenset(State) - frozenset(OVER)
# States in which minutes hold what was concluded.
KEPT = frozenset(State) - {State.WITHDRAWN}

MOVES: dict[str, Move[Facts, State]] = {
    "edit": Move(DRAFTING, None, (actor_drafts,)),
    "comment": Move(OPEN, None, ()),
    "submit": Move(DRAFTING, State.CONTENT_CHECK, (actor_drafts, somebody_else_heads_the_unit, content_is_whole)),
    "submit_own": Move(DRAFTING, State.FORM_CHECK, (actor_drafts, head_made_it, content_is_whole)),
    "approve_content": Move(
        frozenset({State.CONTENT_CHECK}), State.FORM_CHECK,
        (actor_heads_unit, actor_is_not_the_drafter, content_is_whole),
    ),
    "approve_form": Move(
        frozenset({State.FORM_CHECK}), State.TO_SIGN,
        (actor_checks_form, actor_did_not_write, content_is_whole, layout_is_right),
    ),
    "return_content": Move(
        frozenset({State.CONTENT_CHECK}), State.DRAFTING, (actor_heads_unit, actor_is_not_the_drafter)
    ),
    "return_form": Move(frozenset({State.FORM_CHECK}), State.DRAFTING, (actor_checks_form, actor_did_not_write)),
    "return_unsigned": Move(frozenset({State.TO_SIGN}), State.DRAFTING, (signer_or_office,)),
    "take_back": Move(SUBMITTED, State.DRAFTING, (actor_submitted, next_has_not_acted)),
    "withdraw": Move(DRAFTING, State.WITHDRAWN, (actor_owns_it,)),
    "close": Move(frozenset({State.TO_SIGN}), State.CLOSED, (signer_or_office,)),
    # What was signed and will not be issued: the signature was discarded, or the number cancelled.
    "reopen": Move(frozenset({State.CLOSED}), State.DRAFTING, (actor_checks_form,)),
}  # fmt: skip

# The step that passes a draft on, and the one that returns it, by where it lies.
APPROVALS = {State.CONTENT_CHECK: "approve_content", State.FORM_CHECK: "approve_form"}
RETURNS = {
    State.CONTENT_CHECK: "return_content",
    State.FORM_CHECK: "return_form",
    State.TO_SIGN: "return_unsigned",
}
# The steps by which a draft comes back to its drafter.
BACK = (*RETURNS.values(), "reopen")


LIFE: Lifecycle[Facts, State] = Lifecycle(
    MOVES, state=lambda facts: facts.state, astray=lambda state: errors.WrongState(state=state.label)
)
blockers, require = LIFE.blockers, LIFE.require
