"""One document in the books of two bodies: each its number, its directive, its case file, and its own eyes on them."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit import services as audit
from dondoc.audit.models import Entry
from dondoc.documents import errors, selectors, services
from dondoc.documents.case_files import exporting
from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.documents.incoming import entering, letterhead
from dondoc.documents.incoming import errors as refusals
from dondoc.documents.incoming import selectors as incoming
from dondoc.documents.incoming import services as acts
from dondoc.documents.incoming.bodies import entry_for
from dondoc.documents.incoming.choices import Handling
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.incoming.numbering import give_number
from dondoc.documents.models import Document
from dondoc.tasks.services import direct
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.documents.test_register import NOTICE
from tests.world import NOW, TODAY

LATER = NOW + dt.timedelta(days=1)
PRIVATE = "Sở chỉ đạo riêng"
OTHER_COPY = NOTICE + "\nBản quét của Trung tâm.\n"


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


@pytest.fixture
def ours(world):
    """The clerk of the Centre, which keeps a book of its own."""
    return worlds.keeps_register("thu", world.centre)


def send(actor, text=NOTICE, now=NOW):
    """Register a notice."""
    return services.register(data=text.encode(), name="thong-bao.txt", actor=actor, now=now)


@pytest.fixture
def both(world, ours):
    """The entries of the office and of the Centre, of the same document."""
    document = send(world.clerk)
    send(ours, now=LATER)
    return document.arrivals.get(unit=world.office), document.arrivals.get(unit=world.centre)


def everything():
    """Return what entering may change."""
    return list(Arrival.objects.values()), Document.objects.count(), Entry.objects.count()


class TestEnter:
    def test_the_same_bytes_get_a_number_in_each_book(self, world, ours, both):
        """One document, read once; the second day is that of the second book."""
        first, second = both

        assert (Document.objects.count(), first.document) == (1, second.document)
        assert (first.number, first.arrived_on, first.entered_on) == (1, TODAY, None)
        assert (second.number, second.arrived_on, second.entered_on) == (
            1,
            dt.date(2026, 11, 26),
            dt.date(2026, 11, 26),
        )
        assert selectors.get(first.document_id, person=ours, today=TODAY) == first.document
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.subject, entry.after) == (
            "documents.enter_in_book", f"arrival:{second.pk}", {"unit": world.centre.name, "number": second.line},
        )  # fmt: skip

    def test_twice_in_one_book_is_refused(self, world, ours, both):
        """In each of the two."""
        before = everything()

        for actor in (world.clerk, ours):
            with pytest.raises(errors.AlreadyRegistered):
                send(actor)
            with pytest.raises(errors.AlreadyRegistered):
                entering.enter_in_book(document_id=both[0].document_id, actor=actor, now=NOW)

        assert everything() == before

    def test_an_office_keeps_the_book_of_its_department(self, world):
        """The Department has the document when its office has it."""
        send(world.clerk)
        of_department = worlds.keeps_register("sang", world.department)
        before = everything()

        with pytest.raises(errors.AlreadyRegistered):
            send(of_department)

        assert everything() == before

    def test_another_copy_of_what_one_may_not_see_is_refused(self, world, ours):
        """Whoever writes the number of a document does not get to read it by that, nor learns its subject."""
        send(world.clerk)
        before = everything()

        with pytest.raises(errors.StandsElsewhere) as refusal:
            send(ours, OTHER_COPY)

        assert (everything(), refusal.value.link) == (before, None)

    def test_what_was_sent_on_is_entered_from_its_page(self, world, ours, client):
        """The other copy leads there."""
        document = send(world.clerk)
        acts.forward(arrival_id=document.arrivals.get().pk, unit_id=world.centre.pk, actor=world.clerk, now=NOW)
        client.force_login(ours)
        with pytest.raises(errors.AlreadyRegistered) as refusal:
            send(ours, OTHER_COPY)
        page = client.get(refusal.value.link[0]).content.decode()
        enter = reverse("documents:incoming-enter", args=[document.pk])

        answer = client.post(enter)

        own = document.arrivals.get(unit=world.centre)
        assert (enter in page, answer["Location"]) == (True, reverse("documents:incoming", args=[own.pk]))
        assert enter not in client.get(refusal.value.link[0]).content.decode()

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("lab_head", errors.MayNotRegister, id="who-keeps-no-book"),
            pytest.param("thu", errors.DocumentMissing, id="who-does-not-see-it"),
        ],
    )
    def test_refusal_changes_nothing(self, world, ours, who, refusal):
        """And no number is taken."""
        document = send(world.clerk)
        before = everything()

        with pytest.raises(refusal):
            entering.enter_in_book(
                document_id=document.pk, actor=ours if who == "thu" else getattr(world, who), now=NOW
            )

        assert everything() == before

    def test_what_did_not_come_in_is_not_entered(self, world):
        """A document without an entry is no incoming one."""
        document = worlds.document(world, [], registered_in=world.centre)
        before = everything()

        with pytest.raises(refusals.ArrivalMissing):
            entering.enter_in_book(document_id=document.pk, actor=world.clerk, now=NOW)

        assert everything() == before

    def test_the_database_refuses_a_second_entry(self, both):
        """Whatever the code does."""
        with pytest.raises(IntegrityError), transaction.atomic():
            Arrival.objects.create(document=both[0].document, unit=both[0].unit, year=2026, number=99, arrived_on=TODAY)

        assert Arrival.objects.count() == 2

    @pytest.mark.parametrize("name", ["document_id", "unit_id", "entered_on"])
    def test_the_database_keeps_whose_it_is(self, world, both, name):
        """An entry moves to no other document, book or day."""
        other = {"document_id": worlds.document(world, []).pk, "unit_id": world.lab.pk, "entered_on": TODAY}

        with pytest.raises(IntegrityError), transaction.atomic():
            Arrival.objects.filter(pk=both[1].pk).update(**{name: other[name]})

        assert set(Arrival.objects.all()) == set(both)


class TestRights:
    def test_each_sees_its_own(self, world, ours, both, client):
        """The Department, above, sees both; the Centre neither the entry nor the words said in the Department."""
        first, second = both
        direct(
            arrival_id=first.pk, text=PRIVATE, lead_unit=world.office, is_without_deadline=True, actor=world.director,
            now=LATER,
        )  # fmt: skip
        acts.set_facts(
            arrival_id=first.pk, arrived_on=TODAY, priority="2", due_date=None, note="Ghi chú của Sở",
            version=Arrival.objects.get(pk=first.pk).version, actor=world.clerk, now=LATER,
        )  # fmt: skip
        expected = {
            world.clerk: {first, second}, world.director: {first, second}, ours: {second},
            world.centre_director: {second}, world.officer: set(), world.farm_head: set(),
        }  # fmt: skip

        assert {who: set(incoming.visible_to(who, today=TODAY)) for who in expected} == expected
        client.force_login(ours)
        assert client.get(reverse("documents:incoming", args=[first.pk])).status_code == 404
        pages = [
            reverse("documents:document", args=[first.document_id]), reverse("documents:incoming", args=[second.pk]),
            reverse("documents:incoming-book"), reverse("documents:incoming-print") + "?so=handling",
        ]  # fmt: skip
        for page in pages:
            shown = client.get(page).content.decode()
            assert (PRIVATE in shown, "Ghi chú của Sở" in shown) == (False, False), page

    def test_what_one_book_sends_on_opens_that_entry_only(self, world, ours, both):
        """The lab got it from the Centre."""
        second = both[1]
        acts.forward(arrival_id=second.pk, unit_id=world.lab.pk, actor=ours, now=LATER)

        assert set(incoming.visible_to(world.officer, today=TODAY)) == {second}

    def test_while_there_is_one_entry_who_got_the_document_sees_it(self, world):
        """Tasks confirmed from a document send it on without the book."""
        arrival = worlds.arrival(world)
        services.distribute(document=arrival.document, units=[world.lab])

        assert set(incoming.visible_to(world.officer, today=TODAY)) == {arrival}

    def test_the_sender_sees_both_states(self, world, ours):
        """Of each body that registered its letter; nothing else of them."""
        text = NOTICE.replace("Sở Khoa học và Công nghệ", "X").encode()
        document = worlds.document(world, [], issuer="Phòng Kỹ thuật đo lường", data=text)
        first = give_number(document)
        second = entering.enter_known(document, unit=world.centre, actor=ours, now=LATER)
        acts.present(arrival_id=second.pk, to=world.centre_director.pk, actor=ours, now=LATER)

        seen = incoming.sent_by(world.officer, today=TODAY)

        assert {(one.unit, one.state) for one in seen} == {
            (world.office, Handling.NEW), (world.centre, Handling.PRESENTED),
        }  # fmt: skip
        assert first.sender_unit == second.sender_unit == world.lab
        assert second in incoming.sent_by(world.centre_director, today=TODAY)

    def test_the_letterhead_is_corrected_by_the_first(self, world, ours, both):
        """The document is one."""
        said = letterhead.Letterhead("12", "TB-SKHCN", TODAY, "Sở", "TB", "Khác")
        before = Document.objects.values().get()

        with pytest.raises(refusals.CorrectedElsewhere):
            letterhead.correct(arrival_id=both[1].pk, letterhead=said, actor=ours, now=LATER)

        assert Document.objects.values().get() == before


class TestHandling:
    def test_each_leader_directs_in_their_own(self, world, ours, both):
        """Two directives, two tasks; what becomes of the one leaves the other alone."""
        first, second = both
        direct(
            arrival_id=first.pk, text="Trung tâm chủ trì", lead_unit=world.centre, is_without_deadline=True,
            actor=world.director, now=LATER,
        )  # fmt: skip
        direct(
            arrival_id=second.pk, text="Phòng Kỹ thuật thực hiện", lead_unit=world.lab, is_without_deadline=True,
            actor=world.centre_director, now=LATER,
        )  # fmt: skip

        second.refresh_from_db()
        assert second.state == Handling.DIRECTED
        assert [one.directions.get().text for one in both] == ["Trung tâm chủ trì", "Phòng Kỹ thuật thực hiện"]
        with pytest.raises(refusals.ArrivalMissing):
            direct(
                arrival_id=first.pk, text="Khác", lead_unit=world.lab, is_without_deadline=True,
                actor=world.farm_head, now=LATER,
            )  # fmt: skip

    def test_each_is_filed_in_a_case_file_of_its_own(self, world, ours, both):
        """One of the office does not file the entry of the Centre, nor the other way round."""
        first, second = both
        office, centre = (
            a_file(world, unit, actor) for unit, actor in ((world.office, world.clerk), (world.centre, ours))
        )
        case_files.put(case_file_id=office.pk, document_id=first.document_id, actor=world.clerk, now=LATER)
        with pytest.raises(refusals.NotInACaseFile):
            acts.file(arrival_id=second.pk, actor=ours, now=LATER)
        acts.file(arrival_id=first.pk, actor=world.clerk, now=LATER)

        case_files.put(case_file_id=centre.pk, document_id=first.document_id, actor=ours, now=LATER)
        acts.file(arrival_id=second.pk, actor=ours, now=LATER)

        states = Arrival.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [Handling.FILED, Handling.FILED]

    def test_a_case_file_bears_the_number_of_its_body(self, world, ours, both):
        """The arrival number of the Centre stands in the Centre's file."""
        centre = a_file(world, world.centre, ours)
        case_files.put(case_file_id=centre.pk, document_id=both[0].document_id, actor=ours, now=LATER)

        items = exporting._in_time_order(centre, person=ours, today=TODAY)

        assert [item.arrival for item in items] == [both[1]]

    @pytest.mark.parametrize(
        ("unit", "expected"),
        [
            pytest.param("office", 0, id="the-office"),
            pytest.param("department", 0, id="whom-the-office-serves"),
            pytest.param("centre", 1, id="the-centre"),
            pytest.param("lab", 1, id="a-room-of-the-centre"),
        ],
    )
    def test_whose_entry_it_is(self, world, both, unit, expected):
        """The nearest book above."""
        entries = list(Arrival.objects.select_related("unit"))

        assert entry_for(getattr(world, unit), entries) == both[expected]


