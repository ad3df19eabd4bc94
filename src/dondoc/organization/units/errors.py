"""What acts on units refuse."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, Overtaken


class DayAhead(Invalid):
    """A change that has not taken effect."""

    code = "organization.day_ahead"
    message = _("This day lies ahead. Record the change on the day it takes effect.")


class DayBeforeNames(Invalid):
    """A change before the present names began."""

    code = "organization.day_before_names"
    message = _("The names and the place of “%(name)s” were last changed later. Give %(day)s or a later day.")


class NamesUnchanged(Invalid):
    """New names that are the old ones."""

    code = "organization.names_unchanged"
    message = _("These are the names and the place it has already. Change what is new, or go back.")


class NamesKnownSince(Invalid):
    """Earlier names of a unit whose beginning is known."""

    code = "organization.names_known_since"
    message = _("The names are known from the unit's first day, %(day)s, on. There are no earlier ones to add.")


class UntilTooLate(Invalid):
    """Earlier names that would end after those that follow them."""

    code = "organization.until_too_late"
    message = _("The first names on record end on %(day)s. Earlier names must end before that day.")


class NameTaken(Invalid):
    """Two living units of one name under one unit."""

    code = "organization.name_taken"
    message = _("Another unit under the same one is called “%(name)s”. Give it another name, or rename that one first.")


class UnitOver(Conflict):
    """An act on a unit that is no more."""

    code = "organization.unit_over"
    message = _("“%(name)s” no longer exists since %(day)s. Choose a unit that does.")


class NotYetThere(Invalid):
    """A unit asked to take something over before it was founded."""

    code = "organization.not_yet_there"
    message = _("“%(name)s” exists since %(day)s. Give that day or a later one, or choose another unit.")


class UnitChanged(Overtaken):
    """Somebody was faster."""

    code = "organization.unit_changed"
    message = _("Somebody changed this unit after you opened the page. Look at it again before you go on.")


class TreeLoop(Invalid):
    """A unit under itself."""

    code = "organization.tree_loop"
    message = _("A unit cannot stand under itself or under a unit below it. Choose another unit.")


class SubunitsRemain(Conflict):
    """The end of a unit that others still stand under."""

    code = "organization.subunits_remain"
    message = _("Units still stand under this one: %(names)s. Transfer, merge or dissolve them first.")


class PartsMissing(Invalid):
    """A split into too few."""

    code = "organization.parts_missing"
    message = _("Name the new units: at least two when the old one ends, at least one when it goes on.")


class PostBegins(Conflict):
    """A post taken up when the unit is no more."""

    code = "organization.post_begins"
    message = _("%(person)s holds a post in “%(unit)s” from %(day)s on. Give a later day, or mend the post first.")


class GroupMissing(Missing):
    """No such group."""

    code = "organization.group_missing"
    message = _("There is no such group of units. Choose one from the list.")


class GroupNameTaken(Invalid):
    """Two groups of one name."""

    code = "organization.group_name_taken"
    message = _("There is a group of this name already. Add the unit to that one, or give another name.")


class AlreadyMember(Invalid):
    """Twice in one group on one day."""

    code = "organization.already_member"
    message = _("“%(name)s” belongs to the group on that day or later already. Look at the list of its members.")


class MemberMissing(Missing):
    """Not in the group."""

    code = "organization.member_missing"
    message = _("This unit is not in the group any more. Open the group again.")


class EndsBeforeStart(Invalid):
    """A membership that ends before it starts."""

    code = "organization.ends_before_start"
    message = _("It belongs to the group since %(day)s. Give a later day.")
