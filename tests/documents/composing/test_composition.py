"""Blocks, citations and the way to the schema of the writer: pure, so by tables and laws."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.composing import charts, citations, comparing, composition, errors, issuers, setting, tables
from dondoc.documents.composing.choices import ChartForm
from dondoc.documents.composing.citations import Cited
from dondoc.documents.composing.composition import Party
from dondoc.writing import from_json
from dondoc.writing.checking import check
from dondoc.writing.docx import write_docx
from tests.writing import contents

NOTICE = Cited(
    document=7, type="Thông báo", number="335", symbol="TB-SKHCN", date="2024-02-26",
    issuer="Sở Khoa học và Công nghệ", subject="Kết luận của Giám đốc Sở",
)  # fmt: skip
FULL = "Thông báo số 335/TB-SKHCN ngày 26/02/2024 của Sở Khoa học và Công nghệ về Kết luận của Giám đốc Sở"
SHORT = "Thông báo số 335/TB-SKHCN"
SIGNATURE = {"authority": [], "title": "GIÁM ĐỐC", "name": "Nguyễn Minh Hà"}


def content(*blocks, **fields):
    """Return a draft of these blocks."""
    empty = composition.new(type_code="TB", issuer="Trung tâm", place="Quảng Ngãi", symbol="TB-TTUD")
    return composition.added(empty | {"subject": "Kết luận"} | fields, blocks)


def texts(made):
    """Return the words of the paragraphs."""
    return [block["text"] for block in made["blocks"]]


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        pytest.param("kế\u00adhoạch", "kếhoạch", id="soft-hyphen"),
        pytest.param("\ufeffTrại\u200b rà soát", "Trại rà soát", id="marks-of-no-width"),
        pytest.param("\uf0b7\tRà soát", "- Rà soát", id="bullet-of-symbol"),
        pytest.param("\uf0d8 Rà soát \uf0a7 Báo cáo", "- Rà soát - Báo cáo", id="bullets-of-wingdings"),
        pytest.param("Xong \U0001f600", "Xong \U0001f600", id="an-emoji-is-the-writers-to-mend"),
    ],
)
def test_marks_of_a_word_processor_are_left_out(copied, kept):
    """What nobody sees, and bullets that no font of ours draws."""
    assert composition.one_line(copied) == kept


paragraph = lambda text: composition.paragraphs(text)[0]  # noqa: E731
heading = composition.heading


def rows_of(columns):
    """Return rows of so many cells, none of them without a word."""
    row = st.lists(st.sampled_from(["", "A", "1.240", "Kiểm định"]), min_size=columns, max_size=columns)
    return st.lists(row.filter(any), min_size=1, max_size=5)


class TestBlocks:
    """What can stand in a draft, and what cannot."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            pytest.param(lambda: composition.paragraphs(" \n "), errors.TextMissing, id="empty-paragraph"),
            pytest.param(lambda: heading("clause", "", " "), errors.HeadingEmpty, id="empty-heading"),
            pytest.param(lambda: heading("section", "", "Lời"), errors.HeadingEmpty, id="section-without-title"),
            pytest.param(lambda: composition.duty(lead=[], action="Rà soát"), errors.LeadMissing, id="no-lead"),
            pytest.param(
                lambda: composition.duty(lead=[Party("Sở")], action=" "), errors.TextMissing, id="nothing-to-do"
            ),
            pytest.param(
                lambda: composition.duty(lead=[Party("Sở")], action="Rà soát", deadline_kind="date"),
                errors.DeadlineUnfit, id="date-without-a-day",
            ),
            pytest.param(
                lambda: composition.duty(lead=[Party("Sở")], action="Rà soát", deadline_kind="none", phrase="quý IV"),
                errors.DeadlineUnfit, id="none-with-words",
            ),
            pytest.param(
                lambda: composition.duty(lead=[Party("Sở")], action="Rà soát", date=dt.date(2026, 12, 1)),
                errors.DeadlineUnfit, id="a-day-without-saying-so",
            ),
            pytest.param(lambda: tables.table("A | B\n1 | 2 | 3"), errors.TableUneven, id="a-cell-too-many"),
            pytest.param(lambda: charts.chart("", "A\nP | 1"), errors.TextMissing, id="chart-without-title"),
            pytest.param(lambda: charts.chart("B", "A | B"), errors.TextMissing, id="chart-without-bars"),
            pytest.param(lambda: charts.chart("B", "A | B\nP | 1"), errors.ChartUnfit, id="number-missing"),
            pytest.param(lambda: charts.chart("B", "A | B\nP | 1 | ít"), errors.ChartUnfit, id="no-number"),
            pytest.param(lambda: charts.chart("B", "A\nP | -1"), errors.ChartUnfit, id="below-nought"),
            pytest.param(lambda: charts.chart("B", "A\n | 1"), errors.ChartUnfit, id="bar-without-name"),
            pytest.param(
                lambda: charts.chart("B", "A|B|C|D|E\nP|1|2|3|4|5"), errors.ChartUnfit, id="too-many-parts"
            ),
            pytest.param(lambda: charts.chart("B", "A" + "\nP | 1" * 16), errors.ChartUnfit, id="too-many-bars"),
            pytest.param(lambda: charts.chart("B", "A\nP | 1,25"), errors.ChartUnfit, id="too-fine"),
            pytest.param(lambda: charts.chart("B", "A\nP | 999999999\nQ | 0,5"), errors.ChartUnfit, id="too-large"),
            pytest.param(
                lambda: charts.chart("B", "A|B|C\nP|1|2|3", ChartForm.SERIES), errors.ChartUnfit, id="two-marks"
            ),
            pytest.param(lambda: composition.statement("", "Nhất trí"), errors.TextMissing, id="nobody-said-it"),
        ],
    )  # fmt: skip
    def test_refused(self, make, expected):
        """Each with its own sentence."""
        with pytest.raises(expected):
            make()

    def test_a_duty_keeps_what_was_decided(self):
        """A deadline that is not stated is not one that was forgotten."""
        said = composition.duty(lead=[Party("Trại", unit=3)], action="Rà soát", deadline_kind="none")
        open_one = composition.duty(lead=[Party("Trại", unit=3)], action="Rà soát")

        assert said["deadline"] == {"kind": "none", "date": None, "phrase": ""}
        assert open_one["deadline"]["kind"] == ""
        assert said["lead"] == [{"name": "Trại", "unit": 3, "group": None}]

    def test_short_rows_of_a_table_are_filled_up(self):
        """The header says how many columns there are."""
        assert tables.table("STT | Việc\n1")["rows"] == [["1", ""]]

    @pytest.mark.parametrize(
        ("text", "header", "rows"),
        [
            pytest.param("TT | Việc\n | Cộng", ["TT", "Việc"], [["", "Cộng"]], id="a-total-without-an-ordinal"),
            pytest.param("TT | Việc\n| Cộng", ["TT", "Việc"], [["", "Cộng"]], id="nothing-before-the-first-mark"),
            pytest.param("TT | Việc |\n1 | A |", ["TT", "Việc"], [["1", "A"]], id="a-mark-at-the-end"),
            pytest.param("TT | Việc\n| 1 | A |", ["TT", "Việc"], [["1", "A"]], id="one-row-framed"),
            pytest.param("| TT | Việc |\n|  | A |\n| 1 |", ["TT", "Việc"], [["", "A"], ["1", ""]], id="framed"),
            pytest.param("|  | Nam | Nữ |\n| A | 2 | 3 |", ["", "Nam", "Nữ"], [["A", "2", "3"]], id="no-corner"),
            pytest.param("TT\tViệc\n1\tA\n\tCộng", ["TT", "Việc"], [["1", "A"], ["", "Cộng"]], id="of-a-spreadsheet"),
            pytest.param("\tNam\nPhòng\t2", ["", "Nam"], [["Phòng", "2"]], id="of-a-spreadsheet-without-corner"),
        ],
    )
    def test_an_empty_cell_keeps_its_column(self, text, header, rows):
        """Also the first of a row, as of a total."""
        made = tables.table(text)

        assert (made["header"], made["rows"]) == (header, rows)

    @given(table=st.integers(1, 4).flatmap(rows_of))
    def test_a_table_opened_again_is_the_same(self, table):
        """Whichever cells are empty: what is read back is what was kept."""
        header, *rows = table
        kept = {"kind": "table", "header": header, "rows": rows}

        assert tables.table("\n".join(tables.lines_of_table(kept))) == kept

    @pytest.mark.parametrize("form", ["bullets", "series"])
    def test_a_chart_of_another_form_is_read_as_its_form_shows_it(self, form):
        """With tenths where somebody wrote some; it is set as it was written."""
        made = charts.chart("Chỉ tiêu", "Đạt | Cần\nA | 91,1 | 88\nB | 1.240 | 0,5", ChartForm(form))

        assert made["bars"] == [{"name": "A", "counts": [911, 880]}, {"name": "B", "counts": [12400, 5]}]
        assert charts.chart("Chỉ tiêu", "\n".join(charts.lines_of_chart(made)), ChartForm(form)) == made
        assert (made["form"], made["decimals"]) == (form, 1)

    def test_a_chart_is_read_as_its_form_shows_it(self):
        """Numbers with or without points; it is printed as it stands, and compared line by line."""
        made = charts.chart("Theo đơn vị", " Xong | Còn\nPhòng A | 1.240 | 0 \n\n Trại | 3 | 15")

        assert made["bars"] == [{"name": "Phòng A", "counts": [1240, 0]}, {"name": "Trại", "counts": [3, 15]}]
        assert charts.chart("Theo đơn vị", "\n".join(charts.lines_of_chart(made))) == made
        printed = from_json(setting.content_of(content(made), signature=SIGNATURE) | {"place": "X", "subject": "Y"})
        assert printed.body[0].bars[0].counts == (1240, 0)
        lines = comparing.paragraphs(content(made), None)
        assert lines[lines.index("Theo đơn vị") :][:3] == ["Theo đơn vị", "Xong | Còn", "Phòng A | 1240 | 0"]

    def test_order(self):
        """Added after, moved, replaced by several, removed; ids are never given twice."""
        made = content(paragraph("Một"), paragraph("Ba"))
        made = composition.added(made, [paragraph("Hai")], after="b1")
        moved = composition.moved(made, "b3", by=1)
        replaced = composition.replaced(made, "b1", composition.paragraphs("Một\nMột rưỡi"))
        removed = composition.removed(composition.added(made, [paragraph("Bốn")]), "b4")

        assert texts(made) == ["Một", "Hai", "Ba"]
        assert texts(moved) == ["Một", "Ba", "Hai"]
        assert texts(replaced) == ["Một", "Một rưỡi", "Hai", "Ba"]
        assert composition.added(removed, [paragraph("Năm")])["blocks"][-1]["id"] == "b5"

    def test_what_is_gone_is_refused(self):
        """By every act that names a block."""
        made = content(paragraph("Một"))
        for act in (
            lambda: composition.moved(made, "b9", by=1), lambda: composition.removed(made, "b9"),
            lambda: composition.replaced(made, "b9", [paragraph("Hai")]),
            lambda: composition.added(made, [paragraph("Hai")], after="b9"),
        ):  # fmt: skip
            with pytest.raises(errors.BlockMissing):
                act()
        assert texts(made) == ["Một"]

    def test_a_draft_has_an_end(self):
        """Long lists belong into tables and annexes."""
        with pytest.raises(errors.TooMuch):
            content(*[paragraph("Lời")] * (composition.MOST_BLOCKS + 1))

    @given(st.lists(st.integers(-2, 2), max_size=8))
    def test_moving_loses_nothing(self, steps):
        """Whatever is moved wherever."""
        made = content(*[paragraph(word) for word in ("a", "b", "c")])
        for number, by in enumerate(steps):
            made = composition.moved(made, f"b{number % 3 + 1}", by=by)

        assert sorted(texts(made)) == ["a", "b", "c"]


