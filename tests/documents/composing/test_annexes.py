"""Annexes of a draft: written, ordered and removed in the editor, shown on paper, kept by versions and files."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dondoc import reading
from dondoc.audit.models import Entry
from dondoc.documents.composing import comparing, composition, errors, faults, services, setting, tables
from dondoc.documents.composing.composition import Party
from dondoc.documents.composing.models import Draft
from dondoc.documents.outgoing import services as outgoing
from dondoc.documents.outgoing.composed import reading_of
from dondoc.tasks.models import Task
from dondoc.writing import from_json
from dondoc.writing.checking import check
from dondoc.writing.docx import write_docx
from tests import world as worlds
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY

from . import drafts

SIGNER = ("TL. GIÁM ĐỐC\nTrưởng phòng Kỹ thuật", "Hồ Tấn Lộc")
SIGNATURE = {"authority": [], "title": "GIÁM ĐỐC", "name": "Nguyễn Minh Hà"}
paragraphs, annex, table = composition.paragraphs, composition.annex, tables.table


def content(*blocks, **fields):
    """Return a notice of these blocks."""
    empty = composition.new(type_code="TB", issuer="Trung tâm", place="Quảng Ngãi", symbol="TB-TTUD")
    return composition.added(empty | {"subject": "Kết luận"} | fields, blocks)


def two():
    """Return a notice with two annexes: b2 with b3 and b4, b5 with b6."""
    made = content(*paragraphs("Lời"))
    for blocks in (
        [annex("Danh mục máy"), *paragraphs("Máy A\nMáy B")],
        [annex("Biểu mẫu", [SIGNER]), *paragraphs("…")],
    ):
        made = composition.added(made, blocks)
    return made


def ids(made):
    """Return the ids of the blocks from top to bottom."""
    return [block["id"] for block in made["blocks"]]


class TestBlocks:
    """An annex is the block that begins it and those down to the next."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            pytest.param(lambda: annex(" "), errors.TextMissing, id="no-title"),
            pytest.param(lambda: annex("Biểu", [("", "Lộc")]), errors.AnnexSignerUnfit, id="a-name-without-title"),
            pytest.param(lambda: annex("Biểu", [("KẾ TOÁN", " ")]), errors.AnnexSignerUnfit, id="a-title-without-name"),
        ],
    )
    def test_refused(self, make, expected):
        """Each with its own sentence."""
        with pytest.raises(expected):
            make()

    def test_what_is_added_without_a_place_ends_the_body(self):
        """An annex comes last; what follows a block of an annex belongs to it."""
        made = two()
        in_body = composition.added(made, paragraphs("Thêm"))
        in_annex = composition.added(made, paragraphs("Máy C"), after="b4")

        assert ids(made) == ["b1", "b2", "b3", "b4", "b5", "b6"]
        assert ids(in_body) == ["b1", "b7", "b2", "b3", "b4", "b5", "b6"]
        assert [len(part) for part in composition.annexes_of(in_annex)] == [4, 2]
        assert ids(composition.added(made, [annex("Ba")], after="b1"))[-1] == "b7"

    @pytest.mark.parametrize(
        ("block", "by", "expected"),
        [
            pytest.param("b5", -1, ["b1", "b5", "b6", "b2", "b3", "b4"], id="with-all-it-holds"),
            pytest.param("b2", 1, ["b1", "b5", "b6", "b2", "b3", "b4"], id="down"),
            pytest.param("b2", -1, ["b1", "b2", "b3", "b4", "b5", "b6"], id="not-above-the-first"),
            pytest.param("b1", 1, ["b2", "b1", "b3", "b4", "b5", "b6"], id="a-paragraph-into-an-annex"),
            pytest.param("b3", -1, ["b1", "b3", "b2", "b4", "b5", "b6"], id="a-paragraph-back-into-the-body"),
        ],
    )
    def test_order(self, block, by, expected):
        """The body stays first."""
        assert ids(composition.moved(two(), block, by=by)) == expected

    def test_an_annex_goes_with_all_it_holds(self):
        """A block of it goes alone."""
        assert ids(composition.removed(two(), "b2")) == ["b1", "b5", "b6"]
        assert ids(composition.removed(two(), "b3")) == ["b1", "b2", "b4", "b5", "b6"]

    def test_annexes_of_minutes_are_no_conclusions(self):
        """A notice made of them carries what was concluded."""
        assert composition.conclusions(two()) == paragraphs("Lời")


