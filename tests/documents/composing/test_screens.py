"""The pages of drafts: what was typed stays, what changed is told, parts are swapped."""

from __future__ import annotations

import html

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.audit.words import ACTS
from dondoc.documents.composing import checking, composition, errors, lifecycle, services
from dondoc.documents.composing.choices import Change, State
from dondoc.documents.composing.models import Draft
from dondoc.documents.composing.preview import Preview
from dondoc.documents.templatetags.drafts import is_grid
from dondoc.writing.composing import compose
from tests import world as worlds
from tests.world import NOW
from tests.writing.contents import EXAMPLES, example

from . import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world):
    """The organisation with abbreviations."""
    return drafts.prepare(world)


@pytest.fixture
def draft(office):
    """A notice of conclusions that lacks nothing."""
    return drafts.whole(office)


def as_(person):
    """Return a browser of somebody."""
    client = Client()
    client.force_login(person)
    return client


def send(client, name, draft, *args, **data):
    """Send a form of a draft, by default with the version that stands there."""
    data = {"version": Draft.objects.get(pk=draft.pk).version} | data
    return client.post(reverse(f"drafts:{name}", args=[draft.pk, *args]), data)


class TestEditor:
    """One page; each act is a form, each form works without a script."""

    def test_a_duty_is_written_by_names(self, office, draft):
        """Units by their names, one from outside marked as such."""
        response = send(
            as_(office.officer), "add-block", draft, "duty", lead=[office.lab.name, ""], lead_outside=["Công ty A"],
            action="Lập kế hoạch", cooperate=[office.farm.name], deadline_kind="date", date="31/12/2999",
        )  # fmt: skip

        block = Draft.objects.get().content["blocks"][-1]
        assert response.status_code == 302
        assert response["Location"] == f"/du-thao/{draft.pk}/?tai=b3#b3"
        assert block["lead"] == [
            {"name": office.lab.name, "unit": office.lab.pk, "group": None},
            {"name": "Công ty A", "unit": None, "group": None},
        ]
        assert block["deadline"] == {"kind": "date", "date": "2999-12-31", "phrase": ""}

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            pytest.param({"lead": "Phòng không có"}, "“Phòng không có” không phải đơn vị", id="no-unit"),
            pytest.param({"deadline_kind": "date"}, "Hãy ghi đúng ngày hoặc lời văn", id="no-date"),
            pytest.param({"lead": ""}, "Chủ trì", id="no-lead"),
        ],
    )
    def test_what_was_typed_stays_when_it_is_refused(self, office, draft, words, sentence):
        """With the sentence above; nothing changed."""
        before = Draft.objects.filter(pk=draft.pk).values().get()
        form = {"lead": office.lab.name, "action": "Lập kế hoạch đo lường"} | words
        response = send(as_(office.officer), "add-block", draft, "duty", **form)

        assert response.status_code == 422
        assert "Lập kế hoạch đo lường" in response.content.decode()
        assert sentence in response.content.decode()
        assert Draft.objects.filter(pk=draft.pk).values().get() == before

    def test_the_second_of_two_loses_nothing(self, office, draft):
        """They see what changed, their words stand in the form, and saving again is enough."""
        seen = draft.version
        drafts.act(services.set_bases, draft, by=office.lab_head, text="Căn cứ Quy chế làm việc")
        client = as_(office.officer)

        refused = send(client, "edit-block", draft, "b1", version=seen, text="Lời của viên chức")
        page = refused.content.decode()
        assert refused.status_code == 422
        assert "Hồ Tấn Lộc đã sửa dự thảo" in page
        assert "Sửa căn cứ “Căn cứ Quy chế làm việc”" in page
        assert "Lời của viên chức" in page
        assert Draft.objects.get().content["blocks"][0]["text"] != "Lời của viên chức"

        assert f'name="version" value="{seen + 1}"' in page

        again = send(client, "edit-block", draft, "b1", version=seen + 1, text="Lời của viên chức")
        assert again.status_code == 302
        content = Draft.objects.get().content
        assert (content["blocks"][0]["text"], content["bases"]) == ("Lời của viên chức", ["Căn cứ Quy chế làm việc"])

    def test_a_part_of_the_page_is_swapped(self, office, draft):
        """For the script; the paper comes with it."""
        url = reverse("drafts:draft", args=[draft.pk])
        part = as_(office.officer).get(url, headers={"hx-request": "true"}).content.decode()

        assert part.lstrip().startswith('<div id="editor"')
        assert "Giao Trại nghiên cứu thực nghiệm" in part
        assert "rà soát máy móc của Trại" in part

    @pytest.mark.parametrize(
        "query",
        ["?sua=letterhead", "?sua=bases", "?sua=recipients", "?sua=signer", "?sua=b1", "?sua=b2", "?sua=b9",
         "?them=paragraph", "?them=heading", "?them=duty&sau=b1", "?them=table", "?them=chart", "?them=strange",
         "?sua=bases&vien-dan=", "?sua=b1&vien-dan=335"],
    )  # fmt: skip
    def test_every_form_opens(self, office, draft, query):
        """By its address, without a script; a strange one opens none."""
        response = as_(office.officer).get(reverse("drafts:draft", args=[draft.pk]) + query)

        assert response.status_code == 200
        assert ('id="soan"' in response.content.decode()) == ("b9" not in query and "strange" not in query)

    def test_a_chart_is_written_drawn_and_changed(self, office, draft):
        """Its form holds what was written; the paper draws it with every number in words."""
        client = as_(office.officer)
        send(client, "add-block", draft, "chart", title="Theo đơn vị", text="Xong | Còn\nPhòng A | 3 | 1")
        block = Draft.objects.get().content["blocks"][-1]
        page = client.get(reverse("drafts:draft", args=[draft.pk]) + f"?sua={block['id']}").content.decode()

        assert "Xong | Còn\nPhòng A | 3 | 1" in page
        assert "Biểu đồ: Theo đơn vị. Phòng A: Xong 3, Còn 1." in page
        assert 'class="chart chart--bars"' in page

    def test_who_may_not_write_sees_no_form(self, office, draft):
        """Only the words, the paper, and the comments."""
        page = as_(office.clerk).get(reverse("drafts:draft", args=[draft.pk]) + "?sua=b1").content.decode()

        assert 'id="soan"' not in page
        assert 'id="acts"' not in page
        assert "Góp ý" in page

    def test_a_signer_is_refused_with_the_reason(self, office, draft):
        """In the form."""
        response = send(
            as_(office.officer), "write", draft, "signer", other=office.officer.posts.get().pk, other_prefix="TL."
        )

        assert response.status_code == 422
        assert "Đặng Thị Thùy Dương" in response.content.decode()
        assert Draft.objects.get().signer_post == office.centre_director.posts.get()

    @pytest.mark.parametrize(
        ("query", "typed", "shown"),
        [
            pytest.param("sua=b1", {"text": "Lời đang gõ"}, "Lời đang gõ", id="a-paragraph"),
            pytest.param("them=paragraph&sau=b1", {"text": "Đoạn thêm"}, "Đoạn thêm", id="a-new-paragraph"),
            pytest.param("sua=bases", {"text": "Căn cứ Quy chế"}, "Căn cứ Quy chế", id="bases"),
            pytest.param(
                "sua=letterhead", {"issuer": "Trung tâm", "subject": "Việc mới", "circulation": "luu_hanh_noi_bo"},
                "LƯU HÀNH NỘI BỘ", id="letterhead",
            ),
        ],
    )  # fmt: skip
    def test_the_paper_shows_what_is_typed_and_saves_nothing(self, office, draft, query, typed, shown):
        """No version, no entry."""
        before = (Draft.objects.values().get(), draft.versions.count(), Entry.objects.count())
        address = reverse("drafts:show-typed", args=[draft.pk])

        response = as_(office.officer).post(f"{address}?{query}", {"version": draft.version} | typed)

        assert (response.status_code, shown in response.content.decode()) == (200, True)
        assert (Draft.objects.values().get(), draft.versions.count(), Entry.objects.count()) == before

    @pytest.mark.parametrize("query", ["sua=b1", "sua=b9", "sua=signer", ""])
    def test_what_is_not_whole_leaves_the_paper(self, office, draft, query):
        """Nothing is swapped while a form is half filled."""
        address = reverse("drafts:show-typed", args=[draft.pk])

        assert as_(office.officer).post(f"{address}?{query}", {"version": draft.version}).status_code == 204

    def test_citing_from_the_register(self, office, draft):
        """Search, pick; the paper shows the full form."""
        source = worlds.document(
            office, [], number="335", registered_in=office.lab, subject="Giao chỉ tiêu", search_text="giao chi tieu"
        )
        client = as_(office.officer)
        url = reverse("drafts:draft", args=[draft.pk])
        assert "335/TB-SKHCN" in client.get(url + "?sua=b1&vien-dan=chỉ tiêu").content.decode()

        assert send(client, "cite", draft, document=source.pk, place="b1").status_code == 302
        assert "Thông báo số 335/TB-SKHCN ngày 16/11/2026 của Sở Khoa học và Công nghệ về Giao chỉ tiêu" in (
            client.get(url).content.decode()
        )

    def test_strange_addresses_lead_nowhere(self, office, draft):
        """Parts, kinds and sides that there are not."""
        client = as_(office.officer)
        for name, args in (("write", ["x"]), ("add-block", ["x"]), ("remove-party", ["x", 0])):
            assert send(client, name, draft, *args).status_code == 404

    def test_blocks_and_addressees_are_moved_and_removed(self, office, draft):
        """By a button each."""
        client = as_(office.officer)
        send(client, "move-block", draft, "b1", xuong=1)
        assert [block["id"] for block in Draft.objects.get().content["blocks"]] == ["b2", "b1"]
        send(client, "move-block", draft, "b1", len=1)
        send(client, "remove-block", draft, "b2")
        send(client, "remove-party", draft, "recipients", 0)
        content = Draft.objects.get().content
        assert ([block["id"] for block in content["blocks"]], content["recipients"]) == (["b1"], [])

    @pytest.mark.parametrize(
        ("name", "args", "typed", "then", "leads_to"),
        [
            pytest.param(
                "add-block", ["paragraph"], "Đoạn mới", "vien-dan", "?sua=b3&vien-dan=#vien-dan", id="new-cite"
            ),
            pytest.param("edit-block", ["b1"], "Đoạn sửa", "vien-dan", "?sua=b1&vien-dan=#vien-dan", id="cite"),
            pytest.param("edit-block", ["b1"], "Đoạn sửa", "sau", "?them=paragraph&sau=b1#soan", id="insert"),
            pytest.param("write", ["bases"], "Căn cứ A", "vien-dan", "?sua=bases&vien-dan=#vien-dan", id="bases"),
        ],
    )
    def test_what_was_typed_is_saved_before_citing(self, office, draft, name, args, typed, then, leads_to):
        """And before another part is put in after it; what is refused stays in its form."""
        client = as_(office.officer)
        empty = send(client, name, draft, *args, text=" " if name != "write" else "x" * 4001, roi=then)
        response = send(client, name, draft, *args, text=typed, roi=then)

        assert empty.status_code == 422
        assert response["Location"] == f"/du-thao/{draft.pk}/{leads_to}"
        assert typed in str(Draft.objects.get(pk=draft.pk).content)
        assert client.get(response["Location"]).status_code == 200

    def test_nothing_is_said_to_be_missing_before_it_was_looked_for(self, office, draft):
        """The search of documents to cite opens empty."""
        client, nothing = as_(office.officer), "chứa các từ này"
        url = reverse("drafts:draft", args=[draft.pk]) + "?sua=b1&vien-dan="

        assert nothing not in client.get(url).content.decode()
        assert nothing in client.get(url + "không-có-từ-này").content.decode()

    def test_a_decision_without_who_decides_is_blank_there(self, office):
        """On the paper, above QUYẾT ĐỊNH."""
        started = drafts.started(office, type_code="QĐ")

        page = as_(office.officer).get(reverse("drafts:draft", args=[started.pk])).content.decode()

        assert 'class="a4-decided_by"' in page

    def test_a_long_table_of_a_spreadsheet_is_pasted(self, office, draft):
        """Each cell in its column, also where the first is empty; opened and saved again it is the same."""
        client = as_(office.officer)
        rows = [[str(number), "Kiểm định phương tiện đo", "30/6/2026"] for number in range(1, 200)] + [
            ["", "Cộng", "199"]
        ]
        send(client, "add-block", draft, "table", text="\n".join(map("\t".join, [["", "Việc", "Hạn"], *rows])))
        kept = Draft.objects.get(pk=draft.pk).content["blocks"][-1]
        shown = client.get(reverse("drafts:draft", args=[draft.pk]) + f"?sua={kept['id']}")
        send(client, "edit-block", draft, kept["id"], text=shown.context["panel"].form["text"].value())

        assert (kept["header"], kept["rows"]) == (["", "Việc", "Hạn"], rows)
        assert Draft.objects.get(pk=draft.pk).content["blocks"][-1] == kept


