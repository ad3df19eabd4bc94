"""A draft on its way to the signer and back."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from dondoc.audit.models import Entry
from dondoc.documents.composing import composition, errors, faults, frozen, selectors, services, tables
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.organization.models import Unit
from tests.world import NOW, TODAY

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


def submit(office, draft, by="officer"):
    """Submit a draft."""
    return drafts.act(services.submit, draft, by=getattr(office, by))


def approve(office, draft, by):
    """Pass a draft on."""
    return drafts.act(services.approve, draft, by=getattr(office, by))


def trace(draft):
    """Return how a draft passed."""
    return list(draft.passings.order_by("pk").values_list("move", "to_state", "by__username"))


def refused(draft, expected, act):
    """Let a step be refused and see that nothing changed."""
    before = (Draft.objects.filter(pk=draft.pk).values().get(), trace(draft), Entry.objects.count())
    with pytest.raises(expected) as refusal:
        act()
    assert (Draft.objects.filter(pk=draft.pk).values().get(), trace(draft), Entry.objects.count()) == before
    return refusal.value


class TestTheLine:
    """Drafter, head of the unit, office, signer."""

    def test_the_whole_way(self, office, draft):
        """Each step by the one whose step it is, each with its entry."""
        submit(office, draft)
        approve(office, draft, "lab_head")
        approve(office, draft, "clerk")
        services.close(draft=Draft.objects.get(), actor=office.centre_director, now=NOW)

        assert trace(draft) == [
            ("submit", State.CONTENT_CHECK, "duong"), ("approve_content", State.FORM_CHECK, "loc"),
            ("approve_form", State.TO_SIGN, "van"), ("close", State.CLOSED, "ha"),
        ]  # fmt: skip
        acts = Entry.objects.filter(subject=f"draft:{draft.pk}").order_by("pk").values_list("act", flat=True)
        assert list(acts)[-4:] == ["drafts.submit", "drafts.approve_content", "drafts.approve_form", "drafts.close"]
        assert draft.passings.earliest("pk").post_line == "Viên chức"

    def test_returned_mended_and_submitted_again(self, office, draft):
        """With the reason, from every check."""
        submit(office, draft)
        drafts.act(services.return_draft, draft, by=office.lab_head, reason="Thiếu căn cứ")
        drafts.act(services.set_bases, draft, by=office.officer, text="Căn cứ Quy chế làm việc")
        submit(office, draft)
        approve(office, draft, "lab_head")
        drafts.act(services.return_draft, draft, by=office.clerk, reason="Sai thể thức")
        submit(office, draft)
        approve(office, draft, "lab_head")
        approve(office, draft, "clerk")
        drafts.act(services.return_draft, draft, by=office.centre_director, reason="Chưa ký")

        assert [move for move, _state, _by in trace(draft)] == [
            "submit", "return_content", "submit", "approve_content", "return_form", "submit", "approve_content",
            "approve_form", "return_unsigned",
        ]  # fmt: skip
        assert draft.passings.get(move="return_content").words == "Thiếu căn cứ"
        assert Draft.objects.get().state == State.DRAFTING

    @pytest.mark.parametrize("submits", ["lab_head", "officer"])
    def test_the_heads_own_draft_goes_straight_to_the_form(self, office, submits):
        """And the passing says so."""
        draft = drafts.whole(office, by=office.lab_head)
        submit(office, draft, by=submits)

        assert Draft.objects.get().state == State.FORM_CHECK
        assert draft.passings.get().words == (
            "Người đứng đầu đơn vị soạn thảo tự soạn; không qua người khác kiểm tra nội dung."
        )

    def test_what_the_head_submits_was_checked_by_the_head(self, office, draft):
        """It goes straight to the form; the passing says who submitted it, not that they drafted it."""
        submit(office, draft, by="lab_head")

        assert Draft.objects.get().state == State.FORM_CHECK
        assert draft.passings.get().words == (
            "Người đứng đầu đơn vị soạn thảo trình; việc trình là đã kiểm tra nội dung."
        )

    def test_a_signer_who_left_leaves_it_to_the_office(self, office, draft):
        """It waits there, cannot be signed, and is returned with the reason."""
        submit(office, draft)
        approve(office, draft, "lab_head")
        approve(office, draft, "clerk")
        assert not selectors.waiting_for(office.clerk, today=TODAY).exists()
        office.centre_director.posts.update(valid_to=TODAY)

        assert selectors.waiting_for(office.clerk, today=TODAY).get() == draft
        drafts.act(services.return_draft, draft, by=office.clerk, reason="Người ký đã chuyển công tác")

        assert trace(draft)[-1] == ("return_unsigned", State.DRAFTING, "van")
        assert selectors.waiting_for(office.officer, today=TODAY).get() == draft

    def test_taken_back_before_the_next_one_acts(self, office, draft):
        """And not after."""
        submit(office, draft)
        drafts.act(services.take_back, draft, by=office.officer)
        assert Draft.objects.get().state == State.DRAFTING

        submit(office, draft)
        approve(office, draft, "lab_head")
        refused(draft, errors.NextHasActed, lambda: drafts.act(services.take_back, draft, by=office.officer))

    def test_withdrawn(self, office, draft):
        """It stays in sight with the reason."""
        drafts.act(services.withdraw, draft, by=office.lab_head, reason="Gộp vào thông báo khác")

        assert (Draft.objects.get().state, draft.passings.get().words) == (State.WITHDRAWN, "Gộp vào thông báo khác")

    def test_signed_on_paper(self, office, draft):
        """The office closes what it takes in."""
        submit(office, draft)
        approve(office, draft, "lab_head")
        approve(office, draft, "clerk")

        assert services.close(draft=Draft.objects.get(), actor=office.clerk, now=NOW).state == State.CLOSED


class TestFrozen:
    """A draft that carries what another app froze"""

    @pytest.fixture
    def carrying(self, office, draft, monkeypatch):
        """A draft that was handed on."""
        carried = frozen.Carried("BC-1.1-0a1b2c3d", "/bao-cao/1/ban-gui/1/")
        monkeypatch.setattr(frozen, "_finders", [lambda found: carried if found.pk == draft.pk else None])
        return draft

    def test_as_it_was_handed_on_it_is_submitted(self, office, carrying):
        """Addressees and signer were named since: nothing of what was frozen."""
        assert frozen.differences(carrying) is None
        submit(office, carrying)

        assert carrying.passings.get().words == ""

    @pytest.mark.parametrize(
        ("service", "values", "change"),
        [
            pytest.param(
                services.edit_block, {"block_id": "b1", "blocks": composition.paragraphs("Hoàn thành 6/6")},
                "“Hoàn thành 6/6” edit b1", id="changed",
            ),
            pytest.param(
                services.add_blocks, {"blocks": composition.paragraphs("Hoàn thành 6/6")},
                "“Hoàn thành 6/6” add b3", id="added",
            ),
            pytest.param(
                services.remove_block, {"block_id": "b2"}, "“Rà soát máy móc của Trại” remove ", id="removed"
            ),
            pytest.param(
                partial(services.move_block, by=1), {"block_id": "b1"},
                "“Rà soát máy móc của Trại” move b2", id="moved",
            ),
        ],
    )  # fmt: skip
    def test_what_differs_is_told_and_needs_a_reason(self, office, carrying, service, values, change):
        """Without one it stays where it is; with one, difference and reason stand where it passed."""
        drafts.act(service, carrying, by=office.officer, **values)
        carrying.refresh_from_db()
        found = frozen.differences(carrying)

        assert [f"“{one.words}” {one.change} {one.place}" for one in found.blocks] == [change]
        refused(carrying, errors.FrozenDiffers, lambda: submit(office, carrying))
        drafts.act(services.submit, carrying, by=office.officer, words="Sửa lỗi đánh máy")

        passed = carrying.passings.get()
        assert ("BC-1.1-0a1b2c3d" in passed.words, passed.words.endswith(" Sửa lỗi đánh máy")) == (True, True)

    def test_who_may_not_submit_is_told_that(self, office, carrying):
        """Whatever differs."""
        drafts.act(services.remove_block, carrying, by=office.officer, block_id="b2")

        refused(carrying, errors.NotDrafter, lambda: submit(office, carrying, by="office_head"))


class TestRefusals:
    """Each with its reason, and nothing changed."""

    @pytest.mark.parametrize(
        ("by", "expected"),
        [
            pytest.param("officer", errors.NotUnitHead, id="the-drafter"),
            pytest.param("centre_director", errors.NotUnitHead, id="the-head-of-another-unit"),
            pytest.param("clerk", errors.NotUnitHead, id="the-office-before-its-turn"),
            pytest.param("farm_head", errors.DraftMissing, id="who-knows-nothing-of-it"),
        ],
    )
    def test_content(self, office, draft, by, expected):
        """Only the head of the drafting unit passes the content."""
        submit(office, draft)
        refused(draft, expected, lambda: approve(office, draft, by))
        refused(
            draft, expected,
            lambda: drafts.act(services.return_draft, draft, by=getattr(office, by), reason="Không đạt"),
        )  # fmt: skip

    @pytest.mark.parametrize("by", ["officer", "lab_head", "centre_director", "director"])
    def test_form(self, office, draft, by):
        """Only the office passes the form."""
        submit(office, draft)
        approve(office, draft, "lab_head")
        refused(draft, errors.NotOffice, lambda: approve(office, draft, by))

    def test_the_maker_is_not_the_checker(self, office):
        """A clerk's draft is checked by another one of the office."""
        draft = drafts.started(
            office, by=office.clerk, drafting_unit_id=office.office.pk, issuing_unit_id=office.department.pk
        )
        drafts.act(
            services.set_letterhead, draft, by=office.clerk, issuer=office.department.name, symbol="TB-SKHCN",
            place="Quảng Ngãi", subject="Lịch trực", archive="VT",
        )  # fmt: skip
        drafts.act(services.add_blocks, draft, by=office.clerk, blocks=composition.paragraphs("Lịch trực tháng 12."))
        drafts.act(services.add_party, draft, by=office.clerk, side="recipients", outside="Các phòng")
        post = office.director.posts.get()
        drafts.act(services.name_signer, draft, by=office.clerk, post_id=post.pk, prefix="")
        submit(office, draft, by="clerk")
        approve(office, draft, "office_head")

        refused(draft, errors.OwnDraft, lambda: approve(office, draft, "clerk"))
        assert approve(office, draft, "office_head").state == State.TO_SIGN

    @pytest.mark.parametrize(
        ("service", "values", "by"),
        [
            pytest.param("return_draft", {"reason": " "}, "lab_head", id="return"),
            pytest.param("withdraw", {"reason": ""}, "officer", id="withdraw"),
        ],
    )
    def test_words_are_needed(self, office, draft, service, values, by):
        """So that the next one knows what to do."""
        if service == "return_draft":
            submit(office, draft)
        refused(
            draft, errors.WordsMissing,
            lambda: drafts.act(getattr(services, service), draft, by=getattr(office, by), **values),
        )  # fmt: skip

    def test_seen_before_it_changed(self, office, draft):
        """Nobody passes on what they did not see."""
        seen = draft.version
        drafts.act(services.set_bases, draft, by=office.lab_head, text="Căn cứ Quy chế")

        refused(
            draft, errors.DraftChanged,
            lambda: services.submit(draft_id=draft.pk, version=seen, actor=office.officer, now=NOW),
        )  # fmt: skip

    @pytest.mark.parametrize("service", ["approve", "return_draft"])
    def test_a_step_that_the_state_does_not_know(self, office, draft, service):
        """Nothing is approved or returned while it is drafted."""
        values = {"reason": "Không đạt"} if service == "return_draft" else {}
        refused(
            draft, errors.WrongState,
            lambda: drafts.act(getattr(services, service), draft, by=office.lab_head, **values),
        )  # fmt: skip

    def test_the_database_wants_a_signer(self, office, draft):
        """Whatever a program does, nothing lies with nobody."""
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.filter(pk=draft.pk).update(state=State.TO_SIGN, signer_post=None)


