"""The demo organisation: made up, as are all its people. Loaded once; sign-in by one click in demo mode only."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.documents.outgoing import services as outgoing
from dondoc.kernel import clock
from dondoc.organization import services
from dondoc.organization.choices import Role, UnitKind
from dondoc.organization.models import Person, Unit
from dondoc.reports import services as reports

from . import demo_programme, demo_targets

DEPARTMENT = "Sở Khoa học và Công nghệ"
OFFICE = "Phòng Hành chính - Tổng hợp"
CENTRE = "Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ"

# Name, short name, kind, the unit above, symbol, other names in documents.
UNITS: tuple[tuple[str, str, UnitKind, str | None, str, tuple[str, ...]], ...] = (
    (DEPARTMENT, "Sở KH&CN", UnitKind.DEPARTMENT, None, "SKHCN", ("Sở", "Sở Khoa học và Công nghệ tỉnh Bình Sơn")),
    (OFFICE, "P. HC-TH", UnitKind.OFFICE, DEPARTMENT, "HCTH", ("Phòng Hành chính Tổng hợp",)),
    (
        CENTRE, "Trung tâm UD&DV", UnitKind.CENTRE, DEPARTMENT, "TTUDDV",
        ("Trung tâm", "Trung tâm Ứng dụng và Dịch vụ Khoa học và Công nghệ"),
    ),
    ("Phòng Tổ chức - Hành chính", "P. TC-HC", UnitKind.DIVISION, CENTRE, "", ()),
    ("Phòng Kế hoạch - Tài chính", "P. KH-TC", UnitKind.DIVISION, CENTRE, "", ()),
    ("Phòng Kỹ thuật Tiêu chuẩn - Đo lường - Chất lượng", "P. Kỹ thuật TC-ĐL-CL", UnitKind.DIVISION, CENTRE, "", ()),
    ("Phòng Ứng dụng và Chuyển giao công nghệ", "P. ƯD&CGCN", UnitKind.DIVISION, CENTRE, "", ()),
    (
        "Trại nghiên cứu thực nghiệm và chuyển giao công nghệ", "Trại nghiên cứu", UnitKind.DIVISION, CENTRE, "",
        ("Trại", "Trại nghiên cứu thực nghiệm"),
    ),
)  # fmt: skip

# User name, full name, unit, role, title; the first of each role stands on the sign-in page.
PEOPLE: tuple[tuple[str, str, str, Role, str], ...] = (
    ("giamdocso", "Lê Hoàng Phúc", DEPARTMENT, Role.DEPARTMENT_DIRECTOR, "Giám đốc Sở"),
    ("truongphong", "Trần Thị Mỹ Dung", OFFICE, Role.OFFICE_HEAD, "Trưởng phòng Hành chính - Tổng hợp"),
    ("vanthu", "Nguyễn Thị Thanh Vân", OFFICE, Role.CLERK, "Văn thư Sở"),
    ("giamdoc", "Nguyễn Minh Hà", CENTRE, Role.CENTRE_DIRECTOR, "Giám đốc Trung tâm"),
    ("truongkythuat", "Hồ Tấn Lộc", UNITS[5][0], Role.UNIT_HEAD, "Trưởng phòng Kỹ thuật TC-ĐL-CL"),
    ("vienchuc", "Đặng Thị Thùy Dương", UNITS[5][0], Role.OFFICER, "Viên chức Phòng Kỹ thuật TC-ĐL-CL"),
    ("quantri", "Bùi Hữu Quân", OFFICE, Role.ADMINISTRATOR, "Quản trị hệ thống"),
    ("truongtchc", "Lê Thị Thu Thảo", UNITS[3][0], Role.UNIT_HEAD, "Trưởng phòng Tổ chức - Hành chính"),
    ("truongkhtc", "Phạm Quốc Bảo", UNITS[4][0], Role.UNIT_HEAD, "Trưởng phòng Kế hoạch - Tài chính"),
    (
        "truongud",
        "Võ Đình Khải",
        UNITS[6][0],
        Role.UNIT_HEAD,
        "Trưởng phòng Ứng dụng và Chuyển giao công nghệ",
    ),
    ("truongtrai", "Đặng Văn Hòa", UNITS[7][0], Role.UNIT_HEAD, "Trưởng Trại nghiên cứu"),
    ("chuyenvienkhtc", "Trương Ngọc Ánh", UNITS[4][0], Role.OFFICER, "Viên chức Phòng Kế hoạch - Tài chính"),
)
SINCE = dt.date(2020, 1, 1)


@transaction.atomic
def load() -> bool:
    """Load the demo organisation; say whether it was loaded now (an organisation that exists is left alone)."""
    if Unit.objects.exists():
        return False
    units: dict[str, Unit] = {}
    for name, short_name, kind, parent, symbol, aliases in UNITS:
        above = units[parent] if parent else None
        units[name] = services.add_unit(
            name=name, short_name=short_name, kind=kind, parent=above, symbol=symbol, aliases=aliases
        )
    for username, full_name, unit, role, title in PEOPLE:
        person = services.add_person(username=username, full_name=full_name, is_demo=True)
        services.appoint(person=person, unit=units[unit], role=role, title=title, valid_from=SINCE)
    for issuer in (DEPARTMENT, CENTRE):
        outgoing.open_series(
            issuer=units[issuer], name="Văn bản hành chính", document_types=[], valid_from=SINCE,
            regulation="Quy chế công tác văn thư của tổ chức mẫu", actor=clerk(), now=clock.now(),
        )  # fmt: skip
    people = {person.username: person for person in Person.objects.filter(is_demo=True)}
    demo_targets.load(
        centre=units[CENTRE],
        laboratory=units[UNITS[5][0]],
        head=people["giamdoc"],
        laboratory_head=people["truongkythuat"],
        officer=people["vienchuc"],
    )
    _reports(units[CENTRE])
    demo_programme.register()
    return True


def _reports(centre: Unit) -> None:
    """Begin the report of the centre on the year, and schedule that of each month."""
    now = clock.now()
    director = Person.objects.get(username="giamdoc", is_demo=True)
    year = clock.day_of(now).year
    reports.start(kind_code="year", unit_id=centre.pk, drafting_unit_id=centre.pk, year=year, actor=director, now=now)
    reports.add_schedule(
        kind_code="month", unit_id=centre.pk, drafting_unit_id=centre.pk, due_days=5, is_reported=False,
        source="Quy chế làm việc của tổ chức mẫu", actor=director, now=now,
    )  # fmt: skip


def clerk() -> Person:
    """Return the records clerk of the demo organisation."""
    return Person.objects.get(username="vanthu", is_demo=True)