class TestMinutesPage:
    """A meeting, what was said, what was concluded."""

    def test_from_the_meeting_to_the_notice(self, office):
        """By the forms alone."""
        client = as_(office.officer)
        minutes = drafts.started(office, type_code="BB")
        send(client, "write", minutes, "meeting", time="8 giờ", place="Phòng họp", chair="Bà Hà", secretary="Cô Dương",
             present="Ông A\nÔng B")  # fmt: skip
        send(client, "add-block", minutes, "statement", who="Ông A", text="Nhất trí")
        send(client, "add-block", minutes, "table", text="STT | Việc\n1 | Rà soát")
        send(client, "add-block", minutes, "heading", level="clause", title="Về kế hoạch", text="")
        page = client.get(reverse("drafts:draft", args=[minutes.pk])).content.decode()
        response = send(client, "start-notice", minutes)
        notice = Draft.objects.get(minutes=minutes)

        assert "Ông A: Nhất trí" in page
        assert response["Location"] == reverse("drafts:draft", args=[notice.pk])
        assert [block["kind"] for block in notice.content["blocks"]] == ["table", "heading"]
        assert client.get(response["Location"] + "?sua=b1").status_code == 200


class TestLine:
    """Steps along the line, on the page."""

    def test_the_page_says_what_is_missing(self, office):
        """Each a link to its place; no button to submit."""
        draft = drafts.started(office)
        page = as_(office.officer).get(reverse("drafts:draft", args=[draft.pk])).content.decode()

        assert "Chưa có trích yếu." in page
        assert reverse("drafts:submit", args=[draft.pk]) not in page

    def test_the_layout_is_checked_with_the_form(self, office, draft, monkeypatch):
        """What the decree does not allow keeps it from the signer; the office sees the rule and its source."""
        head = {key: draft.content[key] for key in composition.LETTERHEAD} | {"symbol": "tb-ttud"}
        drafts.act(services.set_letterhead, draft, by=office.officer, issuer=office.centre.name, **head)
        drafts.act(services.submit, draft, by=office.officer)
        drafts.act(services.approve, draft, by=office.lab_head)
        found = checking.layout_findings(Draft.objects.get())
        page = as_(office.clerk).get(reverse("drafts:draft", args=[draft.pk])).content.decode()

        assert [(finding.rule, finding.is_blocking) for finding in found] == [("symbol_case", True)]
        assert found[0].message in html.unescape(page)
        assert reverse("drafts:approve", args=[draft.pk]) not in page
        with pytest.raises(errors.LayoutBlocked):
            drafts.act(services.approve, draft, by=office.clerk)
        assert Draft.objects.get().state == State.FORM_CHECK

    def test_a_return_without_a_reason_is_asked_for_it(self, office, draft):
        """The form stays open, nothing changed."""
        drafts.act(services.submit, draft, by=office.officer)
        response = send(as_(office.lab_head), "return", draft, reason=" ")

        assert response.status_code == 422
        assert Draft.objects.get().state == State.CONTENT_CHECK

    def test_the_history_tells_it(self, office, draft):
        """Who, with which post, when, why."""
        drafts.act(services.submit, draft, by=office.officer)
        drafts.act(services.return_draft, draft, by=office.lab_head, reason="Thiếu căn cứ")
        page = as_(office.officer).get(reverse("drafts:draft", args=[draft.pk])).content.decode()

        assert "Trả lại khi kiểm tra nội dung" in page
        assert "Hồ Tấn Lộc, Trưởng phòng Kỹ thuật" in page
        assert "Thiếu căn cứ" in page

    def test_comments(self, office, draft):
        """On a block, with its words; an empty one is asked for words."""
        client = as_(office.clerk)
        assert send(client, "comment", draft, words="Nên rõ hơn", place="b1").status_code == 302
        assert send(client, "comment", draft, words=" ").status_code == 422
        page = client.get(reverse("drafts:draft", args=[draft.pk])).content.decode()

        assert "Nên rõ hơn" in page
        assert draft.comments.count() == 1


