"""A report as it reads now."""

from __future__ import annotations

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.background import registry
from dondoc.background.models import Job
from dondoc.documents.searching import index
from dondoc.kernel import clock, measures
from dondoc.kernel.measures import Measure, Part
from dondoc.organization import selectors as organization
from dondoc.reports import errors, selectors, services, wording
from dondoc.reports.choices import Counting
from dondoc.reports.composition import Value
from dondoc.reports.forms import CHOOSE, NONE_FOUND
from dondoc.reports.models import Report, Tally, Wording
from dondoc.tasks import selectors as tasks
from dondoc.tasks.listing import TaskList
from dondoc.tasks.models import Task
from tests import world as worlds
from tests.programme import targets
from tests.reports import made
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def composed(report, person, now=NOW):
    """Return the report as a person reads it."""
    tally = selectors.tallied(selectors.Basis.of(report, now=now))
    return selectors.compose(report, person=person, now=now, tally=tally)


def words(paper, code):
    """Return the paragraphs of a section."""
    return wording.plain(next(section for section in paper.sections if section.code == code).paragraphs)


def table(paper, code):
    """Return the table of a section."""
    return next(section for section in paper.sections if section.code == code).table


class TestStart:
    """Beginning a report"""

    def test_begins_a_report_of_a_period(self, world):
        """With the days of the period, and an entry."""
        report = made.report(world, kind_code="months6")

        assert (report.first_day, report.last_day) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
        assert report.subject == "Kết quả công tác 6 tháng đầu năm 2026 và nhiệm vụ trọng tâm thời gian tới"
        assert Entry.objects.get(act="reports.start").subject == f"report:{report.pk}"

    def test_begins_a_report_by_the_cut_offs(self, world):
        """Half a year goes from 15/12 to 14/6 (Điều 12 NĐ 09/2019/NĐ-CP)."""
        report = made.report(world, kind_code="months6", is_reported=True)

        assert (report.first_day, report.last_day) == (dt.date(2025, 12, 15), dt.date(2026, 6, 14))
        assert report.period_code == "bc-2026-n1"

    @pytest.mark.parametrize(
        ("said", "refusal"),
        [
            pytest.param({"kind_code": "khac"}, errors.KindUnknown, id="kind"),
            pytest.param(
                {"kind_code": "custom", "first_month": 5, "last_month": 2}, errors.PeriodUnfit, id="backwards"
            ),
            pytest.param({"kind_code": "month"}, errors.PeriodUnfit, id="no-month"),
            pytest.param({"year": None}, errors.PeriodUnfit, id="no-year"),
            pytest.param({"year": 2027}, errors.PeriodNotBegun, id="future"),
            pytest.param({"kind_code": "notice"}, errors.DocumentNeeded, id="no-document"),
        ],
    )
    def test_refusal_changes_nothing(self, world, said, refusal):
        """No report, no entry."""
        with pytest.raises(refusal):
            made.report(world, **said)

        assert not Report.objects.exists()
        assert not Entry.objects.filter(act="reports.start").exists()

    def test_refuses_the_unit_of_others(self, world):
        """One reports on what one looks after, and composes where one holds a post."""
        with pytest.raises(errors.UnitNotYours):
            made.report(world, unit_id=world.office.pk)
        with pytest.raises(errors.UnitNotYours):
            made.report(world, drafting_unit_id=world.office.pk)

        assert not Report.objects.exists()


