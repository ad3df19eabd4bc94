"""Search by arrival number, directive and case file, and by the beginning of a word: the same on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse

from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.documents.incoming import entering
from dondoc.documents.incoming import services as acts
from dondoc.documents.models import Document
from dondoc.documents.searching import index
from dondoc.documents.searching.selectors import find
from dondoc.tasks.services import direct
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.test_issued_comes_in import issue
from tests.world import NOW, TODAY

WORDS = "Giao Phòng Kỹ thuật kiểm định áp kế"


def found(person, text):
    """Return the subjects that a search finds."""
    ids = find(person, text=text, today=TODAY).ids
    named = dict(Document.objects.filter(pk__in=ids).values_list("pk", "subject"))
    return [named[pk] for pk in ids]


@pytest.fixture
def book(world):
    """Two entries of the office, the first with a directive, and in a case file."""
    first = worlds.arrival(world, subject="Kế hoạch", issuer="Ủy ban nhân dân tỉnh")
    worlds.arrival(world, subject="Công văn", issuer="Ủy ban nhân dân tỉnh")
    direct(
        arrival_id=first.pk, text=WORDS, lead_unit=world.office, is_without_deadline=True, actor=world.director, now=NOW
    )
    kept = case_files.make(
        unit_id=world.office.pk, year=2026, code="07-VP", title="Áp kế năm 2026", keeper_id=world.clerk.pk,
        terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1"), actor=world.clerk, now=NOW,
    )  # fmt: skip
    case_files.put(case_file_id=kept.pk, document_id=first.document_id, actor=world.clerk, now=NOW)
    return first


class TestBeside:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("so-den:1", ["Kế hoạch"], id="arrival-number"),
            pytest.param("soden:02", ["Công văn"], id="with-a-zero"),
            pytest.param("so-den:2/2026", ["Công văn"], id="number-and-year"),
            pytest.param("so-den:1/2025", [], id="another-year"),
            pytest.param("so-den:2026", [], id="a-year-is-no-number"),
            pytest.param('chi-dao:"kiem dinh"', ["Kế hoạch"], id="words-of-the-leader"),
            pytest.param('chi-dao:"giao phong ky thuat kiem dinh"', ["Kế hoạch"], id="many-words-side-by-side"),
            pytest.param('chi-dao:"dinh kiem"', [], id="not-side-by-side"),
            pytest.param("ho-so:07-VP", ["Kế hoạch"], id="code-of-the-file"),
            pytest.param('ho-so:"ap ke"', ["Kế hoạch"], id="title-of-the-file"),
            pytest.param('ho-so:"vp ap"', [], id="no-phrase-over-code-and-title"),
            pytest.param('ho-so:"ap ke" chi-dao:giao so-den:1 ke', ["Kế hoạch"], id="all-together"),
            pytest.param("cong -chi-dao:giao", ["Công văn"], id="without"),
            pytest.param("tu:01/01/2020 -chi-dao:giao", ["Công văn"], id="without-among-all"),
            pytest.param('"giao phong"', [], id="only-by-its-name"),
        ],
    )
    def test_finds(self, world, book, text, expected):
        """What stands there, by its field alone."""
        assert found(world.clerk, text) == expected

    @pytest.mark.parametrize(
        ("text", "expected_visible", "expected_hidden"),
        [
            pytest.param("so-den:1", ["clerk", "director"], ["thu", "officer", "farm_head"], id="arrival-number"),
            pytest.param("chi-dao:giao", ["clerk", "director"], ["thu", "officer", "farm_head"], id="directive"),
            pytest.param("ho-so:07-VP", ["clerk", "director"], ["thu", "officer", "farm_head"], id="case-file"),
        ],
    )
    def test_rights_are_respected(self, world, book, text, expected_visible, expected_hidden):
        """The Centre, in whose book the document stands too, learns nothing of the office's entry."""
        ours = worlds.keeps_register("thu", world.centre)
        worlds.arrival(world, registered_in=world.centre, subject="Khác")
        entering.enter_known(book.document, unit=world.centre, actor=ours, now=NOW)
        assert found(ours, "trich-yeu:hoach so-den:2") == ["Kế hoạch"]

        sees = {name: "Kế hoạch" in found(person, text) for name, person in everybody(world, ours).items()}

        assert [name for name in expected_visible if not sees[name]] == []
        assert [name for name in expected_hidden if sees[name]] == [], "leaked but should be hidden"

    def test_leaving_out_tells_nothing_either(self, world, book):
        """That a document is not among those without the word would say that its directive holds it."""
        ours = worlds.keeps_register("thu", world.centre)
        entering.enter_known(book.document, unit=world.centre, actor=ours, now=NOW)

        assert found(ours, "hoach -chi-dao:giao -ho-so:07-VP") == ["Kế hoạch"]

    def test_what_is_taken_out_is_not_found(self, world, book):
        """The index follows the file."""
        case_files.take_out(entry_id=book.document.case_file_entries.get().pk, actor=world.clerk, now=NOW)

        assert found(world.clerk, "ho-so:07-VP") == []

    def test_an_issued_document_is_indexed_with_its_file(self, world, book):
        """It stays as it is; that it is searched by a file's name is no change of it."""
        issued = worlds.document(world, [], direction="out", state="registered", subject="Thông báo của Sở")
        kept = book.document.case_file_entries.get().case_file

        case_files.put(case_file_id=kept.pk, document_id=issued.pk, actor=world.clerk, now=NOW)

        assert found(world.clerk, "ho-so:07-VP trich-yeu:thong") == ["Thông báo của Sở"]

    def test_the_index_is_what_is_computed(self, world, book):
        """Nothing is left for the rebuild to mend."""
        assert (index.rebuild("default"), index.is_in_step("default", thorough=True)) == (0, True)
        call_command("rebuild_search")
        assert found(world.clerk, "chi-dao:giao") == ["Kế hoạch"]

    def test_the_page_names_the_fields(self, world, client):
        """Where it says how to search."""
        client.force_login(world.clerk)

        page = client.get(reverse("documents:list")).content.decode()

        assert [word for word in ("so-den:", "chi-dao:", "ho-so:", "co-quan:") if word not in page] == []


