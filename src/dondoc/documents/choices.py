"""Where a document stands on its way from the register to tasks, and what it does to others."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """A registered document is reviewed, then handed on, or kept in the register only; a scan is read before.

    Refused: a secret scan that is being destroyed; nobody sees it, and no attempt that dies half-way brings it back.
    """

    READING = "reading", _("Being read")
    UNREADABLE = "unreadable", _("Not readable")
    REFUSED = "refused", _("Being destroyed")
    REVIEWING = "reviewing", _("Being reviewed")
    HANDED_ON = "handed_on", _("Handed on")
    REGISTERED = "registered", _("In the register only")


class Way(TextChoices):
    """Which way a document went."""

    IN = "in", _("Incoming")
    OUT = "out", _("Outgoing")


class Relation(TextChoices):
    """What a document does to one that it cites (quan hệ giữa hai văn bản), where its words say so."""

    AMENDS = "amends", _("Amends")
    REPLACES = "replaces", _("Takes the place of")
    REPEALS = "repeals", _("Repeals")
    BASED_ON = "based_on", _("Is based on")
    CARRIES_OUT = "carries_out", _("Carries out")
    ANSWERS = "answers", _("Answers")