class TestCompose:
    """The sections of a report"""

    def test_says_the_figures_of_the_period(self, world):
        """In sentences, with shares from their unrounded parts."""
        made.work(world)

        paper = composed(made.report(world), world.centre_director)

        assert words(paper, "overview") == [
            (
                "Tổng số nhiệm vụ phải thực hiện trong kỳ là 6, gồm 1 nhiệm vụ kỳ trước chuyển sang và 5 nhiệm vụ "
                "giao trong kỳ."
            ),
            (
                "Đã hoàn thành 3/6 nhiệm vụ (50,0 %), trong đó 1 nhiệm vụ đúng hạn, 1 nhiệm vụ quá hạn, 1 nhiệm vụ "
                "không có thời hạn; tỷ lệ đúng hạn 50,0 % theo thời hạn hiện hành, 50,0 % theo thời hạn ban đầu."
            ),
            "Còn 1 nhiệm vụ quá hạn chưa hoàn thành (16,7 %).",
        ]

    def test_agrees_with_nought(self, world):
        """No task at all: no figure, no share."""
        paper = composed(made.report(world), world.centre_director)

        assert words(paper, "overview") == [
            "Trong kỳ không có nhiệm vụ nào phải thực hiện.",
            "Không có nhiệm vụ nào hoàn thành trong kỳ.",
            "Không có nhiệm vụ nào quá hạn chưa hoàn thành.",
        ]
        assert paper.figures == []

    def test_prints_a_dash_for_a_share_of_nothing(self, world):
        """Never 100 %."""
        made.done(world, dt.date(2026, 6, 1))

        paper = composed(made.report(world), world.centre_director)

        assert "tỷ lệ đúng hạn — theo thời hạn hiện hành" in words(paper, "overview")[1]

    def test_counts_each_unit_and_their_sum(self, world):
        """The rows of the units add up to the last."""
        made.work(world)

        rows = table(composed(made.report(world), world.centre_director), "units").rows

        assert [row[0] for row in rows] == [world.lab.name, world.farm.name, "Tổng cộng"]
        for column in range(1, 10):
            assert int(rows[0][column]) + int(rows[1][column]) == int(rows[2][column])

    def test_looks_at_the_last_day_of_a_period_that_is_over(self, world):
        """What was done later had not been done then."""
        made.done(world, dt.date(2026, 9, 1), due_date=dt.date(2026, 10, 1))

        paper = composed(made.report(world, kind_code="months6"), world.centre_director)

        assert words(paper, "overview")[1] == "Không có nhiệm vụ nào hoàn thành trong kỳ."

    def test_names_what_is_due_after_the_period(self, world):
        """As the work of the next one, nearest first."""
        later = made.task(world, due_date=dt.date(2027, 3, 1), action="Sau")
        sooner = made.task(world, due_date=dt.date(2027, 1, 5), action="Trước")

        found = table(composed(made.report(world), world.centre_director), "next")

        assert [row[0] for row in found.rows] == [sooner.action, later.action]

    def test_tells_what_became_of_weak_points(self, world):
        """Those of the document that is named."""
        remedy = made.done(world, dt.date(2026, 5, 1))
        weakness = remedy.document.weaknesses.create(
            start=0, end=9, quote="Còn chậm", named_by=world.clerk, named_at=NOW
        )
        weakness.remedies.add(remedy)
        report = made.report(world)
        Report.objects.filter(pk=report.pk).update(document=remedy.document)
        report.refresh_from_db()

        rows = table(composed(report, world.centre_director), "weaknesses").rows

        assert rows == [["Còn chậm", f"{remedy.code} {remedy.action}", "Đã khắc phục"]]

    def test_tells_of_obstacles_that_stand(self, world):
        """With what is proposed, and whom they wait for."""
        stopped = made.task(world)
        stopped.obstacles.create(
            text="Thiếu máy", proposal="Mượn máy", raised_by=world.lab_head, raised_at=made.SPRING,
            lies_with=world.centre,
        )  # fmt: skip

        rows = table(composed(made.report(world), world.centre_director), "obstacles").rows

        assert rows == [[stopped.action, "Thiếu máy", "Mượn máy", world.centre.name]]

    def test_is_on_a_document(self, world):
        """Only its tasks count, of any time."""
        first = made.task(world)
        made.task(world)
        report = made.report(world)
        Report.objects.filter(pk=report.pk).update(
            kind_code="notice", document=first.document, period_code="", first_day=None, last_day=None
        )
        report = Report.objects.get(pk=report.pk)

        paper = composed(report, world.centre_director)

        assert words(paper, "overview")[0] == "Số nhiệm vụ được giao là 1."

    def test_still_composes_when_a_measure_fails(self, world, monkeypatch):
        """The report says which figure is missing and why."""
        monkeypatch.setattr(measures, "_measures", {})
        measures.register(broken())
        report = made.report(world)
        services.word(
            report_id=report.pk, version=report.version, section="overview", text="Đo được {test.broken}, {counted}.",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip

        paper = composed(report, world.centre_director)

        assert words(paper, "overview") == ["Đo được —, 0."]
        assert [(value.code, "test.broken" in value.why) for value in paper.missing] == [("test.broken", True)]

    def test_prints_what_apps_measure(self, world, monkeypatch):
        """By the code of the measure, over the period and the unit of the report."""
        monkeypatch.setattr(measures, "_measures", {})
        measures.register(measure())
        made.work(world)
        report = made.report(world)
        services.word(
            report_id=report.pk, version=report.version, section="overview", text="Có {test.led} việc.",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip

        assert words(composed(report, world.centre_director), "overview") == ["Có 6 việc."]


def measure():
    """Return a measure over the tasks that units lead."""
    return Measure(
        code="test.led", name="Việc", unit="việc", formula="Số việc", version=1,
        records=lambda scope, _now: Task.objects.filter(organization.within(scope.units, "lead_unit")),
        unit_field="lead_unit",
        visible=lambda rows, person, day: rows.filter(pk__in=tasks.visible_to(person, today=day).values("pk")),
        shown=lambda rows: [measures.Record(row.action, "", "/") for row in rows],
    )  # fmt: skip


def broken():
    """Return a measure that fails."""
    return Measure(
        code="test.broken", name="Hỏng", unit="việc", formula="Không", version=1,
        records=lambda _scope, _now: 1 / 0, unit_field="lead_unit", visible=lambda rows, _person, _day: rows,
        shown=lambda _rows: [],
    )  # fmt: skip


class TestWord:
    """Rewriting a section around its figures"""

    def test_keeps_the_figures_live(self, world):
        """What was typed stays, what is a token is counted anew."""
        made.work(world)
        report = made.report(world)

        services.word(
            report_id=report.pk, version=1, section="overview", text="Xong {done} việc, 17 việc khác.",
            actor=world.centre_director, now=NOW,
        )  # fmt: skip
        before = words(composed(report, world.centre_director), "overview")
        made.done(world, dt.date(2026, 6, 2))
        after = words(composed(report, world.centre_director), "overview")

        assert (before, after) == (["Xong 3 việc, 17 việc khác."], ["Xong 4 việc, 17 việc khác."])
        assert Entry.objects.get(act="reports.word").after["text"] == "Xong {done} việc, 17 việc khác."

    def test_empty_gives_the_usual_words_back(self, world):
        """And the words before stay on record."""
        report = made.report(world)
        for text in ("Lời riêng", ""):
            report = services.word(
                report_id=report.pk, version=report.version, section="overview", text=text,
                actor=world.centre_director, now=NOW,
            )  # fmt: skip

        assert words(composed(report, world.centre_director), "overview")[0].startswith("Trong kỳ không có")
        assert Wording.objects.count() == 2

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"text": "{khac}"}, errors.UnknownFigure, id="figure"),
            pytest.param({"text": "{"}, errors.BraceAlone, id="brace"),
            pytest.param({"section": "khac"}, errors.SectionMissing, id="section"),
            pytest.param({"version": 7}, errors.ReportChanged, id="overtaken"),
        ],
    )
    def test_refusal_changes_nothing(self, world, change, refusal):
        """No words, no entry, the same version."""
        report = made.report(world)
        said = {"report_id": report.pk, "version": 1, "section": "overview", "text": "Lời"}

        with pytest.raises(refusal):
            services.word(**(said | change), actor=world.centre_director, now=NOW)

        report.refresh_from_db()
        assert report.version == 1
        assert not Wording.objects.exists()
        assert not Entry.objects.filter(act="reports.word").exists()

    def test_refuses_who_does_not_compose(self, world):
        """The director of the department sees it and does not write in it; somebody of the office too."""
        report = made.report(world)

        with pytest.raises(errors.NotComposer):
            services.word(report_id=report.pk, version=1, section="overview", text="x", actor=world.director, now=NOW)
        with pytest.raises(errors.ReportMissing):
            services.word(report_id=report.pk, version=1, section="overview", text="x", actor=world.farm_head, now=NOW)

        assert not Wording.objects.exists()


