"""Where a report stands, and what its sections draw on."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of a report; checking, signing and numbering are steps of its draft."""

    DRAFTING = "drafting", _("Being composed")
    HANDED_ON = "handed_on", _("Frozen, being signed")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What was sent is what counts from then on; the page beside it shows how things stand now.
SENT = (State.HANDED_ON, State.ISSUED)


class Source(TextChoices):
    """What a section of a report draws on; stored in the structures, not shown."""

    WORDS = "words"  # not translated: a name in the structures
    UNITS = "units"  # not translated: a name in the structures
    FOLLOW_UP = "follow_up"  # not translated: a name in the structures
    NEXT = "next"  # not translated: a name in the structures
    WEAKNESSES = "weaknesses"  # not translated: a name in the structures
    OBSTACLES = "obstacles"  # not translated: a name in the structures
    TARGETS = "targets"  # not translated: a name in the structures
    FREE = "free"  # not translated: a name in the structures


# Sections whose rows are records: there may be very many, and not every reader may open each.
OF_RECORDS = (Source.FOLLOW_UP, Source.NEXT, Source.OBSTACLES, Source.WEAKNESSES)


class Graph(TextChoices):
    """What a section of a report draws; stored in the structures, not shown."""

    UNITS = "units"  # not translated: a name in the structures
    TARGETS = "targets"  # not translated: a name in the structures
    MONTHS = "months"  # not translated: a name in the structures


class Counting(IntegerChoices):
    """How far the counting of a report in the background is."""

    WAITING = 0, _("Waiting for the background work to begin")
    UNITS = 1, _("Counting the tasks of each unit")
    ROWS = 2, _("Counting the rows of the tables")


class HandingStep(IntegerChoices):
    """How far the handing on of a report in the background is."""

    WAITING = 0, _("Waiting for the background work to begin")
    COUNTING = 1, _("Counting the figures")
    COMPOSING = 2, _("Putting together sentences and tables")
    FREEZING = 3, _("Freezing the figures and writing the draft")
