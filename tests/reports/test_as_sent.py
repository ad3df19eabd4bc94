"""A report as it was sent: what it is compared with, its document, its workbook."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from dataclasses import replace

import openpyxl
import pytest
from django.urls import reverse

from dondoc.documents.composing import services as composing
from dondoc.kernel import measures
from dondoc.reports import drafting, selectors, services, structures, wording
from dondoc.reports.composition import paper_from
from dondoc.reports.models import Report
from dondoc.tasks.models import Task
from tests.programme import targets
from tests.reports import made
from tests.reports.test_composing import broken
from tests.reports.test_contributing import ask
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=10)


@pytest.fixture
def work(world):
    """One task of each class."""
    return made.work(world)


def hand_on(report, world, *, now=NOW):
    """Freeze a report as it is."""
    report.refresh_from_db()
    return services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=now)


def said_below(draft, title):
    """Return the paragraphs of a document between a heading and the next one."""
    blocks = draft.content["blocks"]
    at = next(place for place, block in enumerate(blocks) if block.get("title") == title)
    below = itertools.takewhile(lambda block: block["kind"] not in ("heading", "annex"), blocks[at + 1 :])
    return [block["text"] for block in below if block["kind"] == "paragraph"]


class TestDocument:
    """What the document says where nothing stands"""

    def test_nobody_said_that_there_is_nothing(self, world):
        """Free text that nobody wrote is not there yet; of what was counted there is none."""
        report = ask(made.report(world), world)

        draft = hand_on(report, world).draft

        assert said_below(draft, "Tồn tại, hạn chế và nguyên nhân") == [
            "(Chưa có nội dung.)", f"Đơn vị chưa gửi nội dung: {world.lab.name}; {world.farm.name}.",
        ]  # fmt: skip
        assert said_below(draft, "Kiến nghị, đề xuất") == ["(Chưa có nội dung.)"]
        # No document was named whose weak points could be answered.
        assert said_below(draft, "Khắc phục tồn tại, hạn chế đã được chỉ ra") == ["(Chưa có nội dung.)"]
        assert said_below(draft, "Khó khăn, vướng mắc đang chờ ý kiến") == ["Không."]

    def test_what_a_unit_wrote_stands(self, world):
        """As it wrote it."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)
        services.contribute(request_id=request.pk, words="Không.", actor=world.officer, now=NOW)

        assert said_below(hand_on(report, world).draft, "Tồn tại, hạn chế và nguyên nhân") == [
            f"{world.lab.name}: Không.", f"Đơn vị chưa gửi nội dung: {world.farm.name}.",
        ]  # fmt: skip


class TestDiffering:
    """A document that says otherwise than the frozen report"""

    def edit(self, draft, world):
        """Type a figure over."""
        block = next(one for one in draft.content["blocks"] if one.get("text", "").startswith("Đã hoàn thành 3/6"))
        composing.edit_block(
            draft_id=draft.pk, version=draft.version, block_id=block["id"],
            blocks=[block | {"text": "Đã hoàn thành 6/6 nhiệm vụ (100 %)."}], actor=world.centre_director, now=NOW,
        )  # fmt: skip

    def test_is_told_beside_both(self, client, world, work):
        """On the page of the draft and on that of what was sent, with the block; until then on neither."""
        sent = hand_on(made.report(world), world)
        pages = (f"{sent.address}ban-gui/1/", reverse("drafts:draft", args=[sent.draft_id]))
        client.force_login(world.centre_director)
        before = [client.get(page).context["differing"] for page in pages]

        self.edit(sent.draft, world)

        assert before == [None, None]
        for page in pages:
            answer = client.get(page)
            assert [one.words for one in answer.context["differing"].blocks] == ["Đã hoàn thành 6/6 nhiệm vụ (100 %)."]
            assert sent.snapshots.get().code in answer.content.decode()
        assert selectors.is_intact(sent.snapshots.get())

    def test_is_not_told_of_an_earlier_copy(self, client, world, work):
        """Its draft was withdrawn: the one of now carries another copy."""
        sent = hand_on(made.report(world), world)
        draft = sent.draft
        composing.withdraw(draft_id=draft.pk, version=draft.version, reason="Sửa", actor=world.centre_director, now=NOW)
        services.open_again(report_id=sent.pk, version=sent.version, actor=world.centre_director, now=NOW)
        self.edit(hand_on(sent, world).draft, world)
        client.force_login(world.centre_director)

        found = [client.get(f"{sent.address}ban-gui/{number}/").context["differing"] for number in (1, 2)]

        assert (found[0], len(found[1].blocks)) == (None, 1)


