"""What changing a role refuses."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Missing, Overtaken


class RoleMissing(Missing):
    """No such role."""

    code = "organization.role_missing"
    message = _("There is no such role. Choose one from the list.")


class RoleChanged(Overtaken):
    """Somebody else changed it after it was looked at."""

    code = "organization.role_changed"
    message = _("Somebody else changed this role meanwhile. Open it again and look at what it allows now.")


class RoleUnchanged(Conflict):
    """Nothing would change."""

    code = "organization.role_unchanged"
    message = _("Nothing would change. Tick or untick something, or choose another scope.")