def written_in(draft, words, place):
    """Put words into a block past the forms, as an earlier release may have kept them."""
    content = draft.content
    content["blocks"][place] |= words
    Draft.objects.filter(pk=draft.pk).update(content=content)
    draft.refresh_from_db()


class TestPrinting:
    """What cannot be printed, or not be found again in print, goes no further than its drafter."""

    ROWS = (
        pytest.param({"action": "Rà soát \U0001f600"}, 1, "b2", "U+1F600", id="emoji-in-a-duty"),
        pytest.param({"text": "Đã xong \uf0b5"}, 0, "b1", "U+F0B5", id="private-letter-in-a-paragraph"),
        pytest.param({"action": "Rà so\u00adát máy"}, 1, "b2", "U+00AD", id="soft-hyphen-in-a-duty"),
    )

    @pytest.mark.parametrize(("words", "place", "block", "code"), ROWS)
    def test_it_is_not_submitted(self, office, draft, words, place, block, code):
        """The sentence says which character, and in which words."""
        written_in(draft, words, place)

        found = faults.of_file(draft, today=TODAY)
        refusal = refused(draft, errors.DraftNotWhole, lambda: submit(office, draft))

        assert [fault.place for fault in found] == [block]
        assert refusal.params["faults"] == found[0].sentence
        assert code in found[0].sentence
        assert next(iter(words.values()))[:6] in found[0].sentence

    def test_it_is_not_approved(self, office, draft):
        """Nor does a check let it pass; it can be returned."""
        submit(office, draft)
        written_in(draft, {"action": "Rà so\u00adát máy"}, 1)

        refused(draft, errors.DraftNotWhole, lambda: approve(office, draft, "lab_head"))
        drafts.act(services.return_draft, draft, by=office.lab_head, reason="Có ký tự lạ")

    def test_a_letter_of_the_letterhead_is_told_there(self, draft):
        """And one in the signer's name at the signer."""
        draft.content["subject"] = "Kết luận \U0001f600"
        assert [fault.place for fault in faults.of_file(draft, today=TODAY)] == ["letterhead"]

        draft.content["subject"] = "Kết luận"
        draft.signer_post.person.full_name = "Nguyễn \U0001f600"
        assert [fault.place for fault in faults.of_file(draft, today=TODAY)] == ["signer"]

    def test_what_prints_has_no_fault(self, draft):
        """As most drafts."""
        assert faults.of_file(draft, today=TODAY) == []


