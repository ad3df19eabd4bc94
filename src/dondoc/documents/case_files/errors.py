"""What case files refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class CaseFileMissing(Missing):
    """No such file, or not one the person may know of."""

    code = "documents.case_file_missing"
    message = _("There is no such case file, or it is not open to you.")


class EntryMissing(Missing):
    """The document does not lie there any more."""

    code = "documents.case_file_entry_missing"
    message = _("This document does not lie in the file any more. Reload the page.")


class MayNotKeep(NotAllowed):
    """Neither its keeper, nor the head of its unit, nor the records clerk."""

    code = "documents.may_not_keep"
    message = _("Only the keeper of the file, the head of its unit or the records clerk does this.")


class MayNotMakeFile(NotAllowed):
    """Not the list of one's unit."""

    code = "documents.may_not_make_case_file"
    message = _("Only the records clerk or the head of the unit enters files into its list.")


class MayNotReopen(NotAllowed):
    """A closed file stays closed."""

    code = "documents.may_not_reopen"
    message = _("Only an administrator opens a closed file again, with a reason. Ask one of them.")


class MayNotHandIn(NotAllowed):
    """The way to the archive is the clerk's."""

    code = "documents.may_not_hand_in"
    message = _("Only the records clerk hands files over to the archive.")


class FileClosed(Conflict):
    """Nothing is put in, nothing is taken out."""

    code = "documents.case_file_closed"
    message = _("The file is closed: nothing is added or removed. An administrator can open it again, with a reason.")


class FileNotClosed(Conflict):
    """Something that only a closed file knows."""

    code = "documents.case_file_not_closed"
    message = _("The file is “%(state)s”, so this step is closed. Reload the page to see where it stands.")


class FileEmpty(Invalid):
    """A file without documents."""

    code = "documents.case_file_empty"
    message = _("The file holds no document. Put one in before you close it.")


class CodeTaken(Conflict):
    """Another file of the list has it."""

    code = "documents.case_file_code_taken"
    message = _("The list of %(year)s has a file with the code %(code)s already. Choose another code.")


class AlreadyInFile(Conflict):
    """One document, one place in a file."""

    code = "documents.already_in_case_file"
    message = _("The document lies in this file already.")


class KeeperUnknown(Invalid):
    """Somebody who does not belong to the unit."""

    code = "documents.case_file_keeper_unknown"
    message = _("Choose a keeper who holds a post in the unit or below it.")


class UnitOutside(Invalid):
    """A unit that the actor does not look after."""

    code = "documents.case_file_unit_outside"
    message = _("Choose a unit whose list you keep.")


class RetentionOpen(Invalid):
    """Neither years nor for ever, or both."""

    code = "documents.retention_open"
    message = _("Give the years for which it is kept, or tick that it is kept for ever: one of the two.")


class RightsChange(Conflict):
    """Somebody else may open it from now on."""

    code = "documents.rights_change"
    message = _(
        "This changes who may open the file: from “%(before)s” to “%(after)s”. Tick that it is meant, and record again."
    )


class TermBackdated(Invalid):
    """Terms that would begin before those that hold."""

    code = "documents.case_file_term_backdated"
    message = _("What holds now was set from %(day)s on. Choose that day or a later one.")


class ReasonMissing(Invalid):
    """Opened again without a reason."""

    code = "documents.reopening_without_reason"
    message = _("Write why the file has to be opened again.")


class ReceiverMissing(Invalid):
    """Handed over to nobody."""

    code = "documents.archive_receiver_missing"
    message = _("Write who took the file in the archive.")


class HandedInAhead(Invalid):
    """A day that has not come."""

    code = "documents.handed_in_ahead"
    message = _("Choose today or an earlier day, not before the file was closed.")


class DocumentsHidden(NotAllowed):
    """A file of which the person sees a part only."""

    code = "documents.case_file_partly_hidden"
    message = _("%(count)s documents of this file are not open to you, so you cannot take the whole file out.")


class FileOfDocumentLost(Missing):
    """The bytes of one document are gone."""

    code = "documents.case_file_document_lost"
    message = _("The file of “%(name)s” is lost from the store. Restore it from a backup, then try again.")


class FileMovedOn(Overtaken):
    """Somebody else acted on it."""

    code = "documents.case_file_moved_on"
    message = _("Somebody else changed this file in the meantime. Reload the page and look again.")
