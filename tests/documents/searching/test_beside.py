"""Search by arrival number, directive and case file, and by the beginning of a word: the same on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse

from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.documents.incoming import entering
from dondoc.documents.models import Document
from dondoc.documents.searching import index
from dondoc.documents.searching.selectors import find
from dondoc.tasks.services import direct
from tests import world as worlds
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
