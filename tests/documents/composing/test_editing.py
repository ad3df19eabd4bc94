"""Acts on a draft: what each leaves behind, and that a refusal leaves nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.documents.composing import composition, errors, selectors, services, setting
from dondoc.documents.composing.choices import Change
from dondoc.documents.composing.composition import Party
from dondoc.documents.composing.models import Draft
from dondoc.documents.errors import DocumentMissing
from dondoc.documents.exchange.models import Correspondent
from dondoc.organization.models import FormerName, Unit
from dondoc.organization.people.errors import (
    MandateForOthers,
    NoMandate,
    NotHead,
    PostMissing,
    SignerElsewhere,
    SigningUnknown,
)
from dondoc.organization.units.models import UnitGroup
from tests import world as worlds
from tests.world import NOW, SINCE, TODAY

from . import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world):
    """The organisation with abbreviations."""
    return drafts.prepare(world)


@pytest.fixture
def draft(office):
    """A notice of conclusions, just started."""
    return drafts.started(office)


def state_of(draft):
    """Return everything that an act could change."""
    fields = Draft.objects.filter(pk=draft.pk).values().get()
    return fields, draft.versions.count(), Entry.objects.count()


def refused(draft, expected, act):
    """Let an act be refused and see that nothing changed."""
    before = state_of(draft)
    with pytest.raises(expected) as refusal:
        act()
    assert state_of(draft) == before
    return refusal.value


class TestStart:
    """The letterhead comes from the organisation's data, nothing else."""

    @pytest.mark.parametrize(
        ("type_code", "issuer", "symbol"),
        [
            pytest.param("TB", "centre", "TB-TTUD", id="type-and-issuer"),
            pytest.param("CV", "centre", "TTUD-KT", id="letter-names-the-drafting-unit"),
            pytest.param("TTr", "department", "TTr-SKHCN", id="for-the-body-above"),
        ],
    )
    def test_letterhead(self, office, type_code, issuer, symbol):
        """By Phụ lục III Nghị định 30."""
        unit = getattr(office, issuer)
        draft = drafts.started(office, type_code=type_code, issuing_unit_id=unit.pk)

        assert draft.content["issuer"]["name"] == unit.name
        assert (draft.symbol, draft.content["place"]) == (symbol, "Quảng Ngãi")
        empty = composition.new(type_code=type_code, issuer="")
        assert {key: draft.content[key] for key in ("subject", "bases", "to", "recipients", "blocks", "archive")} == {
            key: empty[key] for key in ("subject", "bases", "to", "recipients", "blocks", "archive")
        }
        assert draft.signer_post is None
        assert list(draft.versions.values_list("number", "change")) == [(1, Change.START)]
        assert Entry.objects.get(act="drafts.start").subject == f"draft:{draft.pk}"

    def test_what_is_not_recorded_stays_empty(self, world):
        """No abbreviation, no address: nothing is made up."""
        draft = drafts.started(world)

        assert (draft.symbol, draft.content["place"]) == ("", "")

    def test_answering(self, office):
        """The draft remembers what it answers."""
        letter = worlds.document(office, [], registered_in=office.lab)

        assert drafts.started(office, answers_id=letter.pk).answers == letter

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            pytest.param({"type_code": "XX"}, errors.TypeUnknown, id="no-type"),
            pytest.param({"drafting_unit_id": "farm"}, errors.NoUnit, id="another-unit"),
            pytest.param({"issuing_unit_id": "farm"}, errors.IssuerUnfit, id="issuer-elsewhere"),
            pytest.param({"issuing_unit_id": "lab"}, errors.IssuerUnfit, id="a-division-issues-nothing"),
            pytest.param({"answers_id": 999}, DocumentMissing, id="answers-nothing"),
        ],
    )
    def test_refusal_changes_nothing(self, office, fields, expected):
        """No row, no entry."""
        fields = {
            key: getattr(office, value).pk if value in ("farm", "lab") else value for key, value in fields.items()
        }
        with pytest.raises(expected):
            drafts.started(office, **fields)
        assert not Draft.objects.exists()
        assert not Entry.objects.filter(act__startswith="drafts.").exists()


