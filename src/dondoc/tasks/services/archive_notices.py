"""Telling the keepers of case files that these are due for the archive (thông báo hồ sơ đến hạn nộp lưu)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.documents.case_files import selectors as case_files
from dondoc.documents.case_files.models import CaseFile
from dondoc.kernel import clock
from dondoc.tasks.choices import NoticeKind
from dondoc.tasks.models import Notice

from .notifying import mail_of
from .reminding import rest_day, send_day

# The longest row of rest days that a notice may have to be brought forward over.
SLACK = dt.timedelta(days=15)


def tell_of_archive(*, now: dt.datetime) -> int:
    """Tell each keeper 30 days before, on working days, once for a file and day; return how many were told.

    May run twice. A notice that would fall on a rest day goes out on the working day before; what was missed, or was
    recorded later than that, is told on the next run.
    """
    today, is_rest = clock.day_of(now), rest_day()
    if is_rest(today):
        return 0
    days = case_files.NOTICE.days
    due = case_files.not_handed_in(by=today + case_files.NOTICE + SLACK, today=today)
    told = [
        _tell(case_file, now=now)
        for case_file in due.filter(keeper__is_active=True)
        if case_file.archive_due and send_day(case_file.archive_due, -days, is_rest=is_rest) <= today
    ]
    return sum(told)


@transaction.atomic
def _tell(case_file: CaseFile, *, now: dt.datetime) -> bool:
    notice, is_new = Notice.objects.get_or_create(
        person_id=case_file.keeper_id, case_file=case_file, kind=NoticeKind.ARCHIVE, due_date=case_file.archive_due,
        defaults={"at": now},
    )  # fmt: skip
    if is_new:
        mail_of(notice, now=now)
    return is_new