class TestCitations:
    """In full the first time, short afterwards, wherever the first one is."""

    @pytest.mark.parametrize(
        ("subject", "expected"),
        [
            pytest.param("Kết luận", "về Kết luận", id="plain"),
            pytest.param("Về việc giao chỉ tiêu", "về việc giao chỉ tiêu", id="says-ve-viec-itself"),
            pytest.param("V/v giao chỉ tiêu", "về việc giao chỉ tiêu", id="of-a-letter"),
            pytest.param("", "", id="none"),
        ],
    )
    def test_the_subject_is_joined(self, subject, expected):
        """As Nghị định 30 writes it."""
        cited = Cited(1, "Công văn", "5", "SKHCN-HCTH", "2024-03-01", "Sở", subject)

        assert cited.full == f"Công văn số 5/SKHCN-HCTH ngày 01/3/2024 của Sở {expected}".strip()

    @pytest.mark.parametrize(
        ("cited", "full", "short"),
        [
            pytest.param(
                NOTICE, FULL, SHORT, id="document"
            ),
            pytest.param(
                Cited(1, "Nghị định", "30", "2020/NĐ-CP", "2020-03-05", "Chính phủ", "Công tác văn thư"),
                "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về Công tác văn thư",
                "Nghị định số 30/2020/NĐ-CP", id="decree",
            ),
            pytest.param(
                Cited(1, "Luật", "04", "2011/QH13", "2011-11-11", "Quốc hội", "Đo lường"),
                "Luật Đo lường ngày 11/11/2011", "Luật Đo lường", id="law",
            ),
            pytest.param(
                Cited(1, "Bộ luật", "45", "2019/QH14", "2019-11-20", "Quốc hội", "Bộ luật Lao động"),
                "Bộ luật Lao động ngày 20/11/2019", "Bộ luật Lao động", id="code-named-in-its-subject",
            ),
            pytest.param(
                Cited(1, "Pháp lệnh", "02", "2022/UBTVQH15", "2022-02-18", "Ủy ban Thường vụ Quốc hội", "Chi phí"),
                "Pháp lệnh Chi phí ngày 18/02/2022", "Pháp lệnh Chi phí", id="ordinance",
            ),
            pytest.param(
                Cited(1, "Luật", "04", "2011/QH13", "2011-11-11", "", ""),
                "Luật số 04/2011/QH13 ngày 11/11/2011", "Luật số 04/2011/QH13", id="law-of-unknown-name",
            ),
        ],
    )  # fmt: skip
    def test_both_forms(self, cited, full, short):
        """As Phụ lục I has them; the checker of layouts finds no fault with the full form among the legal bases."""
        assert (cited.full, cited.short) == (full, short)
        if not cited.subject:
            return
        based = contents.decision() | {"bases": [f"Căn cứ {full}"]}
        found = check(write_docx(from_json(based)), name="a.docx")
        assert [finding for finding in found if finding.rule.startswith("basis")] == []

    def test_the_checker_sees_a_law_with_a_number(self):
        """What `test_both_forms` leaves out would be told."""
        based = contents.decision() | {"bases": ["Căn cứ Luật Đo lường số 04/2011/QH13 ngày 11/11/2011"]}
        found = check(write_docx(from_json(based)), name="a.docx")
        assert [finding.rule for finding in found if finding.rule.startswith("basis")] == ["basis_law"]

    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            pytest.param("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "Ủy ban nhân dân tỉnh Quảng Ngãi", id="level-and-place"),
            pytest.param("UBND XÃ BÀ NÀ - SUỐI MƠ", "UBND xã Bà Nà - Suối Mơ", id="abbreviation"),
            pytest.param("HỘI ĐỒNG NHÂN DÂN QUẬN 1", "Hội đồng nhân dân quận 1", id="place-with-a-number"),
            pytest.param(
                "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân Thành phố Hồ Chí Minh", id="great-city"
            ),
            pytest.param("VĂN PHÒNG  CHÍNH PHỦ", "Văn phòng Chính phủ", id="two-known-parts"),
            pytest.param("BỘ CÔNG THƯƠNG", "Bộ Công Thương", id="ministry"),
            pytest.param("SỞ Y TẾ TỈNH PHÚ YÊN", "Sở Y tế tỉnh Phú Yên", id="department-of-a-province"),
            pytest.param("SỞ NỘI VỤ VÀ TÔN GIÁO", "SỞ NỘI VỤ VÀ TÔN GIÁO", id="part-unknown-stays"),
            pytest.param("CÔNG TY CẤP NƯỚC", "CÔNG TY CẤP NƯỚC", id="unknown-stays"),
            pytest.param("TỈNH PHÚ YÊN", "TỈNH PHÚ YÊN", id="place-alone-stays"),
            pytest.param("Sở Nội vụ", "Sở Nội vụ", id="written-small"),
            pytest.param("", "", id="none"),
        ],
    )
    def test_issuers_in_capitals(self, printed, expected):
        """A name is written small where every word of it is known; nothing is guessed."""
        assert issuers.in_words(printed) == expected

    def test_what_the_register_does_not_know_stays_blank(self):
        """No number, no date: visibly so."""
        assert Cited(1, "Thông báo", "", "TB-SKHCN", None, "", "").full == "Thông báo số …/TB-SKHCN ngày …"

    def test_full_first_then_short(self):
        """The legal bases come before the text."""
        made, token = citations.with_citation(content(), NOTICE)
        made = composition.added(made, [paragraph(f"Thực hiện {token}."), paragraph(f"Theo {token}.")])

        assert texts(citations.resolved(made)) == [f"Thực hiện {FULL}.", f"Theo {SHORT}."]
        based = citations.resolved(made | {"bases": [f"Căn cứ {token}"]})
        assert based["bases"] == [f"Căn cứ {FULL}"]
        assert texts(based) == [f"Thực hiện {SHORT}.", f"Theo {SHORT}."]

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda made: composition.removed(made, "b1"), id="first-removed"),
            pytest.param(lambda made: composition.replaced(made, "b1", [paragraph("Không dẫn.")]), id="first-changed"),
        ],
    )
    def test_the_full_form_moves(self, change):
        """When its mention is gone, the next one becomes the first."""
        made, token = citations.with_citation(content(), NOTICE)
        made = composition.added(made, [paragraph(f"Thực hiện {token}."), paragraph(f"Theo {token}.")])

        assert texts(citations.resolved(change(made)))[-1] == f"Theo {FULL}."

    def test_the_same_document_is_known_once(self):
        """And another one of the same number gets a token of its own."""
        made, token = citations.with_citation(content(), NOTICE)
        again, same = citations.with_citation(made, NOTICE)
        both, other = citations.with_citation(made, Cited(8, "Thông báo", "335", "TB-SKHCN", "2023-02-26", "Sở", ""))

        assert (again, same) == (made, token)
        assert other == "[[335/TB-SKHCN (2)]]"
        assert len(both["citations"]) == 2

    def test_a_token_of_nothing_stays_and_is_told(self):
        """Nobody guesses what was meant."""
        made = content(paragraph("Theo [[9/QĐ]]."))

        assert texts(citations.resolved(made)) == ["Theo [[9/QĐ]]."]
        assert citations.unknown(made) == ["9/QĐ"]

    @given(st.permutations(["b1", "b2", "b3"]), st.integers(0, 3))
    def test_exactly_one_full_form(self, order, removed):
        """Law: however blocks are ordered and removed, the first mention alone is in full."""
        made, token = citations.with_citation(content(), NOTICE)
        made = composition.added(made, [paragraph(f"{word} {token}") for word in ("a", "b", "c")])
        made["blocks"].sort(key=lambda block: order.index(block["id"]))
        for block_id in order[:removed]:
            made = composition.removed(made, block_id)

        printed = texts(citations.resolved(made))

        assert [FULL in text for text in printed] == [number == 0 for number in range(len(printed))]