class TestEdit:
    """One act, one version, one entry."""

    def test_each_act_makes_a_version(self, office, draft):
        """Who changed what stands there in words."""
        drafts.act(services.add_blocks, draft, by=office.officer, blocks=composition.paragraphs("Một\nHai"))
        drafts.act(services.edit_block, draft, by=office.lab_head, block_id="b1", blocks=composition.paragraphs("Mốt"))
        draft.refresh_from_db()
        services.move_block(
            draft_id=draft.pk, version=draft.version, block_id="b1", by=1, actor=office.officer, now=NOW
        )
        drafts.act(services.remove_block, draft, by=office.officer, block_id="b2")

        assert list(draft.versions.order_by("number").values_list("number", "change", "detail", "by__username")) == [
            (1, "start", "Thông báo", "duong"),
            (2, "add", "Một", "duong"),
            (3, "edit", "Mốt", "loc"),
            (4, "move", "Mốt", "duong"),
            (5, "remove", "Hai", "duong"),
        ]
        assert [block["text"] for block in Draft.objects.get().content["blocks"]] == ["Mốt"]
        assert [block["text"] for block in draft.versions.get(number=2).content["blocks"]] == ["Một", "Hai"]
        assert list(Entry.objects.filter(act__startswith="drafts.").order_by("pk").values_list("act", flat=True)) == [
            "drafts.start", "drafts.add", "drafts.edit", "drafts.move", "drafts.remove",
        ]  # fmt: skip

    def test_nothing_changed_makes_no_version(self, office, draft):
        """Saving what stands there is no act."""
        before = state_of(draft)
        drafts.act(services.set_bases, draft, by=office.officer, text="")

        assert state_of(draft) == before

    @pytest.mark.parametrize(
        ("by", "expected"),
        [
            pytest.param("farm_head", errors.DraftMissing, id="another-unit-knows-nothing-of-it"),
            pytest.param("administrator", errors.DraftMissing, id="nor-does-the-administrator"),
            pytest.param("clerk", errors.NotDrafter, id="the-office-sees-it-but-does-not-write"),
            pytest.param("centre_director", errors.NotDrafter, id="nor-does-the-director"),
        ],
    )
    def test_others_do_not_write(self, office, draft, by, expected):
        """And nothing changed."""
        refused(
            draft, expected,
            lambda: drafts.act(
                services.add_blocks, draft, by=getattr(office, by), blocks=composition.paragraphs("Lời")
            ),
        )  # fmt: skip

    def test_the_second_of_two_is_told_who_was_faster(self, office, draft):
        """And the first one's words stay."""
        seen = draft.version
        drafts.act(services.add_blocks, draft, by=office.lab_head, blocks=composition.paragraphs("Của trưởng phòng"))

        refusal = refused(
            draft, errors.DraftChanged,
            lambda: services.add_blocks(
                draft_id=draft.pk, version=seen, blocks=composition.paragraphs("Của viên chức"), actor=office.officer,
                now=NOW,
            ),
        )  # fmt: skip

        assert refusal.params["name"] == "Hồ Tấn Lộc"

    def test_a_removed_block_is_missing(self, office, draft):
        """For every act that names it."""
        for service, values in (
            (services.edit_block, {"blocks": composition.paragraphs("Lời")}), (services.remove_block, {}),
        ):  # fmt: skip
            refused(
                draft, errors.BlockMissing,
                lambda service=service, values=values: drafts.act(
                    service, draft, by=office.officer, block_id="b9", **values
                ),
            )  # fmt: skip

    def test_a_submitted_draft_is_not_written_in(self, office):
        """It is the next one's to return it."""
        draft = drafts.whole(office)
        drafts.act(services.submit, draft, by=office.officer)

        refused(
            draft, errors.WrongState,
            lambda: drafts.act(services.set_bases, draft, by=office.officer, text="Căn cứ Luật"),
        )  # fmt: skip


