"""Taking in an office's old register: looked at first, then all of it or nothing, and taken back as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError

from dondoc.audit import services as audit
from dondoc.documents import files, sheets
from dondoc.documents import selectors as documents
from dondoc.documents import services as document_services
from dondoc.documents.composing.choices import State
from dondoc.documents.errors import MayNotRegister
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold, format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.tasks import errors, followup_errors
from dondoc.tasks.choices import DeadlineKind, DueOrigin, ImportState, Kind, MailState, Stage
from dondoc.tasks.models import Cooperation, DueDate, ImportBatch, Letter, Mail, Notice, Task, Update
from dondoc.tasks.sheets import FIELDS, SheetRow, guess_mapping, read_rows, read_sheet

BATCH = 1000


def start_import(*, data: bytes, name: str, actor: Person, now: dt.datetime) -> ImportBatch:
    """Keep a workbook to be looked at; no task is made yet.

    Raises:
        MayNotRegister: no post of the actor allows it.
        FileMissing, FileTooLarge: it is empty of bytes, or larger than the limit.
        SheetUnreadable, SheetTooLarge, SheetEmpty: see `sheets.read_sheet`.
        Unreadable: it bears a secrecy mark.
    """
    require_importer(actor, now=now)
    files.check_size(len(data))
    sheet = read_sheet(data)
    document_services.refuse_secret(data, name=name)
    with transaction.atomic(), files.stored(data) as file:
        batch = ImportBatch.objects.create(
            file=file,
            file_name=files.clean_name(name),
            mapping=guess_mapping(sheet.headings),
            made_by=actor,
            made_at=now,
        )
        audit.record(
            act="tasks.start_import",
            subject=f"import:{batch.pk}",
            actor=actor,
            now=now,
            after={"file": batch.file_name, "rows": len(sheet.rows)},
        )
        return batch


def require_importer(actor: Person, *, now: dt.datetime) -> None:
    """Refuse who may not take a register in.

    Raises:
        MayNotRegister: no post of the actor allows it.
    """
    if not actor.can(Ability.REGISTER, clock.day_of(now)):
        raise MayNotRegister


def rows_of(batch: ImportBatch) -> tuple[Sequence[str], list[SheetRow]]:
    """Return the headings of a workbook and what its rows say under the mapping of the batch."""
    with batch.file.content.open() as stream:
        sheet = read_sheet(stream.read())
    register = Document(date=clock.day_of(batch.made_at))
    rows = read_rows(
        sheet,
        batch.mapping,
        units=organization.all_units(),
        day_given_by=lambda words: documents.day_given_by(words, document=register),
    )
    return sheet.headings, rows


@transaction.atomic
def map_columns(*, batch_id: int, mapping: Sequence[str], actor: Person, now: dt.datetime) -> ImportBatch:
    """Say which column holds what.

    Raises:
        MayNotRegister: no post of the actor allows it.
        ImportMissing: there is none with this id.
        ImportClosed: it is taken in or back already.
        ColumnMissing: no column holds what has to be done.
    """
    batch = _lock(batch_id, ImportState.DRAFT, actor=actor, now=now)
    known = [name if name in FIELDS else "" for name in mapping]
    if "action" not in known:
        raise errors.ColumnMissing
    before, batch.mapping = batch.mapping, known
    batch.save(update_fields=["mapping"])
    audit.record(
        act="tasks.map_columns",
        subject=f"import:{batch.pk}",
        actor=actor,
        now=now,
        before={"mapping": before},
        after={"mapping": known},
    )
    return batch


@transaction.atomic
def take_in(*, batch_id: int, actor: Person, now: dt.datetime) -> ImportBatch:
    """Make the tasks of all rows that can be taken, in one transaction.

    What the old register calls done comes in as in progress, its words as news: a task closes on proof.

    Raises:
        MayNotRegister: no post of the actor allows it.
        ImportMissing: there is none with this id.
        ImportClosed: it is taken in or back already.
        NothingToImport: no row can be taken.
        AlreadyRegistered: the same workbook was taken in before.
    """
    batch = _lock(batch_id, ImportState.DRAFT, actor=actor, now=now)
    rows = [row for row in rows_of(batch)[1] if not row.problems]
    if not rows:
        raise errors.NothingToImport
    document, directives = sheets.enter_sheet(
        file=batch.file,
        file_name=batch.file_name,
        subject=f"Sổ theo dõi cũ: {batch.file_name}",
        rows=[sheets.SheetPassage(row.number, row.text, row.source) for row in rows],
        actor=actor,
        now=now,
    )
    assigning = Unit.objects.get(pk=int(document.registered_in.path.split("/")[1]))
    tasks = Task.objects.bulk_create(
        (
            _task(row, document=document, directive_id=passage.pk, assigning=assigning, actor=actor, now=now)
            for row, passage in zip(rows, directives, strict=True)
        ),
        batch_size=BATCH,
    )
    _follow(tasks, rows, actor=actor, now=now)
    units = {row.lead_unit for row in rows if row.lead_unit} | {u for row in rows for _n, u in row.cooperating if u}
    document_services.distribute(document=document, units=units)
    batch.state, batch.document = ImportState.DONE, document
    batch.save(update_fields=["state", "document"])
    audit.record(
        act="tasks.take_in",
        subject=f"import:{batch.pk}",
        actor=actor,
        now=now,
        after={"tasks": len(tasks), "document": document.pk, "first": tasks[0].pk, "last": tasks[-1].pk},
    )
    return batch


def _task(
    row: SheetRow, *, document: Document, directive_id: int, assigning: Unit, actor: Person, now: dt.datetime
) -> Task:
    is_started = bool(row.said) and row.lead_unit is not None
    return Task(
        document=document,
        directive_id=directive_id,
        quote=row.text,
        action=row.action,
        product=row.product,
        kind=Kind.TASK,
        stage=Stage.IN_PROGRESS if is_started else Stage.ASSIGNED,
        lead_printed=row.lead_printed,
        lead_unit=row.lead_unit,
        assigning_unit=assigning,
        assigned_by=actor,
        assigned_at=now,
        deadline_kind=DeadlineKind.DATE if row.due_date else DeadlineKind.NONE,
        deadline_phrase=row.due_words,
        due_date=row.due_date,
        original_due_date=row.due_date,
        due_recorded_at=now if row.due_date else None,
        last_news_at=now if row.said else None,
        search_text=fold(f"{row.action} {row.text}"),
    )


def _follow(tasks: list[Task], rows: list[SheetRow], *, actor: Person, now: dt.datetime) -> None:
    """Write what belongs to the new tasks: deadlines, cooperating units, and the old register's words as news."""
    pairs = list(zip(tasks, rows, strict=True))
    DueDate.objects.bulk_create(
        (
            DueDate(task=task, date=row.due_date, origin=DueOrigin.DOCUMENT, recorded_at=now, recorded_by=actor)
            for task, row in pairs
            if row.due_date
        ),
        batch_size=BATCH,
    )
    Cooperation.objects.bulk_create(
        (Cooperation(task=task, unit=unit, printed=name) for task, row in pairs for name, unit in row.cooperating),
        batch_size=BATCH,
    )
    Update.objects.bulk_create(
        (
            Update(
                task=task,
                author=actor,
                at=now,
                text=f"Theo sổ cũ (nhập ngày {format_date(clock.day_of(now))}):\n{row.said}",
            )
            for task, row in pairs
            if row.said
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def take_back(*, batch_id: int, actor: Person, now: dt.datetime) -> ImportBatch:
    """Take a whole import back: its tasks, what reminded of them, and its entry in the register are gone.

    What was done stays in the log.

    Raises:
        MayNotRegister: no post of the actor allows it.
        ImportMissing: there is none with this id.
        ImportClosed: it is not taken in.
        ImportTouched: somebody has worked on some of its tasks.
        ImportNamed: a letter of urging or a weak point names some of them.
        ImportMailed: a mail that reminds of one of them is not sent yet.
    """
    batch = _lock(batch_id, ImportState.DONE, actor=actor, now=now)
    document = batch.document
    if document is None:
        raise errors.ImportMissing
    tasks = Task.objects.select_for_update().filter(document=document)
    touched = tasks.filter(version__gt=1).count()
    if touched:
        raise errors.ImportTouched(count=touched)
    named = _named(document)
    if named:
        raise followup_errors.ImportNamed(count=named)
    if Mail.objects.filter(notice__task__in=tasks, state__in=[MailState.WAITING, MailState.CLAIMED]).exists():
        raise errors.ImportMailed
    ids = list(tasks.values_list("pk", flat=True))
    try:
        Mail.objects.filter(notice__task__in=tasks).delete()
        for related in (Notice, DueDate, Cooperation, Update):
            related.objects.filter(task__in=tasks).delete()
        Task.objects.filter(document=document).delete()
    except ProtectedError as used:  # Something that is no step of a task rests on some of them, such as a letter.
        raise errors.ImportTouched(count=len({row.pk for row in used.protected_objects})) from used
    batch.state, batch.document = ImportState.UNDONE, None
    batch.save(update_fields=["state", "document"])
    sheets.remove_sheet(document)
    audit.record(
        act="tasks.take_back",
        subject=f"import:{batch.pk}",
        actor=actor,
        now=now,
        before={"tasks": len(ids), "first": ids[0], "last": ids[-1]},
    )
    return batch


def _named(document: Document) -> int:
    """Return how many tasks of an import a letter or a weak point names, which would lose them in silence."""
    letters = Letter.objects.filter(tasks__document=document).exclude(draft__state=State.WITHDRAWN, document=None)
    tasks = Task.objects.filter(document=document)
    in_letters = tasks.filter(pk__in=letters.values("tasks")).values("pk")
    return in_letters.union(tasks.filter(remedied__isnull=False).values("pk")).count()


def _lock(batch_id: int, state: ImportState, *, actor: Person, now: dt.datetime) -> ImportBatch:
    require_importer(actor, now=now)
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise errors.ImportMissing
    if batch.state != state:
        raise errors.ImportClosed(state=batch.get_state_display())
    return batch
