"""What the log refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Invalid, Missing, NotAllowed


class EntryMissing(Missing):
    """No such entry."""

    code = "audit.entry_missing"
    message = _("There is no such entry in the log. Check its number.")


class GroundMissing(Invalid):
    """Erasing without a legal ground."""

    code = "audit.ground_missing"
    message = _("Name the legal ground on which this is erased.")


class SecondPersonMissing(NotAllowed):
    """Erasing takes two persons."""

    code = "audit.second_person_missing"
    message = _("Erasing takes two persons: ask somebody else to approve it.")


class AnchorUnreadable(Invalid):
    """A file that holds no anchor."""

    code = "audit.anchor_unreadable"
    message = _("The file “%(name)s” holds no anchor of the log. Choose one that was kept by this system.")
