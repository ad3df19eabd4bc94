"""Freezing a report, handing it on as a draft, and what becomes of it."""

from __future__ import annotations

import datetime as dt
import io
import itertools

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.composing import composition, setting
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.models import Draft
from dondoc.documents.events import DocumentIssued
from dondoc.documents.outgoing import services as outgoings
from dondoc.kernel import snapshots
from dondoc.reports import drafting, errors, selectors, services, structures
from dondoc.reports.composition import Bars, body_of, paper_from
from dondoc.reports.models import FrozenFigure, Report, Snapshot
from dondoc.tasks.models import Task
from dondoc.writing import from_json
from dondoc.writing.checking import check
from dondoc.writing.docx import write_docx
from tests.documents.outgoing.signed import numbered, scan
from tests.reports import made
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def work(world):
    """One task of each class."""
    return made.work(world)


@pytest.fixture
def sent(world, work):
    """A report that was handed on."""
    return services.hand_on(report_id=made.report(world).pk, version=1, actor=world.centre_director, now=NOW)


class TestHandOn:
    """Freezing and handing on"""

    def test_starts_a_draft_that_says_the_report(self, sent, world):
        """Its type, its subject, its sentences, and where each figure comes from."""
        content = sent.draft.content

        assert (sent.draft.type_code, sent.draft.subject) == ("BC", sent.subject)
        texts = [block["text"] for block in content["blocks"] if block["kind"] == "paragraph"]
        assert any(text.startswith("Đã hoàn thành 3/6 nhiệm vụ (50,0 %)") for text in texts)
        annexes = composition.annexes_of(content)
        assert [first["title"] for first, *_rest in annexes] == [
            "Chỉ tiêu", "Theo dõi kết quả thực hiện nhiệm vụ", "Kết quả theo đơn vị", "Nguồn số liệu",
        ]  # fmt: skip
        _first, frozen, sources = annexes[-1]
        assert sent.snapshots.get().code in frozen["text"]
        assert sources["header"] == ["STT", "Số liệu", "Giá trị", "Cách tính", "Phiên bản"]
        assert ["Nhiệm vụ đã hoàn thành", "3"] in [row[1:3] for row in sources["rows"]]
        assert ["Tỷ lệ hoàn thành", "50,0 % (3/6)"] in [row[1:3] for row in sources["rows"]]

    def test_what_nobody_wrote_is_not_said_to_be_nothing(self, sent, world):
        """A section of free text stays visibly empty; a table without rows says so."""
        blocks = sent.draft.content["blocks"]
        after = {first.get("title"): second for first, second in itertools.pairwise(blocks)}

        assert after["Tồn tại, hạn chế và nguyên nhân"]["text"] == "(Chưa có nội dung.)"
        assert after["Khó khăn, vướng mắc đang chờ ý kiến"]["text"] == "Không."

    def test_is_set_with_its_annexes(self, sent, world):
        """As .docx and .pdf, by the draft's own page, before it is signed."""
        printed = setting.content_of(sent.draft.content, signature={"authority": [], "title": "GIÁM ĐỐC", "name": "Hà"})

        named = {"place": "Bình Sơn", "symbol": "BC-TTUD", "to": ["Sở"], "recipients": ["Như trên"], "archive": "VT"}
        content = from_json(printed | named)

        assert [annex.title for annex in content.annexes][-1] == "Nguồn số liệu"
        assert [one for one in check(write_docx(content), name="a.docx") if one.is_blocking] == []

    def test_carries_its_chart(self, sent):
        """Below where the table of the same numbers is named, which is wider than the page, and in either file."""
        blocks = sent.draft.content["blocks"]
        charts = [place for place, block in enumerate(blocks) if block["kind"] == "chart"]
        assert [blocks[place].get("form", "bars") for place in charts] == ["series", "bars"]
        at = charts[1]
        named, chart = blocks[at - 1], blocks[at]
        (table,) = (block for block in blocks if block.get("header", [""])[0] == "Đơn vị")

        assert named["text"] == "Số liệu chi tiết tại Phụ lục “Kết quả theo đơn vị”."
        assert blocks.index(table) > at
        by_name = {row[0]: row for row in table["rows"]}
        assert chart["parts"] == ["Hoàn thành", "Trong hạn", "Quá hạn", "Không có thời hạn"]
        for bar in chart["bars"]:
            row = by_name[bar["name"]]
            assert bar["counts"] == [sum(map(int, row[4:7])), *map(int, row[7:10])]
        assert sum(sum(bar["counts"]) for bar in chart["bars"]) == 6

    def test_of_very_many_units_the_chart_shows_those_with_most_tasks(self):
        """In the order of the table, which has them all; and says so."""
        rows = [(f"Xã {n}", [n, 0, 0, 0]) for n in (*range(1, 16), 20, 0)]

        chart = drafting._chart(Bars([(state, state) for state in "abcd"], rows))

        assert [bar["name"] for bar in chart["bars"]] == [f"Xã {n}" for n in (*range(2, 16), 20)]
        assert "15 đơn vị có nhiều nhiệm vụ nhất" in chart["title"]

    def test_of_very_many_targets_the_chart_shows_those_farthest_behind(self):
        """Of the plan; in the order of the annex."""
        rows = [(f"CT {n}", [n * 10 % 170, 880]) for n in range(20)]

        chart = drafting._chart(Bars([("done", "Đạt"), ("doing", "Cần")], rows, "bullets", "Chỉ tiêu", 1))

        assert [bar["name"] for bar in chart["bars"]] == [f"CT {n}" for n in (*range(12), *range(17, 20))]
        assert (chart["form"], chart["decimals"]) == ("bullets", 1)
        assert chart["title"] == "Chỉ tiêu (15 chỉ tiêu đạt thấp nhất)"

    def test_keeps_the_records_behind_each_figure(self, sent, work):
        """Their ids, and the digest of it all."""
        figure = FrozenFigure.objects.get(code="done_share")

        assert set(snapshots.spread(figure.records)) == {work[name].pk for name in ("in_time", "late", "undated")}
        assert set(snapshots.spread(figure.base_records)) == {task.pk for task in work.values()}
        assert selectors.is_intact(sent.snapshots.get())
        assert Entry.objects.get(act="reports.hand_on").after["sha256"] == sent.snapshots.get().sha256

    def test_what_is_recorded_later_changes_nothing_of_it(self, sent, world, work):
        """The frozen figure stays; as now it is another, and the record that came is named."""
        body = sent.snapshots.get().body
        Task.objects.filter(pk=work["overdue"].pk).update(stage="done", done_date=dt.date(2026, 11, 20), closed_at=NOW)

        pairs = {
            pair.code: pair
            for pair in selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)
        }

        assert (pairs["done"].before.text, pairs["done"].after.text, pairs["done"].change) == ("3", "4", "+1")
        assert [one.address for one in pairs["done"].changed[0].come.records] == [
            reverse("tasks:task", args=[work["overdue"].pk])
        ]
        assert ([one.gone.total for one in pairs["overdue"].changed], pairs["overdue"].change) == ([1], "−1")
        assert pairs["done_share"].change == "+16,7"
        assert sent.snapshots.get().body == body
        assert selectors.is_intact(sent.snapshots.get())

    def test_names_no_record_that_the_reader_may_not_see(self, sent, world, work):
        """How many changed is told."""
        Task.objects.filter(pk=work["open"].pk).update(stage="done", done_date=dt.date(2026, 11, 20), closed_at=NOW)

        pairs = selectors.with_now(sent, sent.snapshots.get(), person=world.farm_head, now=LATER)

        done = next(pair for pair in pairs if pair.code == "done")
        assert [(one.come.total, one.come.records, one.unnamed) for one in done.changed] == [(1, [], 1)]

    def test_of_others_no_rows_are_shown(self, sent, world):
        """A reader who looks after another unit sees the totals of what was sent."""
        snapshot = sent.snapshots.get()

        body = selectors.without_rows_of_others(snapshot, sent, person=world.farm_head, today=NOW.date())

        table = next(section for section in body["sections"] if section["code"] == "tasks")["table"]
        assert (table["rows"], table["hidden"]) == ([], 6)

    @pytest.mark.parametrize(
        ("actor", "version", "refusal"),
        [
            pytest.param("director", 1, errors.NotComposer, id="not-composer"),
            pytest.param("farm_head", 1, errors.ReportMissing, id="not-seen"),
            pytest.param("centre_director", 9, errors.ReportChanged, id="overtaken"),
        ],
    )
    def test_refusal_changes_nothing(self, world, work, actor, version, refusal):
        """No snapshot, no draft, no entry."""
        report = made.report(world)

        with pytest.raises(refusal):
            services.hand_on(report_id=report.pk, version=version, actor=getattr(world, actor), now=NOW)

        report.refresh_from_db()
        assert (report.state, report.version, report.draft) == ("drafting", 1, None)
        assert [model.objects.count() for model in (Snapshot, FrozenFigure, Draft)] == [0, 0, 0]
        assert not Entry.objects.filter(act="reports.hand_on").exists()

    def test_twice_is_refused(self, sent, world):
        """It is on its way."""
        with pytest.raises(errors.WrongState):
            services.hand_on(report_id=sent.pk, version=sent.version, actor=world.centre_director, now=NOW)

        assert Snapshot.objects.count() == Draft.objects.count() == 1

    @pytest.mark.parametrize(
        ("model", "column"),
        [(Snapshot, "sha256"), (Snapshot, "body"), (FrozenFigure, "text"), (FrozenFigure, "records")],
    )
    def test_the_database_refuses_to_change_it(self, sent, model, column):
        """Whoever writes, whatever they write; nor does it let it go."""
        row = model.objects.first()

        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**{column: "x"})
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk).delete()

        assert getattr(model.objects.get(pk=row.pk), column) == getattr(row, column)


