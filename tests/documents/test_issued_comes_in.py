"""What a body of ours issues comes in at another: a number and a directive there, and the document stays as issued."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import errors, files, services
from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.services import Terms
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.incoming import entering
from dondoc.documents.incoming import errors as refusals
from dondoc.documents.incoming import selectors as incoming
from dondoc.documents.incoming import services as acts
from dondoc.documents.incoming.choices import Handling, Priority
from dondoc.documents.incoming.models import Arrival, Direction
from dondoc.documents.models import Directive, Distribution, Document
from dondoc.documents.outgoing import services as outgoing
from dondoc.documents.outgoing.choices import AftermathKind
from dondoc.documents.outgoing.selectors import sendings_of
from dondoc.organization import services as organization
from dondoc.organization.choices import UnitKind
from dondoc.tasks.models import Task
from dondoc.tasks.services import direct
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.documents.composing import drafts
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY

LATER = NOW + dt.timedelta(days=1)
DUE = dt.date(2026, 12, 20)
WORDS = "Phòng Kỹ thuật chủ trì, Trại phối hợp, báo cáo trước ngày 20/12"


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


@pytest.fixture
def world(world):
    """The small organisation, its units with their abbreviations."""
    return drafts.prepare(world)


@pytest.fixture
def ours(world):
    """The clerk of the Centre, which keeps a book of its own."""
    return worlds.keeps_register("thu", world.centre)


def issue(world, *units, copies=None):
    """Issue a notice of the Department to some units."""
    made = drafts.started(world, by=world.clerk, drafting_unit_id=world.office.pk, issuing_unit_id=world.department.pk)
    by = {"by": world.clerk}
    drafts.act(
        composing.set_letterhead, made, **by, issuer=world.department.name, symbol="TB-SKHCN", place="Quảng Ngãi",
        subject="Kết luận của Giám đốc Sở", archive="VT", urgency="thuong_khan", copies=copies,
    )  # fmt: skip
    drafts.act(composing.add_blocks, made, **by, blocks=[drafts.duty(world)])
    for unit in units:
        drafts.act(composing.add_party, made, **by, side="recipients", name=unit.name)
    drafts.act(composing.name_signer, made, **by, post_id=world.director.posts.get().pk, prefix="")
    Draft.objects.filter(pk=made.pk).update(state=State.TO_SIGN)
    signed.series(world, issuer=world.department)
    office = {"actor": world.office_head, "now": NOW}
    made = outgoing.record_paper_signature(draft_id=made.pk, signed_on=TODAY, **office)
    outgoing.number(outgoing_id=made.pk, date=TODAY, **office)
    return outgoing.issue(outgoing_id=made.pk, scan=signed.scan(), **office)


@pytest.fixture
def notice(world):
    """A notice of the Department to the Centre and, apart, to the farm."""
    return issue(world, world.centre, world.farm)


def enter(notice, clerk):
    """Enter it into the book of a clerk."""
    return entering.enter_in_book(document_id=notice.document_id, actor=clerk, now=LATER)


def bytes_of(notice):
    """Return the file that was issued."""
    with files.opened(notice.file) as stream:
        return stream.read()


def give(world, arrival, **fields):
    """Let the director of the Centre give the directive."""
    said = {"text": WORDS, "lead_unit": world.lab, "cooperating": [world.farm], "due_date": DUE}
    return direct(arrival_id=arrival.pk, actor=world.centre_director, now=LATER, **(said | fields))


def everything():
    """Return what entering and directing may change."""
    models = (Arrival, Document, Directive, Direction, Distribution, Task)
    return [list(model.objects.order_by("pk").values()) for model in models], Entry.objects.count()


def as_issued(notice):
    """Return all that an issued document says, but what is searched of what stands beside it."""
    rows = Document.objects.filter(pk=notice.document_id).values()
    return {name: value for name, value in rows.get().items() if not name.startswith("search")}


class TestEnter:
    def test_it_gets_the_number_and_its_sender_knows(self, world, ours, notice, client):
        """Of the Centre; the Department sees that it arrived, under which number and how it stands."""
        before = as_issued(notice)

        arrival = enter(notice, ours)

        assert (arrival.unit, arrival.number, arrival.arrived_on, arrival.sender_unit) == (
            world.centre, 1, dt.date(2026, 11, 26), world.department,
        )  # fmt: skip
        assert (as_issued(notice), arrival.priority) == (before, Priority.VERY_URGENT)
        told = {one.unit: (one.received_by, one.received_at) for one in notice.sendings.all()}
        assert told == {world.centre: (ours, LATER), world.farm: (ours, LATER)}
        acts.present(arrival_id=arrival.pk, to=world.centre_director.pk, actor=ours, now=LATER)
        assert [(one.pk, one.state) for one in incoming.sent_by(world.clerk, today=TODAY)] == [
            (arrival.pk, Handling.PRESENTED)
        ]
        client.force_login(world.clerk)
        page = client.get(reverse("documents:outgoing", args=[notice.pk])).content.decode()
        assert (f"số {arrival.line}" in page, "Đã trình" in page) == (True, True)

    def test_it_waits_above_the_book_until_it_is_entered(self, world, ours, notice, client):
        """One button; the clerk of the Department, whose own document it is, is not asked."""
        address, act = (
            reverse("documents:incoming-book"),
            reverse("documents:incoming-enter", args=[notice.document_id]),
        )
        client.force_login(world.clerk)
        assert act not in client.get(address).content.decode()
        client.force_login(ours)
        assert act in client.get(address).content.decode()
        assert act in client.get(reverse("documents:document", args=[notice.document_id])).content.decode()

        client.post(act)

        assert act not in client.get(address).content.decode()
        page = client.get(reverse("documents:document", args=[notice.document_id])).content.decode()
        assert (act in page, reverse("documents:incoming", args=[Arrival.objects.get().pk]) in page) == (False, True)

    def test_a_recalled_one_does_not_wait(self, world, ours, notice):
        """It may still be entered, for it did come."""
        outgoing.follow(
            outgoing_id=notice.pk, kind=AftermathKind.RECALLED, reason="Sai", actor=world.office_head, now=NOW
        )

        assert entering.waiting_in(ours, now=LATER) == []
        assert enter(notice, ours).number == 1

    def test_the_same_file_leads_into_the_own_book(self, world, ours, notice):
        """Sent by mail as well: it is not another document."""
        document = services.register(data=bytes_of(notice), name="tb.pdf", actor=ours, now=LATER)

        assert (document, Document.objects.count(), document.arrivals.get().unit) == (notice.document, 1, world.centre)

    def test_a_body_above_enters_what_one_below_sent_it(self, world):
        """The other way round: the Centre reports to the Department."""
        made = signed.numbered(world)
        Distribution.objects.all().delete()
        outgoing.issue(outgoing_id=made.pk, scan=signed.scan(1), actor=world.office_head, now=NOW)
        made.refresh_from_db()
        with pytest.raises(refusals.ArrivalMissing):  # to the farm only, which is the Centre's own
            enter(made, world.clerk)
        made.sendings.create(unit=world.department, printed="Sở", sent_at=NOW)
        services.distribute(document=made.document, units=[world.department])

        assert enter(made, world.clerk).unit == world.office

    @pytest.mark.parametrize(
        ("to", "waits"),
        [
            pytest.param("centre", True, id="the-body"),
            pytest.param("lab", True, id="a-division-of-it"),
            pytest.param("keeps_book", False, id="a-division-with-a-book-of-its-own"),
            pytest.param("body_below", False, id="another-body-below"),
            pytest.param(None, False, id="it-only-got-a-task"),
        ],
    )
    def test_it_came_to_whom_it_was_sent(self, world, ours, to, waits):
        """Not to whom else it was given on the way: those may open it, and enter nothing."""
        if to == "keeps_book":
            worlds.arrival(world, registered_in=world.lab)
        below = organization.add_unit(
            name="Trạm Quan trắc", short_name="Trạm", kind=UnitKind.CENTRE, parent=world.centre
        )
        units = {"keeps_book": world.lab, "body_below": below, "lab": world.lab, "centre": world.centre}
        made = issue(world, *([units[to]] if to else []))
        services.distribute(document=made.document, units=[world.centre])
        before = everything()

        assert [one.pk for one in entering.waiting_in(ours, now=LATER)] == ([made.document_id] if waits else [])
        assert (entering.waits_for(ours, made.document, now=LATER) is not None) == waits
        if waits:
            assert enter(made, ours).unit == world.centre
        else:
            with pytest.raises(refusals.ArrivalMissing):
                enter(made, ours)
            assert everything() == before

    def test_what_was_sent_to_a_division_arrives_with_its_body(self, world, ours, client):
        """The Department sees so, and how it stands; what went to another body, or to who has a book, waits there."""
        worlds.arrival(world, registered_in=world.farm)
        below = organization.add_unit(
            name="Trạm Quan trắc", short_name="Trạm", kind=UnitKind.CENTRE, parent=world.centre
        )
        notice = issue(world, world.lab, world.farm, below)

        arrival = enter(notice, ours)

        told = {one.unit: one.received_by for one in notice.sendings.all()}
        assert told == {world.lab: ours, world.farm: None, below: None}
        stands = {one.unit: one.entry for one in sendings_of(notice, person=world.clerk, today=TODAY)}
        assert stands == {world.lab: arrival, world.farm: None, below: None}
        assert [one.after for one in Entry.objects.filter(act="outgoing.arrived")] == [{"unit": world.lab.name}]

    def test_who_said_first_that_it_arrived_stays_noted(self, world, ours, notice, monkeypatch):
        """Somebody says so while a clerk enters it: nothing is written over, nor in the log."""
        units_of = entering.units_of_body

        def somebody_is_faster(unit):
            notice.sendings.update(received_by=world.centre_director, received_at=NOW)
            return units_of(unit)

        monkeypatch.setattr(entering, "units_of_body", somebody_is_faster)

        entering.enter_known(notice.document, unit=world.centre, actor=ours, now=LATER)

        assert notice.sendings.get(unit=world.centre).received_by == world.centre_director
        assert not Entry.objects.filter(act="outgoing.arrived").exists()

    def test_twice_in_one_body_is_refused(self, world, ours, notice):
        """By whatever way, and whoever of it tries."""
        enter(notice, ours)
        other = worlds.person("minh", "Võ Minh", world.centre, "officer", "Văn thư")
        before = everything()

        for clerk in (ours, other):
            with pytest.raises(errors.AlreadyRegistered):
                enter(notice, clerk)
            with pytest.raises(errors.AlreadyRegistered):
                services.register(data=bytes_of(notice), name="tb.pdf", actor=clerk, now=LATER)

        assert everything() == before

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("clerk", refusals.ArrivalMissing, id="the-issuer-itself"),
            pytest.param("lab_head", errors.MayNotRegister, id="who-keeps-no-book"),
            pytest.param("thu", errors.DocumentMissing, id="to-whom-it-was-not-sent"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, refusal):
        """And no number is taken."""
        made = issue(world)
        Distribution.objects.all().delete()
        clerk = worlds.keeps_register("thu", world.centre) if who == "thu" else getattr(world, who)
        if who == "lab_head":
            services.distribute(document=made.document, units=[world.lab])
        before = everything()

        with pytest.raises(refusal):
            enter(made, clerk)

        assert everything() == before


class TestForTheBody:
    """A Centre whose only clerk sits in one of its divisions, which is no office and may keep a book of its own."""

    @pytest.fixture
    def clerk(self, world):
        """The records clerk of the Centre's division."""
        worlds.arrival(world, registered_in=world.lab)
        return worlds.person("tho", "Đỗ Thị Thơ", world.lab, "clerk", "Văn thư")

    def test_it_waits_for_them_and_is_entered_in_the_book_of_the_centre(self, world, clerk, notice, client):
        """Under a number of the Centre, whose director directs on it; the sender sees that it arrived."""
        client.force_login(clerk)
        act = reverse("documents:incoming-enter", args=[notice.document_id])
        assert act in client.get(reverse("documents:incoming-book")).content.decode()
        assert entering.waits_for(clerk, notice.document, now=LATER) == world.centre

        arrival = enter(notice, clerk)

        assert (arrival.unit, arrival.number) == (world.centre, 1)
        assert notice.sendings.get(unit=world.centre).received_by == clerk
        assert entering.waiting_in(clerk, now=LATER) == []
        page = client.get(reverse("documents:incoming", args=[arrival.pk]))
        assert (page.status_code, arrival.line in page.content.decode()) == (200, True)
        acts.present(arrival_id=arrival.pk, to=world.centre_director.pk, actor=clerk, now=LATER)

    def test_what_came_to_the_division_goes_into_its_own_book(self, world, clerk):
        """And what came to both into each, once."""
        made = issue(world, world.centre, world.lab)

        assert [enter(made, clerk).unit, enter(made, clerk).unit] == [world.lab, world.centre]
        before = everything()
        with pytest.raises(errors.AlreadyRegistered):
            enter(made, clerk)
        assert everything() == before

    def test_what_came_from_outside_has_one_number_in_the_body(self, world, clerk):
        """A letter that the division registered is not entered once more above it."""
        letter = worlds.arrival(world, registered_in=world.lab, registered_by=clerk).document

        assert entering.waits_for(clerk, letter, now=NOW) is None

    @pytest.mark.parametrize(
        "why", ["the-centre-has-a-clerk", "its-office-has", "the-post-does-not-reach", "of-another-body"]
    )
    def test_it_is_not_theirs(self, world, clerk, notice, why):
        """Where somebody else keeps the book of the Centre, or the post does not reach it: nothing changes."""
        services.distribute(document=notice.document, units=[world.lab])
        if why == "the-centre-has-a-clerk":
            worlds.keeps_register("thu", world.centre)
        elif why == "its-office-has":
            office = organization.add_unit(name="Văn phòng", short_name="VP", kind=UnitKind.OFFICE, parent=world.centre)
            worlds.keeps_register("thu", office)
        elif why == "the-post-does-not-reach":
            clerk = worlds.keeps_register("tam", world.lab)
        else:
            below = organization.add_unit(
                name="Trạm Quan trắc", short_name="Trạm", kind=UnitKind.CENTRE, parent=world.centre
            )
            clerk = worlds.person("tu", "Lê Tú", below, "clerk", "Văn thư")
        before = everything()

        assert entering.waiting_in(clerk, now=LATER) == []
        assert entering.waits_for(clerk, notice.document, now=LATER) is None
        with pytest.raises(refusals.ArrivalMissing):
            enter(notice, clerk)
        assert everything() == before