class TestSetting:
    """What the writer gets."""

    def test_headings_hold_what_follows(self):
        """Down to the next of their level; what follows a point stands beside it."""
        flat = [
            setting.written(block)
            for block in (
                heading("section", "Đánh giá", ""), paragraph("Lời"), heading("clause", "Việc", ""),
                heading("point", "", "điểm a"), paragraph("Sau điểm"), heading("section", "Nhiệm vụ", ""),
            )
        ]  # fmt: skip
        first, second = setting.nested(flat)

        assert (first["title"], second["title"]) == ("Đánh giá", "Nhiệm vụ")
        assert [child.get("title") or child.get("text") for child in first["children"]] == ["Lời", "Việc"]
        assert [child["text"] for child in first["children"][1]["children"]] == ["điểm a", "Sau điểm"]

    def test_a_whole_draft_can_be_written(self):
        """The schema takes it, citations printed, deadlines as decided."""
        lead = [Party("Trại nghiên cứu", unit=5), Party("Công ty A")]
        made = content(
            paragraph("Đánh giá chung."),
            composition.duty(lead=lead, action="Rà soát", deadline_kind="date", date=dt.date(2026, 12, 31)),
            composition.duty(lead=lead, action="Báo cáo", deadline_kind="none", product="Báo cáo"),
            tables.table("STT | Việc\n1 | Rà soát"), recipients=[{"name": "Trại", "unit": 5, "group": None}],
            urgency="khan",
        )  # fmt: skip
        written = from_json(setting.content_of(made, signature=SIGNATURE))

        assert written.issuer.name == "TRUNG TÂM"
        assert written.urgency == "khan"
        assert written.body[1].lead == ("Trại nghiên cứu", "Công ty A")
        assert written.body[1].deadline.date == dt.date(2026, 12, 31)
        assert written.body[2].deadline is None
        assert written.recipients == ("Trại",)

    def test_duties_are_there_to_become_tasks(self):
        """With the unit that leads, the deadline as decided, and what they cite in words."""
        made, token = citations.with_citation(content(), NOTICE)
        order = composition.duty(
            lead=[Party("Trại", unit=5)], action=f"Thực hiện {token}", deadline_kind="phrase", phrase="quý IV"
        )
        found = setting.duties_of(composition.added(made, [paragraph("Lời"), order]))

        assert [(duty["id"], duty["lead"][0]["unit"], duty["action"]) for duty in found] == [
            ("b2", 5, f"Thực hiện {FULL}")
        ]
        assert found[0]["deadline"]["phrase"] == "quý IV"

    def test_minutes_say_who_was_there_what_was_said_and_concluded(self):
        """In this order, whatever the order of writing."""
        made = content(
            paragraph("Thống nhất kế hoạch."), composition.statement("Ông Lộc", "Đề nghị bổ sung"), type="BB",
            meeting={"time": "8 giờ", "place": "Phòng họp", "chair": "Bà Hà", "secretary": "Cô Dương",
                     "present": ["Các trưởng phòng"]},
        )  # fmt: skip
        body = setting.content_of(made, signature=SIGNATURE)

        assert [block.get("text") or block["title"] for block in body["body"]] == [
            "Thời gian: 8 giờ", "Địa điểm: Phòng họp", "Chủ trì: Bà Hà", "Thư ký: Cô Dương", "Thành phần tham dự",
            "Ý kiến phát biểu", "Kết luận",
        ]  # fmt: skip
        assert body["secretary"]["name"] == "Cô Dương"
        assert [block["text"] for block in composition.conclusions(made)] == ["Thống nhất kế hoạch."]

    def test_the_letterhead_says_how_far_it_goes_who_drafted_it_and_where_to_ask(self):
        """Only where it was written."""
        said = {"circulation": "luu_hanh_noi_bo", "drafter": "ktđl", "copies": 12, "contact_phone": "0255 3 822 000"}
        made = composition.with_letterhead(content(paragraph("Lời")), issuer="Trung tâm", symbol="TB-TTUD", **said)
        named = from_json(setting.content_of(made | {"place": "X", "subject": "Y"}, signature=SIGNATURE))
        silent = from_json(setting.content_of(content(paragraph("Lời")), signature=SIGNATURE))

        assert (named.circulation, named.drafter, named.copies) == ("luu_hanh_noi_bo", "ktđl", 12)
        assert (named.contact.phone, named.contact.email) == ("0255 3 822 000", None)
        assert (silent.circulation, silent.drafter, silent.copies, silent.contact) == (None, None, None, None)