class TestVersions:
    """Who changed what, and two beside each other."""

    def test_comparison(self, office, draft):
        """What was added and removed is told by elements, not by colour alone."""
        drafts.act(services.edit_block, draft, by=office.officer, block_id="b1",
                   blocks=composition.paragraphs("Các phòng đã hoàn thành mọi nhiệm vụ được giao."))  # fmt: skip
        page = as_(office.officer).get(reverse("drafts:versions", args=[draft.pk])).content.decode()

        assert "<ins>mọi</ins>" in page
        assert "<del>phần lớn</del>" in page

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            pytest.param("?tu=1&den=2", 200, id="two"), pytest.param("?tu=2&den=2", 200, id="the-same"),
            pytest.param("?tu=x&den=y", 200, id="nonsense"), pytest.param("?tu=1&den=99", 404, id="none-of-it"),
        ],
    )  # fmt: skip
    def test_which(self, office, draft, query, status):
        """Any two of them."""
        response = as_(office.officer).get(reverse("drafts:versions", args=[draft.pk]) + query)
        assert response.status_code == status

    @pytest.mark.parametrize(("kind", "begin"), [("docx", b"PK"), ("pdf", b"%PDF")])
    def test_files(self, office, draft, kind, begin):
        """As the writers set them."""
        response = as_(office.officer).get(reverse("drafts:file", args=[draft.pk, draft.version, kind]))

        assert response.content.startswith(begin)
        assert "attachment" in response["Content-Disposition"]

    def test_no_file_is_made_of_half_a_document(self, office, draft):
        """With the reasons; nor of a kind that there is not."""
        client = as_(office.officer)

        assert client.get(reverse("drafts:file", args=[draft.pk, 1, "pdf"])).status_code == 422
        assert client.get(reverse("drafts:file", args=[draft.pk, 1, "odt"])).status_code == 404