class TestBehind:
    """The records behind a figure"""

    @pytest.mark.parametrize(
        ("code", "part", "expected"),
        [
            ("counted", Part.COUNTED, ["in_time", "late", "undated", "open", "overdue", "open_undated"]),
            ("carried", Part.COUNTED, ["open_undated"]),
            ("done", Part.COUNTED, ["in_time", "late", "undated"]),
            ("done_in_time", Part.COUNTED, ["in_time"]),
            ("done_late", Part.COUNTED, ["late"]),
            ("in_time_share", Part.BASE, ["in_time", "late"]),
            ("overdue", Part.COUNTED, ["overdue"]),
            ("no_deadline", Part.COUNTED, ["open_undated"]),
        ],
    )
    def test_are_those_that_are_counted(self, world, code, part, expected):
        """As many as the figure says."""
        work = made.work(world)

        found = selectors.behind(made.report(world), code, part, person=world.centre_director, now=NOW)

        assert {task.pk for task in found.seen} == {work[name].pk for name in expected}
        assert (found.total, found.hidden) == (len(expected), 0)

    def test_are_counted_where_they_may_not_be_seen(self, world):
        """The total is told, and how many the reader may not see."""
        made.work(world)
        report = made.report(world)

        found = selectors.behind(report, "counted", Part.COUNTED, person=world.farm_head, now=NOW)

        assert (found.total, found.seen.count(), found.hidden) == (6, 1, 5)

    def test_of_no_figure(self, world):
        """Nothing is behind a name that is no figure, nor is a count a share."""
        report = made.report(world)

        for code, part in (("khac", Part.COUNTED), ("done", Part.BASE)):
            with pytest.raises(errors.FigureMissing):
                selectors.behind(report, code, part, person=world.centre_director, now=NOW)

    @pytest.mark.parametrize("code", ["counted", "done", "in_time", "overdue", "no_deadline", "not_counted"])
    def test_stand_in_the_list_of_tasks_too(self, world, code):
        """The address of the list holds the same tasks."""
        made.work(world)
        made.task(world, stage="cancelled", uncounted_at=made.SPRING)
        report = made.report(world)

        found = selectors.behind(report, code, Part.COUNTED, person=world.director, now=NOW)

        assert listed(found.listed, world.director) == {task.pk for task in found.seen} != set()