class TestParties:
    """Units by their names of today, groups, and names from outside that say so."""

    def test_named(self, office):
        """Each as what it is."""
        group = UnitGroup.objects.create(name="Các phòng thuộc Trung tâm")
        found = services.parties(
            f"{office.lab.name}\ncác phòng thuộc trung tâm", outside="Công ty A", with_groups=True, day=TODAY
        )

        assert found == [
            Party(office.lab.name, unit=office.lab.pk), Party(group.name, group=group.pk), Party("Công ty A"),
        ]  # fmt: skip

    def test_a_name_that_is_no_unit_is_refused(self, office):
        """Unless it is said to be from outside; a group leads nothing."""
        UnitGroup.objects.create(name="Các phòng thuộc Trung tâm")
        for name in ("Công ty A", "Các phòng thuộc Trung tâm"):
            with pytest.raises(errors.NameUnknown):
                services.parties(name, day=TODAY)

    def test_addressing(self, office, draft):
        """Added once, taken out again."""
        drafts.act(services.add_party, draft, by=office.officer, side="recipients", name=office.farm.name)
        drafts.act(services.add_party, draft, by=office.officer, side="recipients", outside="UBND tỉnh")
        drafts.act(services.add_party, draft, by=office.officer, side="recipients", name=office.farm.name)
        named = [party["name"] for party in Draft.objects.get().content["recipients"]]
        drafts.act(services.remove_party, draft, by=office.officer, side="recipients", position=0)

        assert named == [office.farm.name, "UBND tỉnh"]
        assert [party["name"] for party in Draft.objects.get().content["recipients"]] == ["UBND tỉnh"]
        refused(
            draft, errors.BlockMissing,
            lambda: drafts.act(services.remove_party, draft, by=office.officer, side="recipients", position=7),
        )  # fmt: skip


