"""The letter that urges a unit (công văn đôn đốc): a draft with its overdue tasks, recorded on each once issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dondoc.audit import services as audit
from dondoc.documents.composing import composition
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import OFFICIAL_LETTER, Kind, Side, State
from dondoc.documents.composing.errors import IssuerUnfit, NoUnit
from dondoc.documents.composing.models import Draft
from dondoc.documents.events import DocumentIssued
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Person, Unit
from dondoc.organization.units import selectors as units
from dondoc.tasks import followup_errors, selectors
from dondoc.tasks.choices import Means
from dondoc.tasks.models import Letter, Task, Urging
from dondoc.tasks.selectors import letters

# The letter is Vietnamese, whatever language its drafter reads; what nobody has said stays empty in it.
SUBJECT = "đôn đốc thực hiện nhiệm vụ quá hạn"
OPENING = (
    "Qua theo dõi việc thực hiện các nhiệm vụ do {issuer} giao, tính đến ngày {date}, {unit} còn {count} nhiệm vụ đã "
    "quá hạn (có Phụ lục kèm theo)."
)
ANNEX = "Danh mục nhiệm vụ quá hạn của {unit}"
HEADER = ("TT", "Nhiệm vụ được giao", "Văn bản giao", "Thời hạn", "Số ngày quá hạn", "Mã nhiệm vụ, liên kết")
LEFT_OUT = "Còn {n} nhiệm vụ quá hạn khác không nêu ở đây."
CLOSING = (
    "{issuer} đề nghị {unit} khẩn trương thực hiện, báo cáo kết quả kèm theo minh chứng; trường hợp có khó khăn, "
    "vướng mắc, báo cáo rõ nguyên nhân và đề xuất hướng xử lý."
)
AS_ABOVE = "Như trên"
ARCHIVE = "VT"
SAID = "Công văn số {number} ngày {date} đôn đốc thực hiện nhiệm vụ quá hạn"
# Rows of the table; the tasks that are late the longest come first.
MOST = 200


@transaction.atomic
def draft_letter(*, issuing_unit: Unit, unit: Unit, actor: Person, now: dt.datetime) -> Letter:
    """Draft a letter to a unit about its overdue tasks; while one is on its way, that one is returned.

    Raises:
        NotTracker: the actor does not follow up for the issuing unit.
        NothingOverdue: the unit has no overdue task of it.
        NoUnit: the actor holds no post in a unit that drafts.
        IssuerUnfit: no body that issues stands above the unit that drafts.
    """
    if issuing_unit.pk not in selectors.tracked_by(actor, today=clock.day_of(now)):
        raise followup_errors.NotTracker
    # Whoever clicks at the same moment waits here, and finds the letter of the first.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    letter = letters.on_its_way(issuing_unit, unit)
    if letter is not None and letter.draft is not None and letter.draft.state != State.WITHDRAWN:
        return letter
    overdue = letters.urgeable(now=now).filter(assigning_unit=issuing_unit, lead_unit=unit)
    tasks = list(overdue.select_related("document", "directive").order_by("due_date", "pk"))
    if not tasks:
        raise followup_errors.NothingOverdue(unit=unit.name)
    draft = _draft(tasks, issuing_unit=issuing_unit, unit=unit, actor=actor, now=now)
    letter = letter or Letter(issuing_unit=issuing_unit, unit=unit)
    letter.draft, letter.made_by, letter.made_at = draft, actor, now
    letter.save()
    letter.tasks.set(tasks[:MOST])
    audit.record(
        act="tasks.draft_letter",
        subject=f"letter:{letter.pk}",
        actor=actor,
        now=now,
        after={"unit": unit.name, "draft": draft.pk, "tasks": [task.code for task in tasks[:MOST]]},
    )
    return letter


def note_letter_issued(event: DocumentIssued) -> None:
    """Record on each task that a letter names that it was urged by it; of any other document nothing is noted.

    A task whose row the drafter took out of the letter was not urged.
    """
    found = Letter.objects.select_related("draft", "draft__issuing_unit").select_for_update(of=("self",))
    letter = found.filter(draft__outgoing__document=event.document_id, document=None).first()
    if letter is None or letter.draft is None:
        return
    document = Document.objects.defer("text", "reading").get(pk=event.document_id)
    printed = _printed(letter.draft)
    tasks = [task for task in letter.tasks.order_by("pk") if task.code in printed]
    letter.document = document
    letter.save(update_fields=["document"])
    actor = Person.objects.get(pk=event.actor_id)
    date = document.date or clock.day_of(event.at)
    text = SAID.format(number=document.number_line, date=format_date(date))
    Urging.objects.bulk_create(
        Urging(task=task, date=date, text=text, author=actor, at=event.at, means=Means.LETTER, letter=letter)
        for task in tasks
    )
    audit.record(
        act="tasks.send_letter",
        subject=f"letter:{letter.pk}",
        actor=actor,
        now=event.at,
        after={"document": document.pk, "number": document.number_line, "tasks": [task.code for task in tasks]},
    )


def _draft(tasks: Sequence[Task], *, issuing_unit: Unit, unit: Unit, actor: Person, now: dt.datetime) -> Draft:
    """Start the draft that says what is overdue, addressed to the unit."""
    today = clock.day_of(now)
    drafting, issuing = _who_writes(issuing_unit, actor=actor, today=today)
    act: dict[str, Any] = {"actor": actor, "now": now}
    draft = composing.start(type_code=OFFICIAL_LETTER, drafting_unit_id=drafting.pk, issuing_unit_id=issuing.pk, **act)
    said = draft.content
    draft = composing.set_letterhead(
        draft_id=draft.pk, version=draft.version, issuer=said["issuer"]["name"], parent=said["issuer"]["parent"],
        symbol=said["symbol"], place=said["place"], subject=SUBJECT,
        archive=", ".join(filter(None, [ARCHIVE, drafting.symbol])), **act,
    )  # fmt: skip
    # A unit that has ended is none that can be chosen; it is named as one from outside.
    label = next((label for label, one in units.labels().items() if one.pk == unit.pk), "")
    outside = "" if label else unit.name_on(today)
    draft = composing.add_party(
        draft_id=draft.pk, version=draft.version, side=Side.TO, name=label, outside=outside, **act
    )
    draft = composing.add_party(draft_id=draft.pk, version=draft.version, side=Side.RECIPIENTS, outside=AS_ABOVE, **act)
    blocks = blocks_of(tasks, issuer=issuing_unit.name_on(today), unit=unit.name_on(today), today=today)
    return composing.add_blocks(draft_id=draft.pk, version=draft.version, blocks=blocks, **act)


def _who_writes(issuing_unit: Unit, *, actor: Person, today: dt.date) -> tuple[Unit, Unit]:
    """Return the actor's unit that drafts, and who issues: the assigning unit, else the nearest body that may.

    Raises:
        NoUnit: the actor holds no post in a unit that drafts.
        IssuerUnfit: no body that issues stands above it.
    """
    own = [unit for unit in drafts.own_units(actor, today=today) if unit.path.startswith(issuing_unit.path)]
    offered = [(unit, issuer) for unit in own for issuer in drafts.issuers_for(unit)]
    if not own:
        raise NoUnit
    if not offered:
        raise IssuerUnfit
    return next((pair for pair in offered if pair[1].pk == issuing_unit.pk), offered[0])


def blocks_of(tasks: Sequence[Task], *, issuer: str, unit: str, today: dt.date) -> list[dict[str, Any]]:
    """Return what the letter says: how much is late, what is asked for, and in its annex the table of it.

    The annex lies on its side where the addresses of the tasks need the room.
    """
    rows = [
        [str(number), task.in_full, _source(task), format_date(task.due_date) if task.due_date else "",
         str((today - task.due_date).days) if task.due_date else "",
         f"{task.code} {settings.BASE_URL}{reverse('tasks:task', args=[task.pk])}"]
        for number, task in enumerate(tasks[:MOST], start=1)
    ]  # fmt: skip
    cells = [[composition.one_line(cell) for cell in row] for row in rows]
    blocks = [
        *composition.paragraphs(OPENING.format(issuer=issuer, date=format_date(today), unit=unit, count=len(tasks))),
        *composition.paragraphs(CLOSING.format(issuer=issuer, unit=unit)),
        composition.annex(ANNEX.format(unit=unit)),
        {"kind": Kind.TABLE.value, "header": list(HEADER), "rows": cells},
    ]
    if len(tasks) > MOST:
        blocks += composition.paragraphs(LEFT_OUT.format(n=len(tasks) - MOST))
    return blocks


def _printed(draft: Draft) -> set[str]:
    """Return the words of the tables of a draft."""
    tables = [block for block in draft.content["blocks"] if block["kind"] == Kind.TABLE]
    return {word for table in tables for row in table["rows"] for cell in row for word in cell.split()}


def _source(task: Task) -> str:
    """Return the document and the point that a task comes from; what the document does not state is left out."""
    document = task.document
    parts = [document.type_name or "Văn bản"]
    if document.number or document.symbol:
        parts.append(f"số {document.number or '……'}/{document.symbol}" if document.symbol else f"số {document.number}")
    if document.date:
        parts.append(f"ngày {format_date(document.date)}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    # As people say it: 2.(3) is mục 2 (3).
    point = task.directive.path.replace(".(", " (") if task.directive else ""
    return f"Mục {point}, {' '.join(parts)}" if point else " ".join(parts)