class TestComparing:
    """Two versions, readable."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param({}, {"urgency": "hoa_toc"}, id="urgency"),
            pytest.param({}, {"circulation": "xem_xong_tra_lai"}, id="circulation"),
            pytest.param({}, {"drafter": "KT"}, id="drafter"),
            pytest.param({"copies": 3}, {"copies": 4}, id="copies"),
            pytest.param({}, {"contact": {"phone": "0255"}}, id="contact"),
            pytest.param(
                {"blocks": [heading("article", "Phạm vi", "")]}, {"blocks": [heading("clause", "Phạm vi", "")]},
                id="level-of-a-heading",
            ),
        ],
    )  # fmt: skip
    def test_what_is_printed_differently_shows(self, before, after):
        """Be it one word of the letterhead."""
        old, new = (comparing.paragraphs(content() | fields, SIGNATURE) for fields in (before, after))

        assert [row.state for row in comparing.compared(old, new) if row.state != "same"]

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            pytest.param(["a"], ["a"], [("same", "a")], id="same"),
            pytest.param([], ["a"], [("ins", "+a")], id="added"),
            pytest.param(["a"], [], [("del", "-a")], id="removed"),
            pytest.param(
                ["Trại rà soát máy móc"], ["Trại rà soát thiết bị"],
                [("changed", "Trại rà soát -máy+thiết -móc+bị")], id="words",
            ),
            pytest.param(
                ["Đánh giá chung", "Trại rà soát máy"], ["Trại rà soát máy móc"],
                [("del", "-Đánh giá chung"), ("changed", "Trại rà soát máy+ móc")], id="removed-before-changed",
            ),
        ],
    )  # fmt: skip
    def test_rows(self, before, after, expected):
        """Paragraph by paragraph, word by word."""
        marks = {"": "", "ins": "+", "del": "-"}
        rows = comparing.compared(before, after)

        assert [(row.state, "".join(marks[tag] + text for tag, text in row.runs)) for row in rows] == expected

    @given(st.lists(st.text("ab ", max_size=6), max_size=5), st.lists(st.text("ab ", max_size=6), max_size=5))
    def test_every_word_comes_out(self, before, after):
        """Law: without what was added it is the old version, without what was removed the new one."""
        rows = comparing.compared(before, after)

        def without(tag, state):
            return [
                "".join(text for kind, text in row.runs if kind != tag) for row in rows if row.state != state
            ]  # fmt: skip

        assert without("ins", "ins") == before
        assert without("del", "del") == after
