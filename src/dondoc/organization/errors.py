"""What the organisation refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Invalid, Missing, NotAllowed


class UnitMissing(Missing):
    """No such unit."""

    code = "organization.unit_missing"
    message = _("There is no such unit. Choose one from the list.")


class UnitUnknown(Invalid):
    """A name that no unit, or more than one, goes by."""

    code = "organization.unit_unknown"
    message = _("No unit, or more than one, is known by the name “%(name)s”. Choose one from the list.")


class PersonMissing(Missing):
    """No such person, or one who holds no post in the unit."""

    code = "organization.person_missing"
    message = _("Nobody of that name holds a post in this unit. Choose one from the list.")


class DemoOff(NotAllowed):
    """One-click sign-in outside demo mode."""

    code = "organization.demo_off"
    message = _("Sign-in by one click exists in demo mode only. Sign in with your password.")
