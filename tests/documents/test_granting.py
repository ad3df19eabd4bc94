"""Reading rights of one document: who was let read it reads it, and no more; withdrawn, it is as if it were absent."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import Error, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import errors as register_errors
from dondoc.documents import selectors
from dondoc.documents.choices import State
from dondoc.documents.granting import errors, services
from dondoc.documents.granting.models import ReadingGrant
from dondoc.documents.searching.selectors import find
from dondoc.documents.sheets import MEDIA_TYPE as SHEET
from dondoc.tasks import selectors as tasks
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.world import NOW, TODAY

ABSENT = 10**6
# What a reader opens.
READ = ("documents:document", "documents:file")
# What is done with a document, by people who may do it with others: nobody does it for having been let read this one.
DONE = {
    "documents:incoming-enter": "post", "documents:exchange-send": "get", "documents:copy-record": "get",
    "documents:case-file-put": "get", "documents:grants": "get", "tasks:weaknesses": "get", "tasks:review": "get",
    "tasks:keep": "post", "tasks:hand-over": "post",
}  # fmt: skip


@pytest.fixture
def document(world, kept_files):
    """A document of the office with one duty, under review."""
    duty = worlds.directive("Phòng rà soát quy trình kiểm định")
    return worlds.arrival(world, [duty], subject="Rà soát kiểm định", data=b"van ban").document


def grant(document, *, to="hoa", actor, **said):
    """Let somebody read a document, by default the head of the farm."""
    defaults = {"reason": "Phối hợp rà soát", "is_confirmed": True}
    return services.grant_reading(document_id=document.pk, to=to, actor=actor, now=NOW, **(defaults | said))


def reads(person, document):
    """Say in each way of asking whether somebody may open a document; they agree."""
    asked = {
        "open": selectors.visible_to(person, today=TODAY).filter(pk=document.pk).exists(),
        "list": selectors.listed(person, today=TODAY).filter(pk=document.pk).exists(),
        "find": document.pk in find(person, text="kiểm định", today=TODAY).ids,
    }
    assert len(set(asked.values())) == 1, asked
    return asked["open"]


class TestGrant:
    @pytest.mark.parametrize(
        ("to", "reader", "another"),
        [
            pytest.param("hoa", "farm_head", "lab_head", id="a-person-by-user-name"),
            pytest.param("Đặng Văn Hòa", "farm_head", "lab_head", id="a-person-by-full-name"),
            pytest.param("Trại nghiên cứu thực nghiệm", "farm_head", "lab_head", id="a-unit"),
            pytest.param("Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ", "centre_director", "farm_head",
                         id="a-unit-is-not-those-below"),
        ],
    )  # fmt: skip
    def test_who_was_let_read_it_does(self, world, document, to, reader, another):
        """And nobody else; the log says who, whom and why."""
        made = grant(document, to=to, actor=world.clerk)

        assert reads(getattr(world, reader), document)
        assert not reads(getattr(world, another), document)
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.subject) == ("documents.grant_reading", f"document:{document.pk}")
        assert entry.after == {"reader": made.reader, "reason": "Phối hợp rà soát"}

    @pytest.mark.parametrize(
        ("who", "said", "refusal"),
        [
            pytest.param("clerk", {"is_confirmed": False}, errors.GrantToConfirm, id="not-confirmed"),
            pytest.param("clerk", {"to": "Phòng nào đó"}, errors.ReaderUnknown, id="nobody-is-called-so"),
            pytest.param("clerk", {"reason": " "}, errors.GroundMissing, id="nothing-says-why"),
            pytest.param("clerk", {"to": "loc"}, errors.GrantedAlready, id="who-has-it"),
            pytest.param("director", {}, errors.MayNotGrant, id="who-keeps-no-register"),
            pytest.param("farm_head", {}, register_errors.DocumentMissing, id="who-may-not-open-it"),
            pytest.param("lab_head", {}, register_errors.DocumentMissing, id="who-was-let-read-it"),
        ],
    )
    def test_refusal_changes_nothing(self, world, document, who, said, refusal):
        """Nobody reads it more than before."""
        grant(document, to="loc", actor=world.clerk)
        before = ReadingGrant.objects.count(), Entry.objects.count()

        with pytest.raises(refusal):
            grant(document, actor=getattr(world, who), **said)

        assert (ReadingGrant.objects.count(), Entry.objects.count()) == before

    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"state": State.READING}, id="not-read-yet"),
            pytest.param({"state": State.UNREADABLE}, id="unreadable"),
            pytest.param({"media_type": SHEET}, id="a-workbook-of-tasks"),
        ],
    )
    def test_what_is_no_document_yet_is_not_let_read(self, world, fields):
        """A scan that may still be destroyed, or rows of tasks."""
        made = worlds.document(world, [], **fields)

        with pytest.raises(register_errors.DocumentMissing):
            grant(made, actor=world.clerk)

        assert not ReadingGrant.objects.exists()


class TestWithdraw:
    def test_takes_effect_at_once(self, world, document, client):
        """For somebody who is signed in as well; it can be given again."""
        given = grant(document, actor=world.clerk)
        client.force_login(world.farm_head)
        page = reverse("documents:document", args=[document.pk])
        assert client.get(page).status_code == 200

        services.withdraw_reading(grant_id=given.pk, actor=world.clerk, now=NOW)

        assert (client.get(page).status_code, reads(world.farm_head, document)) == (404, False)
        entry = Entry.objects.filter(act="documents.withdraw_reading").get()
        assert entry.before == {"reader": "Đặng Văn Hòa", "reason": "Phối hợp rà soát"}
        grant(document, actor=world.clerk)
        assert reads(world.farm_head, document)

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("clerk", errors.GrantMissing, id="withdrawn-before"),
            pytest.param("director", errors.MayNotGrant, id="who-keeps-no-register"),
            pytest.param("lab_head", register_errors.DocumentMissing, id="who-may-not-open-it"),
        ],
    )
    def test_refusal_changes_nothing(self, world, document, who, refusal):
        """What holds goes on to hold."""
        given = grant(document, actor=world.clerk)
        if who == "clerk":
            services.withdraw_reading(grant_id=given.pk, actor=world.clerk, now=NOW)
        before = ReadingGrant.objects.filter(withdrawn_at=None).count(), Entry.objects.count()

        with pytest.raises(refusal):
            services.withdraw_reading(grant_id=given.pk, actor=getattr(world, who), now=NOW)

        assert (ReadingGrant.objects.filter(withdrawn_at=None).count(), Entry.objects.count()) == before


class TestReader:
    def test_reads_the_document_and_its_files(self, world, document, client):
        """Whether hidden or absent, the answer before is the same."""
        client.force_login(world.farm_head)
        for name in READ:
            hidden, absent = (client.get(reverse(name, args=[pk])) for pk in (document.pk, ABSENT))
            assert hidden.status_code == absent.status_code == 404
            # Above stands the token of a form, which is another each time.
            said, expected = (answer.content.decode().partition("<main")[2] for answer in (hidden, absent))
            assert said == expected != ""

        grant(document, actor=world.clerk)

        page, file = (client.get(reverse(name, args=[document.pk])) for name in READ)
        assert (page.status_code, file.getvalue()) == (200, b"van ban")

    def test_does_no_more(self, world, document, client):
        """Not even who does it elsewhere: a clerk of another body, and a director who assigns."""
        others = [worlds.keeps_register("thu", world.centre), world.centre_director]

        def answers():
            told = {}
            for person in others:
                client.force_login(person)
                for name, method in DONE.items():
                    told[person, name] = getattr(client, method)(reverse(name, args=[document.pk])).status_code
            return told

        before = answers()
        for person in others:
            grant(document, to=person.username, actor=world.clerk)
        kept = Entry.objects.exclude(act="documents.file.read").count()

        assert answers() == before
        assert set(before.values()) <= {403, 404}
        assert Entry.objects.exclude(act="documents.file.read").count() == kept
        document.refresh_from_db()
        assert (document.state, document.arrivals.count()) == (State.REVIEWING, 1)

    def test_sees_no_tasks_and_no_book(self, world, client):
        """The tasks of the document and what is done in its books stay closed; the page says why it is open."""
        task = worlds.task(world, lead_unit=world.lab)
        grant(task.document, actor=world.clerk)
        client.force_login(world.farm_head)

        page = client.get(reverse("documents:document", args=[task.document_id]))

        assert not tasks.visible_to(world.farm_head, today=TODAY).filter(pk=task.pk).exists()
        assert client.get(reverse("tasks:task", args=[task.pk])).status_code == 404
        assert task.action not in page.content.decode().partition('<aside class="stack aside">')[2]
        assert page.context["granted"].granted_by == world.clerk
        assert 'id="h-log"' not in page.content.decode()
        acts = ("may_enter", "may_send", "keeps_register", "may_confirm", "may_grant")
        assert [bool(page.context[name]) for name in acts] == [False] * len(acts)


class TestPage:
    def test_names_the_readers_and_takes_one_more(self, world, document, client):
        """It asks once more before it does."""
        client.force_login(world.clerk)
        address = reverse("documents:grants", args=[document.pk])
        said = {"to": "hoa", "reason": "Phối hợp"}

        refused = client.post(address, said)
        assert (refused.status_code, ReadingGrant.objects.count()) == (422, 0)
        client.post(address, said | {"is_confirmed": "on"})
        assert "Đặng Văn Hòa" in client.get(address).content.decode()
        page = client.get(reverse("documents:document", args=[document.pk]))
        assert [one.reader for one in page.context["grants"]] == ["Đặng Văn Hòa"]

        client.post(reverse("documents:withdraw-grant", args=[ReadingGrant.objects.get().pk]))

        assert not reads(world.farm_head, document)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"person_id": 1}, id="to-somebody-else"),
        pytest.param({"reason": "Khác"}, id="another-reason"),
    ],
)
def test_a_right_stays_as_it_was_given(world, document, change):
    """The database keeps it."""
    given = grant(document, actor=world.clerk)

    with pytest.raises(Error), transaction.atomic():
        ReadingGrant.objects.filter(pk=given.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once(kept_files):
    """One right, one entry."""
    world = worlds.build()
    document = worlds.document(world, [])

    outcomes = at_once(*(partial(grant, document, actor=who) for who in (world.clerk, world.office_head)))

    assert sorted(type(one).__name__ for one in outcomes) == ["GrantedAlready", "ReadingGrant"]
    assert Entry.objects.filter(act="documents.grant_reading").count() == 1