def listed(query, person, now=NOW):
    """Return the ids of the tasks in a list that an address opens."""
    view = TaskList.of(QueryDict(query))
    moment = tasks.moment_of(view, today=TODAY)
    narrowed = tasks.narrowed(view, person=person, now=now, moment=moment, names=tasks.AS_WAS)
    return set(tasks.chosen(narrowed, view, moment=moment).values_list("pk", flat=True))


class TestValue:
    """A figure in words"""

    @pytest.mark.parametrize(
        ("counted", "base", "text", "parts"),
        [
            pytest.param("20", "48", "41,7 %", "20/48", id="share"),
            pytest.param("0", "0", "—", "0/0", id="of-nothing"),
            pytest.param("1234", None, "1.234", "1.234", id="count"),
            pytest.param("2", "3", "66,7 %", "2/3", id="rounded-once"),
            pytest.param("1.5", None, "1,5", "1,5", id="sum"),
            pytest.param(None, None, "—", "—", id="failed"),
        ],
    )
    def test_prints(self, counted, base, text, parts):
        """A share of nothing is none."""
        value = Value("x", "x", "x", 1, *(None if said is None else Decimal(said) for said in (counted, base)))

        assert (value.text, value.parts) == (text, parts)


class TestPages:
    """The pages of reports"""

    def test_show_each_figure_with_its_records(self, client, world):
        """The button of a figure opens what it is, and leads to its records."""
        made.work(world)
        report = made.report(world)
        client.force_login(world.centre_director)

        page = client.get(report.address).content.decode()

        assert 'popovertarget="so-lieu-done_share"' in page
        assert f"{report.address}so-lieu/done_share/?phan=mau-so" in page
        assert "chart--bars" in page

    def test_each_number_of_the_table_of_units_opens_as_many_records(self, client, world):
        """Of that unit, or of all; so do the figures of the targets."""
        made.work(world)
        target = targets.target(world)
        report = made.report(world)
        client.force_login(world.centre_director)
        page = client.get(report.address).content.decode()

        links = re.findall(rf'<a href="({report.address}so-lieu/\w+/(?:\?don-vi=\d+)?)">([\d.]+)</a>', page)

        assert {query for address, _n in links for query in [address.partition("?")[2]]} == {
            "", f"don-vi={world.lab.pk}", f"don-vi={world.farm.pk}",
        }  # fmt: skip
        for address, n in links:
            opened = client.get(address)
            assert opened.context["page"].paginator.count == int(n)
        assert f'href="{reverse("programme:records", args=[target.pk])}?ky=2026"' in page
        assert client.get(f"{report.address}so-lieu/done/?don-vi=999999").status_code == 404

    def test_list_of_records_says_what_is_hidden(self, client, world):
        """For a reader who composes but looks after less."""
        made.work(world)
        report = made.report(world)
        Report.objects.filter(pk=report.pk).update(drafting_unit=world.farm)
        client.force_login(world.farm_head)

        page = client.get(f"{report.address}so-lieu/counted/").content.decode()

        assert "lock" in page
        assert page.count('<li class="row row--between">') == 1

    def test_wrong_words_come_back(self, client, world):
        """With what was typed, and why."""
        report = made.report(world)
        client.force_login(world.centre_director)

        answer = client.post(f"{report.address}loi-van/overview/", {"version": 1, "text": "Có {khac} việc"})

        assert answer.status_code == 422
        assert "Có {khac} việc" in answer.content.decode()

    def test_words_of_who_was_overtaken_stay_beside_those_of_the_other(self, client, world):
        """Two people word a section at once: nothing that was typed is lost, and nothing is overwritten unseen."""
        report = made.report(world)
        client.force_login(world.centre_director)
        address = reverse("reports:word", args=[report.pk, "overview"])
        client.post(address, {"version": report.version, "text": "Lời của người thứ nhất."})

        overtaken = client.post(address, {"version": report.version, "text": "Lời của người thứ hai."})

        page = overtaken.content.decode()
        assert overtaken.status_code == 409
        assert [words in page for words in ("Lời của người thứ nhất.", "Lời của người thứ hai.")] == [True, True]
        assert report.wordings.first().text == "Lời của người thứ nhất."
        report.refresh_from_db()
        assert client.post(address, {"version": report.version, "text": "Lời chung."}).status_code == 302

    @pytest.mark.parametrize(
        "said",
        [
            {"kind_code": "custom"}, {"kind_code": "custom", "first_month": 5, "last_month": 3}, {"year": 2030},
            {"kind_code": "notice"},
        ],
    )  # fmt: skip
    def test_a_refused_new_report_keeps_what_was_typed(self, client, world, said):
        """One sentence above the form; nothing is begun."""
        client.force_login(world.centre_director)
        form = {"kind_code": "months6", "unit_id": world.centre.pk, "drafting_unit_id": world.centre.pk, "year": 2026}

        answer = client.post("/bao-cao/moi/", form | {"due_date": "4/12/2026"} | said)

        assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (422, 1)
        assert "4/12/2026" in answer.content.decode()
        assert not Report.objects.exists()

    def test_list_and_form(self, client, world):
        """A report is begun by the form and stands in the list."""
        client.force_login(world.centre_director)
        form = {
            "kind_code": "months6", "unit_id": world.centre.pk, "drafting_unit_id": world.centre.pk, "year": 2026,
            "due_date": "1/12/2026",
        }  # fmt: skip

        answer = client.post("/bao-cao/moi/", form)

        report = Report.objects.get()
        assert answer["Location"] == report.address
        assert report.subject in client.get("/bao-cao/").content.decode()
        assert client.get("/bao-cao/moi/").status_code == 200
        assert client.post("/bao-cao/moi/", form | {"year": "x"}).status_code == 422

    def test_reports_of_other_units_are_not_there(self, client, world):
        """As if there were none."""
        report = made.report(world)

        for reader, expected in ((world.lab_head, 404), (world.director, 200)):
            client.force_login(reader)
            assert client.get(report.address).status_code == expected


