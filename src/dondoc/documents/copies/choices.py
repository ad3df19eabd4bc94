"""Kinds of copies, from what to what they were made, and the series of their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How a copy is made (hình thức bản sao, Điều 25 Nghị định 30/2020/NĐ-CP)."""

    TRUE_COPY = "true_copy", _("True copy")  # sao y
    DUPLICATE = "duplicate", _("Copy of a copy")  # sao lục
    EXTRACT = "extract", _("Extract")  # trích sao


class Medium(TextChoices):
    """From what to what (Điều 25 Nghị định 30/2020/NĐ-CP)."""

    PAPER = "paper", _("From paper to paper")
    TO_PAPER = "to_paper", _("From electronic to paper")
    TO_ELECTRONIC = "to_electronic", _("From paper to electronic")
    ELECTRONIC = "electronic", _("From electronic to electronic")


@dataclass(frozen=True, slots=True)
class Form:
    """How copies of a kind are numbered.

    Attributes:
        abbreviation: what stands in the symbol.
        series: kinds of one series share their numbers.
    """

    abbreviation: str
    series: str


# The abbreviations of Phụ lục III; numbers run through all kinds of copies (điểm c khoản 1 mục II phần II Phụ lục I).
# What an administrator sets by rows of `models.CopyForm` holds instead.
COMMON = "BS"
SHIPPED: dict[Kind, Form] = {
    Kind.TRUE_COPY: Form("SY", COMMON),
    Kind.DUPLICATE: Form("SL", COMMON),
    Kind.EXTRACT: Form("TrS", COMMON),
}
# Hình thức sao, as it is printed.
PRINTED = {Kind.TRUE_COPY: "SAO Y", Kind.DUPLICATE: "SAO LỤC", Kind.EXTRACT: "TRÍCH SAO"}
# Copies that bear a line instead of a block, and the organisation's signature instead of a person's.
ELECTRONIC = (Medium.TO_ELECTRONIC, Medium.ELECTRONIC)