class TestFaults:
    """What is missing, one sentence each."""

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            pytest.param({"subject": ""}, "Chưa có trích yếu.", id="subject"),
            pytest.param(
                {"subject": "Á" * 501}, "Trích yếu dài 501 ký tự, tối đa 500. Hãy rút gọn.", id="a-subject-too-long"
            ),
            pytest.param({"symbol": ""}, "Chưa có ký hiệu.", id="symbol"),
            pytest.param({"place": ""}, "Chưa có địa danh.", id="place"),
            pytest.param({"archive": ""}, "Chưa ghi nơi lưu (Lưu: VT, …).", id="archive"),
            pytest.param({"recipients": []}, "Chưa có nơi nhận.", id="recipients"),
            pytest.param({"blocks": []}, "Văn bản chưa có nội dung.", id="body"),
            pytest.param(
                {"to": [{"name": "Sở", "unit": None, "group": None}]},
                "Loại văn bản này không có phần “Kính gửi”. Hãy chuyển sang Nơi nhận.", id="to",
            ),
        ],
    )  # fmt: skip
    def test_each_fault_is_told(self, draft, change, expected):
        """And only it."""
        draft.content |= change

        assert [fault.sentence for fault in faults.of(draft, today=TODAY)] == [expected]

    def test_a_decision_says_who_decides_and_on_which_ground(self, draft):
        """What is missing is told, and stands blank on the paper."""
        draft.content |= {"type": "QĐ"}
        found = faults.of(draft, today=TODAY)
        draft.content |= {"decided_by": "Giám đốc Trung tâm", "bases": ["Căn cứ Quy chế làm việc"]}

        assert [fault.sentence for fault in found] == [
            "Chưa có dòng thẩm quyền ban hành, như “GIÁM ĐỐC SỞ …” trên phần căn cứ.", "Chưa có căn cứ ban hành.",
        ]  # fmt: skip
        assert faults.of(draft, today=TODAY) == []

    def test_a_table_wider_than_the_page_is_told(self, draft):
        """In the body, from where it can go into an annex; there it is set as it fits; one that fits is no fault."""

        def table(columns):
            return tables.table(" | ".join(["Nghiêng"] * columns) + "\n" + " | ".join(["nghiên cứu"] * columns))

        fits, wide = table(12), table(20)
        draft.content = composition.added(draft.content, [table(8), fits])
        draft.content = composition.added(draft.content, [composition.annex("Danh mục"), fits, wide])
        *_text, _narrow, in_body, _annex, _fits, _wide = draft.content["blocks"]

        found = faults.of(draft, today=TODAY)

        assert [fault.place for fault in found] == [in_body["id"]]

    def test_a_whole_draft_has_none(self, draft):
        """So it can be passed on, with the longest subject too."""
        draft.content["subject"] = "Á" * 500
        assert faults.of(draft, today=TODAY) == []

    def test_deadlines(self, office, draft):
        """Not decided, and passed already."""
        open_one = drafts.duty(office, deadline_kind="", date=None)
        past = drafts.duty(office, date=TODAY - dt.timedelta(days=1))
        draft.content = composition.added(draft.content, [open_one, past, drafts.duty(office, date=TODAY)])

        assert [fault.place for fault in faults.of(draft, today=TODAY)] == ["b3", "b4"]

    def test_a_lead_that_is_no_more(self, office, draft):
        """The unit that stands for it now is named by a person."""
        Unit.objects.filter(pk=office.farm.pk).update(valid_to=TODAY)

        assert [fault.place for fault in faults.of(draft, today=TODAY)] == ["b2"]

    def test_a_lead_from_outside_is_none(self, office, draft):
        """It was marked as one."""
        outside = drafts.duty(office, lead=[composition.Party("Công ty A")])
        draft.content = composition.added(draft.content, [outside])

        assert faults.of(draft, today=TODAY) == []

    def test_the_signer(self, office, draft):
        """Not named, and no longer in the post."""
        draft.signer_post.valid_to = TODAY
        ended = faults.of(draft, today=TODAY)
        draft.signer_post = None
        unnamed = faults.of(draft, today=TODAY)

        assert [fault.place for fault in ended + unnamed] == ["signer", "signer"]
        assert ended != unnamed

    def test_citations(self, draft):
        """A token of nothing, and a document without a number."""
        cited = {"document": 1, "type": "Thông báo", "number": "", "symbol": "TB-A", "date": None, "issuer": "",
                 "subject": ""}  # fmt: skip
        draft.content |= {"bases": ["Căn cứ [[9/QĐ]]", "Căn cứ [[…/TB-A]]"], "citations": {"…/TB-A": cited}}

        assert [fault.place for fault in faults.of(draft, today=TODAY)] == ["blocks", "blocks"]

    def test_the_writers_own_faults_come_last(self, office, draft):
        """What only the schema knows: a point cannot hold a part."""
        points = [composition.heading("point", "", f"điểm {number}") for number in range(30)]
        draft.content = composition.added(draft.content, [composition.heading("clause", "Việc", ""), *points])

        assert len(faults.of(draft, today=TODAY)) == 1

    def test_all_are_told_when_it_is_submitted(self, office):
        """Nothing is passed on half."""
        draft = drafts.started(office)

        refusal = refused(draft, errors.DraftNotWhole, lambda: submit(office, draft))

        assert refusal.params["faults"].count(".") >= 5


