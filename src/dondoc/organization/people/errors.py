"""What posts, delegation and mandates refuse."""

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed


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


class PersonUnknown(Invalid):
    """A name that fits nobody who may be meant, or more than one."""

    code = "organization.person_unknown"
    message = _("Nobody in this unit, or more than one, is called “%(name)s”. Write the user name.")


class NotYourPost(NotAllowed):
    """A post of somebody else."""

    code = "organization.not_your_post"
    message = _("Only the holder of the post or an administrator may do this. Ask one of them.")


class PostNotHeld(Invalid):
    """On the first day the post is not held."""

    code = "organization.post_not_held"
    message = _("The post is not held on %(day)s. Choose a day on which it is.")


class EndsBeforeItBegins(Invalid):
    """The last day lies before the first."""

    code = "organization.ends_before_it_begins"
    message = _("The last day lies before the first. Mend one of the two.")


class DelegationBackdated(Invalid):
    """A delegation from a day that has passed would cover what was done without it."""

    code = "organization.delegation_backdated"
    message = _("A delegation begins today or later. Choose another first day.")


class DelegationToOneself(Invalid):
    """The holder of the post themselves."""

    code = "organization.delegation_to_oneself"
    message = _("Nobody delegates to themselves. Choose somebody else of the unit.")


class DelegationOverlaps(Conflict):
    """Somebody else acts on one of the days."""

    code = "organization.delegation_overlaps"
    message = _("%(name)s acts for this post on some of these days. Withdraw that first, or choose other days.")


class AlreadyOver(Conflict):
    """A delegation or a mandate that no longer holds."""

    code = "organization.already_over"
    message = _("It no longer holds. Reload the page.")


class DelegationMissing(Missing):
    """No such delegation."""

    code = "organization.delegation_missing"
    message = _("There is no such delegation. Reload the page.")


class MandateMissing(Missing):
    """No such mandate."""

    code = "organization.mandate_missing"
    message = _("There is no such mandate. Reload the page.")


class MandateUnlimited(Invalid):
    """TUQ. without content or end."""

    code = "organization.mandate_unlimited"
    message = _("TUQ. is limited in time and content: write what it covers and its last day.")


class MandateNeedsHead(Invalid):
    """TL. for somebody who heads no unit."""

    code = "organization.mandate_needs_head"
    message = _("TL. is for the head of a unit of the agency. Choose a post that heads its unit.")


class GiverUnfit(Invalid):
    """No head of the unit of the post, or of one above it, on the first day."""

    code = "organization.giver_unfit"
    message = _(
        "Choose who gives the mandate: another person, who on %(day)s heads the unit of the post or one above it."
    )


class MandateForDeputy(Invalid):
    """KT. for somebody of another unit than the head."""

    code = "organization.mandate_for_deputy"
    message = _("KT. is for a deputy: choose the head of the unit in which the post is held.")


class SignerLeft(NotAllowed):
    """The post that was to sign is not held on the day."""

    code = "organization.signer_left"
    message = _("%(name)s did not hold the post of signer on %(day)s. Name another signer.")


class SignerElsewhere(NotAllowed):
    """The post is not of the issuing body, or of a body below it that issues documents itself."""

    code = "organization.signer_elsewhere"
    message = _("%(name)s holds this post outside “%(issuer)s”. Choose a signer of the issuing body.")


class NotHead(NotAllowed):
    """Signs without a prefix, but with a post that does not head the issuing body."""

    code = "organization.not_head"
    message = _("%(name)s does not head “%(issuer)s”. Only its head signs without TL., KT., TUQ. or Q.")


class NoMandate(NotAllowed):
    """The post has no mandate with this prefix on the day."""

    code = "organization.no_mandate"
    message = _("%(name)s had no mandate to sign %(prefix)s on %(day)s. Let an administrator record it first.")


class MandateForOthers(NotAllowed):
    """A mandate, but for other types of document."""

    code = "organization.mandate_for_others"
    message = _("The mandate of %(name)s to sign %(prefix)s covers other types of document: %(types)s.")


class SigningUnknown(NotAllowed):
    """Prefixes that do not go together."""

    code = "organization.signing_unknown"
    message = _("Nobody signs “%(prefix)s”. TM. and TL. are followed by KT. at most, and TUQ. is not passed on.")


class UnitWithoutHead(NotAllowed):
    """A deputy of a head who would sign by order, where nobody is that head."""

    code = "organization.unit_without_head"
    message = _(
        "Nobody is on record as the head of “%(unit)s” on %(day)s, so no deputy signs TL. KT. there. "
        "Choose another signer."
    )
