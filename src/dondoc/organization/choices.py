"""Kinds of units and roles of posts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What a unit is in the tree."""

    DEPARTMENT = "department", _("Department")
    OFFICE = "office", _("Office of the Department")
    CENTRE = "centre", _("Centre")
    DIVISION = "division", _("Division of the Centre")
    COMMUNE = "commune", _("People's Committee of a commune or ward")


# Bodies with a seal of their own issue documents; their offices and divisions draft and sign for them.
ISSUING = (UnitKind.DEPARTMENT, UnitKind.CENTRE, UnitKind.COMMUNE)


class Role(TextChoices):
    """What a post lets its holder do; `access.SHIPPED` says exactly what, until an administrator says otherwise."""

    DEPARTMENT_DIRECTOR = "department_director", _("Director of the Department")
    OFFICE_HEAD = "office_head", _("Head of the Administrative-General Office")
    CLERK = "clerk", _("Records clerk")
    CENTRE_DIRECTOR = "centre_director", _("Director of the Centre")
    UNIT_HEAD = "unit_head", _("Head of a unit")
    OFFICER = "officer", _("Officer")
    ADMINISTRATOR = "administrator", _("Administrator of the system")


# The roles whose name says that the post heads its unit.
HEADS = frozenset({Role.DEPARTMENT_DIRECTOR, Role.OFFICE_HEAD, Role.CENTRE_DIRECTOR, Role.UNIT_HEAD})


class SigningPrefix(TextChoices):
    """How somebody signs who is not the head (Điều 13 and Phụ lục I Nghị định 30/2020/NĐ-CP)."""

    TL = "TL.", _("TL. (by order of the head)")
    KT = "KT.", _("KT. (a deputy, for the head)")
    TUQ = "TUQ.", _("TUQ. (by written authorisation, limited in time and content)")
    Q = "Q.", _("Q. (acting head)")


# A chain of two is signed by the deputy of who may sign so: for the head of a collegial body, or for the head of a unit
# who signs by order. Nobody passes a TUQ. on (Điều 13).
CHAINS = {
    "TM. KT.": _("TM. KT. (a deputy, for the head of a collegial body)"),
    "TL. KT.": _("TL. KT. (the deputy of a head who signs by order)"),
}
COLLEGIAL = "TM."
# Every way to sign; empty: the head signs.
SIGNINGS = ("", COLLEGIAL, *SigningPrefix.values, *CHAINS)


class DocumentType(TextChoices):
    """The types of administrative documents and their abbreviations (Điều 7, Phụ lục III Nghị định 30/2020/NĐ-CP)."""

    # not translated: names of the decree
    NQ = "NQ", "Nghị quyết"
    QD = "QĐ", "Quyết định"
    CT = "CT", "Chỉ thị"
    QC = "QC", "Quy chế"
    QYD = "QyĐ", "Quy định"
    TC = "TC", "Thông cáo"
    TB = "TB", "Thông báo"
    HD = "HD", "Hướng dẫn"
    CTR = "CTr", "Chương trình"
    KH = "KH", "Kế hoạch"
    PA = "PA", "Phương án"
    DE_AN = "ĐA", "Đề án"
    DU_AN = "DA", "Dự án"
    BC = "BC", "Báo cáo"
    BB = "BB", "Biên bản"
    TTR = "TTr", "Tờ trình"
    HOP_DONG = "HĐ", "Hợp đồng"
    CD = "CĐ", "Công điện"
    BGN = "BGN", "Bản ghi nhớ"
    BTT = "BTT", "Bản thỏa thuận"
    GUQ = "GUQ", "Giấy ủy quyền"
    GM = "GM", "Giấy mời"
    GGT = "GGT", "Giấy giới thiệu"
    GNP = "GNP", "Giấy nghỉ phép"
    PG = "PG", "Phiếu gửi"
    PC = "PC", "Phiếu chuyển"
    PB = "PB", "Phiếu báo"
    # The decree gives it no abbreviation; this is ours.
    THU_CONG = "ThC", "Thư công"
    CV = "CV", "Công văn"