class TestDirect:
    def test_one_lead_others_cooperate_a_deadline(self, world, ours, notice):
        """Makes the task; the document says what it said, and its own task stays as it was given."""
        given = list(Task.objects.values())
        before, arrival = as_issued(notice), enter(notice, ours)

        task = give(world, arrival)

        arrival.refresh_from_db()
        assert (task.lead_unit, task.due_date, task.assigning_unit) == (world.lab, DUE, world.centre)
        assert [one.unit for one in task.cooperations.all()] == [world.farm]
        assert (task.directive.quote, task.document, arrival.state) == (WORDS, notice.document, Handling.DIRECTED)
        assert (as_issued(notice), list(Task.objects.exclude(pk=task.pk).values())) == (before, given)

    def test_what_is_said_inside_stays_inside(self, world, ours, notice, client):
        """Another recipient sees the document; neither the entry nor the directive. Nor is it found by its words."""
        stranger = world.farm_head
        arrival = enter(notice, ours)
        give(world, arrival, cooperating=[])
        client.force_login(stranger)

        answers = [
            client.get(reverse("documents:document", args=[notice.document_id])),
            client.get(reverse("documents:incoming", args=[arrival.pk])),
            client.get(reverse("documents:incoming-book")),
            client.get(reverse("documents:list"), {"q": 'chi-dao:"Trại phối hợp"'}),
        ]

        assert [one.status_code for one in answers] == [200, 404, 200, 200]
        assert [one for one in answers if "báo cáo trước ngày 20/12" in one.content.decode()] == []
        assert set(incoming.visible_to(stranger, today=TODAY)) == set()

    def test_from_the_notice_to_the_answer_and_back(self, world, ours, notice, client):
        """Drafted as its answer and issued by the Centre: the entry says so, and the Department is led to it."""
        arrival = enter(notice, ours)
        signed.series(world)
        made = signed.issued(world, **signed.LETTER, by=world.centre_director, answers_id=notice.document_id,
                             drafting_unit_id=world.centre.pk)  # fmt: skip

        arrival.refresh_from_db()
        assert (arrival.state, arrival.answered_by) == (Handling.ANSWERED, made.document)
        client.force_login(world.clerk)
        for page in (reverse("documents:outgoing", args=[notice.pk]), reverse("documents:incoming-sent")):
            assert reverse("documents:document", args=[made.document_id]) in client.get(page).content.decode(), page

    def test_each_body_files_it_in_its_own_case_file(self, world, ours, notice):
        """The file of the issuer does not end the handling at the Centre."""
        arrival = enter(notice, ours)
        for unit, clerk in ((world.office, world.clerk), (world.centre, ours)):
            made = case_files.make(
                unit_id=unit.pk, year=2026, code="01", title="Kết luận", keeper_id=clerk.pk,
                terms=Terms(5, is_permanent=False, rights="unit", source="QĐ 1"), actor=clerk, now=NOW,
            )  # fmt: skip
            if clerk == ours:
                with pytest.raises(refusals.NotInACaseFile):
                    acts.file(arrival_id=arrival.pk, actor=ours, now=LATER)
            case_files.put(case_file_id=made.pk, document_id=notice.document_id, actor=clerk, now=LATER)

        assert acts.file(arrival_id=arrival.pk, actor=ours, now=LATER).state == Handling.FILED


