"""An old register from a workbook: looked at, taken in whole, taken back whole."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.errors import AlreadyRegistered, MayNotRegister
from dondoc.documents.models import Document
from dondoc.tasks import errors, followup_errors, services, sheets
from dondoc.tasks.choices import BAR, ImportState, MailState, NoticeKind, Stage
from dondoc.tasks.models import DueDate, ImportBatch, Mail, Notice, Task, Update, Weakness
from tests.documents.composing import drafts
from tests.world import NOW, TODAY, document

HEADINGS = ["STT", "Nội dung nhiệm vụ", "Văn bản giao", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Tình trạng"]
ROWS = [
    [1, "Rà soát chỉ tiêu", "335/TB-SKHCN", "Trung tâm", "P. Kỹ thuật; Công an tỉnh", dt.date(2026, 12, 31), None],
    [2, "Báo cáo sơ kết", "", "Phòng lạ", None, "quý II/2026", "Hoàn thành"],
    [3, None, "335/TB-SKHCN", "Trung tâm", None, None, None],
    [4, "Đề xuất mô hình", None, "Trại nghiên cứu thực nghiệm", None, "thường xuyên", "Đang thực hiện"],
]


def workbook(rows=ROWS, *, above=(), headings=HEADINGS):
    """Return the bytes of a workbook."""
    book = openpyxl.Workbook()
    for row in [*above, headings, *rows]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        pytest.param("Nội dung nhiệm vụ", "action", id="as-printed"),
        pytest.param("NHIỆM VỤ ĐƯỢC GIAO", "action", id="capitals"),
        pytest.param("Cơ quan chủ trì thực hiện", "lead", id="with-more-words"),
        pytest.param("Thời hạn hoàn thành (ngày)", "due", id="deadline"),
        pytest.param("Văn bản kết quả", "proof", id="the-longer-heading-wins"),
        pytest.param("Kết quả thực hiện đến nay", "result", id="result"),
        pytest.param("Số, ký hiệu văn bản", "source", id="after-a-comma"),
        pytest.param("Cơ quan ban hành", "", id="no-deadline-inside-another-word"),
        pytest.param("Hạn/Thời gian", "due", id="before-a-slash"),
        pytest.param("STT", "", id="a-number"),
        pytest.param("", "", id="empty"),
    ],
)
def test_headings_are_known(heading, expected):
    """In whatever capitals and with whatever words around them."""
    assert sheets.guess(heading) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "day", "words"),
    [
        pytest.param(dt.date(2026, 6, 30), dt.date(2026, 6, 30), "", id="a-date-cell"),
        pytest.param("30/6/2026", dt.date(2026, 6, 30), "", id="slashes"),
        pytest.param("30-06-2026", dt.date(2026, 6, 30), "", id="dashes"),
        pytest.param("30.6.26", dt.date(2026, 6, 30), "", id="short-year"),
        pytest.param("ngày 30 tháng 6 năm 2026", dt.date(2026, 6, 30), "", id="in-words"),
        pytest.param("trước 30/6/2026", dt.date(2026, 6, 30), "", id="before"),
        pytest.param("Quý II/2026", dt.date(2026, 6, 30), "", id="a-quarter"),
        pytest.param("tháng 6/2026", dt.date(2026, 6, 30), "", id="a-month"),
        pytest.param(46203, dt.date(2026, 6, 30), "", id="a-day-number"),
        pytest.param("31/6/2026", None, "31/6/2026", id="no-such-day"),
        pytest.param("thường xuyên", None, "thường xuyên", id="no-day"),
        pytest.param("7", None, "7", id="a-small-number"),
        pytest.param(None, None, "", id="empty"),
    ],
)
def test_days_in_all_their_spellings(world, kept_files, cell, day, words):
    """What gives no day stays words; no day is made up."""
    data = workbook([[1, "Việc", "", "", "", cell, ""]])
    batch = services.start_import(data=data, name="so.xlsx", actor=world.clerk, now=NOW)

    (row,) = services.rows_of(batch)[1]

    assert (row.due_date, row.due_words) == (day, words)


@given(
    rows=st.lists(
        st.lists(st.none() | st.text(max_size=12) | st.integers(-5, 60000) | st.dates(), max_size=9), max_size=6
    )
)
@settings(max_examples=30)
def test_any_workbook_is_read_or_refused_in_words(rows):
    """Whatever stands in its cells."""
    clean = [[sheets._words(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    try:
        data = workbook(clean)
    except openpyxl.utils.exceptions.IllegalCharacterError:
        return

    try:
        sheet = sheets.read_sheet(data)
    except errors.SheetEmpty:
        return
    read = sheets.read_rows(sheet, sheets.guess_mapping(sheet.headings), units=[], day_given_by=lambda words: None)

    assert [row.number for row in read] == [number for number, _cells in sheet.rows]


@pytest.mark.parametrize(
    ("state", "result", "claims"),
    [
        pytest.param("", "Đã xong ngày 25/6", True, id="the-result-says-so"),
        pytest.param("", "Chưa hoàn thành", False, id="the-result-says-not"),
        pytest.param("Đang làm", "Hoàn thành bước 1", False, id="the-state-stands-first"),
    ],
)
def test_a_register_without_a_column_of_states(state, result, claims):
    """Its words of the result tell what it calls done; that it has no proof is counted."""
    sheet = sheets.Sheet(("Nhiệm vụ", "Tình trạng", "Kết quả"), ((2, ["Rà soát", state, result]),))

    (row,) = sheets.read_rows(sheet, ["action", "state", "result"], units=[], day_given_by=lambda words: None)

    assert row.claims_done == claims


def test_the_same_words_are_understood_once(monkeypatch):
    """A register of thousands of rows names the same few units and deadlines."""
    asked, named = [], []
    monkeypatch.setattr(sheets.organization, "matching", lambda name, units: named.append(name) or [])
    sheet = sheets.Sheet(("Nhiệm vụ", "Chủ trì", "Hạn"), tuple((n, ["Rà soát", "Sở", "quý II/2026"]) for n in range(9)))

    rows = sheets.read_rows(
        sheet, ["action", "lead", "due"], units=[],
        day_given_by=lambda words: asked.append(words) or dt.date(2026, 6, 30),
    )  # fmt: skip

    assert (len(rows), named, asked) == (9, ["Sở"], ["quý II/2026"])


def remind_by_mail(world, batch, *, state):
    """Take a register in and remind of its first task, with a mail in this state."""
    services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)
    dated = Task.objects.earliest("pk")
    services.tell(
        person_id=world.centre_director.pk, task=dated, kind=NoticeKind.REMINDER, due_date=dated.due_date, offset=-7,
        now=NOW,
    )  # fmt: skip
    Mail.objects.create(person=world.centre_director, notice=Notice.objects.get(), made_at=NOW, state=state)


class TestTakeIn:
    """From a workbook to tasks, and back."""

    @pytest.fixture
    def batch(self, world, kept_files):
        """The register, looked at; a title and an empty row stand above its headings."""
        data = workbook(above=[["SỔ THEO DÕI"], []])
        return services.start_import(data=data, name="Sổ 2026.xlsx", actor=world.clerk, now=NOW)

    def test_looking_makes_no_task(self, batch):
        """The columns are proposed from the headings, and each row says what is doubtful."""
        rows = services.rows_of(batch)[1]

        assert batch.mapping == ["", "action", "source", "lead", "cooperating", "due", "state"]
        assert [row.number for row in rows] == [4, 5, 6, 7]
        assert [bool(row.problems) for row in rows] == [False, False, True, False]
        assert [len(row.remarks) for row in rows] == [0, 3, 0, 1]
        assert not Task.objects.exists()

    def test_makes_honest_tasks(self, world, batch):
        """An unknown lead stays open, a day that is not given is not made up, done without proof is in progress."""
        services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)

        first, second, third = Task.objects.order_by("pk")
        assert (first.lead_unit, first.due_date, first.stage) == (world.centre, dt.date(2026, 12, 31), Stage.ASSIGNED)
        assert first.directive.path == "335/TB-SKHCN, dòng 4"
        assert [(c.unit, c.printed) for c in first.cooperations.order_by("pk")] == [
            (world.lab, "P. Kỹ thuật"),
            (None, "Công an tỉnh"),
        ]
        assert (second.lead_unit, second.lead_printed, second.stage) == (None, "Phòng lạ", Stage.ASSIGNED)
        assert (second.due_date, second.updates.get().text.endswith("Hoàn thành")) == (dt.date(2026, 6, 30), True)
        assert (third.lead_unit, third.due_date, third.deadline_phrase) == (world.farm, None, "thường xuyên")
        assert third.stage == Stage.IN_PROGRESS
        assert Task.objects.with_status(as_of=TODAY, known_at=NOW).filter(status__startswith="done").count() == 0
        assert Entry.objects.filter(act="tasks.take_in").get().after["tasks"] == 3

    def test_its_page_offers_no_case_file(self, world, batch, client):
        """None takes an old register: the way there would lead nowhere."""
        services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)
        register = Document.objects.get()
        client.force_login(world.clerk)

        page = client.get(reverse("documents:document", args=[register.pk])).content.decode()

        assert reverse("documents:case-file-put", args=[register.pk]) not in page

    def test_is_taken_back_whole(self, world, batch):
        """Nothing of it is left but the log and the workbook; it can be taken in again."""
        services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)

        services.take_back(batch_id=batch.pk, actor=world.office_head, now=NOW)

        assert not any(model.objects.exists() for model in (Task, DueDate, Update, Document))
        assert ImportBatch.objects.get().state == ImportState.UNDONE
        again = services.start_import(data=workbook(), name="a.xlsx", actor=world.clerk, now=NOW)
        services.take_in(batch_id=again.pk, actor=world.clerk, now=NOW)
        assert Task.objects.count() == 3

    def test_is_not_taken_back_once_somebody_worked_on_it(self, world, batch):
        """All of it stays."""
        services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)
        services.take_over(task_id=Task.objects.earliest("pk").pk, actor=world.centre_director, now=NOW)

        with pytest.raises(errors.ImportTouched):
            services.take_back(batch_id=batch.pk, actor=world.clerk, now=NOW)

        assert (Task.objects.count(), ImportBatch.objects.get().state) == (3, ImportState.DONE)

    def test_is_not_taken_back_under_a_letter_that_names_its_tasks(self, world, kept_files):
        """The letter would urge nothing any more; once its draft is withdrawn, nobody waits for it."""
        made = drafts.prepare(world)
        rows = [[1, "Rà soát chỉ tiêu", "335/TB-SKHCN", "Trung tâm", None, dt.date(2026, 11, 15), None]]
        batch = services.start_import(data=workbook(rows), name="a.xlsx", actor=made.clerk, now=NOW)
        batch = services.take_in(batch_id=batch.pk, actor=made.clerk, now=NOW)
        letter = services.draft_letter(issuing_unit=made.department, unit=made.centre, actor=made.clerk, now=NOW)
        task = Task.objects.get()

        with pytest.raises(followup_errors.ImportNamed):
            services.take_back(batch_id=batch.pk, actor=made.clerk, now=NOW)

        assert (list(letter.tasks.all()), ImportBatch.objects.get().state) == ([task], ImportState.DONE)
        Draft.objects.update(state=State.WITHDRAWN)
        services.take_back(batch_id=batch.pk, actor=made.clerk, now=NOW)
        assert not Task.objects.exists()

    def test_is_not_taken_back_under_a_weak_point_that_its_tasks_remedy(self, world, batch):
        """It would stand unremedied in silence; once they are unlinked, nothing is lost."""
        services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)
        weak = Weakness.objects.create(
            document=document(world, []), start=0, end=5, quote="Chậm", named_by=world.clerk, named_at=NOW
        )
        task = Task.objects.earliest("pk")
        weak.remedies.add(task)

        with pytest.raises(followup_errors.ImportNamed):
            services.take_back(batch_id=batch.pk, actor=world.clerk, now=NOW)

        assert (list(weak.remedies.all()), Task.objects.count()) == ([task], 3)
        weak.remedies.remove(task)
        services.take_back(batch_id=batch.pk, actor=world.clerk, now=NOW)
        assert not Task.objects.exists()

    def test_reminders_are_taken_back_with_it(self, world, batch):
        """Nobody worked on it because a machine spoke of it, and wrote a mail that has gone out."""
        remind_by_mail(world, batch, state=MailState.SENT)

        services.take_back(batch_id=batch.pk, actor=world.clerk, now=NOW)

        assert not any(model.objects.exists() for model in (Task, Notice, Mail))

    def test_is_not_taken_back_under_a_mail_that_waits(self, world, batch):
        """All of it stays until the mail is sent."""
        remind_by_mail(world, batch, state=MailState.WAITING)

        with pytest.raises(errors.ImportMailed):
            services.take_back(batch_id=batch.pk, actor=world.clerk, now=NOW)

        counts = [model.objects.count() for model in (Task, Notice, Mail)]
        assert (counts, ImportBatch.objects.get().state) == ([3, 1, 1], ImportState.DONE)

    @pytest.mark.parametrize(
        ("act", "refusal"),
        [
            pytest.param(
                lambda w, b: services.take_in(batch_id=b.pk, actor=w.officer, now=NOW), MayNotRegister, id="an-officer"
            ),
            pytest.param(
                lambda w, b: services.take_in(batch_id=10**9, actor=w.clerk, now=NOW), errors.ImportMissing, id="none"
            ),
            pytest.param(
                lambda w, b: services.take_back(batch_id=b.pk, actor=w.clerk, now=NOW), errors.ImportClosed, id="draft"
            ),
            pytest.param(
                lambda w, b: services.map_columns(batch_id=b.pk, mapping=["lead"], actor=w.clerk, now=NOW),
                errors.ColumnMissing,
                id="no-column-for-the-task",
            ),
        ],
    )
    def test_refusals_change_nothing(self, world, batch, act, refusal):
        """No task, no new state."""
        with pytest.raises(refusal):
            act(world, batch)

        assert (Task.objects.count(), ImportBatch.objects.get().state) == (0, ImportState.DRAFT)

    def test_columns_chosen_anew_are_read_anew(self, world, batch):
        """And a column that holds nothing of a task leaves nothing to take in."""
        services.map_columns(batch_id=batch.pk, mapping=["", "", "", "", "action"], actor=world.clerk, now=NOW)
        batch.refresh_from_db()

        rows = services.rows_of(batch)[1]

        assert [row.action for row in rows] == ["P. Kỹ thuật; Công an tỉnh", "", "", ""]

    def test_the_same_workbook_is_taken_in_once(self, world, batch):
        """A second look at the same bytes leads to the first."""
        services.take_in(batch_id=batch.pk, actor=world.clerk, now=NOW)
        again = ImportBatch.objects.create(
            file=batch.file, file_name="b.xlsx", mapping=batch.mapping, made_by=world.clerk, made_at=NOW
        )

        with pytest.raises(AlreadyRegistered):
            services.take_in(batch_id=again.pk, actor=world.clerk, now=NOW)

        assert Task.objects.count() == 3


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        pytest.param(b"khong phai excel", errors.SheetUnreadable, id="no-workbook"),
        pytest.param(workbook()[:-200], errors.SheetUnreadable, id="cut-off"),
        pytest.param(workbook([], headings=["a", "b"]), errors.SheetEmpty, id="no-headings"),
        pytest.param(workbook([]), errors.SheetEmpty, id="no-rows"),
    ],
)
def test_bad_workbooks_leave_nothing(world, kept_files, data, refusal):
    """One sentence, no row, no file."""
    with pytest.raises(refusal):
        services.start_import(data=data, name="so.xlsx", actor=world.clerk, now=NOW)

    assert (ImportBatch.objects.count(), list(kept_files.rglob("*"))) == (0, [])


def test_a_bomb_is_not_unpacked(world, kept_files):
    """The sizes in the archive are looked at first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (201 * 1024 * 1024))

    with pytest.raises(errors.SheetTooLarge):
        services.start_import(data=stream.getvalue(), name="so.xlsx", actor=world.clerk, now=NOW)

    assert not ImportBatch.objects.exists()


def test_the_whole_way_on_the_page(world, kept_files, client):
    """Send, look, choose columns, take in, see the tasks, take back."""
    client.force_login(world.clerk)
    upload = io.BytesIO(workbook())
    upload.name = "Sổ theo dõi.xlsx"

    sent = client.post(reverse("tasks:imports"), {"file": upload})
    batch = ImportBatch.objects.get()
    looked = client.get(sent["Location"])
    client.post(sent["Location"], {"column": batch.mapping})
    client.post(reverse("tasks:take-in", args=[batch.pk]))
    listed = client.get(reverse("tasks:list"), {"van-ban": ImportBatch.objects.get().document_id})
    client.get(sent["Location"])
    client.post(reverse("tasks:take-back", args=[batch.pk]))

    assert looked.context["figures"] == {"all": 4, "taken": 3, "left": 1, "dated": 2, "led": 2, "claims": 1}
    assert listed.context["page"].paginator.count == 3
    assert sum(dict(listed.context["chips"]).get(name, 0) for name in BAR) == 3
    assert client.get(reverse("tasks:imports")).status_code == 200
    assert client.get(reverse("tasks:import-batch", args=[10**9])).status_code == 404
    assert not Task.objects.exists()
