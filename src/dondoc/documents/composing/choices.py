"""Where a draft stands, how urgent it is, and what an act changed in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The type whose symbol names the drafting unit, and the type of the record of a meeting (Phụ lục III).
OFFICIAL_LETTER = "CV"
MINUTES = "BB"
CONCLUSION_NOTICE = "TB"


class State(TextChoices):
    """The line a draft goes along (Điều 10-13 Nghị định 30/2020/NĐ-CP)."""

    DRAFTING = "drafting", _("Being drafted")
    CONTENT_CHECK = "content_check", _("Content to be checked")
    FORM_CHECK = "form_check", _("Form to be checked")
    TO_SIGN = "to_sign", _("To be signed")
    CLOSED = "closed", _("Signed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# States in which nothing more is done to a draft.
OVER = (State.CLOSED, State.WITHDRAWN)


class Urgency(TextChoices):
    """Degree of urgency (độ khẩn); empty: ordinary."""

    KHAN = "khan", _("Urgent")
    THUONG_KHAN = "thuong_khan", _("Very urgent")
    HOA_TOC = "hoa_toc", _("Express")


class Circulation(TextChoices):
    """How far a document may go round (phạm vi lưu hành); empty: not limited."""

    RETURN = "xem_xong_tra_lai", _("To be returned after reading")
    INTERNAL = "luu_hanh_noi_bo", _("For internal circulation")


class Level(TextChoices):
    """Levels of a heading, from the outside in (Phụ lục I mục II.6)."""

    PART = "part", _("Part (Phần)")
    CHAPTER = "chapter", _("Chapter (Chương)")
    SECTION = "section", _("Section (I.)")
    ARTICLE = "article", _("Article (Điều)")
    CLAUSE = "clause", _("Clause (1.)")
    POINT = "point", _("Point (a)")
    DASH = "dash", _("Dash (-)")


class DeadlineKind(TextChoices):
    """How a duty says until when; nothing chosen is a fault, so that no deadline is left out by oversight."""

    DATE = "date", _("A date")
    PHRASE = "phrase", _("In words")
    NONE = "none", _("No deadline stated")


class Kind(TextChoices):
    """Kinds of blocks."""

    PARAGRAPH = "paragraph", _("Paragraph")
    HEADING = "heading", _("Heading")
    DUTY = "duty", _("Duty")
    TABLE = "table", _("Table")
    CHART = "chart", _("Chart")
    STATEMENT = "statement", _("Statement")
    ANNEX = "annex", _("Annex")


class ChartForm(TextChoices):
    """How a chart is drawn; the values are those of `writing.content.ChartForm`."""

    BARS = "bars", _("Bars made of parts")
    BULLETS = "bullets", _("Per cent of the plan, with what is expected by now")
    SERIES = "series", _("Columns over time, with a mark for each")


class Change(TextChoices):
    """What the act behind a version did."""

    START = "start", _("Started the draft")
    CARRY_OVER = "carry_over", _("Started from the minutes, with their conclusions")
    LETTERHEAD = "letterhead", _("Changed the letterhead")
    ADD = "add", _("Added")
    EDIT = "edit", _("Changed")
    MOVE = "move", _("Moved")
    REMOVE = "remove", _("Removed")
    BASES = "bases", _("Changed the legal bases")
    ADDRESS = "address", _("Added an addressee")
    UNADDRESS = "unaddress", _("Removed an addressee")
    SIGNER = "signer", _("Named the signer")
    CITE = "cite", _("Cited")
    MEETING = "meeting", _("Wrote down the meeting")


class Side(TextChoices):
    """The two lists of addressees: `Kính gửi` and `Nơi nhận`."""

    TO = "to", _("Addressed to (Kính gửi)")
    RECIPIENTS = "recipients", _("Recipients (Nơi nhận)")
