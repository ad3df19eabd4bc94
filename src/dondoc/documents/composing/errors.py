"""What drafting refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class DraftMissing(Missing):
    """No such draft, or not one the person may know of."""

    code = "drafts.missing"
    message = _("There is no such draft, or it does not lie with you or your unit.")


class BlockMissing(Missing):
    """The block was removed, or never was."""

    code = "drafts.block_missing"
    message = _("This part of the draft is not there any more. Look at the draft as it is now.")


class VersionMissing(Missing):
    """No version of this number."""

    code = "drafts.version_missing"
    message = _("The draft has no such version. Choose one from the list.")


class WrongState(Conflict):
    """The draft has moved on."""

    code = "drafts.wrong_state"
    message = _("The draft is “%(state)s”, so this step is closed. Open it again to see where it stands.")


class DraftChanged(Overtaken):
    """Somebody else changed it after it was looked at."""

    code = "drafts.changed"
    message = _(
        "%(name)s changed the draft after you opened it. Your words still stand in the form: "
        "look at what changed, then save again."
    )


class NotDrafter(NotAllowed):
    """Neither the drafter nor somebody of the drafting unit."""

    code = "drafts.not_drafter"
    message = _("Only the unit that drafts the document works on it. Leave a comment instead.")


class NotOwnDraft(NotAllowed):
    """Somebody else of the unit."""

    code = "drafts.not_own_draft"
    message = _("Only the drafter or the head of the unit withdraws a draft. Ask one of them.")


class NoUnit(NotAllowed):
    """Holds no post."""

    code = "drafts.no_unit"
    message = _("You hold no post in a unit today, so there is nobody to draft for.")


class NotUnitHead(NotAllowed):
    """Not the head of the drafting unit."""

    code = "drafts.not_unit_head"
    message = _("The head of the drafting unit checks the content. Wait for their decision.")


class NotOffice(NotAllowed):
    """Not of the office of the agency."""

    code = "drafts.not_office"
    message = _("The office of the issuing agency checks the form. Wait for its decision.")


class NotSigner(NotAllowed):
    """Neither the one named to sign nor of the office."""

    code = "drafts.not_signer"
    message = _("Only the signer named in the draft, or the office, decides on it now.")


class OwnDraft(NotAllowed):
    """Whoever wrote it does not check it."""

    code = "drafts.own_draft"
    message = _("You wrote in this draft, so somebody else has to check it.")


class NotSubmitter(NotAllowed):
    """Somebody else submitted it."""

    code = "drafts.not_submitter"
    message = _("Only whoever submitted the draft takes it back. Ask for it to be returned.")


class NextHasActed(Conflict):
    """The next one on the line acted already."""

    code = "drafts.next_has_acted"
    message = _("Somebody passed the draft on already, so it can no longer be taken back. Ask for it to be returned.")


class HeadChecksFirst(Conflict):
    """Not drafted by the head of the unit."""

    code = "drafts.head_checks_first"
    message = _("The head of the unit did not draft this, so the content is checked first.")


class HeadDrafted(Conflict):
    """Drafted by the head of the unit."""

    code = "drafts.head_drafted"
    message = _("The head of the unit drafted this, so it goes straight to the check of the form.")


class DraftNotWhole(Invalid):
    """The content has faults."""

    code = "drafts.not_whole"
    message = _("The draft is not whole yet: %(faults)s")


class LayoutBlocked(Invalid):
    """The layout checker found what Nghị định 30 does not allow."""

    code = "drafts.layout_blocked"
    message = _("The form does not follow Nghị định 30/2020/NĐ-CP: %(findings)s")


class FrozenDiffers(Invalid):
    """The document says otherwise than the frozen report that it carries, and nobody said why."""

    code = "drafts.frozen_differs"
    message = _("%(said)s Say why in the note, or withdraw the draft, open the report again and mend it there.")


class WordsMissing(Invalid):
    """A return, a withdrawal or a comment without words."""

    code = "drafts.words_missing"
    message = _("Write why, so that the next one knows what to do.")


class TextMissing(Invalid):
    """A block without words."""

    code = "drafts.text_missing"
    message = _("Write the words of this part.")


class HeadingEmpty(Invalid):
    """A heading without what its level needs."""

    code = "drafts.heading_empty"
    message = _("A part, a chapter and a section need a title; other headings a title or words after the number.")


class LeadMissing(Invalid):
    """A duty that binds nobody."""

    code = "drafts.lead_missing"
    message = _("Name the unit that leads. A duty that binds nobody cannot be followed up.")


class NameUnknown(Invalid):
    """A name that is no unit, nor marked as outside."""

    code = "drafts.name_unknown"
    message = _(
        "“%(name)s” is no unit of the organisation, nor one group of units. Choose from the list, "
        "or tick that the name is from outside."
    )


class DeadlineUnfit(Invalid):
    """The kind of deadline and what is written do not fit."""

    code = "drafts.deadline_unfit"
    message = _("Write the date, or the words, of the kind of deadline that you chose, and nothing of the other kind.")


class ChartUnfit(Invalid):
    """A chart whose lines are no bars."""

    code = "drafts.chart_unfit"
    message = _(
        "Line %(row)s of the chart does not fit: a chart has up to %(parts)s parts, and up to %(bars)s bars, each with "
        "a name and a number such as 1.240 or 91,5 for every part."
    )


class TableUneven(Invalid):
    """A row with more cells than the table has columns."""

    code = "drafts.table_uneven"
    message = _("Row %(row)s has %(cells)s cells, the table has %(columns)s columns. Separate cells by “|”.")


class TooMuch(Invalid):
    """More than a draft takes."""

    code = "drafts.too_much"
    message = _("A draft holds at most %(limit)s parts, its annexes included. Put long lists into a table.")


class AnnexSignerUnfit(Invalid):
    """A title without a name, or a name without a title."""

    code = "drafts.annex_signer_unfit"
    message = _("Write both the title and the name of who signs the annex, or neither.")


class TypeUnknown(Invalid):
    """No type of Điều 7."""

    code = "drafts.type_unknown"
    message = _("There is no such type of document in Nghị định 30/2020/NĐ-CP. Choose one from the list.")


class IssuerUnfit(Invalid):
    """A unit that the drafting unit does not belong to."""

    code = "drafts.issuer_unfit"
    message = _("Your unit drafts for itself and for the bodies it belongs to. Choose one of them.")


class NotMinutes(Conflict):
    """Only the minutes of a meeting carry conclusions over."""

    code = "drafts.not_minutes"
    message = _("Only the minutes of a meeting become a notice. This draft is of another type.")


class NoConclusions(Invalid):
    """Nothing to carry over."""

    code = "drafts.no_conclusions"
    message = _("The minutes hold no conclusions yet. Write them down first.")


class NotCitable(Invalid):
    """The document has no number, symbol or date to cite it by."""

    code = "drafts.not_citable"
    message = _("“%(name)s” has no number, symbol or type to cite it by. Cite it in words.")


class CannotBeSet(Invalid):
    """The content cannot be made into a file yet."""

    code = "drafts.cannot_be_set"
    message = _("No file can be made of this version yet: %(faults)s")