class TestVisibility:
    """The drafting unit and above, the office, the signer, those it lies with."""

    def test_both_sides(self, office, draft):
        """Who sees a draft, and who does not know of it."""
        everybody = {name: getattr(office, name) for name in office.__dataclass_fields__ if name not in UNITS}
        seen = {
            name
            for name, person in everybody.items()
            if selectors.visible_to(person, today=TODAY).filter(pk=draft.pk).exists()
        }

        assert seen == {"director", "office_head", "clerk", "centre_director", "lab_head", "officer"}, "leaked or lost"
        assert set(everybody) - seen == {"farm_head", "administrator"}

    def test_hidden_and_absent_answer_alike(self, office, draft):
        """Nobody learns that there is one."""
        for draft_id in (draft.pk, 999):
            with pytest.raises(errors.DraftMissing):
                selectors.get(draft_id, person=office.farm_head, today=TODAY)

    def test_a_signer_of_another_unit_sees_it(self, office, draft):
        """Once they are named."""
        Draft.objects.filter(pk=draft.pk).update(signer_post=office.farm_head.posts.get())

        assert selectors.visible_to(office.farm_head, today=TODAY).get() == draft

    def test_what_waits_for_whom(self, office, draft):
        """One person at each step; the makers not; the drafter again when it was returned."""

        def waiting():
            people = {name: getattr(office, name) for name in office.__dataclass_fields__ if name not in UNITS}
            return {name for name, one in people.items() if selectors.waiting_for(one, today=TODAY).exists()}

        steps = [waiting()]
        submit(office, draft)
        steps.append(waiting())
        approve(office, draft, "lab_head")
        steps.append(waiting())
        approve(office, draft, "clerk")
        steps.append(waiting())
        drafts.act(services.return_draft, draft, by=office.centre_director, reason="Chưa ký")
        steps.append(waiting())

        assert steps == [set(), {"lab_head"}, {"office_head", "clerk"}, {"centre_director"}, {"officer"}]


UNITS = ("department", "office", "centre", "lab", "farm")
