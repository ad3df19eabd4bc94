"""The days that differ from the week, 2024 to 2026 as decreed, 2027 by law; the cut-offs of reports.

From memory where the source says "cần đối chiếu": an administrator compares it with the original and confirms.
"""

import datetime as dt

from django.db import migrations

LAW = "Điều 112 Bộ luật Lao động 2019"
COMPENSATION = "khoản 3 Điều 111 Bộ luật Lao động 2019"
CHECK = "cần đối chiếu"
CULTURE = f"Nghị quyết 80-NQ/TW; {CHECK}"
CUT_OFF = f"Điều 12 Nghị định 09/2019/NĐ-CP; {CHECK}"
TET, HUNG, VICTORY, LABOUR, NATIONAL = (
    "Tết Nguyên đán", "Giỗ Tổ Hùng Vương", "Ngày Chiến thắng 30/4", "Quốc tế lao động 1/5", "Quốc khánh",
)


def tet_by_notice(year):
    return f"{LAW}; thông báo nghỉ Tết năm {year}, {CHECK}"


def rest(first, count, name, source, expected=False):
    start = dt.date.fromisoformat(first)
    return [(start + dt.timedelta(days=n), "rest", name, source, expected) for n in range(count)]


def swap(off, worked, source):
    """Two days changed places: off is rested, worked is worked."""
    off, worked = dt.date.fromisoformat(off), dt.date.fromisoformat(worked)
    return [
        (off, "rest", f"Nghỉ hoán đổi, làm bù {worked.day}/{worked.month}", source, False),
        (worked, "worked", f"Làm bù ngày {off.day}/{off.month}", source, False),
    ]


DAYS = [
    *rest("2024-01-01", 1, "Tết Dương lịch", LAW),
    # 29 tháng Chạp to mùng 5: five days of Tết and two in place of a Saturday and a Sunday.
    *rest("2024-02-08", 7, TET, tet_by_notice(2024)),
    *rest("2024-04-18", 1, HUNG, LAW),
    *swap("2024-04-29", "2024-05-04", f"Công văn 2450/VPCP-KGVX ngày 12/4/2024; {CHECK}"),
    *rest("2024-04-30", 1, VICTORY, LAW),
    *rest("2024-05-01", 1, LABOUR, LAW),
    *rest("2024-09-02", 2, NATIONAL, f"{LAW}; thông báo nghỉ Quốc khánh năm 2024, {CHECK}"),
    *rest("2025-01-01", 1, "Tết Dương lịch", LAW),
    *rest("2025-01-27", 5, TET, tet_by_notice(2025)),
    *rest("2025-04-07", 1, HUNG, LAW),
    *rest("2025-04-30", 1, VICTORY, LAW),
    *rest("2025-05-01", 1, LABOUR, LAW),
    *swap("2025-05-02", "2025-04-26", f"Thông báo hoán đổi ngày làm việc năm 2025; {CHECK}"),
    *rest("2025-09-01", 2, NATIONAL, f"{LAW}; thông báo nghỉ Quốc khánh năm 2025, {CHECK}"),
    *rest("2026-01-01", 1, "Tết Dương lịch", LAW),
    *swap("2026-01-02", "2026-01-10", f"Thông báo hoán đổi ngày làm việc năm 2026; {CHECK}"),
    *rest("2026-02-16", 5, TET, tet_by_notice(2026)),
    *rest("2026-04-26", 1, HUNG, LAW),
    *rest("2026-04-27", 1, f"{HUNG} (nghỉ bù)", COMPENSATION),
    *rest("2026-04-30", 1, VICTORY, LAW),
    *rest("2026-05-01", 1, LABOUR, LAW),
    *swap("2026-08-31", "2026-08-22", f"Thông báo hoán đổi ngày làm việc năm 2026; {CHECK}"),
    *rest("2026-09-01", 2, NATIONAL, f"{LAW}; thông báo nghỉ Quốc khánh năm 2026, {CHECK}"),
    *rest("2026-11-24", 1, "Ngày Văn hóa Việt Nam", CULTURE),
    *rest("2027-01-01", 1, "Tết Dương lịch", LAW),
    *rest("2027-02-04", 7, TET, f"{LAW}; suy ra, chưa có thông báo", True),
    *rest("2027-04-16", 1, HUNG, LAW),
    *rest("2027-04-30", 1, VICTORY, LAW),
    *rest("2027-05-01", 1, LABOUR, LAW),
    *rest("2027-05-03", 1, f"{LABOUR} (nghỉ bù)", COMPENSATION),
    *rest("2027-09-02", 1, NATIONAL, LAW),
    *rest("2027-09-03", 1, NATIONAL, f"{LAW}: 01 ngày liền kề; suy ra, chưa có thông báo", True),
    *rest("2027-11-24", 1, "Ngày Văn hóa Việt Nam", CULTURE),
]


def enter(apps, schema_editor):
    Day = apps.get_model("kernel", "CalendarDay")
    Day.objects.bulk_create(
        Day(date=date, kind=kind, name=name, source=source, is_expected=expected)
        for date, kind, name, source, expected in DAYS
    )
    Scheme = apps.get_model("kernel", "ReportingScheme")
    Scheme.objects.bulk_create(
        # In force since the decree (12/3/2019).
        Scheme(kind=kind, valid_from=dt.date(2019, 3, 12), closing_day=14, source=CUT_OFF)
        for kind in ("month", "quarter", "half", "year")
    )


def remove(apps, schema_editor):
    apps.get_model("kernel", "CalendarDay").objects.all().delete()
    apps.get_model("kernel", "ReportingScheme").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("kernel", "0001_working_day_calendar"),
    ]

    operations = [
        migrations.RunPython(enter, remove),
    ]