class TestLock:
    """The words of a leader are let through, whatever else of the document stays: the database itself refuses it."""

    PASSAGE = {"path": "1", "start": 0, "end": 0, "quote": "Khác", "kind": "task", "confidence": "sure", "data": {}}

    @pytest.mark.parametrize(
        ("entered", "fields"),
        [
            pytest.param(True, {"rule": "duty_verb"}, id="a-passage-of-another-rule"),
            pytest.param(True, {"rule": "leaders_words", "end": 12}, id="a-place-in-the-text"),
            pytest.param(True, {"rule": "leaders_words", "start": 3, "end": 12}, id="another-place-in-the-text"),
            pytest.param(False, {"rule": "leaders_words"}, id="it-came-in-nowhere"),
        ],
    )
    def test_nothing_else_is_written_beside_it(self, ours, notice, entered, fields):
        """Nor the words of a leader of nobody."""
        if entered:
            enter(notice, ours)
        before = everything()

        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            Directive.objects.create(document=notice.document, position=9, **(self.PASSAGE | fields))

        assert everything() == before

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param("UPDATE documents_directive SET quote = 'Khác' WHERE rule = 'leaders_words'", id="words"),
            pytest.param("UPDATE documents_directive SET rule = 'x' WHERE rule = 'leaders_words'", id="rule"),
            pytest.param("DELETE FROM documents_directive WHERE rule = 'leaders_words'", id="directive-gone"),
            pytest.param("UPDATE documents_directive SET rule = 'leaders_words', quote = 'x'", id="a-duty-as-words"),
            pytest.param("UPDATE documents_direction SET text = 'Khác'", id="text"),
            pytest.param("UPDATE documents_direction SET due_date = NULL", id="deadline"),
            pytest.param("DELETE FROM documents_direction", id="direction-gone"),
            pytest.param("DELETE FROM documents_direction_cooperating", id="who-cooperates"),
            pytest.param("UPDATE documents_document SET subject = 'Khác'", id="the-document"),
        ],
    )
    def test_what_was_said_stays_said(self, world, ours, notice, change):
        """By plain SQL too."""
        give(world, enter(notice, ours))
        before = everything()

        with pytest.raises(IntegrityError, match="stays as it"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

        assert everything() == before

    def test_that_its_task_is_cancelled_is_still_noted(self, world, ours, notice):
        """And another directive may be given."""
        arrival = enter(notice, ours)
        task = give(world, arrival)

        acts.end_direction(directive_id=task.directive_id, now=LATER)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.directions.get().ended_at) == (Handling.NEW, LATER)
        assert give(world, arrival, text="Khác").directive.quote == "Khác"

    def test_the_letterhead_is_not_corrected(self, world, ours, notice):
        """It is what was issued."""
        arrival = enter(notice, ours)
        facts = incoming.facts(arrival, actor=ours, today=TODAY)

        assert facts.is_of_the_first_book is False


@pytest.mark.django_db(transaction=True)
def test_two_clerks_of_one_body_at_once(kept_files):
    """One entry, one number; the second is refused."""
    world = drafts.prepare(worlds.build())
    ours = worlds.keeps_register("thu", world.centre)
    other = worlds.person("minh", "Võ Minh", world.centre, "officer", "Văn thư")
    notice = issue(world, world.centre)

    outcomes = at_once(*(partial(enter, notice, clerk) for clerk in (ours, other)))

    refused = [one for one in outcomes if isinstance(one, errors.AlreadyRegistered)]
    assert (len(refused), list(Arrival.objects.values_list("unit", "number"))) == (1, [(world.centre.pk, 1)])
