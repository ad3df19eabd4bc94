"""What giving and withdrawing reading rights refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


class MayNotGrant(NotAllowed):
    """Who keeps the register in which the document stands says who else reads it."""

    code = "documents.may_not_grant"
    message = _("Only who keeps the register of this document says who else may read it. Ask its records clerk.")


class ReaderUnknown(Invalid):
    """No unit and no person, or several, are called so."""

    code = "documents.reader_unknown"
    message = _("No unit and no person, or more than one, is called “%(name)s”. Choose a unit or write the user name.")


class GroundMissing(Invalid):
    """Nothing says why."""

    code = "documents.grant_without_reason"
    message = _("Write why they are to read it.")


class GrantToConfirm(Conflict):
    """Somebody else reads it from now on."""

    code = "documents.grant_to_confirm"
    message = _(
        "This changes who may read the document: %(name)s would read it and its files from now on. "
        "Tick that it is meant, and record again."
    )


class GrantedAlready(Conflict):
    """They have the right."""

    code = "documents.granted_already"
    message = _("%(name)s may read this document already.")


class GrantMissing(Missing):
    """No such right, or it was withdrawn."""

    code = "documents.grant_missing"
    message = _("There is no such reading right, or it was withdrawn. Reload the page.")
