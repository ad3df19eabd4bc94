"""The letter that urges a unit (công văn đôn đốc): drafted from its overdue tasks, then marked as sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from dondoc.audit import services as audit
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person, Unit
from dondoc.tasks import followup_errors, selectors
from dondoc.tasks.choices import Means
from dondoc.tasks.models import Letter, Task, Urging
from dondoc.tasks.selectors import letters

SCHEMA = "dondoc.urging_letter/1"
# The letter is Vietnamese, whatever language its drafter reads; what nobody has said stays empty in it.
SUBJECT = "đôn đốc thực hiện nhiệm vụ quá hạn"
OPENING = "Căn cứ các văn bản nêu trên, đến ngày {date}, {unit} còn {count} nhiệm vụ đã quá hạn, cụ thể:"
CLOSING = (
    "{issuer} đề nghị {unit} khẩn trương thực hiện, báo cáo kết quả kèm theo minh chứng; trường hợp có khó khăn, "
    "vướng mắc, báo cáo rõ nguyên nhân và đề xuất hướng xử lý."
)
RECIPIENTS = ("Như trên", "Lưu: VT")


@transaction.atomic
def draft_letter(*, issuing_unit: Unit, unit: Unit, actor: Person, now: dt.datetime) -> Letter:
    """Draft a letter to a unit about its overdue tasks; a draft that is there already is made anew.

    Raises:
        NotTracker: the actor does not follow up for the issuing unit.
        NothingOverdue: the unit has no overdue task of it.
    """
    if issuing_unit.pk not in selectors.tracked_by(actor, today=clock.day_of(now)):
        raise followup_errors.NotTracker
    tasks = _overdue(issuing_unit, unit, now=now)
    if not tasks:
        raise followup_errors.NothingOverdue(unit=unit.name)
    content = compose(tasks, issuing_unit=issuing_unit, unit=unit, today=clock.day_of(now))
    letter, is_new = Letter.objects.get_or_create(
        issuing_unit=issuing_unit,
        unit=unit,
        sent_at=None,
        defaults={"content": content, "made_by": actor, "made_at": now},
    )
    if not is_new:
        Letter.objects.filter(pk=letter.pk, sent_at=None).update(
            content=content, made_by=actor, made_at=now, version=F("version") + 1
        )
        letter.refresh_from_db()
    audit.record(
        act="tasks.draft_letter",
        subject=f"letter:{letter.pk}",
        actor=actor,
        now=now,
        after={"to": unit.name, "tasks": [task.code for task in tasks]},
    )
    return letter


@transaction.atomic
def mark_sent(
    *, letter_id: int, version: int | None, number: str, date: dt.date, actor: Person, now: dt.datetime
) -> Letter:
    """Mark a letter as sent: it is locked, and each of its tasks was urged by it.

    Args:
        version: that of the draft the actor has seen.
        number: number and symbol it was issued under.
        date: the day it bears.

    Raises:
        LetterMissing: no such letter, or not one of the actor's side.
        LetterSent: it went out already.
        LetterNumberEmpty: it has no number.
        FollowUpAhead: its day has not come.
        LetterStale: the draft was made anew, or does not name the overdue tasks of today.
    """
    today = clock.day_of(now)
    letter = letters.get_letter(letter_id, person=actor, today=today)
    if letter.sent_at is not None:
        raise followup_errors.LetterSent
    if not number.strip():
        raise followup_errors.LetterNumberEmpty
    if date > today:
        raise followup_errors.FollowUpAhead
    tasks = _overdue(letter.issuing_unit, letter.unit, now=now)
    if version is None or {task.pk for task in tasks} != {row["task"] for row in letter.content["tasks"]}:
        raise followup_errors.LetterStale
    sent = Letter.objects.filter(pk=letter.pk, version=version, sent_at=None).update(
        number=number.strip(), date=date, sent_by=actor, sent_at=now, version=F("version") + 1
    )
    if not sent:
        raise followup_errors.LetterStale
    text = f"Công văn số {number.strip()} ngày {format_date(date)} {SUBJECT}"
    Urging.objects.bulk_create(
        Urging(task=task, date=date, text=text, author=actor, at=now, means=Means.LETTER, letter=letter)
        for task in tasks
    )
    audit.record(
        act="tasks.send_letter",
        subject=f"letter:{letter.pk}",
        actor=actor,
        now=now,
        after={"number": number.strip(), "date": date.isoformat(), "tasks": [task.code for task in tasks]},
    )
    letter.refresh_from_db()
    return letter


def compose(tasks: list[Task], *, issuing_unit: Unit, unit: Unit, today: dt.date) -> dict[str, Any]:
    """Return what the letter says, as structured content of the form `SCHEMA`."""
    documents = list({task.document_id: task.document for task in tasks}.values())
    return {
        "schema": SCHEMA,
        "type": {"code": "CV", "name": "Công văn"},
        "issuer": {"above": issuing_unit.parent.name if issuing_unit.parent else "", "name": issuing_unit.name},
        "subject": SUBJECT,
        "as_of": today.isoformat(),
        "to": {"unit": unit.pk, "name": unit.name},
        "bases": [{"document": document.pk, "words": _named(document)} for document in documents],
        "opening": OPENING.format(date=format_date(today), unit=unit.name, count=len(tasks)),
        "tasks": [
            {
                "task": task.pk,
                "code": task.code,
                "action": task.action,
                "quote": task.quote,
                "source": _named(task.document),
                "section": task.directive.path if task.directive else "",
                "due_date": task.due_date.isoformat() if task.due_date else None,
                "days_late": (today - task.due_date).days if task.due_date else None,
            }
            for task in tasks
        ],
        "closing": CLOSING.format(issuer=issuing_unit.name, unit=unit.name),
        "recipients": list(RECIPIENTS),
    }


def _overdue(issuing_unit: Unit, unit: Unit, *, now: dt.datetime) -> list[Task]:
    tasks = letters.urgeable(now=now).filter(assigning_unit=issuing_unit, lead_unit=unit)
    return list(tasks.select_related("document", "directive").order_by("due_date", "pk"))


def _named(document: Document) -> str:
    """Return a document as a letter names it; what it does not state is left out."""
    parts = [document.type_name or "Văn bản"]
    if document.number or document.symbol:
        parts.append(f"số {document.number or '……'}/{document.symbol}" if document.symbol else f"số {document.number}")
    if document.date:
        parts.append(f"ngày {format_date(document.date)}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    if document.subject:
        parts.append(f"về {document.subject[:1].lower()}{document.subject[1:]}")
    return " ".join(parts)