class TestDocumentOfANewReport:
    """Finding the document that a new report is on"""

    @pytest.fixture
    def notice(self, world):
        """A notice in the register."""
        fields = {"reference": "201/tb-ubnd", "number": "201", "symbol": "TB-UBND", "state": "registered"}
        fields["registered_in"] = world.centre
        document = worlds.document(world, [], subject="Kết luận về kiểm định", **fields)
        index.renew(document.pk)
        return document

    @pytest.fixture
    def said(self, world):
        """A form that is filled in, but for the document."""
        unit = world.centre.pk
        return {"kind_code": "notice", "unit_id": unit, "drafting_unit_id": unit, "due_date": "1/12/2026"}

    def test_is_found_by_its_number_and_chosen(self, client, world, notice, said):
        """What was written in the form stays; the choice makes the report."""
        client.force_login(world.centre_director)
        page = client.post("/bao-cao/moi/", said | {"document": "201/TB-UBND", "tim": "1"})
        made = client.post("/bao-cao/moi/", said | {"document": "201/TB-UBND", "document_id": notice.pk})

        assert page.status_code == 200
        assert f'name="document_id" value="{notice.pk}"' in page.content.decode()
        assert 'value="1/12/2026"' in page.content.decode()
        assert made.status_code == 302
        assert Report.objects.get().document_id == notice.pk

    @pytest.mark.parametrize(
        ("words", "chosen", "sentence"),
        [
            pytest.param("201/TB-UBND", "", str(CHOOSE), id="found-and-not-chosen"),
            pytest.param("999/TB-UBND", "", str(NONE_FOUND), id="none-found"),
            pytest.param("201/TB-UBND", "999999", "", id="not-among-those-found"),
        ],
    )
    def test_is_not_guessed(self, client, world, notice, said, words, chosen, sentence):
        """Nothing is begun."""
        client.force_login(world.centre_director)

        answer = client.post("/bao-cao/moi/", said | {"document": words, "document_id": chosen})

        assert answer.status_code == 422
        assert sentence in html.unescape(answer.content.decode())
        assert not Report.objects.exists()

    def test_one_that_may_not_be_opened_is_as_if_there_were_none(self, client, world, notice, said):
        """It is neither offered nor taken by its id."""
        client.force_login(world.farm_head)
        said |= {"unit_id": world.farm.pk, "drafting_unit_id": world.farm.pk, "document": "201/TB-UBND"}

        page = client.post("/bao-cao/moi/", said | {"tim": "1"})
        answer = client.post("/bao-cao/moi/", said | {"document_id": notice.pk})

        assert str(NONE_FOUND) in html.unescape(page.content.decode())
        assert answer.status_code == 422
        assert not Report.objects.exists()