class TestOpenAgain:
    """Going on after the draft was withdrawn"""

    def test_goes_on_and_is_frozen_anew(self, sent, world):
        """What it was sent with first stays beside the second."""
        draft = sent.draft
        composing.withdraw(draft_id=draft.pk, version=draft.version, reason="Sửa", actor=world.centre_director, now=NOW)

        report = services.open_again(report_id=sent.pk, version=sent.version, actor=world.centre_director, now=NOW)
        services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=LATER)

        assert list(report.snapshots.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert Draft.objects.count() == 2

    def test_refusal_changes_nothing(self, sent, world):
        """While the draft is on its way."""
        with pytest.raises(errors.DraftStillOpen):
            services.open_again(report_id=sent.pk, version=sent.version, actor=world.centre_director, now=NOW)

        report = Report.objects.get(pk=sent.pk)
        assert (report.state, report.version) == ("handed_on", sent.version)
        assert not Entry.objects.filter(act="reports.open_again").exists()


class TestWithdraw:
    """Withdrawing a report"""

    def test_keeps_the_reason(self, world):
        """The report stays on record."""
        report = services.withdraw(
            report_id=made.report(world).pk, version=1, reason=" Nhầm ", actor=world.centre_director, now=NOW
        )

        assert (report.state, report.withdrawn_reason) == ("withdrawn", "Nhầm")

    def test_without_a_reason_changes_nothing(self, world):
        """Nothing is withdrawn silently."""
        report = made.report(world)

        with pytest.raises(errors.NothingWritten):
            services.withdraw(report_id=report.pk, version=1, reason=" ", actor=world.centre_director, now=NOW)

        report.refresh_from_db()
        assert (report.state, report.version) == ("drafting", 1)


class TestIssued:
    """What the documents tell back"""

    def test_the_report_knows_the_document(self, world, kept_files):
        """Once, however often it is told."""
        outgoing = numbered(world)
        report = made.report(world)
        Report.objects.filter(pk=report.pk).update(draft=outgoing.draft, state="handed_on")

        issued = outgoings.issue(outgoing_id=outgoing.pk, scan=scan(), actor=world.office_head, now=NOW)
        with transaction.atomic():
            services.note_issued(DocumentIssued(document_id=issued.document_id, actor_id=world.clerk.pk, at=NOW))

        report.refresh_from_db()
        assert (report.state, report.issued_as_id) == ("issued", issued.document_id)
        assert Entry.objects.filter(act="reports.issue").count() == 1


class TestPages:
    """The pages of what was sent"""

    def test_show_what_was_sent_and_what_changed(self, sent, world, work, client):
        """The figure of then, and that it is intact."""
        Task.objects.filter(pk=work["overdue"].pk).update(stage="done", done_date=dt.date(2026, 11, 20), closed_at=NOW)
        client.force_login(world.centre_director)

        then = client.get(f"{sent.address}ban-gui/1/").content.decode()
        changed = client.get(f"{sent.address}ban-gui/1/thay-doi/").content.decode()

        assert ">3</button>" in then
        assert "status--done" in then
        assert work["overdue"].code in changed
        assert client.get(f"{sent.address}ban-gui/2/").status_code == 404

    def test_open_the_records_of_a_figure_as_it_was_sent(self, sent, world, work, client):
        """Those of then, whatever became of them; a reader who may not see one is told."""
        Task.objects.filter(pk=work["late"].pk).update(stage="assigned", done_date=None, closed_at=None)
        client.force_login(world.centre_director)

        page = client.get(f"{sent.address}ban-gui/1/so-lieu/done/").content.decode()

        assert [work[name].code in page for name in ("in_time", "late", "undated", "open")] == [True, True, True, False]
        seen = selectors.sent_records(
            sent, sent.snapshots.get(), "counted", is_base=False, person=world.farm_head, now=NOW
        )
        assert (seen.total, seen.ids, seen.hidden) == (6, [work["overdue"].pk], 5)
        assert client.get(f"{sent.address}ban-gui/1/so-lieu/khac/").status_code == 404
        assert client.get(f"{sent.address}ban-gui/1/so-lieu/done_share/?phan=mau-so").status_code == 200

    def test_the_workbook_of_what_was_sent_holds_the_figures_that_were_sent(self, sent, world, work, client):
        """Whatever is recorded since; under the code of the copy."""
        snapshot = sent.snapshots.get()
        Task.objects.filter(pk=work["overdue"].pk).update(stage="done", done_date=dt.date(2026, 11, 20), closed_at=NOW)
        client.force_login(world.centre_director)

        answer = client.get(reverse("reports:export-sent", args=[sent.pk, snapshot.number]))

        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        figures = {row[0]: row[2] for row in book["Số liệu"].iter_rows(min_row=2, values_only=True)}
        assert figures == {said["code"]: said["text"] for said in snapshot.body["figures"]}
        assert snapshot.code in book["Báo cáo"]["A3"].value
        assert body_of(paper_from(snapshot.body)) == snapshot.body

    def test_set_two_reports_beside_each_other(self, sent, world, client):
        """Figure by figure."""
        other = made.report(world, kind_code="months6")
        client.force_login(world.centre_director)

        page = client.get(f"{other.address}doi-chieu/?voi={sent.pk}").content.decode()

        assert "Nhiệm vụ đã hoàn thành" in page
        assert client.get(f"{other.address}doi-chieu/").status_code == 200

    def test_a_figure_that_no_sentence_names_was_sent_too(self, world, client):
        """Nothing was done then; a later report is set beside that nought."""
        first = made.report(world, kind_code="months4")
        services.hand_on(report_id=first.pk, version=first.version, actor=world.centre_director, now=NOW)
        made.done(world, dt.date(2026, 6, 1), due_date=dt.date(2026, 6, 2))
        second = made.report(world, kind_code="months6")

        pairs = {pair.code: pair for pair in selectors.side_by_side(first, second, now=NOW)}

        done = pairs["done"]
        assert (done.before.text, done.after.text, done.change) == ("0", "1", "+1")
        assert all(code in pairs and pairs[code].before for code in structures.counters())
        assert "done" not in {value["code"] for value in first.snapshots.get().body["figures"]}
        assert selectors.is_intact(first.snapshots.get())

    def test_measures_that_one_of_two_names_stand_beside_each_other(self, world):
        """The one that was not sent is counted for it."""
        first = made.report(world, kind_code="months6")
        services.word(
            report_id=first.pk, version=1, section="overview", text="Ban hành {documents.issued} văn bản.",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip
        first.refresh_from_db()
        services.hand_on(report_id=first.pk, version=first.version, actor=world.centre_director, now=NOW)

        pairs = {pair.code: pair for pair in selectors.side_by_side(first, made.report(world), now=NOW)}

        pair = pairs["documents.issued"]
        assert (pair.before.text, pair.after.text) == ("0", "0")