class TestLists:
    """What waits, what is mine, all."""

    def test_lists(self, office, draft):
        """Each holds what its name says."""
        drafts.act(services.submit, draft, by=office.officer)

        def titles(person, name, **query):
            page = as_(person).get(reverse("drafts:list"), {"xem": name} | query)
            return [one.title for one in page.context["page"]]

        assert titles(office.lab_head, "cho-toi") == [draft.title]
        assert titles(office.officer, "cho-toi") == []
        assert titles(office.officer, "cua-toi") == [draft.title]
        assert titles(office.lab_head, "cua-toi") == []
        assert titles(office.clerk, "tat-ca") == [draft.title]
        assert titles(office.clerk, "tat-ca", q="ket luan giam doc") == [draft.title]
        assert titles(office.clerk, "tat-ca", q="khong co") == []
        assert titles(office.farm_head, "strange") == []

    def test_the_desk_shows_what_waits(self, office, draft):
        """With a link to it."""
        drafts.act(services.submit, draft, by=office.officer)
        page = as_(office.lab_head).get(reverse("home:desk")).content.decode()

        assert "Dự thảo chờ xử lý" in page
        assert reverse("drafts:draft", args=[draft.pk]) in page

    def test_start(self, office):
        """By the form; what it answers is named."""
        letter = worlds.document(office, [], registered_in=office.lab, subject="Đề nghị cung cấp số liệu")
        client = as_(office.officer)
        url = reverse("drafts:start")
        assert (
            f"{url}?tra-loi={letter.pk}" in client.get(reverse("documents:document", args=[letter.pk])).content.decode()
        )
        assert "Đề nghị cung cấp số liệu" in client.get(url, {"tra-loi": letter.pk}).content.decode()
        form = {"type_code": "CV", "drafting_unit_id": office.lab.pk, "issuing_unit_id": office.centre.pk}

        response = client.post(url, form | {"answers_id": letter.pk})

        made = Draft.objects.get()
        assert response["Location"] == reverse("drafts:draft", args=[made.pk])
        assert (made.answers, made.symbol) == (letter, "TTUD-KT")

    def test_nobody_to_draft_for(self, office):
        """Somebody without a post is told so."""
        office.officer.posts.update(valid_to=NOW.date())

        page = as_(office.officer).get(reverse("drafts:start")).content.decode()

        assert "không giữ chức vụ ở đơn vị nào" in page


