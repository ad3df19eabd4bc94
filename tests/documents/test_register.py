"""Taking documents into the register: read, refused in one sentence, or refused because it is there already."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import errors, files, selectors, services
from dondoc.documents.choices import State
from dondoc.documents.models import Directive, Document, StoredFile
from dondoc.documents.searching import selectors as searching
from dondoc.tasks.models import Proposal
from tests import world as worlds
from tests.bad_files import BAD_FILES
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY

NOTICE = """SỞ KHOA HỌC VÀ CÔNG NGHỆ

Số: 12/TB-SKHCN
Bình Sơn, ngày 16 tháng 11 năm 2026

THÔNG BÁO
Kết luận của Giám đốc Sở

1. Trung tâm báo cáo kết quả rà soát trước ngày 15/12/2026.

2. Giao Phòng Hành chính - Tổng hợp theo dõi, đôn đốc việc thực hiện.

GIÁM ĐỐC

Lê Hoàng Phúc
"""


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def register(world, text=NOTICE, *, name="thong-bao.txt", who="clerk"):
    """Register a text as the clerk."""
    data = text if isinstance(text, bytes) else text.encode()
    return services.register(data=data, name=name, actor=getattr(world, who), now=NOW)


def everything(folder):
    """Return what the register keeps, on the disk too."""
    rows = [model.objects.count() for model in (Document, Directive, Proposal, StoredFile, Entry)]
    return rows, sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_document_is_kept_with_what_it_says(world):
    """Letterhead, sentences, the file itself, and an entry in the log."""
    document = register(world)

    assert (document.number, document.symbol, document.type_name, str(document.date)) == (
        "12", "TB-SKHCN", "Thông báo", "2026-11-16",
    )  # fmt: skip
    assert document.state == State.REVIEWING
    assert [directive.quote for directive in document.directives.all()] == [
        document.text[directive.start : directive.end] for directive in document.directives.all()
    ]
    assert Proposal.objects.count() == document.directives.count() == 2
    with default_storage.open(document.file.content.name) as kept:
        assert kept.read() == NOTICE.encode()
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.actor) == ("documents.register", f"document:{document.pk}", world.clerk)


@pytest.mark.parametrize("kind", BAD_FILES)
def test_refusal_keeps_nothing(world, kept_files, client, kind):
    """One clear sentence on the page with its true status; no row, no file, and the server goes on."""
    name, make, sentence = BAD_FILES[kind]
    client.force_login(world.clerk)
    before = everything(kept_files)

    response = client.post(reverse("documents:list"), {"file": SimpleUploadedFile(name, make())})

    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(sentence, page)
    assert "<img src=x" not in page
    assert everything(kept_files) == before
    assert client.get(reverse("documents:list")).status_code == 200


def test_a_file_over_the_limit_is_not_read(world, settings, kept_files):
    """The size is looked at first."""
    settings.UPLOAD_LIMIT_BYTES = 100
    before = everything(kept_files)

    with pytest.raises(errors.FileTooLarge):
        register(world)

    assert everything(kept_files) == before


@pytest.mark.parametrize(
    ("again", "name"),
    [
        pytest.param(NOTICE, "khac.txt", id="same-bytes-under-another-name"),
        pytest.param(NOTICE + "\n\nBản sao.\n", "a.txt", id="same-number-symbol-date-issuer"),
        pytest.param(NOTICE.replace("Số: 12/", "Số: 012/"), "a.txt", id="same-number-with-a-zero"),
        pytest.param(NOTICE.replace("ngày 16 tháng 11", "ngày 17 tháng 11"), "a.txt", id="same-number-a-misread-day"),
    ],
)
def test_the_same_document_again(world, kept_files, again, name):
    """Refused with a link to the first."""
    first = register(world)
    before = everything(kept_files)

    with pytest.raises(errors.AlreadyRegistered) as refusal:
        register(world, again, name=name)

    assert refusal.value.link[0] == reverse("documents:document", args=[first.pk])
    assert everything(kept_files) == before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(NOTICE.replace("12/TB", "13/TB"), id="another-number"),
        pytest.param(NOTICE.replace("12/TB", "12/QĐ"), id="another-symbol"),
        pytest.param(NOTICE.replace("tháng 11 năm 2026", "tháng 11 năm 2025"), id="another-year"),
    ],
)
def test_another_document_is_taken(world, other):
    """What differs in number, symbol or year is another document."""
    assert register(world).pk != register(world, other).pk


def test_two_without_a_number_are_two_documents(world):
    """A blank number identifies nothing; only the bytes do."""
    blank = NOTICE.replace("Số: 12/", "Số:    /")

    assert register(world, blank).identity == ""
    assert register(world, blank + "\n").identity == ""


@pytest.mark.parametrize("who", ["director", "centre_director", "lab_head", "officer"])
def test_only_the_office_registers(world, kept_files, who):
    """And nothing is read for others."""
    before = everything(kept_files)

    with pytest.raises(errors.MayNotRegister):
        register(world, who=who)

    assert everything(kept_files) == before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("../../etc/passwd", "passwd", id="path"),
        pytest.param("C:\\Users\\a\\thông báo.txt", "thông báo.txt", id="windows-path"),
        pytest.param("<b>x</b>.txt", "b>.txt", id="html"),
        pytest.param("a\x00\u202etxt.exe", "atxt.exe", id="control-characters"),
        pytest.param("", "tệp", id="nothing"),
        pytest.param("d" * 300 + ".docx", "d" * 144 + "….docx", id="very-long"),
    ],
)
def test_file_names_are_cleaned(sent, kept):
    """Neither path parts nor control characters get in."""
    assert files.clean_name(sent) == kept


def test_a_name_with_html_is_shown_as_text(world, client):
    """Not as a part of the page."""
    document = register(world, name="<script>alert(1)</script>.txt".replace("/", ""))
    client.force_login(world.clerk)

    page = client.get(reverse("documents:document", args=[document.pk])).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_document_without_directives_is_kept_in_the_register_only(world, client):
    """A good reading; the page offers it."""
    head = "SỞ TÀI CHÍNH\n\nSố: 7/TB-STC\nBình Sơn, ngày 02 tháng 11 năm 2026\n\nTHÔNG BÁO\nVề lịch nghỉ\n\n"
    letter = head + "Ngày mai trời đẹp.\n"
    document = register(world, letter)
    client.force_login(world.clerk)
    page = client.get(reverse("documents:document", args=[document.pk])).content.decode()
    assert "Chỉ lưu sổ văn bản" in page

    client.post(reverse("tasks:keep", args=[document.pk]))

    document.refresh_from_db()
    assert document.state == State.REGISTERED
    assert Entry.objects.latest("pk").act == "documents.keep_in_register"


class TestOpening:
    """Who opened the file of a document stands in the log."""

    @staticmethod
    def read():
        """Return who opened what, in their order."""
        return list(Entry.objects.filter(act="documents.file.read").order_by("pk").values_list("actor", "subject"))

    def test_once_for_a_person_a_document_and_a_day(self, world, kept_files):
        """At noon and in the evening is the same day; tomorrow, another person, another document are not."""
        first, second = register(world), register(world, NOTICE.replace("12/TB", "13/TB"))
        for document, who, hours in (
            (first, world.clerk, 0), (first, world.clerk, 10), (first, world.director, 10), (second, world.clerk, 10),
            (first, world.clerk, 24),
        ):  # fmt: skip
            when = NOW + dt.timedelta(hours=hours)
            subject = f"document:{document.pk}"
            services.open_file(file=document.file, subject=subject, actor=who, now=when).close()

        names = [f"document:{one.pk}" for one in (first, first, second, first)]
        assert self.read() == list(
            zip([world.clerk.pk, world.director.pk, world.clerk.pk, world.clerk.pk], names, strict=True)
        )

    def test_by_its_address(self, world, client):
        """The page of the document shows acts, not who looked; who may not see it leaves no trace."""
        document = register(world)
        address = reverse("documents:file", args=[document.pk])
        for who, expected in ((world.clerk, 200), (world.officer, 404)):
            client.force_login(who)
            answer = client.get(address)
            for close in answer._resource_closers:
                close()
            assert answer.status_code == expected

        assert self.read() == [(world.clerk.pk, f"document:{document.pk}")]
        assert [entry.act for entry in Entry.objects.about(f"document:{document.pk}")] == ["documents.register"]

    @pytest.mark.parametrize("part", ["attachment", "page"])
    def test_by_a_part_of_it(self, world, client, kept_files, part):
        """What came with it, and the picture of a page, show what it says too."""
        kind = "application/pdf"
        document = worlds.document(world, [], data=signed.scan(), file_name="a.pdf", media_type=kind, pages=1)
        document.attachments.create(position=1, file=document.file, name="phu-luc.pdf")
        client.force_login(world.clerk)

        for _twice in range(2):
            answer = client.get(reverse(f"documents:{part}", args=[document.pk, 1]))
            for close in answer._resource_closers:
                close()

        assert (answer.status_code, self.read()) == (200, [(world.clerk.pk, f"document:{document.pk}")])


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_register_it_once(world, kept_files):
    """The database decides; the second is told, and one file is kept."""
    outcomes = []
    together = threading.Barrier(2)

    def go():
        together.wait()
        try:
            outcomes.append(register(world).pk)
        except errors.AlreadyRegistered:
            outcomes.append("refused")
        finally:
            connection.close()

    clerks = [threading.Thread(target=go) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()

    assert sorted(map(str, outcomes)) == [str(Document.objects.get().pk), "refused"]
    assert len(everything(kept_files)[1]) == 1


class TestVisibility:
    def test_of_a_document_under_review(self, world):
        """The agency's office and director; nobody below yet."""
        document = register(world)

        visible = [who for who in world.by_role if document in selectors.visible_to(world.by_role[who], today=TODAY)]

        assert visible == ["department_director", "office_head", "clerk"]

    def test_after_it_was_sent_to_the_centre(self, world):
        """The centre's director too; its divisions when something is handed on to them."""
        document = register(world)
        services.distribute(document=document, units=[world.centre])

        visible = [who for who in world.by_role if document in selectors.visible_to(world.by_role[who], today=TODAY)]

        assert visible == ["department_director", "office_head", "clerk", "centre_director"]

    def test_search_does_not_mind_marks(self, world):
        """Words of the text, in any order."""
        document = register(world)

        assert searching.find(world.clerk, text="ket luan GIAM DOC", today=TODAY).ids == [document.pk]
        assert searching.find(world.clerk, text="không hề có", today=TODAY).ids == []


