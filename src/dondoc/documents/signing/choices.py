"""What can be said of a signature, each as one sentence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Integrity(TextChoices):
    """Whether what was signed is what is there."""

    WHOLE = "whole", _("Unchanged; the signature covers the whole file")
    EXTENDED = "extended", _("Unchanged; only what the signature allows was added afterwards")
    ALTERED = "altered", _("Changed afterwards in a way the signature does not allow")
    BROKEN = "broken", _("What was signed was changed itself")
    UNKNOWN = "unknown", _("Could not be examined")


class Alteration(TextChoices):
    """What was altered, as the end of a sentence that names who had signed."""

    BYTES = "bytes", _("the bytes that were signed are no longer the same.")
    OWNER = "owner", _("the signature does not belong to the certificate that it names.")
    FIELD = "field", _("a field that the signature had closed was changed.")
    NEW_FIELD = "new_field", _("a field was added.")
    PAGES = "pages", _("pages were added or taken out.")
    SIGNATURE = "signature", _("a signature was added at a place that was not provided for it.")
    CONTENT = "content", _("its content or its annotations were changed.")


class Trust(TextChoices):
    """Whether the certificate leads to an authority that the administrator trusts."""

    TRUSTED = "trusted", _("Issued by an authority that is trusted here")
    STRANGER = "stranger", _("Not issued by an authority that is trusted here")
    REFUSED = "refused", _("Not acceptable: its use, its issuer or its algorithm is not allowed")
    UNKNOWN = "unknown", _("Could not be examined")


class Validity(TextChoices):
    """Whether the certificate was valid at the moment that the signature claims."""

    VALID = "valid", _("Valid when it was signed")
    EXPIRED = "expired", _("Had expired when it was signed")
    NOT_YET = "not_yet", _("Was not valid yet when it was signed")
    FUTURE = "future", _("The time of signing lies in the future")
    UNDATED = "undated", _("The signature names no time")
    UNKNOWN = "unknown", _("Could not be examined")


class Revoked(TextChoices):
    """Whether the certificate was revoked, as far as the lists here and in the file say."""

    NO = "no", _("Not revoked")
    BEFORE = "before", _("Revoked before it was signed")
    AFTERWARDS = "afterwards", _("Revoked after the time that the signature claims")
    UNKNOWN = "unknown", _("Cannot be known without a network")


class Verdict(TextChoices):
    """The whole in a word."""

    SOUND = "sound", _("Valid signature")
    ALTERED = "altered", _("The document was altered")
    DOUBTFUL = "doubtful", _("Cannot be relied upon")
    UNEXAMINED = "unexamined", _("Could not be examined")
