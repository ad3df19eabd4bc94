"""What the programme refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class TargetMissing(Missing):
    """No such target, or not one the person may know of."""

    code = "programme.target_missing"
    message = _("There is no such target, or it is no target of your units.")


class NotOwner(NotAllowed):
    """Only who acts for the unit of a target, or for one above it, sets it, plans it and closes its figures."""

    code = "programme.not_owner"
    message = _("Only the head of the unit, or of one above it, does this. Ask them.")


class NotCounting(NotAllowed):
    """Only people of the unit of a target type its figures."""

    code = "programme.not_counting"
    message = _("Only people of the unit that the target belongs to type its figures.")


class CodeTaken(Conflict):
    """Another target has the code."""

    code = "programme.code_taken"
    message = _("Another target has the code “%(target_code)s”. Choose another one.")


class TargetNotWhole(Invalid):
    """A target has a code, a name, a unit of measure and a first day."""

    code = "programme.target_not_whole"
    message = _("Give the target a code, a name, what it is counted in and its first day.")


class ShareNeedsShare(Invalid):
    """A share is counted by a measure that is a share, and nothing else is."""

    code = "programme.share_needs_share"
    message = _("“%(measure)s” does not fit: a share is counted by a share, everything else by a count.")


class TargetOver(Conflict):
    """The target does not hold in that period."""

    code = "programme.target_over"
    message = _("The target does not hold in %(period)s. Choose a period in which it does.")


class PeriodUnknown(Invalid):
    """No such period."""

    code = "programme.period_unknown"
    message = _("This is no period. Choose a year, half, quarter or month of the list.")


class FigureWrong(Invalid):
    """A figure is a number that is not negative; of a share there are two, the second not smaller than nothing."""

    code = "programme.figure_wrong"
    message = _("Write a number such as 1.250 or 12,5; of a share what is counted and what it is a share of.")


class PlanOverZero(Invalid):
    """A plan that is a share of nothing."""

    code = "programme.plan_over_zero"
    message = _("What the plan is a share of must be more than 0: write for example 95 out of 100.")


class FigureTooFine(Invalid):
    """More digits than are kept."""

    code = "programme.figure_too_fine"
    message = _("At most %(digits)s digits are kept, at most %(places)s of them after the comma. Shorten the number.")


class DecisionMissing(Invalid):
    """A period that has begun, and has a plan or lies in a year that has one, is planned by a decision only."""

    code = "programme.decision_missing"
    message = _("%(period)s has begun: its plan changes only by a decision. Name the document that decided it.")


class ReasonMissing(Invalid):
    """A change says why."""

    code = "programme.reason_missing"
    message = _("Say why the figure changes; the earlier one stays on record.")


class PlanUnchanged(Conflict):
    """The plan is that already."""

    code = "programme.plan_unchanged"
    message = _("The plan of %(period)s is this figure already. Nothing was changed.")


class SourceMissing(Invalid):
    """A typed baseline says where it was taken from."""

    code = "programme.source_missing"
    message = _("Say where the figure was taken from, such as the report of that year.")


class NotTyped(Conflict):
    """The figures of the target are counted, so nobody types them."""

    code = "programme.not_typed"
    message = _("The figures of this target are counted from records. Mend the records instead.")


class MonthAhead(Invalid):
    """A figure is typed for a month that has begun."""

    code = "programme.month_ahead"
    message = _("The month has not begun. Type its figure when there is one.")


class EvidenceMissing(Invalid):
    """A typed figure has a file that shows it."""

    code = "programme.evidence_missing"
    message = _("Add the file that shows the figure: a typed figure without evidence is not taken.")


class LinkMissing(Missing):
    """The task does not serve the target."""

    code = "programme.link_missing"
    message = _("This task is not linked to the target, so there is nothing to take back.")


class LinkedAlready(Conflict):
    """The task serves the target already."""

    code = "programme.linked_already"
    message = _("This task is linked to the target already.")


class PeriodNotOver(Invalid):
    """A period is closed when its last day has gone by."""

    code = "programme.period_not_over"
    message = _("%(period)s lasts until %(end)s: its figures are closed after that day.")


class ClosedAlready(Conflict):
    """The figures of the period are closed; they never change."""

    code = "programme.closed_already"
    message = _("The figures of %(period)s are closed. What changed since shows as an adjustment.")


class NothingToClose(Invalid):
    """The unit has no target in the period."""

    code = "programme.nothing_to_close"
    message = _("The unit has no target in %(period)s, so there is nothing to close.")


class TypedByCloser(NotAllowed):
    """Who typed a figure does not close it."""

    code = "programme.typed_by_closer"
    message = _("You typed figures of this period (%(codes)s), so somebody else closes it.")


class ClosedMissing(Missing):
    """No such closed figure, or not one the person may know of."""

    code = "programme.closed_missing"
    message = _("There is no such closed figure, or it is none of your units.")


class NothingToExplain(Conflict):
    """Counted again, the closed figure is the same."""

    code = "programme.nothing_to_explain"
    message = _("Counted again, the figure is the closed one: there is nothing to explain.")


class ItemMissing(Missing):
    """No such item of the work programme, or not one the person may know of."""

    code = "programme.item_missing"
    message = _("There is no such item of the work programme, or it is none of your units.")


class NotOfUnit(NotAllowed):
    """Only people of a unit register its items."""

    code = "programme.not_of_unit"
    message = _("Only people of the unit register and change its items before they are gathered.")


class NotGathering(NotAllowed):
    """Only the unit that gathers the programme takes items in, sends them back, merges them, leaves them out."""

    code = "programme.not_gathering"
    message = _("Only those who gather the work programme of “%(body)s” do this: its head and its office.")


class NotApproving(NotAllowed):
    """Only who acts for the body enters what a decision says of its programme."""

    code = "programme.not_approving"
    message = _("Only who acts for “%(body)s” enters what a decision says of its work programme.")


class WrongItemState(Conflict):
    """The item has moved on, so the step is closed."""

    code = "programme.wrong_item_state"
    message = _("The item is “%(state)s”, so this step is not open. Load the page again.")


class ItemMovedOn(Overtaken):
    """Somebody changed the item since the page was loaded."""

    code = "programme.item_moved_on"
    message = _("Somebody changed the item “%(action)s” in the meantime. Load the page again and look at it first.")


class ItemNotWhole(Invalid):
    """An item says what is done, its product, who leads and in which month."""

    code = "programme.item_not_whole"
    message = _("Say what is to be done, its product, the lead, the month and who issues it.")


class ItemYearWrong(Invalid):
    """Items are registered for this year or the next."""

    code = "programme.item_year_wrong"
    message = _("Items are registered for this year or the next one.")


class NoBodyAbove(Invalid):
    """The unit is not under the body whose programme is named."""

    code = "programme.no_body_above"
    message = _("“%(unit)s” does not belong to that body, so it registers nothing in its work programme.")


class LeadOutsideBody(Invalid):
    """The lead is not under the body whose programme it is."""

    code = "programme.lead_outside_body"
    message = _("“%(unit)s” is not under “%(body)s”, so it cannot lead an item of its work programme.")


class LeadCooperates(Invalid):
    """The lead does not cooperate with itself."""

    code = "programme.lead_cooperates"
    message = _("“%(unit)s” leads the item, so it is not among the cooperating units.")


class LeaderOutside(Invalid):
    """The leader in charge holds no post that leads the body."""

    code = "programme.leader_outside"
    message = _("Choose the leader in charge from the list: those who lead the body today.")


class NothingChosen(Invalid):
    """No item was chosen."""

    code = "programme.nothing_chosen"
    message = _("Choose at least one item of the list.")


class ItemsMixed(Invalid):
    """One decision approves items of one body and one year."""

    code = "programme.items_mixed"
    message = _("The items belong to more than one programme. Choose those of one body and one year.")


class MergeIntoItself(Invalid):
    """An item is merged into another one of the same programme that is on its way."""

    code = "programme.merge_into_itself"
    message = _("Choose another item of the same programme that is registered or gathered.")


class ItemReasonMissing(Invalid):
    """Sending back, leaving out and adjusting say why."""

    code = "programme.item_reason_missing"
    message = _("Say why; the unit that registered the item reads it.")


class ItemDecisionMissing(Invalid):
    """The programme is approved and adjusted by a decision of the register."""

    code = "programme.item_decision_missing"
    message = _("Name the decision: an entry of the register with its number and date.")


class DecisionNotFound(Invalid):
    """No document of the register bears the number and the date."""

    code = "programme.decision_not_found"
    message = _("No document of the register that you may see bears the number %(number)s and that date.")


class DecisionIsApproval(Invalid):
    """An adjustment has a decision of its own."""

    code = "programme.decision_is_approval"
    message = _("That decision approved the item. An adjustment names the decision that adjusts it.")


class NothingAdjusted(Invalid):
    """The adjustment changes nothing."""

    code = "programme.nothing_adjusted"
    message = _("The item says that already. Nothing was changed.")


class NobodyCalled(Invalid):
    """No unit was chosen, or one that is not under the body."""

    code = "programme.nobody_called"
    message = _("Choose the units that are asked to register: units under “%(body)s”.")


class CallDayPast(Invalid):
    """A day that has passed, or none."""

    code = "programme.call_day_past"
    message = _("Set the day by which units register, from today on.")


class EstimateReasonMissing(Invalid):
    """An estimate says what it rests on."""

    code = "programme.estimate_reason_missing"
    message = _("Say what the estimate rests on, such as contracts signed.")