class TestSigner:
    """By Điều 13: who holds which post and mandate on the day."""

    def mandate(self, office, person, **fields):
        """Record a mandate."""
        defaults = {"prefix": "TL.", "regulation": "Quy chế làm việc", "valid_from": SINCE}
        recorded = {"recorded_by": office.administrator, "recorded_at": NOW}
        return person.posts.get().mandates.create(**(defaults | fields | recorded))

    def name(self, office, draft, person, prefix):
        """Name a signer."""
        post = person.posts.get()
        return drafts.act(services.name_signer, draft, by=office.officer, post_id=post.pk, prefix=prefix)

    def test_the_head(self, office, draft):
        """Without a prefix; the version keeps how it would be printed, without the name of the body."""
        self.name(office, draft, office.centre_director, "")

        assert Draft.objects.get().signer_post == office.centre_director.posts.get()
        assert draft.versions.latest("number").signature == {
            "authority": [], "title": "GIÁM ĐỐC", "name": "Nguyễn Minh Hà",
        }  # fmt: skip

    def test_by_order(self, office, draft):
        """TL. stands before the head's title."""
        self.mandate(office, office.lab_head)
        self.name(office, draft, office.lab_head, "TL.")

        assert draft.versions.latest("number").signature == {
            "authority": ["TL. GIÁM ĐỐC"], "title": "TRƯỞNG PHÒNG KỸ THUẬT", "name": "Hồ Tấn Lộc",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("prefix", "lines", "title"),
        [
            pytest.param(
                "TL. KT.", ["TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG KỸ THUẬT"], "PHÓ TRƯỞNG PHÒNG KỸ THUẬT",
                id="deputy-of-who-signs-by-order",
            ),
            pytest.param("", [], "PHÓ TRƯỞNG PHÒNG KỸ THUẬT", id="none"),
            pytest.param(
                "TM. KT.", ["TM. TRUNG TÂM ỨNG DỤNG VÀ DỊCH VỤ KHOA HỌC CÔNG NGHỆ", "KT. GIÁM ĐỐC"],
                "PHÓ TRƯỞNG PHÒNG KỸ THUẬT", id="deputy-of-a-collegial-head",
            ),
            pytest.param("Q.", [], "Q. GIÁM ĐỐC", id="acting-head"),
        ],
    )  # fmt: skip
    def test_how_it_is_printed(self, office, prefix, lines, title):
        """Each prefix with the title of the head it speaks of."""
        deputy = worlds.person("pho", "Phạm Văn Bảy", office.lab, "officer", "Phó Trưởng phòng Kỹ thuật").posts.get()

        printed = setting.signature_of(deputy, prefix, issuer=office.centre, day=TODAY)

        assert printed == {"authority": lines, "title": title, "name": "Phạm Văn Bảy"}

    def test_a_head_who_left_still_names_the_post(self, office, draft):
        """Until somebody follows, a deputy signs for the post."""
        office.centre_director.posts.update(valid_to=TODAY)
        printed = setting.signature_of(office.lab_head.posts.get(), "KT.", issuer=office.centre, day=TODAY)

        assert printed["authority"] == ["KT. GIÁM ĐỐC"]

    def test_a_chain_is_proposed_and_named(self, office, draft):
        """To the deputy of the head who signs by order; another chain is refused with the reason."""
        deputy = worlds.person("pho", "Phạm Văn Bảy", office.lab, "officer", "Phó Trưởng phòng Kỹ thuật")
        self.mandate(office, office.lab_head, given_by=office.centre_director.posts.get())
        self.mandate(office, deputy, prefix="KT.", given_by=office.lab_head.posts.get())

        offered = [signer.value for signer in selectors.signers_for(draft, today=TODAY)]
        self.name(office, draft, deputy, "TL. KT.")

        assert f"{deputy.posts.get().pk}:TL. KT." in offered
        assert Draft.objects.get().signer_prefix == "TL. KT."
        refused(draft, SigningUnknown, lambda: self.name(office, draft, deputy, "TUQ. KT."))

    @pytest.mark.parametrize(
        ("who", "prefix", "expected"),
        [
            pytest.param("officer", "", NotHead, id="not-a-head"),
            pytest.param("lab_head", "TL.", NoMandate, id="no-mandate"),
            pytest.param("lab_head", "", NotHead, id="heads-a-part-only"),
            pytest.param("director", "", SignerElsewhere, id="heads-the-body-above"),
        ],
    )
    def test_refusal_changes_nothing(self, office, draft, who, prefix, expected):
        """With the reason."""
        refused(draft, expected, lambda: self.name(office, draft, getattr(office, who), prefix))

    def test_a_mandate_for_other_types(self, office, draft):
        """Is told with the types it covers."""
        self.mandate(office, office.lab_head, document_types=["GM"])

        refusal = refused(draft, MandateForOthers, lambda: self.name(office, draft, office.lab_head, "TL."))

        assert refusal.params["types"] == "GM"

    def test_only_mandates_of_the_issuing_body_are_offered(self, office, draft):
        """A document of the department is not signed by a deputy of the centre below it, whatever they sign there."""
        self.mandate(office, office.lab_head, prefix="KT.")
        self.mandate(office, office.office_head)
        Draft.objects.filter(pk=draft.pk).update(issuing_unit=office.department)
        draft.refresh_from_db()
        refused(draft, SignerElsewhere, lambda: self.name(office, draft, office.lab_head, "KT."))

        offered = selectors.signers_for(draft, today=TODAY)

        assert [signer.label for signer in offered] == [
            "Lê Hoàng Phúc, Giám đốc Sở", "TL. Trần Thị Mỹ Dung, Trưởng phòng HC-TH",
        ]  # fmt: skip
        assert office.lab_head.posts.get() not in selectors.posts_of_issuer(draft, today=TODAY)

    def test_no_post(self, office, draft):
        """An id of nothing."""
        refused(
            draft, PostMissing,
            lambda: drafts.act(services.name_signer, draft, by=office.officer, post_id=999, prefix=""),
        )  # fmt: skip