def test_every_act_has_words_in_the_log():
    """However it is named: by what it changed, or by the step."""
    named = {f"drafts.{change}" for change in Change.values} | {f"drafts.{move}" for move in lifecycle.MOVES}

    assert (named - {"drafts.edit"}) - set(ACTS) == set()


@pytest.mark.parametrize("typed", ["²", "1²", "-1", "9" * 40, "một"])
def test_what_is_no_number_in_an_address_is_no_fault(client, office, draft, typed):
    """A digit that counts nothing, such as a raised two, is taken as if nothing stood there."""
    client.force_login(office.officer)

    assert client.get(reverse("drafts:start"), {"tra-loi": typed}).status_code == 200
    assert client.get(reverse("drafts:versions", args=[draft.pk]), {"tu": typed, "den": typed}).status_code == 200
    moved = client.post(reverse("drafts:cite", args=[draft.pk]), {"document": typed, "version": typed})
    assert moved.status_code < 500


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_paper_shows_every_line(name):
    """Annexes stand on sheets of their own, the address line at the foot: nothing that is printed is left out."""
    sheet = compose(example(name))
    page = render_to_string("documents/composing/_paper.html", {"preview": Preview(sheet)})
    contact = [sheet.contact] if sheet.contact else []
    annexed = [line for annex in sheet.annexes for line in (*annex.heading, *annex.items)]
    lines = [*sheet.items, *contact, *annexed]
    words = [
        text
        for line in lines
        for text in ([*line.header, *sum(line.rows, ())] if is_grid(line) else [run.text for run in line.runs])
    ]

    assert [text for text in words if html.escape(text) not in page] == []
    assert page.count("<article") == 1 + len(sheet.annexes)
