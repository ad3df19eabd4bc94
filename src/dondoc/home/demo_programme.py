"""The work programme of the demo organisation, made up: what its units register, and what a decision approved of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dondoc.documents import services as documents
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person, Unit
from dondoc.programme import services
from dondoc.programme.choices import IssuingLevel, Milestone
from dondoc.programme.models import Item
from dondoc.programme.services import Content
from dondoc.tasks import services as tasks

CENTRE, LABORATORY, APPLICATION, OFFICE = "Trung tâm UD&DV", "P. Kỹ thuật TC-ĐL-CL", "P. ƯD&CGCN", "P. HC-TH"
SUBMITTED, ISSUED = Milestone.SUBMITTED, Milestone.ISSUED
PROVINCE, DEPARTMENT, UNIT = IssuingLevel.PROVINCE, IssuingLevel.DEPARTMENT, IssuingLevel.UNIT
# Who registers it, what is to be done, product, how many of what, lead, those that take part, month after this one,
# submitted or issued, issuing level, budget in millions.
Row = tuple[str, str, str, int | None, str, str, tuple[str, ...], int, Milestone, IssuingLevel, int | None]
THIS_YEAR: tuple[Row, ...] = (
    ("truongkythuat", "Kiểm định cân thông dụng tại các chợ trên địa bàn", "Phương tiện đo được kiểm định", 300, "cân",
     LABORATORY, (), 0, SUBMITTED, UNIT, 45),
    ("giamdoc", "Xây dựng định mức kinh tế - kỹ thuật dịch vụ kiểm định phương tiện đo", "Dự thảo Quyết định", 1,
     "văn bản", CENTRE, (OFFICE,), 0, SUBMITTED, PROVINCE, 120),
    ("truongphong", "Ban hành Kế hoạch chuyển đổi số của Sở năm sau", "Kế hoạch", 1, "văn bản", OFFICE, (CENTRE,), 1,
     ISSUED, DEPARTMENT, None),
)  # fmt: skip
NEXT_YEAR: tuple[Row, ...] = (
    ("truongkythuat", "Mở rộng phạm vi kiểm định đồng hồ đo nước lạnh", "Hồ sơ đăng ký", 1, "bộ", LABORATORY, (), 4,
     SUBMITTED, DEPARTMENT, 80),
    ("truongud", "Chuyển giao kỹ thuật trồng nấm ăn cho các hợp tác xã", "Mô hình", 3, "mô hình", APPLICATION,
     ("Trại nghiên cứu",), 8, SUBMITTED, DEPARTMENT, 250),
    ("truongphong", "Đánh giá việc thực hiện Quy chế làm việc của Sở", "Báo cáo", None, "", OFFICE, (), 10, ISSUED,
     DEPARTMENT, None),
    ("truongtrai", "Khai thác nhà màng theo mô hình thuê dịch vụ", "Phương án", None, "", "Trại nghiên cứu", (), 6,
     SUBMITTED, DEPARTMENT, None),
)  # fmt: skip
RETURNED = "Nêu rõ số phương án và nguồn kinh phí."
LATER = "Chờ ý kiến thẩm định của Sở Tài chính."
TEXT = """ỦY BAN NHÂN DÂN TỈNH BÌNH SƠN
SỞ KHOA HỌC VÀ CÔNG NGHỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/QĐ-SKHCN

Bình Sơn, ngày {day:02d} tháng {month:02d} năm {year}

QUYẾT ĐỊNH

{subject}

Điều 1. {words}

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
"""


def register() -> None:
    """Register the items of both years, gather those of this one and some of the next, send one back."""
    now = clock.now()
    year = clock.day_of(now).year
    department, office_head = Unit.objects.get(parent=None), _person("truongphong")
    for row in THIS_YEAR:
        _gather([_registered(row, year, department, now=now)], actor=office_head, now=now)
    planned = [_registered(row, year + 1, department, now=now) for row in NEXT_YEAR]
    _gather(planned[:1], actor=office_head, now=now)
    services.send_back(versions={planned[-1].pk: 1}, reason=RETURNED, actor=office_head, now=now)


def approve() -> None:
    """Read the decision into the register that approves what is gathered of this year, and one that adjusts it."""
    now = clock.now()
    today = clock.day_of(now)
    head = _person("truongphong")
    gathered = Item.objects.filter(year=today.year).order_by("pk")
    signed = min(today, dt.date(today.year, 1, 12))
    words = f"Phê duyệt Chương trình công tác năm {today.year} gồm {len(gathered):02d} nhiệm vụ."
    decision = _decision("15", signed, f"Phê duyệt Chương trình công tác năm {today.year}", words, now=now)
    services.approve(
        versions={item.pk: item.version for item in gathered}, decision_id=decision.pk, actor=head, now=now
    )
    if today.month < 12:
        subject = f"Điều chỉnh Chương trình công tác năm {today.year}"
        words = f"Điều chỉnh thời gian trình của 01 nhiệm vụ; quyết định này sửa Quyết định ngày {format_date(signed)}."
        adjusted = _decision("96", today, subject, words, now=now)
        tasks.keep_in_register(document=adjusted, actor=_person("vanthu"), now=now)
        _put_off(gathered[1], adjusted, head=head, now=now)


def _put_off(item: Item, decision: Document, *, head: Person, now: dt.datetime) -> None:
    """Move an item to the last month of its year."""
    item.refresh_from_db()
    content = Content(
        item.action, item.product, item.lead_id, 12, Milestone(item.milestone), IssuingLevel(item.level),
        item.quantity, item.product_unit, tuple(item.cooperating.values_list("pk", flat=True)), item.leader_id,
        item.budget,
    )  # fmt: skip
    services.adjust_item(
        item_id=item.pk, version=item.version, content=content, decision_id=decision.pk, reason=LATER, actor=head,
        now=now,
    )  # fmt: skip


def _registered(row: Row, year: int, department: Unit, *, now: dt.datetime) -> Item:
    who, action, product, quantity, counted_in, lead, taking_part, month, milestone, level, budget = row
    actor, today = _person(who), clock.day_of(now)
    unit = actor.current_posts(today)[0].unit
    content = Content(
        action, product, _unit(lead).pk, min(today.month + month, 12) if year == today.year else month, milestone,
        level, Decimal(quantity) if quantity else None, counted_in, tuple(_unit(name).pk for name in taking_part),
        _person("giamdocso").current_posts(today)[0].pk, Decimal(budget) if budget else None,
    )  # fmt: skip
    return services.register_item(
        body_id=department.pk, unit_id=unit.pk, year=year, content=content, actor=actor, now=now
    )


def _gather(items: list[Item], *, actor: Person, now: dt.datetime) -> None:
    services.gather(versions={item.pk: item.version for item in items}, actor=actor, now=now)


def _decision(number: str, day: dt.date, subject: str, words: str, *, now: dt.datetime) -> Document:
    """Read a decision into the register; it lays down no duty in its own text."""
    clerk = _person("vanthu")
    text = TEXT.format(number=number, day=day.day, month=day.month, year=day.year, subject=subject, words=words)
    return documents.register(data=text.encode(), name=f"quyet-dinh-{number}.txt", actor=clerk, now=now)


def _person(username: str) -> Person:
    return Person.objects.get(username=username, is_demo=True)


def _unit(short_name: str) -> Unit:
    return Unit.objects.get(short_name=short_name)