class TestManyTasks:
    """Figures that are counted in the background"""

    @pytest.fixture
    def many(self, world, monkeypatch):
        """A report on more tasks than are counted while somebody waits."""
        monkeypatch.setattr(selectors.Basis.is_large, "__kwdefaults__", {"most": 2})
        made.work(world)
        return made.report(world)

    def test_are_asked_for_and_shown_once_counted(self, client, world, many):
        """Until then the page says that they are being counted; then it leaves the rows to the list of tasks."""
        client.force_login(world.centre_director)
        before = client.get(many.address).content.decode()
        job = Job.objects.get(name="reports.count")

        registry.call(job.name, job.params, now=NOW)
        after = client.get(many.address).content.decode()

        assert 'popovertarget="so-lieu-done"' not in before
        assert 'popovertarget="so-lieu-done"' in after
        assert "don-vi=" in after

    def test_are_counted_anew_when_somebody_asks(self, world, many):
        """By a second job."""
        services.count_anew(report_id=many.pk, actor=world.centre_director, now=NOW + dt.timedelta(minutes=1))

        assert Job.objects.filter(name="reports.count").count() == 2
        assert Entry.objects.get(act="reports.count_anew").subject == f"report:{many.pk}"

    def test_say_how_far_the_counting_is(self, client, world, many):
        """In words and as a bar, in the page and by itself; once it is over the page is opened anew."""
        Tally.objects.filter(report=many).update(asked_at=clock.now())
        client.force_login(world.centre_director)
        page = client.get(many.address).content.decode()
        Tally.objects.filter(report=many).update(step=Counting.ROWS)
        part = client.get(f"{many.address}tien-do/", headers={"hx-request": "true"})
        registry.call("reports.count", {"report_id": many.pk}, now=clock.now())
        after = client.get(f"{many.address}tien-do/", headers={"hx-request": "true"})

        assert '<progress max="3" value="0"' in page
        assert '<progress max="3" value="2"' in part.content.decode()
        assert str(Counting.ROWS.label) in part.content.decode()
        assert after.headers["HX-Refresh"] == "true"
        assert "<progress" not in client.get(many.address).content.decode()

    def test_the_job_of_a_report_that_is_gone_does_nothing(self, db):
        """And may run twice."""
        assert [services.count(report_id=0, now=NOW) for _time in range(2)] == [False, False]