@pytest.mark.parametrize("kind", ["months6", "notice", "follow_up"])
def test_the_classes_that_are_named_are_all_of_them(kind):
    """Whatever is nought: what is done and what is open add up to the whole."""
    sections = structures.kinds()[kind].sections
    for nought in itertools.product([True, False], repeat=3):
        names = dict(zip(("done", "in_time", "no_deadline"), nought, strict=True))
        text = "\n".join(wording.standard(section, lambda code: names.get(code, False)) for section in sections)  # noqa: B023
        for name, is_nought in names.items():
            assert is_nought or f"{{{name}}}" in text
        if not names["done"] and "{done_in_time}" in text:
            assert "{done_undated}" in text


def cells(answer):
    """Return what the sheets of a workbook say, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


class TestWorkbook:
    """What accompanies the document"""

    def test_is_of_what_was_sent(self, client, world, work, monkeypatch):
        """Whatever is recorded since; with its code, and every row that the document leaves out."""
        monkeypatch.setattr(drafting, "PAPER_ROWS", 2)
        sent = hand_on(made.report(world), world)
        code = sent.snapshots.get().code
        made.done(world, dt.date(2026, 6, 3))
        client.force_login(world.centre_director)

        answer = client.get(f"{sent.address}bang-tinh/", follow=True)

        found = cells(answer)
        assert code in found["Báo cáo"][2][0]
        assert code in answer.headers["Content-Disposition"]
        figures = {row[0]: row[2:5] for row in found["Số liệu"]}
        assert (figures["done"], figures["done_share"]) == (["3", 3, None], ["50,0 %", 3, 6])
        assert len(found["Theo dõi kết quả thực hiện nhiệ"]) == 1 + 6
        blocks = sent.draft.content["blocks"]
        assert "Còn 4 dòng khác, có trong bảng tính kèm theo." in [block.get("text") for block in blocks]
        assert next(len(block["rows"]) for block in blocks if block.get("header", [""])[0] == "STT") == 2

    def test_the_page_of_what_was_sent_shows_the_first_rows(self, client, world, work, monkeypatch):
        """And says how many the workbook has more."""
        monkeypatch.setattr(selectors, "SENT_ROWS", 2)
        sent = hand_on(made.report(world), world)
        client.force_login(world.centre_director)

        paper = client.get(f"{sent.address}ban-gui/1/").context["paper"]

        table = next(section for section in paper["sections"] if section["code"] == "tasks")["table"]
        assert (len(table["rows"]), table["left_out"]) == (2, 4)
        assert selectors.is_intact(sent.snapshots.get())

    def test_is_of_the_copy_that_was_sent_last(self, client, world, work):
        """The first stays when a second is sent."""
        sent = hand_on(made.report(world), world)
        draft = sent.draft
        composing.withdraw(draft_id=draft.pk, version=draft.version, reason="Sửa", actor=world.centre_director, now=NOW)
        services.open_again(report_id=sent.pk, version=sent.version, actor=world.centre_director, now=NOW)
        made.done(world, dt.date(2026, 6, 3))
        hand_on(sent, world)
        client.force_login(world.centre_director)

        done = [
            next(row[2] for row in cells(client.get(address, follow=True))["Số liệu"] if row[0] == "done")
            for address in (f"{sent.address}ban-gui/1/bang-tinh/", f"{sent.address}bang-tinh/")
        ]

        assert done == ["3", "4"]

    def test_of_a_report_that_was_not_sent_says_so(self, client, world, work):
        """It is counted now, and says when."""
        report = made.report(world)
        client.force_login(world.centre_director)

        found = cells(client.get(f"{report.address}bang-tinh/"))

        assert re.search(r"tính lúc \d\d:\d\d, .*, không phải bản đã gửi", found["Báo cáo"][2][0])

    def test_holds_no_rows_of_others(self, client, world, work):
        """A reader who does not look after the unit gets the totals."""
        sent = hand_on(made.report(world), world)
        Report.objects.filter(pk=sent.pk).update(made_by=world.farm_head)
        client.force_login(world.farm_head)

        found = cells(client.get(f"{sent.address}bang-tinh/", follow=True))

        assert "Theo dõi kết quả thực hiện nhiệ" not in found
        assert found["Số liệu"][1][2] == "6"

    def test_a_frozen_figure_prints_as_it_was_frozen(self, world, work):
        """However figures are printed by now."""
        body = hand_on(made.report(world), world).snapshots.get().body
        next(said for said in body["figures"] if said["code"] == "done_share")["text"] = "50 %"

        paper = paper_from(body)

        assert next(value.text for value in paper.figures if value.code == "done_share") == "50 %"


class TestRecords:
    """The records behind what was sent that no list of tasks has"""

    @pytest.fixture
    def sent(self, world):
        """A report with a target, a typed one and a share that an app measures."""
        targets.target(world, measure="tasks.completed", unit_of_measure="%", aggregation="ratio")
        targets.typed(targets.typed_target(world), 5, 12, world=world)
        report = made.report(world)
        services.word(
            report_id=report.pk, version=1, section="overview", text="Đạt {tasks.completed}.",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip
        return hand_on(report, world)

    @pytest.mark.parametrize("code", ["target:CT-01", "tasks.completed"])
    def test_open_as_they_were(self, client, world, work, sent, code):
        """Whatever became of them; the base apart."""
        Task.objects.filter(pk=work["late"].pk).update(stage="assigned", done_date=None, closed_at=None)
        client.force_login(world.centre_director)
        page = client.get(f"{sent.address}ban-gui/1/").content.decode()

        counted, base = (
            client.get(f"{sent.address}ban-gui/1/so-lieu/{code}/{query}") for query in ("", "?phan=mau-so")
        )

        assert f"ban-gui/1/so-lieu/{code}/?phan=mau-so" in page
        done = [work[name].code for name in ("in_time", "late", "undated")]
        assert [task.code in counted.content.decode() for task in work.values()] == [
            task.code in done for task in work.values()
        ]
        assert [len(answer.context["records"]) for answer in (counted, base)] == [3, 6]
        assert (counted.context["hidden"], base.context["hidden"]) == (0, 0)

    def test_of_others_are_counted_only(self, world, work, sent):
        """A reader who looks after another unit opens theirs."""
        found = [
            selectors.sent_records(sent, sent.snapshots.get(), code, is_base=True, person=world.farm_head, now=NOW)
            for code in ("target:CT-01", "tasks.completed")
        ]

        assert [(one.total, one.ids, one.hidden) for one in found] == [(6, [work["overdue"].pk], 5)] * 2

    def test_of_a_typed_figure_are_what_was_typed(self, client, world, sent):
        """With its evidence."""
        client.force_login(world.centre_director)

        page = client.get(f"{sent.address}ban-gui/1/so-lieu/target:CT-02/")

        assert [record.title for record in page.context["records"]] == ["tháng 5/2026: 12"]

    def test_a_row_of_the_annex_opens_its_target_in_the_period(self, world, sent):
        """Not in the year of whoever reads it."""
        sections = sent.snapshots.get().body["sections"]

        addresses = next(section for section in sections if section["code"] == "targets")["table"]["addresses"]

        assert [address.partition("?")[2] for address in addresses] == ["ky=2026", "ky=2026"]


class TestFailed:
    """A measure that fails"""

    def test_since_it_was_sent_its_page_says_why(self, client, world, work, monkeypatch):
        """Nobody is told that records are hidden from them."""
        targets.target(world)
        sent = hand_on(made.report(world), world)
        failing = replace(measures.get("tasks.done"), records=lambda _scope, _now: 1 / 0)
        monkeypatch.setitem(measures._measures, "tasks.done", failing)
        client.force_login(world.centre_director)

        answer = client.get(f"{sent.address}ban-gui/1/so-lieu/target:CT-01/")

        assert (answer.status_code, answer.context["hidden"], list(answer.context["records"])) == (200, 0, [])
        assert "(ZeroDivisionError)" in answer.content.decode()

    def test_its_page_says_why(self, client, world, monkeypatch):
        """There are no records to be shown, now or as it was sent; nothing breaks."""
        monkeypatch.setattr(measures, "_measures", {})
        measures.register(broken())
        report = made.report(world)
        services.word(
            report_id=report.pk, version=1, section="overview", text="Đo được {test.broken}.",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip
        sent = hand_on(report, world)
        client.force_login(world.centre_director)

        for address in (sent.address, f"{sent.address}ban-gui/1/"):
            answer = client.get(f"{address}so-lieu/test.broken/")
            assert answer.status_code == 200
            assert "(ZeroDivisionError)" in answer.content.decode()
            assert list(answer.context["records"]) == []


class TestWithNow:
    """As sent and as now"""

    def test_is_for_the_day_that_was_sent(self, world, work):
        """Days went by and nothing was recorded: nothing differs, neither counts nor measures nor targets."""
        made.task(world, due_date=(NOW + dt.timedelta(days=5)).date())
        targets.target(world, measure="tasks.overdue", unit_of_measure="%", aggregation="ratio")
        report = made.report(world)
        text = "Quá hạn {overdue}, {tasks.overdue}; không tính {not_counted}."
        services.word(
            report_id=report.pk, version=1, section="overview", text=text, actor=world.centre_director, now=NOW
        )
        sent = hand_on(report, world)
        made.task(world, assigned_at=NOW + dt.timedelta(days=2))

        pairs = selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)

        assert {pair.code for pair in pairs} >= {"overdue", "tasks.overdue", "not_counted", "target:CT-01"}
        assert [pair.code for pair in pairs if not pair.is_same] == []

    def test_what_was_recorded_since_of_those_days_counts(self, world, work):
        """A result of a day before the report that is recorded after it."""
        sent = hand_on(made.report(world), world)
        later = work["overdue"]
        later.stage, later.done_date, later.closed_at = "done", dt.date(2026, 11, 20), LATER
        later.save()

        pairs = {
            pair.code: pair
            for pair in selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)
        }

        assert (pairs["overdue"].before.text, pairs["overdue"].after.text) == ("1", "0")