class TestSetting:
    """On paper, in the files, and read back."""

    def test_the_writer_gets_the_annexes(self):
        """Text by outline, tables, and who signs apart in capitals; a citation is printed short after the body's."""
        made = composition.added(
            two(), [composition.heading("clause", "Máy kéo", ""), table("STT | Máy\n1 | A")], after="b4"
        )
        first, second = from_json(setting.content_of(made, signature=SIGNATURE)).annexes

        assert (first.title, first.signatures) == ("Danh mục máy", ())
        assert [getattr(block, "text", None) for block in first.body[:2]] == ["Máy A", "Máy B"]
        assert first.body[2].children[0].header == ("STT", "Máy")
        assert [(one.authority, one.title, one.name) for one in second.signatures] == [
            (("TL. GIÁM ĐỐC",), "TRƯỞNG PHÒNG KỸ THUẬT", "Hồ Tấn Lộc")
        ]

    def test_the_file_is_right_and_its_signer_is_the_documents(self):
        """No finding of the checker; a reader takes nobody below an annex for who signed."""
        made = from_json(setting.content_of(two() | {"archive": "VT"}, signature=SIGNATURE) | {"year": 2026})
        file = write_docx(made)
        found = reading.read(file, name="a.docx")

        assert [finding for finding in check(file, name="a.docx") if finding.is_blocking] == []
        assert found.header.signer.name == "Nguyễn Minh Hà"
        assert "(Kèm theo Thông báo số" in found.text
        assert "Hồ Tấn Lộc" in found.text

    def test_a_duty_of_an_annex_is_found_again(self):
        """After those of the body."""
        duties = [
            composition.duty(lead=[Party(name)], action=action, deadline_kind="none")
            for name, action in (("Trại nghiên cứu", "rà soát máy móc"), ("Phòng Kỹ thuật", "lập danh mục máy"))
        ]
        made = content(duties[0])
        made = composition.added(made, [annex("Phân công"), duties[1]])
        content_ = from_json(setting.content_of(made | {"archive": "VT"}, signature=SIGNATURE) | {"year": 2026})

        read = reading_of(content_, name="a.docx")

        assert [one.lead[0].name for one in read.directives] == ["Trại nghiên cứu", "Phòng Kỹ thuật"]
        assert [block["id"] for block in setting.duties_of(made)] == ["b1", "b3"]

    def test_versions_are_compared_with_their_annexes(self):
        """Title, signers and words."""
        assert comparing.paragraphs(two(), None)[-2:] == ["TL. GIÁM ĐỐC Trưởng phòng Kỹ thuật Hồ Tấn Lộc", "…"]


pages = pytest.mark.django_db


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


def send(client, name, draft, *args, query="", **data):
    """Send a form of a draft with the version that stands there."""
    data = {"version": Draft.objects.get(pk=draft.pk).version} | data
    return client.post(reverse(f"drafts:{name}", args=[draft.pk, *args]) + query, data)


def kept():
    """Return the blocks of the draft."""
    return Draft.objects.get().content["blocks"]