@pytest.fixture
def letter(world):
    """A letter that came in, with all that the book and a case file say of it; another beside it."""
    first = worlds.arrival(world, subject="Công văn về áp kế", issuer="Ủy ban nhân dân tỉnh")
    document = first.document
    document.reading["header"] |= {
        "signer": {"authority": "KT. CHỦ TỊCH", "title": "PHÓ CHỦ TỊCH", "name": "Lê Văn An"},
        "recipients": ["Như trên", "Sở Tài chính tỉnh Bình Sơn", "Lưu: VT, KGVX"],
        "urgency": "thuong_khan",
    }
    document.save()
    worlds.arrival(world, subject="Giấy mời", issuer="Ủy ban nhân dân tỉnh")
    acts.set_facts(
        arrival_id=first.pk, version=1, arrived_on=dt.date(2026, 11, 24), priority="2",
        due_date=dt.date(2026, 12, 5), note="Kèm bản giấy có dấu đỏ", actor=world.clerk, now=NOW,
    )  # fmt: skip
    kept = case_files.make(
        unit_id=world.office.pk, year=2026, code="08-VP", title="Thư", keeper_id=world.clerk.pk,
        description="Việc của quý bốn", terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1"),
        actor=world.clerk, now=NOW,
    )  # fmt: skip
    case_files.put(case_file_id=kept.pk, document_id=document.pk, note="Bản sao chứng thực", actor=world.clerk, now=NOW)
    acts.forward(arrival_id=first.pk, unit_id=world.office.pk, actor=world.clerk, now=NOW)
    first.refresh_from_db()
    return first


THERE = ["Công văn về áp kế"]