def a_file(world, unit, actor):
    """Open a case file of a unit."""
    return case_files.make(
        unit_id=unit.pk, year=2026, code="01", title="Văn bản đến", keeper_id=actor.pk,
        terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1"), actor=actor, now=NOW,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_bodies_and_two_clerks_at_once(kept_files):
    """One document, one entry in each book; whoever comes second in a book is refused."""
    world = worlds.build()
    ours = worlds.keeps_register("thu", world.centre)

    outcomes = at_once(*(partial(send, actor) for actor in (world.clerk, ours, world.office_head, ours)))

    refused = [outcome for outcome in outcomes if isinstance(outcome, errors.AlreadyRegistered)]
    assert (Document.objects.count(), Arrival.objects.count(), len(refused)) == (1, 2, 2)
    assert set(Arrival.objects.values_list("unit", "number")) == {(world.office.pk, 1), (world.centre.pk, 1)}


def test_the_log_tells_no_other_body_for_whom_copies_were_made(world, ours, both, client):
    """Nor whom it let read the document, and to whom it sent it; those who look after the body are told."""
    document = both[0].document
    secret = "Thanh tra tỉnh, kín"
    for act in incoming.OF_ONE_BODY:
        audit.record(
            act=act, subject=f"document:{document.pk}", actor=world.clerk, now=NOW, after={"copy": secret, "to": secret}
        )

    told = {}
    for somebody in (world.clerk, world.director, ours):
        client.force_login(somebody)
        pages = [client.get(reverse("documents:document", args=[document.pk])).content.decode()]
        for entry in incoming.entries_of(document, person=somebody, today=TODAY):
            pages.append(client.get(reverse("documents:incoming", args=[entry.pk])).content.decode())
        told[somebody.username] = {secret in page for page in pages}

    assert told == {"van": {True}, "phuc": {True}, "thu": {False}}