class TestSeveralFiles:
    def send(self, client, world, *texts, **headers):
        """Post several files at once."""
        client.force_login(world.clerk)
        files = [SimpleUploadedFile(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
        return client.post(reverse("documents:list"), {"file": files}, headers=headers)

    def test_each_stands_for_itself(self, world, client):
        """What is refused does not stop the others, and says why."""
        response = self.send(client, world, NOTICE, "MẬT\n\n" + NOTICE, NOTICE, NOTICE.replace("12/TB", "13/TB"))

        outcomes = response.context["outcomes"]
        assert [outcome.refusal and outcome.refusal.code for outcome in outcomes] == [
            None, "documents.unreadable", "documents.already_registered", None,
        ]  # fmt: skip
        assert Document.objects.count() == 2

    def test_the_script_gets_a_row(self, world, client):
        """One file asked for as a fragment answers with its row, and with 200 even when refused."""
        self.send(client, world, NOTICE)

        response = self.send(client, world, NOTICE, hx_request="true")

        assert response.status_code == 200
        assert response.content.decode().strip().startswith("<li")
        assert "Văn bản này đã có trong sổ" in response.content.decode()

    def test_one_over_the_limit_is_refused_alone(self, world, client, settings):
        """And the others are taken."""
        settings.UPLOAD_LIMIT_BYTES = len(NOTICE.encode()) + 10

        response = self.send(client, world, NOTICE, NOTICE + "dài hơn" * 20)

        assert [outcome.refusal and outcome.refusal.code for outcome in response.context["outcomes"]] == [
            None, "documents.file_too_large",
        ]  # fmt: skip