@pages
class TestEditor:
    """By forms alone."""

    def test_written_ordered_titled_removed(self, office, draft):
        """Each act a version with its entry."""
        client = as_(office.officer)
        send(client, "add-block", draft, "annex", title="Danh mục máy")
        send(client, "add-block", draft, "table", query="?sau=b3", text="STT | Máy\n1 | Máy kéo")
        send(client, "add-block", draft, "annex", title="Biểu mẫu", signer=SIGNER[0], signer_name=SIGNER[1])
        send(client, "move-block", draft, "b5", len=1)
        send(client, "edit-block", draft, "b3", title="Danh mục máy móc")
        page = client.get(reverse("drafts:draft", args=[draft.pk])).content.decode()

        assert [block["id"] for block in kept()] == ["b1", "b2", "b5", "b3", "b4"]
        assert "Phụ lục I: <b>Hồ Tấn Lộc</b>, TL. GIÁM ĐỐC / Trưởng phòng Kỹ thuật" in page
        assert "DANH MỤC MÁY MÓC" in page
        assert "(Kèm theo Thông báo số" in page
        assert reverse("drafts:submit", args=[draft.pk]) not in page

        send(client, "remove-block", draft, "b3")
        assert [block["id"] for block in kept()] == ["b1", "b2", "b5"]
        entries = Entry.objects.filter(act__startswith="drafts.").order_by("pk").values_list("act", flat=True)
        assert list(entries)[-6:] == [
            "drafts.add", "drafts.add", "drafts.add", "drafts.move", "drafts.edit", "drafts.remove",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "query", ["?them=annex", "?sua=b3", "?them=paragraph&sau=b3", "?sua=b4", "?them=table&sau=b4"]
    )
    def test_every_form_opens_once(self, office, draft, query):
        """With what stands there."""
        drafts.act(
            services.add_blocks, draft, by=office.officer, blocks=[annex("Danh mục", [SIGNER]), *paragraphs("Máy")]
        )
        page = as_(office.officer).get(reverse("drafts:draft", args=[draft.pk]) + query).content.decode()

        assert page.count('id="soan"') == 1
        assert ("Hồ Tấn Lộc</textarea>" in page or 'value="Hồ Tấn Lộc"' in page) == (query == "?sua=b3")

    @pytest.mark.parametrize(
        "typed",
        [
            pytest.param({"title": ""}, id="no-title"),
            pytest.param({"title": "Danh mục", "signer_name": "Lộc"}, id="half-a-signer"),
        ],
    )
    def test_refusal_changes_nothing(self, office, draft, typed):
        """The form stays with what was typed."""
        before = (Draft.objects.values().get(), draft.versions.count(), Entry.objects.count())

        assert send(as_(office.officer), "add-block", draft, "annex", **typed).status_code == 422

        assert (Draft.objects.values().get(), draft.versions.count(), Entry.objects.count()) == before

    def test_nothing_is_cited_in_a_title(self, office, draft):
        """A citation stands in the words."""
        drafts.act(services.add_blocks, draft, by=office.officer, blocks=[annex("Danh mục")])
        document = worlds.document(office, [], number="335", registered_in=office.lab)
        before = Draft.objects.filter(pk=draft.pk).values().get()

        assert send(as_(office.officer), "cite", draft, document=document.pk, place="b3").status_code == 422
        assert Draft.objects.filter(pk=draft.pk).values().get() == before

    def test_an_empty_annex_is_told_before_it_is_passed_on(self, office, draft):
        """With a link to it."""
        drafts.act(services.add_blocks, draft, by=office.officer, blocks=[annex("Danh mục")])
        draft.refresh_from_db()

        assert [fault.place for fault in faults.of(draft, today=TODAY)] == ["b3"]

    def test_the_tasks_of_an_annex_exist_when_it_is_issued(self, office):
        """With the unit that was chosen."""
        made = signed.draft(office)
        blocks = [
            annex("Phân công"),
            drafts.duty(office, lead=[Party(office.lab.name, unit=office.lab.pk)], action="Lập danh mục máy"),
        ]
        Draft.objects.filter(pk=made.pk).update(state="drafting")
        drafts.act(services.add_blocks, made, by=office.officer, blocks=blocks)
        Draft.objects.filter(pk=made.pk).update(state="to_sign")

        values = {"actor": office.office_head, "now": NOW}
        going = outgoing.record_paper_signature(draft_id=made.pk, signed_on=TODAY, **values)
        signed.series(office)
        outgoing.number(outgoing_id=going.pk, date=TODAY, **values)
        outgoing.issue(outgoing_id=going.pk, scan=signed.scan(), **values)

        assert list(Task.objects.order_by("pk").values_list("lead_unit", "action")) == [
            (office.farm.pk, "Rà soát máy móc của Trại"), (office.lab.pk, "Lập danh mục máy"),
        ]  # fmt: skip
