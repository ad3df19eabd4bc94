"""What the tasks refuse about proof: one class, one code, one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing


class ProofMissing(Missing):
    """No such record, or not one the person may know of."""

    code = "tasks.proof_missing"
    message = _("There is no such record, or it is not one of yours. Search again and choose another.")


class ProofUndated(Invalid):
    """A record without a date of its own says nothing about when the work was done."""

    code = "tasks.proof_undated"
    message = _("This record bears no date up to today, so it cannot say when the work was done. Choose another.")


class ProofIsTheOrder(Invalid):
    """The document that lays the duty does not prove that it was done."""

    code = "tasks.proof_is_the_order"
    message = _("This is the document that assigns the task; it does not prove the result. Choose another.")


class ProofOfRecord(Invalid):
    """The date of a record is not typed."""

    code = "tasks.proof_of_record"
    message = _("A record bears its own date. Send a newer file, or choose another record in its place.")


class DayOfRecord(Conflict):
    """The day of a result that rests on a record is not corrected by a typed one."""

    code = "tasks.day_of_record"
    message = _(
        "The day of this result is that of a record, which bears its own date. Ask for the task to be opened again and "
        "prove it by the right record."
    )


class ClosesOnThat(Conflict):
    """Nothing changes."""

    code = "tasks.closes_on_that"
    message = _("The task closes on this already. Choose the other, or leave it as it is.")


class ParticularsThose(Conflict):
    """Nothing changes."""

    code = "tasks.particulars_those"
    message = _("Product, quantity and urgency are those already. Change one of them, or leave them as they are.")


class QuantityUnfit(Invalid):
    """A quantity that counts nothing."""

    code = "tasks.quantity_unfit"
    message = _("Give a number above zero and what it counts, such as 3 and bộ, or leave both empty.")


class NotPromulgated(Conflict):
    """The product is an issued document, and none is attached."""

    code = "tasks.not_promulgated"
    message = _(
        "Submitted is not promulgated: this task closes on the issued document. Attach from the register the document "
        "itself, with number, symbol and date; a submission or a draft does not do."
    )


class LateReasonMissing(Invalid):
    """A late result without its cause."""

    code = "tasks.late_reason_missing"
    message = _("The result comes after the deadline of %(date)s. Choose the kind of cause and say it in words.")