class TestCite:
    """From the register, as far as the writer may open it."""

    def test_in_a_block_and_among_the_bases(self, office, draft):
        """The mark at the end of the sentence stays at the end."""
        source = worlds.document(office, [], number="335", registered_in=office.lab, subject="Kết luận")
        drafts.act(services.add_blocks, draft, by=office.officer, blocks=composition.paragraphs("Thực hiện."))
        drafts.act(services.cite, draft, by=office.officer, document_id=source.pk, place="b1")
        drafts.act(services.cite, draft, by=office.officer, document_id=source.pk, place="")

        content = Draft.objects.get().content
        assert content["blocks"][0]["text"] == "Thực hiện [[335/TB-SKHCN]]."
        assert content["bases"] == ["Căn cứ [[335/TB-SKHCN]]"]
        assert content["citations"]["335/TB-SKHCN"]["document"] == source.pk

    @pytest.mark.parametrize(
        ("printed", "day", "expected"),
        [
            pytest.param("SỞ KHOA HỌC VÀ CÔNG NGHỆ", dt.date(2026, 11, 16), "Sở Khoa học và Công nghệ", id="our-unit"),
            pytest.param("TRUNG TÂM KỸ THUẬT CŨ", dt.date(2020, 3, 5), "Trung tâm Kỹ thuật cũ", id="by-its-name-then"),
            pytest.param("TRUNG TÂM KỸ THUẬT CŨ", dt.date(2026, 3, 5), "TRUNG TÂM KỸ THUẬT CŨ", id="not-its-name-now"),
            pytest.param("BAN XÚC TIẾN TỈNH", dt.date(2026, 3, 5), "Ban Xúc tiến tỉnh", id="correspondent"),
            pytest.param("BAN XÚC TIẾN TỈNH", dt.date(2019, 3, 5), "BAN XÚC TIẾN TỈNH", id="no-correspondent-yet"),
            pytest.param("ỦY BAN NHÂN DÂN TỈNH", None, "ỦY BAN NHÂN DÂN TỈNH", id="nobody-known-stays-as-printed"),
            pytest.param("BỘ TÀI CHÍNH", None, "Bộ Tài chính", id="nobody-of-ours-in-known-words"),
        ],
    )
    def test_the_issuer_is_named_as_in_a_sentence(self, office, draft, printed, day, expected):
        """By the name that the unit or the correspondent bore on the day of the document."""
        FormerName.objects.create(unit=office.centre, name="Trung tâm Kỹ thuật cũ", valid_to=dt.date(2024, 1, 1))
        Unit.objects.filter(pk=office.centre.pk).update(named_from=dt.date(2024, 1, 1))
        Correspondent.objects.create(
            name="Ban Xúc tiến tỉnh", organ_id="000.01", source="x", valid_from=dt.date(2020, 1, 1)
        )
        source = worlds.document(office, [], number="335", registered_in=office.lab, issuer=printed, date=day)

        drafts.act(services.cite, draft, by=office.officer, document_id=source.pk, place="")

        assert Draft.objects.get().content["citations"]["335/TB-SKHCN"]["issuer"] == expected

    def test_what_the_writer_may_not_open_is_missing(self, office, draft):
        """Hidden and absent are one."""
        hidden = worlds.document(office, [], number="335", registered_in=office.office)
        for document_id in (hidden.pk, 999):
            refused(
                draft, DocumentMissing,
                lambda document_id=document_id: drafts.act(
                    services.cite, draft, by=office.officer, document_id=document_id, place=""
                ),
            )  # fmt: skip

    def test_what_bears_nothing_to_cite_it_by(self, office, draft):
        """Is cited in words."""
        bare = worlds.document(office, [], registered_in=office.lab, type_name="", symbol="")
        refused(
            draft, errors.NotCitable,
            lambda: drafts.act(services.cite, draft, by=office.officer, document_id=bare.pk, place=""),
        )  # fmt: skip


