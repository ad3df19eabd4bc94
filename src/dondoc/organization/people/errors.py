"""What posts, delegation and mandates refuse."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing


class TwoHeads(Conflict):
    """Two people would head one unit on one day."""

    code = "organization.two_heads"
    message = _("%(name)s heads this unit at that time. End that post first, or choose a later first day.")


class PostMissing(Missing):
    """No such post, or one of somebody the actor may not know of."""

    code = "organization.post_missing"
    message = _("There is no such post. Reload the page.")


class PostEndsTooEarly(Invalid):
    """A post that would end before it began."""

    code = "organization.post_ends_too_early"
    message = _("The post began on %(day)s. Choose a later day for its end.")


class PostHasEnded(Conflict):
    """Ended already."""

    code = "organization.post_has_ended"
    message = _("This post has ended already. Reload the page.")


class LastAdministrator(Conflict):
    """Nobody would be left who looks after the system."""

    code = "organization.last_administrator"
    message = _("Nobody would be left who administers the system. Appoint another administrator first.")