class TestFieldsOfTheAnnex:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param('nguoi-ky:"lê văn an"', THERE, id="signer"),
            pytest.param('nguoi-ky:"phó chủ tịch"', THERE, id="post-of-the-signer"),
            pytest.param("nguoi-ky:tài", [], id="signer-is-no-recipient"),
            pytest.param('noi-nhan:"sở tài chính tỉnh bình sơn"', THERE, id="recipient"),
            pytest.param('noi-nhan:"như trên sở tài"', [], id="no-phrase-over-two-recipients"),
            pytest.param("noi-nhan:an", [], id="recipient-is-no-signer"),
            pytest.param("noi-nhan:tổng", THERE, id="unit-it-was-sent-on-to"),
            pytest.param('ghi-chu:"dấu đỏ"', THERE, id="note-of-the-book"),
            pytest.param('ghi-chu:"chứng thực"', THERE, id="note-in-the-case-file"),
            pytest.param("ghi-chu:áp", [], id="the-subject-is-no-note"),
            pytest.param('"dấu đỏ"', [], id="a-note-only-by-its-name"),
            pytest.param('ho-so:"quý bốn"', THERE, id="description-of-the-case-file"),
            pytest.param('do-khan:"thượng khẩn"', THERE, id="urgency"),
            pytest.param("do-khan:khẩn", [], id="another-degree"),
            pytest.param("ngay-den:24/11/2026", THERE, id="day-of-arrival"),
            pytest.param("ngay-den:25/11/2026", ["Giấy mời"], id="day-of-another"),
            pytest.param("han-giai-quyet:5/12/2026", THERE, id="to-be-handled-by"),
            pytest.param("han-giai-quyet:24/11/2026", [], id="arrival-is-no-deadline"),
            pytest.param("issuer:tinh -ghi-chu:đỏ", ["Giấy mời"], id="without"),
            pytest.param('nguoi-ky:an noi-nhan:"tài chính" ghi-chu:giấy do-khan:"thuong khan" áp', THERE, id="all"),
        ],
    )
    def test_finds(self, world, letter, text, expected):
        """By the field alone, and no other."""
        assert found(world.clerk, text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param('ghi-chu:"dấu đỏ"', id="note-of-the-book"),
            pytest.param('ghi-chu:"chứng thực"', id="note-in-the-case-file"),
            pytest.param("noi-nhan:tổng", id="unit-it-was-sent-on-to"),
            pytest.param("ngay-den:24/11/2026", id="day-of-arrival"),
            pytest.param("han-giai-quyet:5/12/2026", id="to-be-handled-by"),
        ],
    )
    def test_another_body_finds_nothing_of_it(self, world, letter, text):
        """It has the document in its own book: what that of the office says is neither found nor left out."""
        ours = worlds.keeps_register("thu", world.centre)
        entering.enter_known(letter.document, unit=world.centre, actor=ours, now=NOW)

        assert found(ours, 'trich-yeu:"áp kế" nguoi-ky:an noi-nhan:chính') == THERE
        assert found(ours, text) == [], "leaked but should be hidden"
        assert found(ours, f"trich-yeu:áp -{text}") == THERE, "leaked by leaving out"
        assert found(world.clerk, text) == THERE

    def test_what_a_clerk_said_of_urgency_goes_before_what_was_read(self, world, letter):
        """Of the books that the person sees; who sees no entry has what the document says."""
        acts.set_facts(
            arrival_id=letter.pk, version=letter.version, arrived_on=letter.arrived_on, priority="0", due_date=None,
            note="", actor=world.clerk, now=NOW,
        )  # fmt: skip

        assert found(world.clerk, 'do-khan:"thượng khẩn"') == []
        assert found(world.clerk, "ghi-chu:đỏ") == []
        assert index.rebuild("default") == 0

    def test_the_index_is_what_is_computed(self, world, letter):
        """After each of the acts."""
        assert index.rebuild("default") == 0

    def test_whom_an_issued_document_went_to(self, world, kept_files):
        """As printed."""
        world = drafts.prepare(world)
        ours = worlds.keeps_register("thu", world.centre)
        made = issue(world, world.centre, world.farm)

        assert found(world.clerk, "noi-nhan:trại") == [made.subject]
        assert found(ours, "noi-nhan:trại") == [made.subject]
        assert index.rebuild("default") == 0

    def test_a_day_that_is_none_gets_a_sentence(self, world, letter):
        """And nothing is looked for."""
        result = find(world.clerk, text="ngay-den:hôm", today=TODAY)

        assert ("hôm" in str(result.query.problem), list(result.ids)) == (True, [])

    def test_the_page_names_the_fields(self, world, client):
        """Where it says how to search."""
        client.force_login(world.clerk)

        page = client.get(reverse("documents:list")).content.decode()

        names = ("nguoi-ky:", "noi-nhan:", "ghi-chu:", "do-khan:", "ngay-den:", "han-giai-quyet:")
        assert [word for word in names if word not in page] == []


def everybody(world, ours):
    """Return who looks, by name."""
    return {name: getattr(world, name) for name in ("clerk", "director", "officer", "farm_head")} | {"thu": ours}


class TestBegun:
    @pytest.fixture
    def register(self, world):
        """Documents whose words begin alike."""
        subjects = ["Kiểm định áp kế", "Kiểm tra di dời", "Kiểm đếm", "Sở hữu trí tuệ"]
        for subject in subjects:
            worlds.document(world, [], subject=subject, date=dt.date(2026, 11, 16), type_name="")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("kiem di", ["Kiểm tra di dời", "Kiểm định áp kế"], id="the-whole-word-first"),
            pytest.param("kiểm địn", ["Kiểm định áp kế"], id="with-marks"),
            pytest.param("kiem de", ["Kiểm đếm"], id="d-and-đ"),
            pytest.param("dị", ["Kiểm tra di dời", "Kiểm định áp kế"], id="one-word"),
            pytest.param("kie di", [], id="only-the-last"),
            pytest.param("kiem d", [], id="one-letter-is-too-little"),
            pytest.param('kiem "di"', ["Kiểm tra di dời"], id="in-quotes-whole"),
            pytest.param("so-huu tr", ["Sở hữu trí tuệ"], id="no-name-of-a-field"),
            pytest.param("kiem tri", [], id="field-names-are-not-words"),
            pytest.param("kiem ky", [], id="nor-of-two-letters"),
            pytest.param("trich-yeu:kiem -di", ["Kiểm đếm", "Kiểm định áp kế"], id="left-out-whole"),
        ],
    )
    def test_finds(self, world, register, text, expected):
        """A word that is being typed is completed, after those that it is whole."""
        assert found(world.clerk, text) == expected

    def test_numbers_are_whole(self, world):
        """No. 33 is not no. 335."""
        worlds.document(world, [], number="335", subject="Ba trăm ba lăm")

        assert found(world.clerk, "33") == []

    def test_rights_are_respected(self, world, register):
        """Of others as of whole words."""
        assert found(world.officer, "kiem di") == []