class TestMinutes:
    """From a meeting to the notice of its conclusions."""

    def minutes(self, office):
        """Return minutes with a statement and a duty."""
        draft = drafts.started(office, type_code="BB")
        words = {
            "time": "8 giờ 00",
            "place": "Phòng họp",
            "chair": "Bà Hà",
            "secretary": "Cô Dương",
            "present": "Ông A",
        }
        drafts.act(services.set_meeting, draft, by=office.officer, **words)
        blocks = [composition.statement("Ông Lộc", "Đề nghị bổ sung máy"), drafts.duty(office)]
        return drafts.act(services.add_blocks, draft, by=office.officer, blocks=blocks)

    def test_a_notice_carries_the_conclusions(self, office):
        """Not what was only said; the minutes stay as they are."""
        minutes = self.minutes(office)
        before = state_of(minutes)[0]
        notice = services.start_notice(draft_id=minutes.pk, actor=office.officer, now=NOW)

        assert (notice.type_code, notice.minutes, notice.symbol) == ("TB", minutes, "TB-TTUD")
        assert [block["action"] for block in notice.content["blocks"]] == ["Rà soát máy móc của Trại"]
        assert state_of(minutes)[0] == before
        assert Entry.objects.get(act="drafts.carry_over").subject == f"draft:{notice.pk}"

    def test_refusals_change_nothing(self, office, draft):
        """Another type, another unit, nothing concluded."""
        empty = drafts.started(office, type_code="BB")
        for source, by, expected in (
            (draft, office.officer, errors.NotMinutes), (empty, office.officer, errors.NoConclusions),
            (self.minutes(office), office.clerk, errors.NotDrafter), (empty, office.farm_head, errors.DraftMissing),
        ):  # fmt: skip
            count = Draft.objects.count()
            with pytest.raises(expected):
                services.start_notice(draft_id=source.pk, actor=by, now=NOW)
            assert Draft.objects.count() == count

    def test_a_meeting_without_a_word(self, office):
        """Is not written down."""
        draft = drafts.started(office, type_code="BB")
        nothing = dict.fromkeys(("time", "place", "chair", "secretary", "present"), "")
        refused(
            draft, errors.TextMissing, lambda: drafts.act(services.set_meeting, draft, by=office.officer, **nothing)
        )


class TestComment:
    """Whoever sees a draft may say something about it."""

    def test_on_a_block(self, office, draft):
        """With the words it was about, as they were."""
        drafts.act(services.add_blocks, draft, by=office.officer, blocks=composition.paragraphs("Lời"))
        made = services.comment(draft_id=draft.pk, words="Nên rõ hơn", place="b1", actor=office.clerk, now=NOW)

        assert (made.version.number, made.quote, made.words) == (2, "Lời", "Nên rõ hơn")
        assert Entry.objects.get(act="drafts.comment").actor == office.clerk

    @pytest.mark.parametrize(
        ("values", "by", "expected"),
        [
            pytest.param({"words": " "}, "clerk", errors.WordsMissing, id="nothing-said"),
            pytest.param({"words": "Lời", "place": "b9"}, "clerk", errors.BlockMissing, id="about-nothing"),
            pytest.param({"words": "Lời"}, "farm_head", errors.DraftMissing, id="not-seen"),
        ],
    )
    def test_refusal_changes_nothing(self, office, draft, values, by, expected):
        """No comment, no entry."""
        refused(
            draft, expected,
            lambda: services.comment(draft_id=draft.pk, actor=getattr(office, by), now=NOW, **values),
        )  # fmt: skip
        assert not draft.comments.exists()
